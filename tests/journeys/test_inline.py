"""Inline mode and the links to cards, in both languages."""

from __future__ import annotations

import json

from bot.demo.server.people import inline
from tests.support.hostile import an_applicant, an_organiser_by_number, change, nothing_failed
from tests.support.stage import BARDAZZI, LOMBARDI, SHCHERBAKOV, Stage

BOT = "https://t.me/forum_rehearsal_bot?start="


async def test_a_name_in_any_script_is_found_in_the_readers(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    found = await alexey.inline("franceskini")
    (result,) = found.results
    assert (result["title"], result["description"]) == ("Антонио Франческини", "CNA")
    assert found.next_offset == ""
    assert found.button is None
    giulia = await stage.arrive(BARDAZZI, "it")
    (result,) = (await giulia.inline("Щербаков")).results
    assert result["title"] == "Aleksei Shcherbakov"
    assert result["description"] == "Volzhskie Stanki · Regione di Ul’janovsk"


async def test_a_result_is_sent_and_leads_to_the_card(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    answer = await alexey.inline("Franceschini")
    message = await alexey.choose(answer, answer.results[0]["id"])
    assert message["text"] == "Антонио Франческини\nCNA\nКарточка делегата"
    assert message["entities"][-1] == {
        "type": "text_link", "offset": 24, "length": 17, "url": f"{BOT}p_2",
    }  # fmt: skip
    card = await alexey.screen()
    assert card.text.startswith("👤 Антонио Франческини (Antonio Franceschini)\n")
    assert card.rows[-1] == ["Назад", "Меню"]
    assert [one.id for one in alexey.from_bot] == [card.id]


async def test_a_link_opens_the_card(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    for text in ("/start p_23", f"{BOT}p_23", f"Guardi questo delegato: {BOT}p_23 grazie"):
        await giulia.send(text)
        assert (await giulia.screen()).text.startswith("👤 Aleksei Shcherbakov (Алексей Щербаков)\n"), text
    for text in ("/start p_9999", "/start p_999999999999999999"):
        await giulia.send(text)
        assert (await giulia.screen()).text.startswith("Questa scheda non è disponibile"), text
    for text in ("https://t.me/another_bot?start=p_23", f"{BOT}p_x", f"{BOT}p_0"):
        await giulia.send(text)
        assert (await giulia.screen()).text.startswith("Nessun delegato trovato"), text


async def test_a_link_shows_a_stranger_the_way_in_and_costs_no_guess(stage: Stage) -> None:
    stranger = stage.server.person("Stranger", language_code="ru")
    for text in ("/start p_1", "/start inline", "/start p_2") * 3:
        await stranger.send(text)
        assert "Бардацци" not in (await stranger.screen()).text
    assert await stage.count("guesses") == 0


async def test_nobody_is_found_by_those_who_are_not_recognised(stage: Stage) -> None:
    stranger = stage.server.person("Stranger", language_code="it")
    applicant = await an_applicant(stage)
    for person in (stranger, applicant):
        for query in ("Bardazzi", ""):
            answer = await person.inline(query)
            assert answer.results == []
            assert answer.button == {"text": "Apri prima l’invito", "start_parameter": "inline"}
    foreign = stage.server.person("Fremde", language_code="kk")
    assert (await foreign.inline("Bardazzi")).button == {
        "text": "Сначала откройте приглашение",
        "start_parameter": "inline",
    }
    await nothing_failed(stage)


async def test_before_there_is_a_forum(stage: Stage) -> None:
    await change(stage, "DELETE FROM forum")
    stranger = stage.server.person("Stranger", language_code="it")
    assert (await stranger.inline("Bardazzi")).results == []
    await nothing_failed(stage)


async def test_without_words_those_one_may_want_to_meet_come(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.send("/people")
    await giulia.screen()
    await giulia.press("Da incontrare")
    first = (await giulia.screen()).labels[:5]
    for query in ("", "  "):
        assert (await giulia.inline(query)).titles[:5] == first


async def test_without_words_and_suggestions_everybody_comes_page_by_page(stage: Stage) -> None:
    piero = await an_organiser_by_number(stage)
    await change(
        stage,
        *(
            "INSERT INTO delegates (code, name, organisation, delegation, language) "  # noqa: S608 -- a test's words
            f"VALUES ('r{place}', 'Mario Rossi {place}', 'Ditta', 'it', 'it')"
            for place in range(80)
        ),
    )
    first = await piero.inline("")
    assert (len(first.results), first.next_offset) == (50, "50")
    second = await piero.inline("", first.next_offset)
    third = await piero.inline("", second.next_offset)
    assert (len(second.results), len(third.results), third.next_offset) == (50, 20, "")
    everybody = [result["id"] for answer in (first, second, third) for result in answer.results]
    assert len(set(everybody)) == len(everybody) == 120


async def test_hidden_people_are_found_by_nobody(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    assert (await giulia.inline("Lebedeva")).titles == ["Vera Lebedeva"]
    await change(stage, "UPDATE delegates SET visibility = 'nobody' WHERE code = 'd38'")
    for person in (giulia, beatrice):
        assert (await person.inline("Lebedeva")).titles == []
    assert (await giulia.inline("Bardazzi")).titles == []


async def test_strange_queries_and_offsets(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    for query in ("😀", "a\0b", "%", "' OR 1", "\u202e", "x" * 256, "ß", "<b>"):
        await giulia.inline(query)
    for offset in ("-1", "x", "50", "²", "9" * 30, "99999999"):
        await giulia.inline("a", offset)
        await giulia.inline("", offset)
    await nothing_failed(stage)


async def test_an_answer_that_comes_too_late_is_no_error(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    stage.server.faults.add(
        "status",
        method="answerInlineQuery",
        status=400,
        description="Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    inline.ask(stage.server.world, giulia.chat, "Mari", "")
    await giulia.until(lambda: stage.called("answerInlineQuery") == 1)
    await stage.running.inbox.empty()
    await nothing_failed(stage)
    assert (await giulia.inline("Franceschini")).titles == ["Antonio Franceschini"]


async def test_names_that_look_like_markup_are_text(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await change(
        stage, "UPDATE delegates SET organisation = '<i>&amp;', organisation_other = '' WHERE code = 'd38'"
    )
    answer = await giulia.inline("Lebedeva")
    message = await giulia.choose(answer, answer.results[0]["id"])
    assert message["text"].startswith("Vera Lebedeva\n<i>&amp;\n")
    assert "\n<i>&amp;\n" in (await giulia.screen()).text


async def test_what_is_sent_says_nothing_but_name_and_organisation(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    answer = await giulia.inline("Shcherbakov")
    assert "shcherbakov@" not in json.dumps(answer.results)
    assert set(answer.results[0]) == {
        "id", "type", "title", "description", "input_message_content", "message", "reply_markup",
    }  # fmt: skip
