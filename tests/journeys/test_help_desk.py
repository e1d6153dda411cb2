"""The help desk in the organisers' group: a topic for each person, who deals with what, what becomes of a group."""

from __future__ import annotations

import pytest

from bot.demo.server.people import groups
from handlers.buttons import AnswerQuestion, LetGoQuestion, Organise, TakeQuestion
from tests.journeys.test_questions import OURS, asks, delivered, opens, question_of, says
from tests.support.groups import Group
from tests.support.hostile import an_applicant, an_organiser_by_number, nothing_failed, pressing
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

GIULIA, ALEKSEI = "Giulia Bardazzi, Tessitura Bisenzio", "Aleksei Shcherbakov, Volzhskie Stanki"
FIRST = (
    "Giulia Bardazzi, Tessitura Bisenzio\nDelegazione italiana. Lingua: italiano\n\n"
    "Qui arrivano le domande di questa persona. Riceve solo ciò che è scritto con la funzione «Rispondi» di "
    "Telegram sul messaggio con la domanda. Tutto il resto scritto qui rimane tra voi: il bot non lo legge."
)
NO_TOPICS = "Nel gruppo degli organizzatori il bot non può aprire argomenti:"
LOST = "Il bot non può più scrivere nel gruppo degli organizzatori."


async def a_forum(stage: Stage, *members: Person) -> Group:
    """The organisers' group with topics, the bot an administrator."""
    group = Group(stage, "Organizzatori", *members, administrator=True, forum=True)
    assert await group.has(1) == [OURS]
    return group


def texts_of(screens: list[Screen]) -> list[str]:
    return [one.text.split("\n")[0] for one in screens]


def told(person: Person, beginning: str) -> list[str]:
    return [one.text for one in person.from_bot if one.text.startswith(beginning)]


