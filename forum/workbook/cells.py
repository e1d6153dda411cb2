"""What a single cell may hold: each kind of column turns a text into its one canonical form or raises a Fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from forum.workbook.languages import ISO_639_1
from forum.workbook.local import FORMAT
from forum.workbook.problems import Fault

Parse = Callable[[str], str]

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_BREAK = re.compile(r"[ \t]*\n\s*")
_CODE = re.compile(r"[^\W_-]([^\W_]|-)*")
_CODE_LONGEST = 40
_INVITATION = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_DEGREES = re.compile(r"[+-]?\d{1,3}([.,]\d{1,20})?", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T]+(\d{1,2}):(\d\d)(:00)?", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)([ T]+00:00(:00)?)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(:00)?", re.ASCII)
_PHONE = re.compile(r"\+?[\d\s()./-]+", re.ASCII)
_EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+")
_PHONE_SHORTEST, _PHONE_LONGEST, _EMAIL_LONGEST, _URL_LONGEST = 3, 40, 254, 500
_WEEK = 7 * 24 * 60


def tidy(text: str, *, prose: bool = True) -> str:
    """A text without spaces around it and with plain line ends; in one line unless `prose`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text if prose or "\n" not in text else _BREAK.sub(" ", text)


def without_control(text: str) -> str:
    """A text without the characters that no workbook can hold."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def text_length(text: str) -> int:
    """The length as Telegram counts it: in UTF-16 units."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def refuse_control(text: str) -> None:
    """Raise a Fault for a text with control characters (NUL and its like)."""
    if found := _CONTROL.search(text.replace("\r", "\n")):
        raise Fault("control", code=ord(found[0]))


def line(most: int) -> Parse:
    """A text in one line of at most `most` characters."""
    return lambda text: _bounded(tidy(text, prose=False), most)


def prose(most: int) -> Parse:
    """A text that may have several lines."""
    return lambda text: _bounded(tidy(text), most)


def _bounded(text: str, most: int) -> str:
    refuse_control(text)
    length = len(text) if text.isascii() or 2 * len(text) <= most else text_length(text)
    if length > most:
        raise Fault("too_long", length=length, most=most)
    return text


def choice(*choices: str) -> Parse:
    """One of a few words."""

    def parse(text: str) -> str:
        word = text.strip().lower()
        if word not in choices:
            raise Fault("not_choice", value=text, choices=", ".join(choices))
        return word

    return parse


def code(text: str) -> str:
    """A row's own short key."""
    key = text.strip()
    if len(key) > _CODE_LONGEST or not _CODE.fullmatch(key):
        raise Fault("not_code", value=text, most=_CODE_LONGEST)
    return key


def listed(parse: Parse) -> Parse:
    """A list separated by commas, of what `parse` reads, each once, in the order written."""

    def parse_list(text: str) -> str:
        parts = [part.strip() for part in text.replace("\n", ",").split(",")]
        return ",".join(dict.fromkeys(parse(part) for part in parts if part))

    return parse_list


def split(text: str) -> list[str]:
    """The parts of a canonical list."""
    return text.split(",") if text else []


def whole(least: int, most: int) -> Parse:
    """A whole number between two bounds, both allowed."""

    def parse(text: str) -> str:
        digits = text.strip()
        if re.fullmatch(r"-\d{1,9}", digits, re.ASCII):
            raise Fault("out_of_range", value=digits, least=least, most=most)
        if not _WHOLE.fullmatch(digits):
            raise Fault("not_whole", value=text)
        if not least <= int(digits) <= most:
            raise Fault("out_of_range", value=int(digits), least=least, most=most)
        return str(int(digits))

    return parse


def degrees(bound: int) -> Parse:
    """Degrees between -bound and bound, to the centimetre (seven decimals); a decimal comma is understood."""

    def parse(text: str) -> str:
        if not _DEGREES.fullmatch(text.strip()):
            raise Fault("not_degrees", value=text)
        number = float(text.strip().replace(",", "."))
        if abs(number) > bound:
            raise Fault("out_of_range", value=text.strip(), least=-bound, most=bound)
        return degrees_text(number)

    return parse


def degrees_text(number: float) -> str:
    """Degrees in canonical form: `43.7806`."""
    text = f"{number:.7f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def moment(text: str) -> str:
    """A local time."""
    found = _TIME.fullmatch(text.strip())
    if found is None or found[1] < "1900":
        raise Fault("not_time", value=text)
    try:
        return datetime.strptime(f"{found[1]} {found[2]:0>2}:{found[3]}", FORMAT).isoformat(" ", "minutes")  # noqa: DTZ007 -- local on purpose
    except ValueError:
        raise Fault("not_time", value=text) from None


def day(text: str) -> str:
    """A date."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date.fromisoformat(found[1] if found else "").isoformat()
    except ValueError:
        raise Fault("not_day", value=text) from None


def clock(text: str) -> str:
    """A time of day."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        return time(int(found[1]), int(found[2])).isoformat("minutes") if found else _not_clock(text)
    except ValueError:
        return _not_clock(text)


def _not_clock(text: str) -> str:
    raise Fault("not_clock", value=text)


def interval(text: str) -> str:
    """An interval `from/until` of local times."""
    since, slash, until = text.partition("/")
    try:
        starts, ends = moment(since), moment(until if slash else "")
    except Fault:
        raise Fault("not_interval", value=text) from None
    if ends <= starts:
        raise Fault("ends_first", starts=starts, ends=ends)
    return f"{starts}/{ends}"


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone(text: str) -> str:
    """A time zone of the IANA list."""
    name = text.strip()
    if name not in _zones():
        raise Fault("not_zone", value=text)
    return name


def phone(text: str) -> str:
    """A telephone number, also a short one such as 112."""
    number = tidy(text, prose=False)
    digits = sum(sign.isdigit() for sign in number)
    if not _PHONE.fullmatch(number.replace("\u00a0", " ")) or digits < _PHONE_SHORTEST:
        raise Fault("not_phone", value=text)
    return _bounded(number, _PHONE_LONGEST)


def email(text: str) -> str:
    """An e-mail address."""
    address = text.strip()
    if not _EMAIL.fullmatch(address):
        raise Fault("not_email", value=text)
    return _bounded(address, _EMAIL_LONGEST)


def url(text: str) -> str:
    """A web address; only http and https, because it becomes a link that people press."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or re.search(r"[\s<>\"]", address):
        raise Fault("not_url", value=text)
    return _bounded(address, _URL_LONGEST)


def invitation(text: str) -> str:
    """An invitation, which must fit into a link as the start payload (Telegram: 64 of A-Za-z0-9_-)."""
    if not _INVITATION.fullmatch(text.strip()):
        raise Fault("not_invitation", value=text)
    return text.strip()


def language(text: str) -> str:
    """A language's two letters."""
    letters = text.lower()
    if letters not in ISO_639_1:
        raise Fault("not_language", value=text)
    return letters


minutes = whole(1, _WEEK)
