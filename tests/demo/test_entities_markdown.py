"""Both Markdowns, entities passed by the bot, and what Telegram finds by itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.server.entities import format_text
from bot.demo.server.errors import ApiError

RESERVED = "_*[]()~`>#+-=|{}.!\\"


def entity(kind: str, offset: int, length: int, **extra: object) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **extra}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_ __c__ ~d~ ||e|| `f`", "a b c d e f", [
            entity("bold", 0, 1), entity("italic", 2, 1), entity("underline", 4, 1), entity("strikethrough", 6, 1),
            entity("spoiler", 8, 1), entity("code", 10, 1),
        ]),
        ("*a _b_*", "a b", [entity("bold", 0, 3), entity("italic", 2, 1)]),
        (r"a\.b \_ \\", r"a.b _ \ ".strip(), []),
        ("[a](https://forum.it)", "a", [entity("text_link", 0, 1, url="https://forum.it/")]),
        (r"[a](https://a.it/\))", "a", [entity("text_link", 0, 1, url="https://a.it/)")]),
        ("![😀](tg://emoji?id=5)", "😀", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
        ("```py\nx=1```", "x=1", [entity("pre", 0, 3, language="py")]),
        ("```\nx```", "x", [entity("pre", 0, 1)]),
        (">a\n>b\nc", "a\nb\nc", [entity("blockquote", 0, 4)]),
        ("a\n>b", "a\nb", [entity("blockquote", 2, 1)]),
        (">a\n>b||", "a\nb", [entity("expandable_blockquote", 0, 3)]),
        ("**>a\n>b||", "a\nb", [entity("expandable_blockquote", 0, 3)]),
        ("`a.b*c`", "a.b*c", [entity("code", 0, 5)]),
    ],
)  # fmt: skip
def test_markdown_v2_taken(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert format_text(source, "MarkdownV2") == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a.b", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a|b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("a>b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("a!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
        ("я*a", "Can't find end of Bold entity at byte offset 2"),
        ("_a", "Can't find end of Italic entity at byte offset 0"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("```py\na", "Can't find end of PreCode entity at byte offset 0"),
        ("||a", "Can't find end of Spoiler entity at byte offset 0"),
        ("[a", "Can't find end of TextUrl entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("![a]", "Custom emoji entity must contain a tg://emoji URL"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
    ],
)
def test_markdown_v2_refused(source: str, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        format_text(source, "MarkdownV2")
    assert caught.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_ `c`", "a b c", [entity("bold", 0, 1), entity("italic", 2, 1), entity("code", 4, 1)]),
        ("[a](https://a.it/x)", "a", [entity("text_link", 0, 1, url="https://a.it/x")]),
        ("```py\nx```", "x", [entity("pre", 0, 1, language="py")]),
        ("```x```", "x", [entity("pre", 0, 1)]),
        (r"\*a\_", "*a_", []),
        ("a.b!", "a.b!", []),
    ],
)
def test_old_markdown_taken(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert format_text(source, "Markdown") == (text, entities)


def test_old_markdown_refused() -> None:
    with pytest.raises(ApiError) as caught:
        format_text("ab *c", "Markdown")
    words = "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 3"
    assert caught.value.description == words


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ApiError) as caught:
        format_text("a", "BBCode")
    assert caught.value.description == "Bad Request: unsupported parse_mode"


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_an_escaped_text_arrives_as_the_plain_one(text: str) -> None:
    escaped = "".join(f"\\{character}" if character in RESERVED else character for character in text)
    assert format_text(escaped, "MarkdownV2") == format_text(text)


def test_entities_of_the_bot_are_kept_and_ordered() -> None:
    given_entities = [entity("italic", 1, 2), entity("bold", 0, 3), entity("url", 0, 3)]
    assert format_text("abc", "", given_entities) == ("abc", [entity("bold", 0, 3), entity("italic", 1, 2)])


@pytest.mark.parametrize(
    ("entities", "words"),
    [
        ([entity("bold", -1, 1)], "receive an entity with incorrect offset -1"),
        ([entity("bold", 0, -1)], "receive an entity with incorrect length -1"),
        (
            [entity("bold", 1, 4)],
            "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 3",
        ),
        ([entity("bold", 1, 1)], "entity begins in a middle of a UTF-16 symbol at UTF-16 offset 1"),
        ([entity("bold", 0, 1)], "entity ends in a middle of a UTF-16 symbol at UTF-16 offset 1"),
        ([entity("blink", 0, 2)], "can't parse MessageEntity: Unsupported type specified"),
        (
            [{"type": "bold", "offset": "0", "length": 1}],
            'can\'t parse MessageEntity: Field "offset" must be of type Number',
        ),
        (["bold"], "can't parse MessageEntity: expected an Object"),
        ([entity("text_link", 0, 2)], 'can\'t parse MessageEntity: Field "url" must be of type String'),
        ([entity("text_link", 0, 2, url="x y")], "entity URL 'x y' is invalid: Wrong HTTP URL"),
    ],
)
def test_wrong_entities_are_refused(entities: list[Any], words: str) -> None:
    with pytest.raises(ApiError) as caught:
        format_text("😀a", "", entities)
    assert caught.value.description == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start abc", [entity("bot_command", 0, 6)]),
        ("/start@forum_bot", [entity("bot_command", 0, 16)]),
        ("я /a b/c", [entity("bot_command", 2, 2)]),
        ("@anna_ru, x", [entity("mention", 0, 8)]),
        ("#forum2018 #1", [entity("hashtag", 0, 10)]),
        ("a@b.it", [entity("email", 0, 6)]),
        ("https://a.it/x?y=1.", [entity("url", 0, 18)]),
        ("forum.it/a", [entity("url", 0, 10)]),
        ("+39 055 49721", [entity("phone_number", 0, 13)]),
        ("1.5 a.b", []),
    ],
)
def test_what_telegram_finds_itself(text: str, entities: list[dict[str, Any]]) -> None:
    assert format_text(text) == (text, entities)


def test_nothing_is_found_in_code() -> None:
    assert format_text("<code>/start</code>", "HTML") == ("/start", [entity("code", 0, 6)])


def test_control_characters_and_turning_marks_go() -> None:
    assert format_text("a\x00b\r\n\u202ec<b>", "") == ("a b\nc<b>", [])
    assert format_text("\r<b>я\u202e</b>", "HTML") == ("я", [entity("bold", 0, 1)])
