"""The catalogues as they stand, and the check that looks at them."""

import ast
from functools import cache

import pytest

from bot.demo.server.entities.html import parse_html
from forum.announcements import PHASES, TRAITS
from forum.changes.adding import QUESTIONS
from forum.delegates_desk import FIELDS
from forum.figures.books import COUNTS as MEETINGS_OF_FIGURES
from forum.figures.gathering import RESULTS
from forum.hall.problems import CROWDED
from forum.hall.tasks import SCOPES
from forum.meetings import ANSWERS, SECTIONS
from forum.meetings.placing import HINDRANCES
from forum.preferences import VISIBILITIES
from forum.privacy.consenting import PURPOSES
from forum.reach import STATES, TOPICS
from forum.suggestions.reasons import ORDER as REASONS
from forum.visits.bus import LEGS
from forum.workbook.changes import ADDED, CHANGED, REMOVED
from forum.workbook.problems import SENTENCES
from forum.workbook.sheets import DELEGATE_KINDS, ROLES, SESSION_KINDS, STOP_KINDS
from handlers.organise import TOOLS
from handlers.routes import COMMANDS
from handlers.screens.delegates import STATES as MEETINGS_COUNTED
from handlers.screens.my_data_names import COLUMNS, TABLES, VALUES
from handlers.screens.paper import KINDS as KINDS_OF_PAPER
from locales import LANGUAGES
from locales.catalogues import read
from locales.checking import faults, forms_of, key_of, placeholders
from storage.paper import GROUPS
from tests.screens.keys_in_code import Asked, asked, outcome_words, sources

UNSAID = {
    "already_here",
    "announcement_begun",
    "announcements_attended",
    "asked",
    "calendar",
    "cell_refused",
    "clash",
    "erased",
    "group_lost",
    "group_moved",
    "group_other",
    "group_told",
    "invited",
    "left_for_good",
    "marked",
    "new_answered",
    "new_begun",
    "nudged",
    "papers_forgotten",
    "plan_changed",
    "plan_failed",
    "plan_kept",
    "plan_proposed",
    "purged",
    "purging",
    "rewritten",
    "questions_forgotten",
    "register",
    "text_drafted",
    "wiped",
    "workbook_kept",
    "workbook_released",
    "workbooks_forgotten",
}
"""Outcomes that lead to a screen of their own and are never put into a sentence."""

ABOUT_MEETINGS = ("forum/meetings/", "handlers/answering.py", "handlers/asking.py", "handlers/meetings.py")
UNSAID_OF_MEETINGS = {"nothing", "passed"}
"""Outcomes of what time does by itself."""

OF_FOLDERS = {"no_file", "no_sheets", "not_csv", "not_utf8", "one_csv"}
"""Problems of files that lie on a disk: nobody can send them."""

JOINED = ("table", "visit")
PRINTED = ("badges", "cards", "agenda", "agendas", "hall", "bus")
PAPER_COLUMNS = (
    "time",
    "what",
    "where",
    "one",
    "other",
    "interpreter",
    "number",
    "name",
    "organisation",
    "phone",
)
FIGURE_COLUMNS = (
    "role",
    "delegation",
    "language",
    "invited",
    "arrived",
    "reachable",
    "present",
    "title",
    "capacity",
    "seated",
    "waiting",
    "out",
    "back",
    "what",
    "number",
    "concluded",
    "held",
    "protocols",
    "ru",
    "it",
    "at",
    "table",
)
FIGURE_SHEETS = ("people", "tables", "visits", "meetings", "subjects", "regions", "hall", "reach", "filling")
PARTS = ("organiser", "head", "guide", "group")


def modules(*, about_meetings: bool) -> dict[str, ast.Module]:
    """Those of the rules of meetings, or all the others: their outcomes have words of their own."""
    return {
        name: module
        for name, module in sources().items()
        if name.startswith(ABOUT_MEETINGS) == about_meetings
    }


