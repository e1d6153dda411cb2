"""Arriving at the forum, in both languages."""

from __future__ import annotations

import csv
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.rehearsal import SAMPLE
from tests.support.people import Person
from tests.support.stage import BARDAZZI, LOMBARDI, SHCHERBAKOV, Stage

MENU_IT = [
    ["La mia agenda", "Programma"],
    ["Tavoli tematici"],
    ["Delegati", "Incontri"],
    ["Visite aziendali"],
    ["Il mio badge"],
    ["Informazioni", "Impostazioni"],
    ["Aiuto", "Fai una domanda"],
]
MENU_RU = [
    ["Моя программа", "Программа"],
    ["Тематические столы"],
    ["Делегаты", "Встречи"],
    ["Посещения предприятий"],
    ["Мой бейдж"],
    ["Информация", "Настройки"],
    ["Помощь", "Задать вопрос"],
]


def forum_with(folder: Path, **changed: str) -> Path:
    """The sample forum with other values in its sheet `forum`."""
    shutil.copytree(SAMPLE, folder)
    path = folder / "forum.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row if row[0] not in changed else [row[0], changed[row[0]]] for row in csv.reader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder


async def test_an_italian_opens_her_invitation(stage: Stage) -> None:
    giulia = stage.server.person("Giulia", language_code="it")
    await giulia.send(f"/start {BARDAZZI}")
    consent = await giulia.screen()
    assert consent.text.splitlines()[:3] == [
        "Buongiorno, Giulia Bardazzi.",
        "",
        "Trattamento dei dati personali",
    ]
    assert consent.rows == [["Acconsento"], ["Senza comparire"], ["По-русски"]]
    assert await stage.count("accounts") == 0
    await giulia.press("Acconsento")
    menu = await giulia.screen()
    assert menu.id == consent.id
    assert menu.text == (
        "Task Force italo-russa sui distretti e le PMI, XXVII sessione\n\n"
        "👤 Giulia Bardazzi\n\n"
        "A seguire, oggi, 29 novembre\n"
        "🕘 08:45–09:05 · Riunione della delegazione italiana\n"
        "📍 Padiglione Spadolini, sala 1"
    )
    assert menu.rows == MENU_IT
    assert await giulia.alert() == "Le diamo il benvenuto: il Suo accesso è attivo."


async def test_a_russian_opens_his_invitation(stage: Stage) -> None:
    alexey = stage.server.person("Alexey", language_code="ru")
    await alexey.send(f"/start {SHCHERBAKOV}")
    consent = await alexey.screen()
    assert consent.text.splitlines()[:3] == [
        "Здравствуйте, Алексей Щербаков.",
        "",
        "Обработка персональных данных",
    ]
    assert consent.rows == [["Даю согласие"], ["Без показа в списке"], ["In italiano"]]
    await alexey.press("Даю согласие")
    menu = await alexey.screen()
    assert menu.text == (
        "Российско-Итальянская рабочая группа по промышленным округам, XXVII сессия\n\n"
        "👤 Алексей Щербаков\n\n"
        "Далее, сегодня, 29 ноября\n"
        "🕘 08:45–09:05 · Совещание российской делегации\n"
        "📍 Павильон Спадолини, зал 2"
    )
    assert menu.rows == MENU_RU
    assert await alexey.alert() == "Добро пожаловать. Доступ открыт."


async def test_the_consent_can_be_read_and_given_in_the_other_language(stage: Stage) -> None:
    giulia = stage.server.person("Giulia", language_code="it")
    await giulia.send(f"/start {BARDAZZI}")
    await giulia.screen()
    await giulia.press("По-русски")
    consent = await giulia.screen()
    assert consent.rows == [["Даю согласие"], ["Без показа в списке"], ["In italiano"]]
    await giulia.press("Даю согласие")
    assert (await giulia.screen()).rows == MENU_RU


async def test_a_phone_in_another_language_gets_the_delegates_own(stage: Stage) -> None:
    alexey = stage.server.person("Alexey", language_code="en")
    await alexey.send(f"/start {SHCHERBAKOV}")
    assert (await alexey.screen()).rows == [["Даю согласие"], ["Без показа в списке"], ["In italiano"]]


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("it", [["Continua in italiano"], ["Продолжить по-русски"]]),
        ("ru", [["Продолжить по-русски"], ["Continua in italiano"]]),
        ("kk", [["Продолжить по-русски"], ["Continua in italiano"]]),
        ("en", [["Continua in italiano"], ["Продолжить по-русски"]]),
    ],
)
async def test_start_alone_offers_the_language_the_likely_one_first(
    stage: Stage, code: str, labels: list[list[str]]
) -> None:
    somebody = stage.server.person("Somebody", language_code=code)
    await somebody.send("/start")
    assert (await somebody.screen()).rows == labels


