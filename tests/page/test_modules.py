"""The page's pure parts, called in the browser."""

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.async_api import Page

from bot.demo.server.app import RehearsalServer
from tests.page.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

TAGS = {"bold": "STRONG", "italic": "EM", "underline": "U", "strikethrough": "S"}
DRAW = """async ([text, entities]) => {
  const { formatted } = await import("/page/entities.js");
  const root = document.createElement("div");
  root.append(formatted(text, entities, { words: {}, botUsername: "bot" }));
  const units = [];
  const walk = (node, tags) => {
    for (const child of node.childNodes) walk(child, child.localName ? [...tags, child.nodeName] : tags);
    for (const unit of (node.data ?? "").split("")) units.push([unit.charCodeAt(0), tags]);
  };
  walk(root, []);
  return units;
}"""


@st.composite
def texts_with_entities(draw: st.DrawFn) -> tuple[str, list[dict[str, object]]]:
    text = draw(st.text(st.sampled_from("aя\n😀👩‍👧 <&"), max_size=30))
    length = len(text.encode("utf-16-le")) // 2
    places = st.integers(0, length)
    entity = st.fixed_dictionaries(
        {"type": st.sampled_from(sorted(TAGS)), "offset": places, "length": places}
    )
    return text, draw(st.lists(entity, max_size=6))


@given(case=texts_with_entities())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_unit_has_the_formatting_of_the_entities_over_it(
    stage: Stage, case: tuple[str, list[dict[str, object]]]
) -> None:
    text, entities = case
    drawn = await stage.page.evaluate(DRAW, [text, entities])
    encoded = text.encode("utf-16-le")
    units = [int.from_bytes(encoded[place : place + 2], "little") for place in range(0, len(encoded), 2)]
    expected = [
        (unit, {TAGS[str(e["type"])] for e in entities if covers(e, place)})
        for place, unit in enumerate(units)
    ]
    assert [(unit, set(tags)) for unit, tags in drawn] == expected


def covers(entity: dict[str, object], place: int) -> bool:
    offset, length = entity["offset"], entity["length"]
    assert isinstance(offset, int)
    assert isinstance(length, int)
    return offset <= place < offset + length


ADDRESSES = {
    "https://example.com/a b": "https://example.com/a%20b",
    "example.com": "http://example.com/",
    "localhost:8080/x": "http://localhost:8080/x",
    "mailto:a@b.it": "mailto:a@b.it",
    "tel:+39055": "tel:+39055",
    "javascript:alert(1)": None,
    " javascript:alert(1)": None,
    "JaVaScRiPt:1": None,
    "java\nscript:alert(1)": None,
    "data:text/html,<script>": None,
    "vbscript:x": None,
    "http://": None,
}


@pytest.mark.parametrize(("address", "href"), ADDRESSES.items())
async def test_only_addresses_that_do_no_harm_become_links(
    stage: Stage, address: str, href: str | None
) -> None:
    script = "async (address) => (await import('/page/entities.js')).safeAddress(address)"
    assert await stage.page.evaluate(script, address) == href


PAYLOADS = {
    "https://t.me/Forum_Bot?start=IT-7": "IT-7",
    "t.me/forum_bot": "",
    "tg://resolve?domain=forum_bot&start=A": "A",
    "tg://resolve?domain=other": None,
    "https://t.me/other_bot?start=IT-7": None,
    "https://example.com/forum_bot?start=1": None,
}


@pytest.mark.parametrize(("address", "payload"), PAYLOADS.items())
async def test_a_link_to_the_bot_is_followed_in_the_phone(
    stage: Stage, address: str, payload: str | None
) -> None:
    script = "async (address) => (await import('/page/entities.js')).startPayload(address, 'forum_bot')"
    assert await stage.page.evaluate(script, address) == payload


WALLS = {
    "2018-11-29T07:00": "2018-11-29T07:00:00+01:00",
    "2018-07-01T07:00": "2018-07-01T07:00:00+02:00",
    "2018-10-28T02:30": "2018-10-28T02:30:00+02:00",  # shown twice: the first
    "2018-03-25T02:30": "2018-03-25T03:30:00+02:00",  # skipped: as if not changed yet
    "2018-03-25T03:00": "2018-03-25T03:00:00+02:00",
}


@pytest.mark.parametrize(("wall", "iso"), WALLS.items())
async def test_a_wall_time_of_the_forum_is_an_instant(stage: Stage, wall: str, iso: str) -> None:
    script = """async (wall) => {
      const { instantOf, isoWithOffset } = await import("/page/times.js");
      return isoWithOffset(instantOf(wall, "Europe/Rome"), "Europe/Rome");
    }"""
    assert await stage.page.evaluate(script, wall) == iso


async def test_the_next_morning_across_a_change_of_clocks(stage: Stage) -> None:
    script = """async (at) => {
      const { nextAt, isoWithOffset } = await import("/page/times.js");
      return isoWithOffset(nextAt(7, Date.parse(at), "Europe/Rome"), "Europe/Rome");
    }"""
    cases = ["2018-10-27T23:30:00+02:00", "2018-10-28T06:59:59+01:00", "2018-10-28T07:00:00+01:00"]
    assert [await stage.page.evaluate(script, case) for case in cases] == [
        "2018-10-28T07:00:00+01:00",
        "2018-10-28T07:00:00+01:00",
        "2018-10-29T07:00:00+01:00",
    ]


async def test_the_three_tables_of_words_have_the_same_entries(stage: Stage) -> None:
    script = """async () => {
      const { wordsFor } = await import("/page/words.js");
      return ["it", "ru-RU", "de", undefined].map((code) => Object.keys(wordsFor(code)).sort());
    }"""
    italian, russian, german, unknown = await stage.page.evaluate(script)
    assert italian == russian == german == unknown


async def test_the_page_asks_no_other_server(server: RehearsalServer, page: Page) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    await page.goto(server.url)
    await page.locator("#clock time").wait_for()
    assert hosts == {server.url.split("/")[2]}
    async with ClientSession() as session, session.get(f"{server.url}/page/../app.py") as response:
        assert response.status == 404
