"""Questions to the organisers: asked in the chat, answered in theirs or in their group, in both languages."""

from __future__ import annotations

import pytest

from handlers.buttons import AnswerQuestion, AskOrganisers, SendPhone, ShowQuestion, ShowQuestions
from tests.support.groups import Group, taken_in
from tests.support.hostile import an_applicant, an_organiser_by_number, nothing_failed, pressing
from tests.support.hostile import number as number_of
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

ASK = {"it": "Fai una domanda", "ru": "Задать вопрос"}
OURS = (
    "Da ora questo è il gruppo degli organizzatori: qui arrivano le domande dei delegati. Per rispondere usi "
    "la funzione «Rispondi» di Telegram sul messaggio con la domanda; tutto il resto scritto qui non viene "
    "letto dal bot."
)
NOT_YOURS = (
    "Solo un organizzatore può scegliere il gruppo degli organizzatori. "
    "Per il resto il bot risponde in chat privata."
)


async def says(person: Person, text: str) -> Screen:
    await person.send(text)
    return await person.screen()


async def opens(person: Person, label: str) -> Screen:
    await person.press(label)
    return await person.screen()


async def asks(person: Person, text: str) -> Screen:
    await says(person, "/help")
    await opens(person, ASK[person.chat.user["language_code"]])
    return await says(person, text)


async def delivered(stage: Stage) -> None:
    """What was decided has been told."""
    await taken_in(stage)
    stage.running.delivery.wake()
    await stage.running.delivery.idle()


def question_of(group: Group, number: int) -> Screen:
    return next(one for one in group.from_bot if one.text.startswith(f"Domanda n. {number}:"))


async def test_a_question_in_russian_is_answered_by_a_reply(stage: Stage) -> None:
    aleksei = await stage.arrive(SHCHERBAKOV, "ru")
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    screen = await says(aleksei, "/info")
    assert ["Задать вопрос"] in screen.rows
    screen = await opens(aleksei, "Задать вопрос")
    assert screen.text == (
        "Вопросы организаторам\n\n"
        "Напишите здесь свой вопрос одним сообщением. Организаторы получат его вместе с Вашим именем, "
        "ответ придёт в этот чат."
    )
    screen = await says(aleksei, "Где взять <приёмник>?")
    assert screen.text == (
        "Вопрос отправлен организаторам.\n\nВопросы организаторам\n\n"
        "Ваш вопрос, 08:40:\nГде взять <приёмник>?\nОтправлено, ответа пока нет."
    )
    assert screen.rows == [["Новый вопрос", "Информация"], ["Меню"]]
    await delivered(stage)
    assert ksenia.last.text == (
        "Вопрос № 1: Алексей Щербаков, ООО «Волжские станки»\n"
        "Российская делегация. Язык: русский. 🕘 четверг, 29 ноября, 08:40\nГде взять <приёмник>?\n\n"
        "Ответьте на это сообщение: бот передаст ответ делегату."
    )
    assert ksenia.last.rows == [["Ответить", "Займусь я"]]
    told = beatrice.last
    assert told.text == (
        "Domanda n. 1: Aleksei Shcherbakov, Volzhskie Stanki\n"
        "Delegazione russa. Lingua: russo. 🕘 giovedì 29 novembre, 08:40\nГде взять <приёмник>?\n\n"
        "Per rispondere usi la funzione «Rispondi» di Telegram su questo messaggio."
    )
    await beatrice.send("Al banco accrediti.", reply_to=told.message)
    assert (await beatrice.screen()).text.startswith("Risposta inviata.\n\nDomanda n. 1: Aleksei Shcherbakov")
    await delivered(stage)
    assert aleksei.last.text == (
        "Ответ на вопрос № 1\nAl banco accrediti.\n\nВаш вопрос:\nГде взять <приёмник>?"
    )
    assert "<blockquote>Где взять &lt;приёмник&gt;?</blockquote>" in aleksei.last.html
    # The others see who has answered, in the same place.
    assert ksenia.last.text == (
        "Вопрос № 1: Алексей Щербаков, ООО «Волжские станки»\n"
        "Российская делегация. Язык: русский. 🕘 четверг, 29 ноября, 08:40\nГде взять <приёмник>?\n"
        "Автор ответа: Беатриче Ломбарди\nAl banco accrediti."
    )
    assert ksenia.last.rows == []
    await ksenia.send("Слишком поздно", reply_to=ksenia.last.message)
    assert (await ksenia.screen()).text.startswith("На этот вопрос уже ответили: Ваш ответ не отправлен.")
    await delivered(stage)
    assert aleksei.last.text.startswith("Ответ на вопрос № 1\nAl banco")
    # A reply to the answer asks further.
    await aleksei.send("А канал?", reply_to=aleksei.last.message)
    assert (await aleksei.screen()).text.startswith("Вопрос отправлен организаторам.")
    assert await stage.value("SELECT count(*) FROM questions WHERE answer IS NULL") == 1
    await nothing_failed(stage)