async def test_each_person_has_a_topic(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    aleksei, helper = await stage.arrive(SHCHERBAKOV, "ru"), stage.server.person("Carla", language_code="it")
    group = await a_forum(stage, beatrice, helper)
    await asks(giulia, "Dov’è il guardaroba?")
    await group.has(3)
    await asks(aleksei, "Где приёмник?")
    await group.has(5)
    await asks(giulia, "E il bar?")
    await group.has(6)
    await delivered(stage)
    first, one, two = group.topics[GIULIA]
    assert first.text == FIRST
    assert "?start=p_" in first.html
    assert one.text == (
        "Domanda n. 1: Giulia Bardazzi, Tessitura Bisenzio\n"
        "Delegazione italiana. Lingua: italiano. 🕘 giovedì 29 novembre, 08:40\nDov’è il guardaroba?\n\n"
        "Per rispondere usi la funzione «Rispondi» di Telegram su questo messaggio."
    )
    assert texts_of([two]) == ["Domanda n. 3: Giulia Bardazzi, Tessitura Bisenzio"]
    assert texts_of(group.topics[ALEKSEI])[1:] == ["Domanda n. 2: " + ALEKSEI]
    assert texts_of(group.topics[""]) == [OURS]
    # An answer is a reply to a question, from whoever is in the group, and is confirmed where it was written.
    await group.says(helper, "In fondo a destra.", one)
    await group.has(7)
    await delivered(stage)
    assert giulia.last.text.startswith("Risposta alla domanda n. 1\nIn fondo a destra.")
    assert texts_of(group.topics[GIULIA])[-1] == "Risposta inviata: Giulia Bardazzi"
    assert question_of(group, 1).text.endswith("Risposta:\nIn fondo a destra.")
    assert question_of(group, 1).rows == []
    await nothing_failed(stage)


async def test_what_staff_say_in_a_topic_stays_there(stage: Stage) -> None:
    """Telegram gives each message in a topic out as a reply to its beginning, which is the bot's own message."""
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    group = await a_forum(stage, beatrice)
    await asks(giulia, "Dov’è?")
    await group.has(3)
    thread = question_of(group, 1).message["message_thread_id"]
    async with stage.running.database.write() as tx:
        await tx.run("CREATE TABLE kept_bodies (body TEXT)")
        await tx.run(
            "CREATE TRIGGER keep_bodies AFTER INSERT ON updates "
            "BEGIN INSERT INTO kept_bodies VALUES (new.body); END"
        )
    before = len(giulia.from_bot)
    message = await group.says(beatrice, "Questa signora chiede sempre.", thread=thread)
    assert "forum_topic_created" in message["reply_to_message"]
    await group.says(beatrice, "/programme", thread=thread)
    # A reply to the bot's first message there answers no question either.
    await group.says(beatrice, "Chi la conosce?", group.topics[GIULIA][0])
    await group.done()
    kept = await stage.texts("SELECT body FROM kept_bodies ORDER BY rowid")
    assert [("signora" in body, "Beatrice" in body) for body in kept[:1]] == [(False, False)]
    assert len(giulia.from_bot) == before
    assert len(group.from_bot) == 3
    assert await stage.value("SELECT count(*) FROM questions WHERE answer IS NULL") == 1
    # Asked there, the bot answers there.
    await group.says(beatrice, "/organise", thread=thread)
    await group.has(5)
    assert texts_of(group.topics[GIULIA])[2:] == [
        "Questo è il gruppo degli organizzatori.",
        "1 domanda senza risposta",
    ]
    await nothing_failed(stage)


async def test_who_deals_with_a_question_is_seen(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    ksenia, helper = await stage.arrive(MOROZOVA, "ru"), stage.server.person("Carla", language_code="it")
    group = await a_forum(stage, beatrice, ksenia, helper)
    await asks(giulia, "Dov’è?")
    await group.has(3)
    assert question_of(group, 1).rows == [["Me ne occupo io"]]
    take, let_go = TakeQuestion(1).pack(), LetGoQuestion(1).pack()
    assert (await group.press(helper, question_of(group, 1), take)).startswith("Il bot non La conosce ancora")
    # Whatever the presser reads, in the group the bot speaks the group's language.
    assert await group.press(ksenia, question_of(group, 1), take) == "La domanda è affidata a Lei."
    await delivered(stage)
    assert "Dov’è?\nSe ne occupa: Ksenia Morozova, fino alle 09:00\n" in question_of(group, 1).text
    assert question_of(group, 1).rows == [["Rimetti in attesa"]]
    assert await group.press(ksenia, question_of(group, 1), take) == "La domanda è affidata a Lei."
    other = "Di questa domanda si occupa già qualcun altro."
    assert await group.press(beatrice, question_of(group, 1), take) == other
    # Whoever went away is relieved by another.
    assert await group.press(beatrice, question_of(group, 1), let_go) == "La domanda è di nuovo in attesa."
    await delivered(stage)
    assert "Se ne occupa" not in question_of(group, 1).text
    assert await group.press(beatrice, question_of(group, 1), take) == "La domanda è affidata a Lei."
    await group.says(beatrice, "In fondo.", question_of(group, 1))
    await group.has(4)
    await delivered(stage)
    assert question_of(group, 1).text.endswith("Dov’è?\nRisposta di Beatrice Lombardi:\nIn fondo.")
    assert question_of(group, 1).rows == []
    for data in (take, let_go):
        word = "Questa domanda ha già avuto risposta: la Sua non è stata inviata."
        assert await group.press(ksenia, question_of(group, 1), data) == word
    assert await stage.value("SELECT count(*) FROM questions WHERE taken_by IS NOT NULL") == 0
    await nothing_failed(stage)


async def test_an_organiser_by_number_is_named_while_dealing_with_it(stage: Stage) -> None:
    giulia, piero = await stage.arrive(BARDAZZI, "it"), await an_organiser_by_number(stage)
    group = await a_forum(stage, piero)
    await asks(giulia, "Dov’è?")
    await group.has(3)
    await group.press(piero, question_of(group, 1), TakeQuestion(1).pack())
    await delivered(stage)
    assert "Se ne occupa: Piero, fino alle 09:00" in question_of(group, 1).text
    # An account that is deleted leaves no name behind.
    async with stage.running.database.write() as tx:
        await tx.run("DELETE FROM accounts WHERE user_id = ?", (piero.id,))
    assert await stage.texts("SELECT taken_name || coalesce(taken_until, '-') FROM questions") == ["-"]
    await nothing_failed(stage)


async def test_what_is_taken_and_not_answered_is_anybodys_again(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    group = await a_forum(stage, beatrice)
    await asks(giulia, "Dov’è?")
    await group.has(3)
    await stage.at("2018-11-29 08:50")
    await group.press(beatrice, question_of(group, 1), TakeQuestion(1).pack())
    # Nobody is reminded of what somebody deals with.
    await stage.at("2018-11-29 09:09")
    assert len(group.from_bot) == 3
    assert "Se ne occupa: Beatrice Lombardi, fino alle 09:10" in question_of(group, 1).text
    await stage.at("2018-11-29 09:11")
    assert "Se ne occupa" not in question_of(group, 1).text
    assert question_of(group, 1).rows == [["Me ne occupo io"]]
    assert texts_of(group.topics[""])[1:] == []
    await stage.at("2018-11-29 09:12")
    assert texts_of(group.topics[""])[1:] == ["1 domanda senza risposta"]
    await nothing_failed(stage)


async def test_without_a_group_it_is_taken_in_private_chats(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await asks(giulia, "Dov’è?")
    await delivered(stage)
    assert ksenia.last.rows == [["Ответить", "Займусь я"]]
    screen = await opens(ksenia, "Займусь я")
    assert "Вопросом занимается: Ксения Морозова, до 09:00" in screen.text
    assert ksenia.toasts[-1] == "Вопрос закреплён за Вами."
    await delivered(stage)
    assert "Se ne occupa: Ksenia Morozova, fino alle 09:00" in beatrice.last.text
    assert (await pressing(stage, beatrice, TakeQuestion(1))).toast == (
        "Di questa domanda si occupa già qualcun altro."
    )
    assert (await pressing(stage, ksenia, LetGoQuestion(1))).toast == "Вопрос снова ждёт ответа."
    assert (await pressing(stage, ksenia, TakeQuestion(99))).toast == "Этого вопроса больше нет."
    await nothing_failed(stage)


async def test_forged_keys_in_groups_change_nothing(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    carlo = await an_applicant(stage)
    group = await a_forum(stage, beatrice)
    await asks(giulia, "Dov’è?")
    await group.has(3)
    strangers = Group(stage, "Amici", giulia, carlo)
    await strangers.has(1)
    elsewhere = "Questo non è più il gruppo degli organizzatori."
    for button in (TakeQuestion(1), LetGoQuestion(1)):
        assert await strangers.press(giulia, strangers.from_bot[0], button.pack()) == elsewhere
        assert (await pressing(stage, giulia, button)).verdict == "organisers"
        assert (await pressing(stage, carlo, button)).verdict == "arrive"
    for data in (Organise().pack(), AnswerQuestion(1).pack(), "kt:x", "kt:1:2", "nonsense"):
        assert await group.press(beatrice, question_of(group, 1), data) == ""
    for number in (0, -1, 99, 2**62):
        word = await group.press(beatrice, question_of(group, 1), TakeQuestion(number).pack())
        assert word == "Questa domanda non è più disponibile."
    assert await stage.value("SELECT count(*) FROM questions WHERE taken_until IS NOT NULL") == 0
    assert len(strangers.from_bot) == 1
    await nothing_failed(stage)


async def test_a_topic_that_is_deleted_is_made_anew(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    group = await a_forum(stage, beatrice)
    await asks(giulia, "Prima?")
    await group.has(3)
    old = question_of(group, 1).message["message_thread_id"]
    groups.delete_topic(stage.server.world, group.chat, old)
    await asks(giulia, "Seconda?")
    await group.has(3)
    await stage.at("2018-11-29 08:41")
    # The first question, whose message has gone with the topic, comes again.
    assert texts_of(group.topics[GIULIA]) == [
        GIULIA,
        "Domanda n. 2: " + GIULIA,
        "Domanda n. 1: " + GIULIA,
    ]
    assert question_of(group, 1).message["message_thread_id"] != old
    await group.says(beatrice, "Sì.", question_of(group, 1))
    await group.has(5)
    await delivered(stage)
    assert giulia.last.text.startswith("Risposta alla domanda n. 1\nSì.")
    assert question_of(group, 1).text.endswith("Risposta di Beatrice Lombardi:\nSì.")
    await nothing_failed(stage)


async def test_topics_are_switched_off_and_on(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    group = await a_forum(stage, beatrice)
    await asks(giulia, "Prima?")
    await group.has(3)
    groups.set_forum(stage.server.world, group.chat, forum=False)
    await asks(giulia, "Seconda?")
    await group.has(4)
    assert "message_thread_id" not in question_of(group, 2).message
    groups.set_forum(stage.server.world, group.chat, forum=True)
    await asks(giulia, "Terza?")
    await group.has(6)
    assert texts_of(group.topics[GIULIA])[:2] == [GIULIA, "Domanda n. 3: " + GIULIA]
    assert await stage.count("organisers_group") == 1
    assert told(beatrice, NO_TOPICS) == []
    await nothing_failed(stage)


async def test_without_the_right_everything_goes_into_the_general_topic(stage: Stage) -> None:
    giulia, aleksei = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    group = await a_forum(stage, beatrice)
    world, lacking = stage.server.world, frozenset({"can_manage_topics"})
    groups.set_bot_status(world, group.chat, "administrator", by=beatrice.id, lacking=lacking)
    for number, (person, text) in enumerate([(giulia, "Prima?"), (aleksei, "Вторая?"), (giulia, "Terza?")]):
        await asks(person, text)
        await group.has(number + 2)
        await stage.at(f"2018-11-29 08:4{number + 1}")
    assert texts_of(group.topics[""])[1:] == [
        "Domanda n. 1: " + GIULIA,
        "Domanda n. 2: " + ALEKSEI,
        "Domanda n. 3: " + GIULIA,
    ]
    # The organisers are told once, each in their language.
    assert len(told(beatrice, NO_TOPICS)) == 1
    assert len(told(ksenia, "В группе организаторов бот не может создавать темы:")) == 1
    groups.set_bot_status(world, group.chat, "administrator", by=beatrice.id)
    await asks(aleksei, "Четвёртая?")
    await group.has(6)
    assert texts_of(group.topics[ALEKSEI])[1:] == ["Domanda n. 4: " + ALEKSEI]
    assert await stage.texts("SELECT topics FROM organisers_group") == [""]
    await nothing_failed(stage)


async def test_a_crash_between_topic_and_question_loses_neither(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    group = await a_forum(stage, beatrice)
    stage.server.faults.add("drop_before", method="sendMessage", chat_id=group.id, times=99)
    await asks(giulia, "Dov’è?")
    await stage.becomes("SELECT count(*) FROM question_topics WHERE introduced = 0", 1)
    await stage.stop()
    stage.server.faults.clear()
    await stage.start()
    await group.has(3)
    await delivered(stage)
    assert texts_of(group.topics[GIULIA]) == [GIULIA, "Domanda n. 1: " + GIULIA]
    assert len(group.chat.topics) == 1
    await nothing_failed(stage)


async def test_a_group_that_moves_gets_its_open_questions_again(stage: Stage) -> None:
    """In the supergroup messages are counted anew: none of another question is written over."""
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    group = Group(stage, "Organizzatori", beatrice, administrator=True)
    await group.has(1)
    await asks(giulia, "Prima?")
    await group.has(2)
    await group.migrate()
    groups.set_forum(stage.server.world, group.chat, forum=True)
    await group.done()
    await stage.at("2018-11-29 08:41")
    assert texts_of(group.topics[GIULIA]) == [GIULIA, "Domanda n. 1: " + GIULIA]
    await asks(giulia, "Seconda?")
    await group.has(3)
    await group.says(beatrice, "Sì.", question_of(group, 1))
    await group.has(4)
    await delivered(stage)
    assert question_of(group, 1).text.endswith("Prima?\nRisposta di Beatrice Lombardi:\nSì.")
    assert question_of(group, 2).text.endswith("di Telegram su questo messaggio.")
    await nothing_failed(stage)


@pytest.mark.parametrize("deleted", [True, False])
async def test_a_group_that_is_gone_loses_nothing(stage: Stage, deleted: bool) -> None:  # noqa: FBT001
    """Deleted, or the bot may not write there any more; Telegram says so only when the group is written to."""
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    group = Group(stage, "Organizzatori", beatrice)
    await group.has(1)
    await asks(giulia, "Prima?")
    await group.has(2)
    if deleted:
        groups.delete(stage.server.world, group.chat)
    else:
        refusal = "Bad Request: not enough rights to send text messages to the chat"
        stage.server.faults.add("status", chat_id=group.id, status=400, description=refusal, times=99)
    await asks(giulia, "Seconda?")
    await delivered(stage)
    await stage.at("2018-11-29 08:41")
    assert len(told(beatrice, LOST)) == 1
    assert told(beatrice, "Domanda n. ")[0].startswith("Domanda n. 1: " + GIULIA)
    assert told(beatrice, "Domanda n. ")[1].startswith("Domanda n. 2: " + GIULIA)
    assert await stage.count("organisers_group") == 0
    await says(beatrice, "/start q_1")
    await opens(beatrice, "Rispondi")
    await says(beatrice, "Qui.")
    await delivered(stage)
    assert giulia.last.text.startswith("Risposta alla domanda n. 1\nQui.")
    if not deleted:
        # Mended, the group gets what it had been refused.
        stage.server.faults.clear()
        await group.says(beatrice, "/organise")
        await group.has(4)
        assert texts_of(group.from_bot)[2:] == [OURS, "Domanda n. 2: " + GIULIA]
    await nothing_failed(stage)