@cache
def alternatives() -> dict[str, tuple[str, ...]]:
    """What may stand in the braces of each key that the code puts together."""
    return {
        "{}s.title": JOINED,
        "{}s.explained": JOINED,
        "{}s.none": JOINED,
        "kind.{}": SESSION_KINDS,
        "stops.{}": STOP_KINDS,
        "roll.{}.count": LEGS,
        "roll.{}.title": LEGS,
        "delegation.{}": LANGUAGES,
        "visibility.{}": VISIBILITIES,
        "people.{}": ("offers", "seeks"),
        "people.kind.{}": DELEGATE_KINDS,
        "people.kinds.{}": DELEGATE_KINDS,
        "people.seen_by.{}": VISIBILITIES,
        "people.writes.{}": LANGUAGES,
        "people.because.{}": REASONS,
        "role.{}": ROLES,
        "badge.leg.{}": LEGS,
        "delegates.{}": ("tables", "visits"),
        "delegates.present.{}": tuple(role for role in ROLES if role != "organiser"),
        "delegates.meetings.{}": MEETINGS_COUNTED,
        "delegates.seen_by.{}": VISIBILITIES[1:],
        "delegates.field.{}": FIELDS,
        "delegates.ask.{}": FIELDS,
        "privacy.explained.{}": PURPOSES[1:],
        "privacy.purpose.{}": PURPOSES,
        "privacy.file.{}": ("number", "about", "what", "value"),
        "privacy.table.{}": TABLES,
        "privacy.column.{}": COLUMNS,
        "privacy.value.{}": VALUES,
        "command.{}": ("start", *COMMANDS),
        "said.{}": tuple(sorted(outcome_words(modules(about_meetings=False)) - UNSAID)),
        "meeting.said.{}": tuple(
            sorted({*outcome_words(modules(about_meetings=True)), *HINDRANCES.values()} - UNSAID_OF_MEETINGS)
        ),
        "meeting.hindered.{}": ("no_interpreter", "tables_full"),
        "meeting.in_the_way.{}": ("you", "partner", "no_interpreter", "tables_full", "passed"),
        "meeting.begun.{}": ("agreed", "held", "missed"),
        "meeting.ended.{}": ("declined", "withdrawn", "lapsed", "cancelled"),
        "meeting.told.{}": tuple(ANSWERS["result"]),
        "meeting.question.{}": tuple(ANSWERS),
        "meeting.change.{}": tuple(ANSWERS),
        "meeting.answer.{}": tuple(
            f"{what}_{one}" for what, answers in ANSWERS.items() if what != "rating" for one in answers
        ),
        "meetings.key.{}": SECTIONS,
        "meetings.section.{}": SECTIONS,
        "meetings.state.{}": ("agreed", "declined", "withdrawn", "lapsed", "cancelled"),
        "notice.why.{}": ("kept", "withdrawn", "lapsed", "undone"),
        "news.{}": (
            "new",
            "cancelled",
            "restored",
            "gone",
            "time",
            "place",
            "time_and_place",
            "stops",
            "title",
        ),
        "changes.audience.{}": ("all", *LANGUAGES),
        "edit.ask_place.{}": LANGUAGES,
        "edit.ask_title.{}": LANGUAGES,
        "new.ask.{}": QUESTIONS,
        "new.correct.{}": QUESTIONS,
        "new.reads.{}": LANGUAGES,
        # The sentences of the record: `test_record` holds them against the buttons and their outcomes.
        "deed.{}": tuple(sorted({key[5:] for key in entries("it") if key.startswith("deed.")})),
        "record.by_number.{}": PARTS,
        "record.nobody.{}": PARTS,
        "reach.topic.{}": TOPICS,
        "announcement.head.{}": (*PHASES[:-1], "scheduled", "released", "stopped", "taken_back"),
        "announcement.state.{}": ("draft", "scheduled", "released", "stopped", "taken_back"),
        "announcement.number.{}": ("delivered", "missed", "left", "corrected", "taken_back", "kept"),
        "announcement.text.{}": LANGUAGES,
        "announcement.ask_text.{}": LANGUAGES,
        "announcement.missing.{}": LANGUAGES,
        "announcement.still_missing.{}": LANGUAGES,
        "announcement.trait.{}": TRAITS,
        "announcement.roles.{}": ROLES,
        "reach.state.{}": STATES,
        "planning.{}": SCOPES,
        "planning.means_{}": SCOPES,
        "planning.ended_{}": ("accepted", "discarded", "failed"),
        "planning.reason.{}": ("no_common_slot", "no_interpreter", "tables_full", CROWDED),
        "paper.key.{}": KINDS_OF_PAPER,
        "paper.of.{}": ("badges", "agendas"),
        "paper.group.{}": ("all", *GROUPS[1:]),
        "paper.file.{}": PRINTED,
        "paper.caption.{}": PRINTED,
        "paper.role.{}": tuple(role for role in ROLES if role != "delegate"),
        "paper.column.{}": PAPER_COLUMNS,
        "figures.head.{}": ("tables", "visits"),
        "figures.meetings.{}": MEETINGS_OF_FIGURES,
        "figures.role.{}": ROLES,
        "figures.column.{}": FIGURE_COLUMNS,
        "figures.sheet.{}": FIGURE_SHEETS,
        "report.{}": ("asked", "concluded", "held", "unconfirmed", "helped"),
        "report.invited.{}": LANGUAGES,
        "report.present.{}": LANGUAGES,
        "report.signs.{}": LANGUAGES,
        "report.result.{}": (*RESULTS[:-1], "unsaid"),
        "report.section.{}": ("people", "tables", "meetings", "outcomes", "subjects", "regions", "visits"),
        "problem.{}": tuple(sorted(SENTENCES.keys() - OF_FOLDERS)),
        "workbook.count.{}": (ADDED, CHANGED, REMOVED),
        "workbook.why.{}": ("new", "changed", "cancelled", "restored", "seat_freed"),
        "workbook.file.{}": ("problems", "changes"),
        "workbook.caption.{}": ("problems", "changes"),
    }


