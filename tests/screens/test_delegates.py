"""Screens of the desk for delegates and of badges, however long the texts."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from forum.check_in import Badge, Boarding, Trip
from forum.delegates_desk import FIELDS, Dossier, Losses
from forum.workbook.sheets import DELEGATE_KINDS
from handlers.codes import picture
from handlers.keyboards import keyboard
from handlers.screens import check_in, delegate_steps, delegates, edit_delegate
from handlers.screens.screen import LONGEST_TEXT, Screen, length
from locales import LANGUAGES, Words
from storage.check_ins import Seen
from storage.delegate_desk import Asked
from storage.records import Account, Application, Attended, Delegate
from tests.screens.test_visits import a_visit
from tests.support.codes import read

NOW = datetime(2018, 11, 30, 8, tzinfo=UTC)
LONG, LONGER = "Ш" * 200, "<" * 1000
CAPTION = 1024


def a_person(*, removed: bool = False) -> Delegate:
    return Delegate(
        id=2**40,
        code="x" * 40,
        name=LONG,
        name_other="W" * 200,
        organisation=LONG,
        organisation_other="W" * 200,
        position_it=LONG,
        position_ru=LONG,
        delegation="ru",
        region=LONG,
        kind="technology_park",
        languages=("it", "ru", "en", "fr", "de"),
        language="ru",
        offers=LONGER,
        seeks=LONGER,
        phone="+" + "9" * 39,
        email="x" * 254,
        invitation="x" * 64,
        role="delegate",
        visibility="tables",
        reminders=None,
        origin="workbook",
        removed_at=NOW if removed else None,
    )


def a_dossier(*, removed: bool = False) -> Dossier:
    person, visits = a_person(removed=removed), [a_visit()] * 20
    account = Account(
        2**40, 1, "ru", reachable=True, consent_version="x", consent_at=NOW, screen_id=1, expects=""
    )
    states = dict.fromkeys(("agreed", "asked", "held", "missed", "declined"), 2**20)
    people = [person] * 40
    seen = Seen(NOW, LONG, "W" * 200, "ru")
    return Dossier(
        person, "W" * 200, account, visits, visits, states, 999, people, people, Asked(999, 99), seen
    )


def a_badge() -> Badge:
    visit: Attended = a_visit()
    seen = Seen(NOW, LONG, LONG, "ru")
    boardings = [
        Boarding(visit, leg, aboard, seen if aboard else None)
        for leg in ("out", "back")
        for aboard in (True, False)
    ]
    return Badge(a_person(), "W" * 200, seen, boardings, [visit] * 4, [Trip(visit, NOW)] * 3)


def fits(screen: Screen) -> None:
    assert 1 <= length(screen.text) <= LONGEST_TEXT
    keys = keyboard(screen.rows)
    assert keys is not None
    assert sum(len(row) for row in keys["inline_keyboard"]) <= 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_texts_fit(language: str) -> None:
    words = Words(language, ZoneInfo("Europe/Rome"), NOW.date())
    found, badge = a_dossier(), a_badge()
    application = Application(2**40, 2**40, LONG, LONG, "ru", "waiting", "ru")
    lost = Losses(999, 999, [a_visit()] * 30, [a_visit()] * 30)
    for screen in (
        delegates.dossier(words, found),
        delegates.dossier(words, a_dossier(removed=True)),
        delegate_steps.confirm_invitation(words, found),
        delegate_steps.confirm_removal(words, found, lost),
        delegates.removed(words, [found.person] * 20, 1),
        delegates.application(words, application, 999, LONG),
        edit_delegate.fields(words, found.person),
        *(edit_delegate.field(words, found.person, field) for field in FIELDS),
        check_in.badge(words, badge, "0" * 24, organiser=True),
        check_in.badge(words, badge, "0" * 24, organiser=False),
    ):
        fits(screen)
    own = check_in.own(words, found.person, "c_" + "0" * 24).extra
    assert own is not None
    assert length(own.caption) <= CAPTION  # type: ignore[union-attr]
    code = delegate_steps.invitation(words, found.person)
    assert length(code.caption) + len("https://t.me/") + 32 + len("?start=") + 64 + 2 <= CAPTION


@pytest.mark.parametrize("kind", DELEGATE_KINDS)
def test_the_chosen_kind_is_marked(kind: str) -> None:
    words = Words("it", ZoneInfo("Europe/Rome"))
    screen = edit_delegate.field(words, a_person(), "kind")
    marked = {key.button.value for row in screen.rows for key in row if key.label.startswith("✓")}  # type: ignore[union-attr]
    assert marked == {"technology_park"}
    assert kind in {getattr(key.button, "value", "") for row in screen.rows for key in row}


@pytest.mark.parametrize("payload", ["c_" + "0f" * 12, "x" * 64, "IT-ROSSI-7K2M"])
def test_a_camera_reads_what_a_code_says(payload: str) -> None:
    address = f"https://t.me/{'b' * 32}?start={payload}"
    shown = picture(address)
    assert shown.startswith(b"\x89PNG")
    assert read(shown) == address