async def test_a_question_in_italian_is_answered_from_the_list(stage: Stage) -> None:
    giulia, ksenia = await stage.arrive(BARDAZZI, "it"), await stage.arrive(MOROZOVA, "ru")
    await stage.arrive(LOMBARDI, "it")
    assert (await says(ksenia, "/organise")).text == "Организация\n\nРешения сейчас ничего не ждёт."
    screen = await says(giulia, "Xyzzyx")
    assert screen.text.startswith("Nessun delegato trovato.")
    assert ["Fai una domanda"] in screen.rows
    screen = await opens(giulia, "Fai una domanda")
    assert screen.text == (
        "Domande agli organizzatori\n\n"
        "Scriva qui la Sua domanda in un solo messaggio. Gli organizzatori la ricevono con il Suo nome; "
        "la risposta arriva in questa chat."
    )
    screen = await says(giulia, "Dov’è il guardaroba?")
    assert screen.text == (
        "Domanda inviata agli organizzatori.\n\nDomande agli organizzatori\n\n"
        "La Sua domanda, 08:40:\nDov’è il guardaroba?\nInviata, in attesa di risposta."
    )
    await delivered(stage)
    assert (await says(ksenia, "/organise")).text == "Организация\n\n1 вопрос без ответа"
    screen = await opens(ksenia, "Вопросы")
    assert screen.text == (
        "Вопросы без ответа\n\nВопрос № 1: Джулия Бардацци, Тесситура Бизенцио\nDov’è il guardaroba?"
    )
    screen = await opens(ksenia, "№ 1: Джулия Бардацци")
    assert screen.text == (
        "Вопрос № 1: Джулия Бардацци, Тесситура Бизенцио\n☎ +39 300 000 0001\n"
        "Итальянская делегация. Язык: итальянский. 🕘 08:40\nDov’è il guardaroba?"
    )
    assert screen.rows == [["Ответить", "Займусь я"], ["Карточка"], ["Назад", "Меню"]]
    screen = await opens(ksenia, "Ответить")
    assert screen.text.endswith("Напишите ответ одним сообщением. Язык делегата: итальянский.")
    assert (await says(ksenia, "In fondo a destra.")).text.startswith("Ответ отправлен.")
    await delivered(stage)
    assert giulia.last.text == (
        "Risposta alla domanda n. 1\nIn fondo a destra.\n\nLa Sua domanda:\nDov’è il guardaroba?"
    )
    screen = await opens(giulia, "Altra domanda")
    assert screen.text.endswith("La Sua domanda, 08:40:\nDov’è il guardaroba?\nRisposta:\nIn fondo a destra.")
    await nothing_failed(stage)