@cache
def calls() -> list[Asked]:
    found = [call for call in asked(sources()) if call.key != "? key"]  # Page.key hands its parameter on
    return [*found, *(Asked("TOOLS", key, plain=True, counted=False, values=frozenset()) for key, _ in TOOLS)]


def expanded(key: str) -> list[str]:
    return [key.format(one) for one in alternatives()[key]] if "{}" in key else [key]


def entries(language: str) -> dict[str, tuple[str, ...]]:
    return {key_of(message): forms_of(message) for message in read(language) if message.id}


def test_nothing_is_wrong_with_the_catalogues() -> None:
    assert faults() == []


def test_every_key_in_the_code_can_be_followed() -> None:
    unknown = {f"{call.place} {call.key}" for call in calls() if call.key.startswith("?")}
    templates = {call.key for call in calls() if "{}" in call.key}
    assert (unknown, templates) == (set(), set(alternatives()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_of_the_code_and_of_the_catalogue_are_the_same(language: str) -> None:
    in_code = {key for call in calls() if not call.key.startswith("?") for key in expanded(call.key)}
    in_catalogue = set(entries(language))
    assert {"missing": in_code - in_catalogue, "unused": in_catalogue - in_code} == {
        "missing": set(),
        "unused": set(),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_gives_every_value_its_text_asks_for(language: str) -> None:
    texts = entries(language)
    lacking = {
        f"{call.place} {key}: {sorted(wanted - call.values)}"
        for call in calls()
        if call.values is not None and not call.key.startswith("?")
        for key in expanded(call.key)
        if (wanted := placeholders(texts[key][0])) - call.values and "{}" not in call.key
    }
    assert lacking == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_text_has_plural_forms_and_no_other_has(language: str) -> None:
    counted = {key for call in calls() if call.counted for key in expanded(call.key)}
    plural = {key for key, forms in entries(language).items() if len(forms) > 1}
    assert plural <= counted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_where_telegram_takes_no_markup_has_none(language: str) -> None:
    texts = entries(language)
    plain = {
        key for call in calls() if call.plain and not call.key.startswith("?") for key in expanded(call.key)
    }
    assert {key for key in plain if any(sign in form for form in texts[key] for sign in "<>&")} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_local_server_takes_every_text(language: str) -> None:
    for forms in entries(language).values():
        for form in forms:
            text, _ = parse_html(form)
            assert 1 <= len(text) <= 4096


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_telegram_shows_of_the_bot_fits(language: str) -> None:
    longest = {"bot.description": 512, "bot.short_description": 120} | {
        f"command.{name}": 256 for name in alternatives()["command.{}"]
    }
    texts = entries(language)
    assert {key for key, most in longest.items() if not 1 <= len(texts[key][0]) <= most} == set()


HEADER = {
    "it": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}


def catalogue(language: str, body: str, *, plurals: str = "") -> str:
    rule = plurals or HEADER[language]
    return f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {rule}\\n"\n\n{body}'


def entry(text: str, key: str = "k", comment: str = "#. Title\n") -> str:
    return f'{comment}msgid "{key}"\nmsgstr "{text}"\n'


def counted(*forms: str) -> str:
    lines = [f'msgstr[{number}] "{form}"' for number, form in enumerate(forms)]
    return "\n".join(["#. Seats", 'msgid "k"', 'msgid_plural "k"', *lines, ""])


POSTI = counted("{number}\u00a0posto", "{number}\u00a0posti")
MEST = counted("{number}\u00a0место", "{number}\u00a0места", "{number}\u00a0мест")


@pytest.mark.parametrize(
    ("italian", "russian", "found"),
    [
        (entry("Sì"), entry("Да"), []),
        (POSTI, MEST, []),
        (entry("Sì"), "", ["ru, k: is missing"]),
        (entry(""), entry("Да"), ["it, k: is not translated"]),
        (entry("Sì"), entry("Да", comment=""), ["ru, k: has no comment for translators"]),
        (entry("Sì", comment="#. T\n#, fuzzy\n"), entry("Да"), ["it, k: is fuzzy"]),
        (entry("Sì") + '\n#~ msgid "old"\n#~ msgstr "x"\n', entry("Да"), ["it, old: is obsolete"]),
        (entry("Sì") + "\n" + entry("Sì"), entry("Да"), ["it, k: is there twice"]),
        (entry("{a}"), entry("{b}"), ["it and ru, k: placeholders or plural differ"]),
        (POSTI, entry("{number}"), ["it and ru, k: placeholders or plural differ"]),
        (POSTI, counted("{number}\u00a0место", "{number}\u00a0места", ""), ["ru, k: lacks a plural form"]),
        (
            counted("un posto", "{number}\u00a0posti"),
            MEST,
            ["it, k: has different placeholders in its plural forms"],
        ),
        (entry("<b>Sì"), entry("Да"), ["it, k: does not close <b>"]),
        (
            entry("<b><i>Sì</b></i>"),
            entry("Да"),
            [
                "it, k: closes <b>, which is not the last opened",
                "it, k: closes <i>, which is not the last opened",
            ],
        ),
        (entry("<h1>Sì</h1>"), entry("Да"), ["it, k: has the tag <h1>, which Telegram does not know"] * 2),
        (entry("a & b < c"), entry("Да"), ["it, k: has a bare <", "it, k: has a bare &"]),
        (entry("l'agenda"), entry("Да"), ["it, k: has a straight apostrophe: write ’"]),
        (entry("Attenda..."), entry("Да"), ["it, k: has three dots: write …"]),
        (entry("Ottimo!"), entry("Да"), ["it, k: has an exclamation mark"]),
        (entry("Oops, riprovi"), entry("Да"), ["it, k: has an English word: Oops"]),
        (entry("perchè"), entry("Да"), ["it, k: has a wrong accent: é"]),
        (entry("Sì ✅"), entry("Да"), ["it, k: has the sign ✅"]),
        (entry("Sì"), entry("Стол — занят"), ["ru, k: needs a no-break space before the dash"]),
        (entry("Sì"), entry("Стол\u00a0— занят"), []),
        (entry("Sì"), entry("Cancel"), ["ru, k: has Latin letters", "ru, k: has an English word: Cancel"]),
        (entry("Sì"), entry("Meeting Point, /help, <code>RU-7K2M</code>"), []),
        (
            entry("Iscritto(a)"),
            entry("Принял(а)"),
            [
                f"{language}, k: leaves a choice of endings in brackets: use plural forms, or avoid the gender"
                for language in LANGUAGES
            ],
        ),
        (entry("По-русски", "a.other_language"), entry("In italiano", "a.other_language"), []),
        (entry("{a"), entry("{a}"), ["it and ru, k: placeholders or plural differ"]),
    ],
)
def test_a_fault_is_found(italian: str, russian: str, found: list[str]) -> None:
    assert faults({"it": catalogue("it", italian), "ru": catalogue("ru", russian)}) == found


def test_a_wrong_rule_for_plurals_is_found() -> None:
    russian = catalogue("ru", entry("Да"), plurals=HEADER["it"])
    assert faults({"ru": russian}) == ["ru, Plural-Forms: wrong for 0, 5, 11, 12, 21, 25, 111, 121"]


def test_a_file_that_is_no_catalogue_is_a_fault() -> None:
    (fault,) = faults({"it": "This is no catalogue."})
    assert fault.startswith("it: cannot be read: ")
