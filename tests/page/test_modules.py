"""The page's pure parts, called in the browser."""

from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.async_api import Page, Request
from yarl import URL

from bot.demo.server.app import RehearsalServer

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


@pytest_asyncio.fixture(loop_scope="session")
async def script(server: RehearsalServer, page: Page) -> Page:
    """The page on an empty forum, to call its modules in."""
    await page.goto(server.url)
    return page


@given(case=texts_with_entities())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_unit_has_the_formatting_of_the_entities_over_it(
    script: Page, case: tuple[str, list[dict[str, object]]]
) -> None:
    text, entities = case
    drawn = await script.evaluate(DRAW, [text, entities])
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
    "JaVaScRiPt:alert(1)": None,
    "java\nscript:alert(1)": None,
    "data:text/html,<script>": None,
    "vbscript:x": None,
    "http://": None,
}


async def test_only_addresses_that_do_no_harm_become_links(script: Page) -> None:
    call = """async (addresses) => {
      const { safeAddress } = await import("/page/entities.js");
      return addresses.map(safeAddress);
    }"""
    found = await script.evaluate(call, list(ADDRESSES))
    assert dict(zip(ADDRESSES, found, strict=True)) == ADDRESSES


PAYLOADS = {
    "https://t.me/Forum_Bot?start=IT-7": "IT-7",
    "t.me/forum_bot": "",
    "tg://resolve?domain=forum_bot&start=A": "A",
    "tg://resolve?domain=other": None,
    "https://t.me/other_bot?start=IT-7": None,
    "https://example.com/forum_bot?start=1": None,
}


async def test_a_link_to_the_bot_is_followed_in_the_phone(script: Page) -> None:
    call = """async (addresses) => {
      const { startPayload } = await import("/page/entities.js");
      return addresses.map((address) => startPayload(address, "forum_bot"));
    }"""
    found = await script.evaluate(call, list(PAYLOADS))
    assert dict(zip(PAYLOADS, found, strict=True)) == PAYLOADS


WALLS = {
    "2018-11-29T07:00": "2018-11-29T07:00:00+01:00",
    "2018-07-01T07:00": "2018-07-01T07:00:00+02:00",
    "2018-10-28T02:30": "2018-10-28T02:30:00+02:00",  # shown twice: the first
    "2018-03-25T02:30": "2018-03-25T03:30:00+02:00",  # skipped: as if not changed yet
    "2018-03-25T03:00": "2018-03-25T03:00:00+02:00",
}


async def test_a_wall_time_of_the_forum_is_an_instant(script: Page) -> None:
    call = """async (walls) => {
      const { instantOf, isoWithOffset } = await import("/page/times.js");
      return walls.map((wall) => isoWithOffset(instantOf(wall, "Europe/Rome"), "Europe/Rome"));
    }"""
    found = await script.evaluate(call, list(WALLS))
    assert dict(zip(WALLS, found, strict=True)) == WALLS


async def test_the_next_morning_across_a_change_of_clocks(script: Page) -> None:
    call = """async (at) => {
      const { nextAt, isoWithOffset } = await import("/page/times.js");
      return isoWithOffset(nextAt(7, Date.parse(at), "Europe/Rome"), "Europe/Rome");
    }"""
    cases = ["2018-10-27T23:30:00+02:00", "2018-10-28T06:59:59+01:00", "2018-10-28T07:00:00+01:00"]
    assert [await script.evaluate(call, case) for case in cases] == [
        "2018-10-28T07:00:00+01:00",
        "2018-10-28T07:00:00+01:00",
        "2018-10-29T07:00:00+01:00",
    ]


async def test_the_three_tables_of_words_have_the_same_entries(script: Page) -> None:
    call = """async () => {
      const { wordsFor } = await import("/page/words.js");
      return ["it", "ru-RU", "de", undefined].map((code) => Object.keys(wordsFor(code)).sort());
    }"""
    italian, russian, german, unknown = await script.evaluate(call)
    assert italian == russian == german == unknown


async def test_the_page_asks_no_other_server(server: RehearsalServer, page: Page) -> None:
    asked: set[str] = set()

    def note(request: Request) -> None:
        asked.add(urlsplit(request.url).netloc)

    page.on("request", note)
    await page.goto(server.url)
    await page.locator("#clock time").wait_for()
    page.remove_listener("request", note)
    assert asked == {urlsplit(server.url).netloc}


@pytest.mark.parametrize("name", ["..%2fserver%2fapp.py", "%2e%2e/server/app.py", ".hidden", "none.js"])
async def test_only_the_pages_own_files_are_given_out(server: RehearsalServer, name: str) -> None:
    address = URL(f"{server.url}/page/{name}", encoded=True)
    async with ClientSession() as session, session.get(address) as response:
        assert response.status == 404
