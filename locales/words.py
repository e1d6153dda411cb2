"""One reader's words: their language, and the forum's zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from locales.catalogues import translations
from locales.markup import Html, escape
from locales.regions import region_in

LANGUAGES = ("it", "ru")

_READ_RUSSIAN = frozenset({"ru", "be", "uk", "kk", "ky", "uz", "tg", "hy", "az", "ka", "mo", "tk"})
_DAY = {"it": "EEEE d\u00a0MMMM", "ru": "EEEE, d\u00a0MMMM"}
_DATE = "d\u00a0MMMM"
_SHORT_DAY = {"it": "EEE d\u00a0MMM", "ru": "EEE, d\u00a0MMM"}


def guess_language(code: str | None) -> str:
    """The language of somebody who has not chosen, from Telegram's language code: Russian or else the host's."""
    return "ru" if (code or "").split("-")[0].lower() in _READ_RUSSIAN else "it"


def capital(text: str) -> str:
    """A text that begins a line or a button."""
    return text[:1].upper() + text[1:]


class Words:
    """Says things in one language, times in one zone; `today` is the reader's day, where it matters."""

    def __init__(self, language: str, zone: ZoneInfo, today: date | None = None) -> None:
        self.language = language
        self.zone = zone
        self.today = today
        self._catalogue = translations(language)

    def __call__(self, key: str, /, **values: object) -> Html:
        """A message as markup; every value is escaped, unless it is markup. Raises KeyError for no such message."""
        return self._fill(self._text(key), values)

    def count(self, key: str, number: int, /, **values: object) -> Html:
        """A message with the plural form of `number`, which stands in it as {number}."""
        text = self._catalogue.ngettext(key, key, number)
        if text == key:
            raise KeyError(key)
        return self._fill(text, {"number": number, **values})

    def plain(self, key: str, /, **values: object) -> str:
        """A message where Telegram takes no markup: a button, a toast, a file's name."""
        return self._text(key).format_map(values)

    def plain_count(self, key: str, number: int, /, **values: object) -> str:
        """`count` where Telegram takes no markup."""
        return self._catalogue.ngettext(key, key, number).format_map({"number": number, **values})

    def pick(self, of: object, field: str) -> str:
        """The reader's half of a text in both languages: `pick(session, "title")` is its title_it or title_ru."""
        return str(getattr(of, f"{field}_{self.language}"))

    def day(self, day: date) -> str:
        """'giovedì 29 novembre', 'четверг, 29 ноября'."""
        return _date(_DAY[self.language], day, self.language)

    def short_day(self, day: date) -> str:
        """'Gio 29 nov', 'Чт, 29 нояб.': for a button."""
        return capital(_date(_SHORT_DAY[self.language], day, self.language))

    def day_title(self, day: date) -> str:
        """The same at the beginning of a line: 'Giovedì 29 novembre', 'Четверг, 29 ноября'."""
        return capital(self.day(day))

    def time(self, instant: datetime) -> str:
        """'15:20', in the forum's zone."""
        return instant.astimezone(self.zone).strftime("%H:%M")

    def times(self, starts: datetime, ends: datetime) -> str:
        """'15:20–15:40', in the forum's zone."""
        return f"{self.time(starts)}–{self.time(ends)}"

    def day_of(self, instant: datetime) -> date:
        """On which day that is, in the forum's zone."""
        return instant.astimezone(self.zone).date()

    def when(self, starts: datetime, ends: datetime) -> str:
        """'giovedì 29 novembre, 15:20–15:40'."""
        return f"{self.day(self.day_of(starts))}, {self.times(starts, ends)}"

    def date(self, day: date) -> str:
        """'29 novembre', '29 ноября'."""
        return _date(_DATE, day, self.language)

    def listed(self, items: Iterable[str]) -> str:
        """'a, b e c', «а, б и в»."""
        return format_list(list(items), locale=self.language)

    def languages(self, codes: Iterable[str]) -> str:
        """'italiano e inglese', from ISO 639-1 codes."""
        return self.listed(_language_names(self.language).get(code, code) for code in codes)

    def region(self, region: str) -> str:
        """A region of the two countries in the reader's language; another one as it is written in the workbook."""
        return region_in(self.language, region) or region

    def name(self, name: str, other: str, delegation: str) -> str:
        """A person or an organisation in the reader's script where it is known: for lists."""
        return other if other and delegation != self.language else name

    def _text(self, key: str) -> str:
        text = self._catalogue.gettext(key)
        if text == key:
            raise KeyError(key)
        return text

    @staticmethod
    def _fill(text: str, values: dict[str, object]) -> Html:
        return Html(text.format_map({name: escape(value) for name, value in values.items()}))


@cache
def _language_names(language: str) -> dict[str, str]:
    return dict(Locale.parse(language).languages)


@cache
def _date(pattern: str, day: date, language: str) -> str:
    return format_date(day, pattern, locale=language)


def neutral(key: str, language: str) -> str:
    """A plain message where there is no forum and so no zone yet."""
    return Words(language, ZoneInfo("UTC")).plain(key)
