"""The day itself: interpreters, being late, what became of a meeting, contacts."""

from __future__ import annotations

from tests.support.meetings import agree, ask, notice, say, tap
from tests.support.stage import BARDAZZI, LOMBARDI, SHCHERBAKOV, Stage

GALLI = "IT-GALLI-5V8B"
VINOGRADOV = "RU-VINOGRADOV-7D4S"


async def test_an_interpreter_who_cannot_come_is_replaced(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    sofia, artem = await stage.arrive(GALLI, "it"), await stage.arrive(VINOGRADOV, "ru")
    beatrice = await stage.arrive(LOMBARDI, "it")
    await agree(giulia, alexey, "Щербаков", "15:10")
    assigned = await notice(sofia, "Incontro da interpretare")
    assert assigned.rows == [["Apri", "Non posso"]]
    listed = await say(sofia, "/meetings")
    assert listed.text == (
        "I miei incontri\n\n1 incontro da interpretare\n\n"
        "🕘 oggi, 29 novembre, 15:10–15:30, tavolo 1\n👤 Giulia Bardazzi – Aleksei Shcherbakov"
    )
    assert listed.rows == [["Gio 29 nov, 15:10"], ["Cerca delegati"], ["Menu"]]
    opened = await tap(sofia, "Gio 29 nov, 15:10")
    assert opened.text == (
        "Incontro da interpretare\n\n"
        "🕘 oggi, 29 novembre, 15:10–15:30\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n\n"
        "👤 Giulia Bardazzi, Tessitura Bisenzio\n👤 Aleksei Shcherbakov, Volzhskie Stanki\n"
        "Lingue: italiano – russo"
    )
    assert opened.rows == [["📍 Mappa"], ["Non posso"], ["Indietro", "Menu"]]
    sure = await tap(sofia, "Non posso")
    assert sure.text.startswith("Vuole restituire l’incarico?\n")
    await tap(sofia, "Non posso")
    assert await sofia.alert() == "Incarico restituito: un altro interprete La sostituisce."
    assert sofia.last.text == "I miei incontri\n\nNessun incontro da interpretare."
    changed = await notice(giulia, "Interprete dell’incontro: Artem Vinogradov")
    assert changed.text == (
        "Interprete dell’incontro: Artem Vinogradov\n👤 Aleksei Shcherbakov, Volzhskie Stanki\n\n"
        "🕘 giovedì 29 novembre, 15:10–15:30\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n"
        "Interprete: Artem Vinogradov"
    )
    await notice(alexey, "Переводчик встречи: Артём Виноградов")
    theirs = await notice(artem, "Назначен перевод: 15:10, стол 1")
    await tap(artem, "Не смогу", on=theirs)
    await tap(artem, "Не смогу")
    assert await artem.alert() == "Перевод с Вас снят: организаторы ищут другого переводчика."
    lacking = await notice(beatrice, "Manca un interprete")
    assert lacking.text == (
        "Manca un interprete: 15:10, tavolo 1\n\n"
        "🕘 giovedì 29 novembre, 15:10–15:30\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n\n"
        "👤 Giulia Bardazzi, Tessitura Bisenzio\n👤 Aleksei Shcherbakov, Volzhskie Stanki\n"
        "Lingue: italiano – russo"
    )
    for_organiser = await tap(beatrice, "Apri", on=lacking)
    assert for_organiser.text.startswith("Agisce per conto di: Giulia Bardazzi\n\nIncontro confermato\n")
    assert "⚠️ Manca l’interprete: gli organizzatori ne cercano uno." in for_organiser.text
    assert (await notice(giulia, "Manca l’interprete")).text.startswith(
        "Manca l’interprete: se ne cerca un altro\n"
    )


async def test_who_comes_later_tells_the_others(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    sofia = await stage.arrive(GALLI, "it")
    await agree(giulia, alexey, "Щербаков", "15:10")
    await stage.at("2018-11-29 14:05")
    await say(alexey, "/meetings")
    await tap(alexey, "Подтверждены (1)")
    early = await tap(alexey, "Джулия Бардацци, Тесситура Бизенцио")
    assert not early.has("Опоздаю на 5 мин")
    await stage.at("2018-11-29 14:12")
    await say(alexey, "/meetings")
    await tap(alexey, "Подтверждены (1)")
    soon = await tap(alexey, "Джулия Бардацци, Тесситура Бизенцио")
    assert soon.rows[1] == ["Опоздаю на 5 мин", "Опоздаю на 10 мин"]
    for _ in range(2):
        await alexey.press("Опоздаю на 5 мин")
        assert await alexey.alert() == "Сообщение об опоздании на 5 минут отправлено."
    late = await notice(giulia, "Ritardo")
    assert late.text == (
        "Ritardo di 5 minuti: Aleksei Shcherbakov\n\n"
        "🕘 giovedì 29 novembre, 15:10–15:30\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia"
    )
    known = await notice(sofia, "Ritardo di 5 minuti: Aleksei Shcherbakov")
    await tap(sofia, "Apri", on=known)
    await sofia.press("Ritardo 10 min")
    assert await sofia.alert() == "Ritardo di 10 minuti comunicato."
    assert (await notice(alexey, "Опоздание")).text.startswith("Опоздание на 10 минут: София Галли\n")
    await notice(giulia, "Ritardo di 10 minuti: Sofia Galli")
    await giulia.settled()
    assert sum(one.text.startswith("Ritardo") for one in giulia.from_bot) == 2


async def test_what_became_of_it(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "15:10")
    await stage.at("2018-11-29 15:30")
    asked = await notice(giulia, "Com’è andato")
    assert asked.text == (
        "Com’è andato l’incontro? Aleksei Shcherbakov\nVolzhskie Stanki\n\n"
        "🕘 giovedì 29 novembre, 15:10–15:30\n\nL’incontro si è svolto?"
    )
    assert asked.rows == [["Sì, si è svolto", "No"], ["Tutti gli esiti"]]
    head = (
        "Com’è andato l’incontro?\n\n"
        "👤 Aleksei Shcherbakov (Алексей Щербаков)\nVolzhskie Stanki (ООО «Волжские станки»)\n\n"
        "🕘 oggi, 29 novembre, 15:10–15:30\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n\n"
    )
    result = await tap(giulia, "Sì, si è svolto", on=asked)
    assert result.text == head + "Con quale risultato?"
    assert result.rows == [
        ["Protocollo o memorandum"],
        ["Il dialogo prosegue"],
        ["Per ora nessuno"],
        ["Salta"],
        ["Indietro", "Menu"],
    ]
    rating = await tap(giulia, "Protocollo o memorandum")
    assert rating.text == head + (
        "Quanto è stato utile l’incontro, da 1 a 5? Il voto resta riservato: "
        "serve solo alle statistiche degli organizzatori."
    )
    assert rating.rows[0] == ["1", "2", "3", "4", "5"]
    await tap(giulia, "Salta")
    done = await tap(giulia, "Sì")
    assert done.text == head + (
        "Le Sue risposte\nL’incontro si è svolto.\nRisultato: protocollo o memorandum\nContatti scambiati"
    )
    assert done.rows == [["Svolto o no", "Risultato"], ["Voto", "Scambio contatti"], ["Indietro", "Menu"]]
    await tap(giulia, "Voto")
    changed = await tap(giulia, "4")
    assert "\nVoto riservato: 4 su 5\n" in changed.text
    assert (await tap(giulia, "Indietro")).text.startswith("Incontro svolto\n")
    assert (await say(giulia, "/meetings")).rows[0] == ["Conclusi (1)"]

    question = await notice(alexey, "Как прошла встреча?")
    no = await tap(alexey, "Нет", on=question)
    assert no.text.endswith("\n\nВаши ответы\nВстреча не состоялась.")
    assert no.rows == [["Состоялась?"], ["Назад", "Меню"]]
    assert await stage.texts(
        "SELECT held || result || coalesce(rating, '-') || coalesce(exchanged, '-') FROM meeting_reports "
        "ORDER BY delegate_id"
    ) == ["1protocol41", "0--"]
    assert await stage.text("SELECT state FROM meetings") == "held"


async def test_a_meeting_nobody_came_to_is_missed(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "15:10")
    await stage.at("2018-11-29 15:30")
    await notice(alexey, "Как прошла встреча?")
    waiting = await say(alexey, "/meetings")
    assert waiting.rows[0] == ["Отметить итог (1)"]
    await tap(alexey, "Отметить итог (1)")
    await tap(alexey, "Джулия Бардацци, Тесситура Бизенцио")
    await tap(alexey, "Отметить итог")
    await tap(alexey, "Нет")
    assert (await tap(alexey, "Назад")).text.startswith("Встреча не состоялась\n")
    assert await stage.text("SELECT state FROM meetings") == "missed"


async def test_contacts_only_where_both_let_them_be_seen(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await ask(giulia, "it", "Щербаков", "15:10")
    await giulia.press_data(giulia.last, "mv:1:0")
    assert await giulia.alert() == "I contatti si vedono solo quando l’incontro è accettato."
    await tap(alexey, "Принять 15:10", on=await notice(alexey, "Предлагают встречу"))
    closed = await tap(alexey, "Контакты")
    assert closed.text == (
        "Контакты\n\nКонтакты видны, только если их показывают обе стороны. Ваши пока скрыты.\n"
        "Контакты другой стороны пока скрыты."
    )
    assert closed.rows == [["Показать мои контакты"], ["Назад", "Меню"]]
    await tap(alexey, "Показать мои контакты")
    assert await alexey.alert() == "Ваши контакты теперь видны тем, с кем у Вас встреча."
    assert alexey.last.rows == [
        ["📍 На карте", "Контакты"],
        ["Предложить другое время"],
        ["Отменить", "Карточка"],
        ["Назад", "Меню"],
    ]
    half = await tap(alexey, "Контакты")
    assert half.text == "Контакты\n\nКонтакты другой стороны пока скрыты."

    settings = await say(giulia, "/settings")
    assert settings.text.endswith("\nI miei contatti: non visibili")
    await tap(giulia, "Mostra i miei contatti")
    assert giulia.last.text.endswith("\nI miei contatti: visibili a chi ha un incontro con me")
    await tap(giulia, "Apri", on=await notice(giulia, "Incontro confermato"))
    await giulia.press("Contatti")
    await giulia.until(lambda: "contact" in giulia.messages[-1])
    assert giulia.messages[-1]["contact"] == {
        "phone_number": "+7 000 000 0023",
        "first_name": "Aleksei Shcherbakov",
        "vcard": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Aleksei Shcherbakov\r\nORG:Volzhskie Stanki\r\n"
        "TEL:+7 000 000 0023\r\nEMAIL:a.shcherbakov@volga-stanki.example\r\nEND:VCARD",
    }
    assert giulia.from_bot[-2].text == (
        "Contatti\n\n👤 Aleksei Shcherbakov\nVolzhskie Stanki\n☎ +7 000 000 0023\na.shcherbakov@volga-stanki.example"
    )
    await say(giulia, "/settings")
    await tap(giulia, "Nascondi i miei contatti")
    assert await giulia.alert() == "I Suoi contatti non sono più visibili."
    assert (await tap(alexey, "Контакты", on=await tap(alexey, "Назад"))).text == half.text