async def test_what_is_no_question_is_asked_for_again(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await stage.arrive(LOMBARDI, "it")
    assert (await asks(giulia, "a" * 1001)).text.startswith(
        "La domanda è troppo lunga: al massimo 1000 caratteri."
    )
    for number in range(5):
        # After a refusal the next text is the question.
        screen = await says(giulia, "a") if number == 0 else await asks(giulia, f"a{number}")
        assert screen.text.startswith("Domanda inviata")
    assert (await asks(giulia, "a1")).text.startswith("Domanda inviata")
    assert (await says(giulia, "a1")).text.startswith("Nessun delegato trovato.")
    assert (await asks(giulia, "a6")).text.startswith("Ha già 5 domande in attesa di risposta.")
    assert await stage.count("questions") == 5
    await nothing_failed(stage)


async def test_a_crash_between_effect_and_answer_asks_once(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await asks(giulia, "Dov’è?")
    await delivered(stage)
    await opens(beatrice, "Rispondi")
    for method in ("sendMessage", "editMessageText"):
        stage.server.faults.add("drop_before", method=method, times=99)
    await beatrice.send("Qui.")
    await stage.becomes("SELECT count(*) FROM updates WHERE state = 'effected'", 1)
    await stage.stop()
    stage.server.faults.clear()
    await stage.start()
    assert (await beatrice.screen()).text
    await delivered(stage)
    told = "Risposta alla domanda n. 1\nQui.\n\nLa Sua domanda:\nDov’è?"
    await giulia.until(lambda: giulia.last.text == told)
    await delivered(stage)
    assert [one.text for one in giulia.from_bot].count(told) == 1
    await nothing_failed(stage)


async def test_forged_buttons_and_links_lead_nowhere(stage: Stage) -> None:
    giulia, aleksei = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    carlo = await an_applicant(stage)
    piero = await an_organiser_by_number(stage)
    await asks(giulia, "Segreto?")
    for button in (AskOrganisers(), ShowQuestion(1), ShowQuestions(), AnswerQuestion(1)):
        assert (await pressing(stage, carlo, button)).verdict == "arrive"
    for button in (ShowQuestions(), AnswerQuestion(1)):
        assert (await pressing(stage, giulia, button)).verdict == "organisers"
    for number in (1, 0, -1, 99, 2**62):
        answer = await pressing(stage, aleksei, ShowQuestion(number))
        assert (answer.toast, "Segreto" in answer.text) == ("Этого вопроса больше нет.", False)
    assert "Segreto?" in (await pressing(stage, giulia, ShowQuestion(1))).text
    assert "Segreto?" in (await says(giulia, "/start q_1")).text
    assert "Segreto" not in (await says(aleksei, "/start q_1")).text
    assert "Segreto?" in (await says(piero, "/start q_1")).text
    assert (await pressing(stage, piero, AskOrganisers())).verdict == "arrive"
    assert (await pressing(stage, piero, AnswerQuestion(7))).toast == "Questa domanda non è più disponibile."
    # Somebody else's message with such a link is no question of the bot's.
    own = await giulia.send("https://t.me/forum_rehearsal_bot?start=q_1")
    await giulia.screen()
    await giulia.send("Risposta", reply_to=own)
    assert (await giulia.screen()).text.startswith("Nessun delegato trovato.")
    assert await stage.value("SELECT count(*) FROM questions WHERE answer IS NOT NULL") == 0
    await nothing_failed(stage)


async def test_questions_come_to_the_group_and_are_answered_there(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    ksenia, helper = await stage.arrive(MOROZOVA, "ru"), stage.server.person("Carla", language_code="it")
    await asks(giulia, "Prima?")
    await delivered(stage)
    group = Group(stage, "Organizzatori", beatrice, ksenia, helper)
    assert (await group.has(2))[0] == OURS
    told = len(ksenia.from_bot)
    await asks(giulia, "Dov’è il guardaroba?")
    assert (await group.has(3))[2] == (
        "Domanda n. 2: Giulia Bardazzi, Tessitura Bisenzio\n"
        "Delegazione italiana. Lingua: italiano. 🕘 giovedì 29 novembre, 08:40\nDov’è il guardaroba?\n\n"
        "Per rispondere usi la funzione «Rispondi» di Telegram su questo messaggio."
    )
    assert [one.rows for one in group.from_bot] == [[], [["Me ne occupo io"]], [["Me ne occupo io"]]]
    # Whoever is in the group answers; of somebody without an account nothing is kept.
    await group.says(helper, "In fondo a destra.", question_of(group, 2))
    assert (await group.has(4))[3] == "Risposta inviata: Giulia Bardazzi"
    await delivered(stage)
    assert question_of(group, 2).text.endswith("Risposta:\nIn fondo a destra.")
    assert giulia.last.text.startswith("Risposta alla domanda n. 2\nIn fondo a destra.")
    assert await stage.value("SELECT count(*) FROM questions WHERE answered_by IS NULL AND answer <> ''") == 1
    await group.says(ksenia, "A sinistra.", question_of(group, 2))
    assert (await group.has(5))[4] == ("Questa domanda ha già avuto risposta: la Sua non è stata inviata.")
    # The first question stands in private chats, too: whichever is answered, both show it.
    await group.says(ksenia, "Sì.", question_of(group, 1))
    await group.has(6)
    await delivered(stage)
    assert question_of(group, 1).text.endswith("Risposta di Ksenia Morozova:\nSì.")
    assert any("Risposta di Ksenia Morozova:\nSì." in one.text for one in beatrice.from_bot)
    assert len(ksenia.from_bot) == told
    await group.says(beatrice, "/organise")
    assert (await group.has(8))[6:] == [
        "Questo è il gruppo degli organizzatori.",
        "Nessuna domanda in attesa di risposta.",
    ]
    await nothing_failed(stage)


async def test_what_is_said_among_themselves_is_never_stored(stage: Stage) -> None:
    """The bot is an administrator, so Telegram sends it everything."""
    beatrice = await stage.arrive(LOMBARDI, "it")
    group = Group(stage, "Organizzatori", beatrice, administrator=True)
    await group.has(1)
    await change_nothing_but_keep_bodies(stage)
    await group.says(beatrice, "Il ministro arriva alle 9, entra dal retro.")
    await group.says(beatrice, "/programme")
    await group.says(beatrice, "ciao @forum_rehearsal_bot, il ministro")
    await group.done()
    kept = await stage.texts("SELECT body FROM kept_bodies ORDER BY rowid")
    assert len(kept) == 3
    assert not any("ministro" in body or "Beatrice" in body for body in (kept[0], kept[2]))
    assert len(group.texts) == 1
    assert await stage.value("SELECT count(*) FROM updates WHERE body IS NOT NULL") == 0
    await nothing_failed(stage)


async def change_nothing_but_keep_bodies(stage: Stage) -> None:
    """Every body that is ever written is written down."""
    async with stage.running.database.write() as tx:
        await tx.run("CREATE TABLE kept_bodies (body TEXT)")
        await tx.run(
            "CREATE TRIGGER keep_bodies AFTER INSERT ON updates "
            "BEGIN INSERT INTO kept_bodies VALUES (new.body); END"
        )


async def test_a_group_becomes_a_supergroup(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    group = Group(stage, "Organizzatori", beatrice)
    await group.has(1)
    await asks(giulia, "Prima?")
    await group.has(2)
    old = question_of(group, 1)
    await group.migrate()
    await group.done()
    assert await stage.value("SELECT chat_id FROM organisers_group") == group.id
    await asks(giulia, "Dopo?")
    assert (await group.has(1))[0].startswith("Domanda n. 2: Giulia Bardazzi")
    await group.says(beatrice, "Sì.", question_of(group, 2))
    await group.has(2)
    await delivered(stage)
    assert giulia.last.text.startswith("Risposta alla domanda n. 2\nSì.")
    # The first one stands in the old group's history: it is answered from the list.
    assert old.text.startswith("Domanda n. 1")
    await says(beatrice, "/start q_1")
    await opens(beatrice, "Rispondi")
    await says(beatrice, "Anche.")
    await delivered(stage)
    assert giulia.last.text.startswith("Risposta alla domanda n. 1\nAnche.")
    await nothing_failed(stage)


async def test_the_supergroup_is_learnt_of_by_sending(stage: Stage) -> None:
    """The group became one while the bot was stopped, and Telegram has forgotten to say so."""
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    group = Group(stage, "Organizzatori", beatrice)
    await group.has(1)
    await stage.stop()
    await group.migrate()
    stage.server.world.updates.queue.clear()
    await stage.start()
    await asks(giulia, "Dopo?")
    assert (await group.has(1))[0].startswith("Domanda n. 1: Giulia Bardazzi")
    assert await stage.value("SELECT chat_id FROM organisers_group") == group.id
    await nothing_failed(stage)


@pytest.mark.parametrize("noticed", [True, False])
async def test_thrown_out_of_the_group_nothing_is_lost(stage: Stage, noticed: bool) -> None:  # noqa: FBT001
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    group = Group(stage, "Organizzatori", beatrice)
    await group.has(1)
    await asks(giulia, "Prima?")
    await group.has(2)
    if noticed:
        await group.throw_out(beatrice)
        await group.done()
    else:
        await stage.stop()
        await group.throw_out(beatrice)
        stage.server.world.updates.queue.clear()
        await stage.start()
        await asks(giulia, "Seconda?")
        await delivered(stage)
        await stage.at("2018-11-29 08:41")
    await delivered(stage)
    told = [one.text for one in beatrice.from_bot]
    assert any(one.startswith("Il bot non può più scrivere nel gruppo degli organizzatori.") for one in told)
    assert any(one.startswith("Domanda n. 1: Giulia Bardazzi") for one in told)
    assert noticed or any(one.startswith("Domanda n. 2: Giulia Bardazzi") for one in told)
    assert await stage.count("organisers_group") == 0
    # Taken in again it is the organisers' group again, and what had not arrived there arrives.
    await group.take_in(beatrice)
    texts = await group.has(3 if noticed else 4)
    assert texts.count(OURS) == 2
    assert noticed or texts[-1].startswith("Domanda n. 2") or texts[-2].startswith("Domanda n. 2")
    await stage.at("2018-11-29 08:42")
    assert await stage.count("organisers_group") == 1
    await nothing_failed(stage)


async def test_only_an_organiser_chooses_the_group(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    strangers = Group(stage, "Amici", giulia, beatrice)
    assert await strangers.has(1) == [NOT_YOURS]
    await strangers.says(giulia, "/organise@forum_rehearsal_bot")
    assert await strangers.has(2) == [NOT_YOURS, NOT_YOURS]
    assert await stage.count("organisers_group") == 0
    first = Group(stage, "Organizzatori", beatrice)
    assert await first.has(1) == [OURS]
    second = Group(stage, "Tutti", beatrice, giulia)
    assert await second.has(1) == [
        (
            "Il gruppo degli organizzatori è già un altro. Se le domande devono arrivare qui, un organizzatore "
            "scriva qui /organise"
        )
    ]
    await asks(giulia, "Dove?")
    await first.has(2)
    await second.says(beatrice, "/organise")
    assert (await second.has(3))[1:] == [OURS, question_of(first, 1).text]
    assert (await first.has(3))[2] == "Da ora le domande dei delegati arrivano in un altro gruppo."
    # A reply in a group that is the organisers' no longer answers nothing.
    await first.says(beatrice, "Qui.", question_of(first, 1))
    await first.done()
    assert await stage.value("SELECT count(*) FROM questions WHERE answer IS NOT NULL") == 0
    await nothing_failed(stage)


async def test_unanswered_questions_are_kept_in_view(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")

    def reminders() -> list[str]:
        found = [one.text for one in beatrice.from_bot]
        return [one for one in found if "senza risposta" in one.split("\n")[0]]

    await asks(giulia, "Prima?")
    await asks(giulia, "Seconda?")
    await stage.at("2018-11-29 08:54")
    assert reminders() == []
    await stage.at("2018-11-29 08:56")
    assert reminders() == [
        (
            "2 domande senza risposta\n\n"
            "Domanda n. 1: Giulia Bardazzi, Tessitura Bisenzio\nPrima?\n\n"
            "Domanda n. 2: Giulia Bardazzi, Tessitura Bisenzio\nSeconda?"
        )
    ]
    await stage.at("2018-11-29 09:54")
    assert len(reminders()) == 1
    await beatrice.send(
        "Sì.", reply_to=next(one.message for one in beatrice.from_bot if one.text.startswith("Domanda n. 2"))
    )
    await beatrice.screen()
    await stage.at("2018-11-29 09:57")
    assert reminders()[1:] == [
        "1 domanda senza risposta\n\nDomanda n. 1: Giulia Bardazzi, Tessitura Bisenzio\nPrima?"
    ]
    await stage.at("2018-11-29 15:00")
    assert len(reminders()) == 2
    await nothing_failed(stage)


async def test_by_night_nobody_is_woken(stage: Stage) -> None:
    aleksei, ksenia = await stage.arrive(SHCHERBAKOV, "ru"), await stage.arrive(MOROZOVA, "ru")
    group = Group(stage, "Организаторы", ksenia)
    await group.has(1)
    await stage.at("2018-11-29 23:00")
    screen = await asks(aleksei, "Когда завтрак?")
    assert "🕘 Организаторы получат вопрос в 06:45. Если нужна срочная помощь: /info" in screen.text
    await stage.at("2018-11-30 06:44")
    assert len(group.texts) == 1
    await stage.at("2018-11-30 06:46")
    assert group.texts[1].startswith("Вопрос № 1: Алексей Щербаков")
    await stage.at("2018-11-30 07:01")
    assert group.texts[2:] == [
        "1 вопрос без ответа\n\nВопрос № 1: Алексей Щербаков, ООО «Волжские станки»\nКогда завтрак?"
    ]
    # Who asked yesterday is not woken tonight.
    await stage.at("2018-11-30 22:45")
    told = len(aleksei.from_bot)
    await group.says(ksenia, "В семь.", group.from_bot[1])
    await group.has(4)
    await delivered(stage)
    assert len(aleksei.from_bot) == told
    await stage.at("2018-12-01 06:46")
    assert aleksei.last.text.startswith("Ответ на вопрос № 1\nВ семь.")
    await stage.at("2018-12-09 12:00")
    assert await stage.count("questions") == 0
    await nothing_failed(stage)


async def test_a_delegate_who_has_blocked_the_bot_gets_the_answer_later(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await asks(giulia, "Dove?")
    await delivered(stage)
    await giulia.block()
    await opens(beatrice, "Rispondi")
    assert (await says(beatrice, "Qui.")).text.startswith("Risposta inviata.")
    await delivered(stage)
    assert await stage.texts("SELECT state FROM outbox WHERE kind = 'answer'") == ["unreachable"]
    await giulia.unblock()
    await delivered(stage)
    assert giulia.last.text.startswith("Risposta alla domanda n. 1\nQui.")
    await nothing_failed(stage)


async def test_a_number_is_called_by_a_tap(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await says(giulia, "/info")
    await opens(giulia, "Seguenti ▶") if ["Emergenze"] not in giulia.last.rows else None
    screen = await opens(giulia, "Emergenze")
    assert screen.rows == [["📍 Mappa"], ["☎ Chiama"], ["Indietro", "Menu"]]
    await giulia.press("☎ Chiama")
    await giulia.until(lambda: "contact" in giulia.last.message)
    assert giulia.last.message["contact"]["phone_number"] == "112"
    assert giulia.last.message["contact"]["first_name"] == "Emergenze"
    hotel = await number_of(stage, "info_pages", "hotel")
    wifi = await number_of(stage, "info_pages", "wifi")
    for page in (hotel, wifi, 0, 2**62):
        assert (await pressing(stage, giulia, SendPhone(page))).verdict == "gone"
    await nothing_failed(stage)