async def test_a_code_can_be_typed(stage: Stage) -> None:
    giulia = stage.server.person("Giulia", language_code="it")
    await giulia.send("/start")
    await giulia.screen()
    await giulia.press("Continua in italiano")
    assert (await giulia.screen()).rows == [["Ho un invito"], ["Richiedi l’iscrizione"], ["По-русски"]]
    await giulia.press("Ho un invito")
    assert (await giulia.screen()).rows == [["Indietro"]]
    await giulia.send(f"  {BARDAZZI} ")
    assert (await giulia.screen()).rows == [["Acconsento"], ["Senza comparire"], ["По-русски"]]


async def test_who_comes_back_finds_the_menu(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    for text in ("/start", f"/start {BARDAZZI}"):
        await giulia.send(text)
        assert (await giulia.screen()).rows == MENU_IT


async def test_a_used_invitation_is_refused_and_the_organisers_learn_of_it(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await stage.arrive(BARDAZZI, "it")
    stranger = stage.server.person("Stranger", language_code="ru")
    await stranger.send(f"/start {BARDAZZI}")
    refused = await stranger.screen()
    assert refused.text.split("\n\n")[0] == (
        "Это приглашение уже использовано с другого аккаунта. Организаторы об этом знают: обратитесь к ним."
    )
    await beatrice.until(lambda: "Invito aperto da un secondo account" in beatrice.last.text)
    assert beatrice.last.text == (
        "Invito aperto da un secondo account\n👤 Giulia Bardazzi, codice d01\n"
        "Il secondo accesso è stato respinto; il primo resta valido."
    )
    await stranger.send(f"/start {BARDAZZI}")
    await stranger.screen()
    await stage.running.delivery.idle()
    assert [one.text for one in beatrice.from_bot].count(beatrice.last.text) == 1


async def test_wrong_codes_cost_time_and_time_heals(stage: Stage) -> None:
    stranger = stage.server.person("Stranger", language_code="it")
    heard = []
    for code in ("AAA", "BBB", "CCC", BARDAZZI):
        await stranger.send(code)
        heard.append((await stranger.screen()).text.split("\n\n")[0])
    assert heard == [
        "Codice non riconosciuto: lo controlli e lo riscriva. Restano 2 tentativi prima di una pausa.",
        "Codice non riconosciuto: lo controlli e lo riscriva. Resta 1 tentativo prima di una pausa.",
        (
            "Codice non riconosciuto. Attenda un poco prima di riprovare: a ogni errore l’attesa si allunga. "
            "Se il codice è giusto, si rivolga agli organizzatori."
        ),
        "Troppi codici errati. Il Suo invito resta valido: riprovi tra 1 minuto.",
    ]
    stage.clock.jump(stage.clock.now() + timedelta(minutes=1))
    await stranger.send(BARDAZZI)
    assert (await stranger.screen()).rows == [["Acconsento"], ["Senza comparire"], ["По-русски"]]


async def test_a_consent_that_has_changed_is_shown_again(stage: Stage, tmp_path: Path) -> None:
    giulia = stage.server.person("Giulia", language_code="it")
    await giulia.send(f"/start {BARDAZZI}")
    old = await giulia.screen()
    await stage.load(forum_with(tmp_path / "new", consent_it="Testo nuovo."))
    await giulia.press("Acconsento", on=old)
    again = await giulia.screen()
    assert "Testo nuovo." in again.text
    assert (
        await giulia.alert()
        == "Il testo sul trattamento dei dati è cambiato: lo rilegga e confermi di nuovo."
    )
    assert await stage.count("accounts") == 0
    await giulia.press("Acconsento")
    assert (await giulia.screen()).rows == MENU_IT


async def ask_to_take_part(person: Person, language: str, answers: list[str]) -> None:
    labels = {
        "it": ("Continua in italiano", "Richiedi l’iscrizione", "Acconsento", "Delegazione russa"),
        "ru": ("Продолжить по-русски", "Подать заявку", "Даю согласие", "Российская делегация"),
    }[language]
    await person.send("/start")
    await person.screen()
    for label in labels[:3]:
        await person.press(label)
        await person.screen()
    for answer in answers:
        await person.send(answer)
        await person.screen()
    await person.press(labels[3])
    await person.screen()


async def test_registration_by_approval(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    anna = stage.server.person("Анна", language_code="ru")
    await ask_to_take_part(anna, "ru", ["Анна <b>Белова</b>", "Завод «%s {x}»"])
    summary = anna.last
    assert summary.text == (
        "Проверьте заявку перед отправкой\n👤 Анна <b>Белова</b>\nЗавод «%s {x}»\nРоссийская делегация"
    )
    assert summary.rows == [["Отправить заявку", "Начать заново"]]
    await anna.press("Отправить заявку")
    waiting = await anna.screen()
    assert waiting.text == "Заявка на рассмотрении\nРешение организаторов придёт в этот чат."
    await beatrice.until(lambda: "Nuova richiesta" in beatrice.last.text)
    assert beatrice.last.text == (
        "Nuova richiesta d’iscrizione\n👤 Анна <b>Белова</b>\nЗавод «%s {x}»\nDelegazione russa"
    )
    assert beatrice.last.rows == [["Accetta", "Rifiuta"]]
    notice = beatrice.last
    await beatrice.press("Accetta")
    decided = await beatrice.screen()
    assert (decided.id, decided.text, decided.rows) == (
        notice.id,
        "Iscrizione accettata: Анна <b>Белова</b>",
        [["Indietro", "Menu"]],
    )
    await anna.until(lambda: anna.last.rows == [["Меню"]])
    assert anna.last.text == "Заявка принята\nДоступ к форуму открыт."
    await anna.press("Меню")
    await anna.until(lambda: anna.last.rows == MENU_RU)
    await beatrice.press_data(notice, notice.data("Rifiuta"))
    assert (
        await beatrice.screen()
    ).text == "La richiesta è già stata esaminata: resta valida la prima decisione."


async def test_a_declined_registration(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    carlo = stage.server.person("Carlo", language_code="it")
    await ask_to_take_part(carlo, "it", ["Carlo Verdi", "Ditta Verdi"])
    await carlo.press("Invia la richiesta")
    await carlo.screen()
    await beatrice.until(lambda: beatrice.last.has("Rifiuta"))
    await beatrice.press("Rifiuta")
    assert (await beatrice.screen()).text == "Iscrizione rifiutata: Carlo Verdi"
    await carlo.until(lambda: "non è stata accolta" in carlo.last.text)
    await carlo.send("/tables")
    assert (await carlo.screen()).rows == [["Ricomincia"]]
    await carlo.press("Ricomincia")
    assert (await carlo.screen()).text == (
        "Richiesta d’iscrizione\nScriva nome e cognome, come sul passaporto o sul biglietto da visita."
    )


async def test_open_registration_leads_straight_to_the_menu(stage: Stage, tmp_path: Path) -> None:
    await stage.load(forum_with(tmp_path / "open", registration="open"))
    carlo = stage.server.person("Carlo", language_code="it")
    await ask_to_take_part(carlo, "it", ["Carlo Verdi", "Ditta Verdi"])
    await carlo.press("Invia la richiesta")
    assert (await carlo.screen()).rows == MENU_IT


async def test_by_invitation_only_nothing_else_is_offered(stage: Stage, tmp_path: Path) -> None:
    await stage.load(forum_with(tmp_path / "closed", registration="invitation"))
    carlo = stage.server.person("Carlo", language_code="it")
    await carlo.send("/start")
    choice = await carlo.screen()
    await carlo.press("Continua in italiano")
    assert (await carlo.screen()).rows == [["По-русски"]]
    await carlo.press_data(choice, "c:it:")
    await carlo.screen()
    await carlo.press("Acconsento")
    refused = await carlo.screen()
    assert refused.text.startswith("Al forum si partecipa su invito: scriva qui il codice ricevuto.")


async def test_an_answer_too_long_is_asked_again(stage: Stage) -> None:
    carlo = stage.server.person("Carlo", language_code="it")
    await carlo.send("/start")
    await carlo.screen()
    for label in ("Continua in italiano", "Richiedi l’iscrizione", "Acconsento"):
        await carlo.press(label)
        await carlo.screen()
    await carlo.send("x" * 201)
    assert (await carlo.screen()).text == (
        "Testo troppo lungo: 201 caratteri, il massimo è 200. Lo abbrevi e lo invii di nuovo.\n\n"
        "Richiesta d’iscrizione\nScriva nome e cognome, come sul passaporto o sul biglietto da visita."
    )


async def test_strangers_see_nothing_of_the_forum(stage: Stage) -> None:
    stranger = stage.server.person("Stranger", language_code="it")
    for command in ("/programme", "/tables", "/agenda", "/visits", "/info", "/settings"):
        await stranger.send(command)
        assert (await stranger.screen()).rows == [["Continua in italiano"], ["Продолжить по-русски"]]
    await stranger.send("/help")
    assert (await stranger.screen()).text.startswith("Aiuto\nSe ha un invito")


async def test_before_any_forum_is_imported_the_bot_says_so(stage: Stage) -> None:
    await stage.stop()
    stage.settings.database.unlink()
    await stage.start()
    anna = stage.server.person("Анна", language_code="ru")
    await anna.send("/start")
    assert (await anna.screen()).text == "Форум ещё готовится. Пожалуйста, вернитесь позже."
