"""HTML as Telegram reads it."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.server.entities import format_text
from bot.demo.server.errors import ApiError

TREES = st.recursive(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=8),
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "u", "s", "tg-spoiler"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)
HALF = "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"  # noqa: E501
KINDS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler"}


def entity(kind: str, offset: int, length: int, **extra: object) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **extra}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b>", "a", [entity("bold", 0, 1)]),
        ("<strong>a</strong> <em>b</em>", "a b", [entity("bold", 0, 1), entity("italic", 2, 1)]),
        ("<ins>a</ins> <del>b</del> <strike>c</strike>", "a b c", [entity("underline", 0, 1), entity("strikethrough", 2, 1), entity("strikethrough", 4, 1)]),  # noqa: E501
        ("😀<b>я</b>", "😀я", [entity("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<i><b>a</b></i>", "a", [entity("bold", 0, 1), entity("italic", 0, 1)]),
        ("<b>a<b>b</b></b>", "ab", [entity("bold", 0, 2)]),
        ("<b>a</b><b>b</b>", "ab", [entity("bold", 0, 2)]),
        ("<b></b>a", "a", []),
        ("<B>a</b>", "a", [entity("bold", 0, 1)]),
        ("<b>a</>", "a", [entity("bold", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
        ('<a href="https://Forum.it">a</a>', "a", [entity("text_link", 0, 1, url="https://forum.it/")]),
        ("<a href='http://a.it/?x=1&amp;y=2'>a</a>", "a", [entity("text_link", 0, 1, url="http://a.it/?x=1&y=2")]),
        ("<a>forum.it</a>", "forum.it", [entity("text_link", 0, 8, url="http://forum.it/")]),
        ('<a href="nowhere">a</a>', "a", []),
        ('<tg-emoji emoji-id="5">😀</tg-emoji>', "😀", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
        ("<code>a<b>b</b></code>", "ab", [entity("code", 0, 2)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [entity("pre", 0, 1, language="py")]),
        ('<code class="language-py"><pre>x</pre></code>', "x", [entity("pre", 0, 1, language="py")]),
        ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        ("&lt;b&gt; &amp; &quot; &nbsp; &#1103; &#x44F; &", '<b> & " &nbsp; я я &', []),
        ("a > b", "a > b", []),
        ("  <b> a </b> \n ", " a", [entity("bold", 0, 2)]),
        ("\n\n  a", "a", []),
    ],
)  # fmt: skip
def test_what_is_taken(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert format_text(source, "HTML") == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>a</b>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("я<x>a</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <- b", 'Unsupported start tag "-" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<a href", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji emoji-id='x'>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("&#xD800;", HALF),
    ],
)
def test_what_is_refused(source: str, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        format_text(source, "html")
    assert (caught.value.code, caught.value.description) == (
        400,
        f"Bad Request: can't parse entities: {words}",
    )


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_an_escaped_text_arrives_as_the_plain_one(text: str) -> None:
    assert format_text(html.escape(text, quote=False), "HTML") == format_text(text)


@given(TREES)
def test_entities_cover_what_their_tags_enclosed(tree: object) -> None:
    source, text, spans = _render(tree, 0)
    found_text, found = format_text("\u00b7" + source + "\u00b7", "HTML")
    assert found_text == f"\u00b7{text}\u00b7"
    encoded = found_text.encode("utf-16-le")
    for kind in KINDS.values():
        wanted = {place for one, begin, end in spans if one == kind for place in range(begin + 1, end + 1)}
        got = {
            place
            for one in found
            if one["type"] == kind
            for place in range(one["offset"], one["offset"] + one["length"])
        }
        assert got == wanted
    for one in found:
        encoded[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")


@given(st.text(st.sampled_from("<>/&;= \"'abispre#x1"), max_size=30))
def test_anything_is_either_taken_or_refused(source: str) -> None:
    outcome = outcome_of(source)
    if isinstance(outcome, str):
        assert outcome.startswith("Bad Request: can't parse entities: ")
        return
    text, entities = outcome
    length = len(text.encode("utf-16-le")) // 2
    assert all(0 <= one["offset"] < one["offset"] + one["length"] <= length for one in entities)


def outcome_of(source: str) -> str | tuple[str, list[dict[str, Any]]]:
    try:
        return format_text(source, "HTML")
    except ApiError as error:
        return error.description


def _render(tree: Any, offset: int) -> tuple[str, str, list[tuple[str, int, int]]]:
    if isinstance(tree, str):
        return html.escape(tree), tree, []
    tag, children = tree
    source, text = "", ""
    spans: list[tuple[str, int, int]] = []
    for child in children:
        inner_source, inner_text, inner_spans = _render(child, offset + len(text.encode("utf-16-le")) // 2)
        source, text, spans = source + inner_source, text + inner_text, spans + inner_spans
    spans.append((KINDS[tag], offset, offset + len(text.encode("utf-16-le")) // 2))
    return f"<{tag}>{source}</{tag}>", text, spans
