"""Who is suggested to whom, and why: the rules, in small forums."""

from __future__ import annotations

import pytest

from forum.suggestions import Named, Reason, catch_up, refresh, suggest
from storage.database import Database
from tests.forum.suggestions.forums import change, present, seat, settle, suggested, whom, why
from tests.support.forums import add_session, desk

ME, SHE, HE, OTHER, LAST = 1, 2, 3, 4, 5


@pytest.fixture
async def forum(database: Database) -> Database:
    """Five delegates, 1, 3 and 5 Italian, 2 and 4 Russian; nobody has anything in common yet."""
    async with database.write() as tx:
        await settle(tx, 5)
    return database


async def test_nobody_is_suggested_without_a_reason(forum: Database) -> None:
    assert await whom(forum, ME) == []


async def test_those_who_sit_at_my_tables(forum: Database) -> None:
    async with forum.write() as tx:
        await seat(tx, 1, ME, SHE)
        await seat(tx, 2, ME, OTHER, SHE)
        await seat(tx, 2, LAST, state="waiting")
    assert await whom(forum, ME) == [SHE, OTHER]
    assert await why(forum, ME, SHE) == {"table": ["Sessione 1", "Sessione 2"]}
    (reason,) = (await suggested(forum, ME))[1].reasons
    assert reason == Reason("table", (Named("Sessione 2", "Сессия 2", 2),))


async def test_a_table_where_i_wait_a_cancelled_one_and_a_visit_are_no_reason(forum: Database) -> None:
    async with forum.write() as tx:
        await add_session(tx, 3, kind="visit")
        await seat(tx, 1, ME, state="waiting")
        await seat(tx, 1, SHE)
        await seat(tx, 2, ME, SHE)
        await seat(tx, 3, ME, SHE)
        await tx.run("UPDATE sessions SET cancelled_at = starts WHERE id = 2")
    assert await whom(forum, ME) == []


async def test_whose_project_is_presented_where_i_sit_and_who_sits_where_i_present(forum: Database) -> None:
    async with forum.write() as tx:
        await seat(tx, 1, ME)
        await seat(tx, 2, OTHER)
        await present(tx, 1, 1, SHE)
        await present(tx, 2, 1, SHE)
        await present(tx, 3, 2, ME)
        await present(tx, 4, 1, None)
    assert await why(forum, ME, SHE) == {"their_project": ["Progetto 1", "Progetto 2"]}
    assert await why(forum, ME, OTHER) == {"own_project": ["Progetto 3"]}
    assert await why(forum, SHE, ME) == {"own_project": ["Progetto 1", "Progetto 2"]}
    assert await whom(forum, ME) == [SHE, OTHER]


async def test_who_offers_what_i_seek_whatever_the_language(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="Fonderie e valvole a sfera, agenti in Russia")
        await change(tx, SHE, offers="Чугунное литьё, шаровые краны, гостиницы")
        await change(tx, HE, offers="Alberghi")
    assert await whom(forum, ME) == [SHE]
    (reason,) = (await suggested(forum, ME))[0].reasons
    assert reason == Reason(
        "offers", (Named("valvole a sfera", "шаровые краны"), Named("fonderie e getti", "литьё и отливки"))
    )
    assert await why(forum, SHE, ME) == {"seeks": ["valvole a sfera", "fonderie e getti"]}


async def test_a_narrower_offer_answers_a_broader_wish_and_the_other_way_round(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="automazione, pompe")
        await change(tx, SHE, offers="Роботы, насосные станции, станки")
        await change(tx, OTHER, seeks="Токарные станки")
    assert await why(forum, ME, SHE) == {"offers": ["stazioni di pompaggio", "robotica"]}
    async with forum.write() as tx:
        await change(tx, ME, offers="macchine utensili")
    assert await why(forum, ME, OTHER) == {"seeks": ["torni e tornitura"]}
    assert await why(forum, OTHER, ME) == {"offers": ["macchine utensili"]}


async def test_what_only_has_something_broader_in_common_is_no_answer(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="torni, eolico")
        await change(tx, SHE, offers="Фрезерные станки, солнечные панели")
    assert await whom(forum, ME) == []


async def test_what_a_narrower_word_says_is_not_said_again(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="macchine utensili, torni")
        await change(tx, SHE, offers="Станки, токарные станки")
    assert await why(forum, ME, SHE) == {"offers": ["torni e tornitura"]}


async def test_whom_i_seek_by_what_they_are(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="Camere di commercio russe, maglifici", kind="university")
        await change(tx, SHE, kind="chamber")
        await change(tx, OTHER, organisation="АО «Калужский трикотаж»", seeks="Итальянские университеты")
    assert await why(forum, ME, SHE) == {"profile": ["camere di commercio"]}
    assert await why(forum, ME, OTHER) == {"profile": ["maglieria"], "seeks": ["università"]}
    assert await why(forum, OTHER, ME) == {"profile": ["università"], "seeks": ["maglieria"]}


async def test_a_name_in_the_other_script_is_read_where_the_own_one_says_nothing(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="biomasse, pelletterie, насосы")
        await change(tx, SHE, organisation="Pelletterie Rossi", organisation_other="Пеллетные котлы")
        await change(tx, OTHER, organisation="ООО «Исток»", organisation_other="Pompe Istok")
    assert await why(forum, ME, SHE) == {"profile": ["pelletteria"]}
    assert await why(forum, ME, OTHER) == {"profile": ["pompe"]}


async def test_what_is_done_together_whoever_offers_it(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, offers="Dottorati congiunti, torni")
        await change(tx, SHE, offers="Совместные магистерские программы, токарные станки")
        await change(tx, OTHER, seeks="Совместные образовательные программы")
    assert await why(forum, ME, SHE) == {"shared": ["percorsi di studio congiunti"]}
    assert await why(forum, ME, OTHER) == {"seeks": ["percorsi di studio congiunti"]}


async def test_a_word_of_no_concept_that_both_languages_have(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="Catalizzatori di ossidazione")
        await change(tx, SHE, offers="Катализаторов много")
        await change(tx, HE, offers="Catalizzatori")
    assert await whom(forum, ME) == [SHE]
    assert await why(forum, ME, SHE) == {"offers": ["catalizzatori"]}
    assert await why(forum, SHE, ME) == {"seeks": ["катализаторов"]}


async def test_a_word_that_many_have_says_nothing(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="Catalizzatori")
        for other in (SHE, HE, OTHER, LAST):
            await change(tx, other, offers="катализаторы", delegation="ru")
    assert await whom(forum, ME) == []


async def test_another_delegation_goes_first(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="valvole")
        for other in (HE, SHE, LAST):
            await change(tx, other, offers="клапаны")
        await seat(tx, 1, ME, HE)
    assert (await whom(forum, ME))[0] == SHE
    assert (await whom(forum, ME))[1] == HE


async def test_what_few_offer_counts_more(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="valvole, pompe")
        await change(tx, SHE, offers="клапаны")
        await change(tx, OTHER, offers="насосы")
        await change(tx, LAST, offers="pompe")
    assert await whom(forum, ME) == [SHE, OTHER, LAST]


async def test_a_vague_word_counts_less(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="esportazione, pompe")
        await change(tx, SHE, offers="экспорт")
        await change(tx, OTHER, offers="насосы")
    assert await whom(forum, ME) == [OTHER, SHE]


async def test_a_common_language_decides_among_equals(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="valvole", languages="it,en")
        await change(tx, SHE, offers="клапаны", languages="ru,en")
        await change(tx, OTHER, offers="клапаны")
    assert await whom(forum, ME) == [SHE, OTHER]
    async with forum.write() as tx:
        await change(tx, SHE, languages="ru")
        await change(tx, OTHER, languages="ru,it")
    assert await whom(forum, ME) == [OTHER, SHE]
    async with forum.write() as tx:
        await change(tx, ME, languages="")
    assert await whom(forum, ME) == [OTHER, SHE]


async def test_among_equals_not_everybody_sees_the_same_first(database: Database) -> None:
    async with database.write() as tx:
        await settle(tx, 30)
        await seat(tx, 1, *range(1, 31))
    italians, russians = range(1, 31, 2), range(2, 31, 2)
    first = [(await whom(database, italian))[:15] for italian in italians]
    assert {tuple(sorted(found)) for found in first} == {tuple(russians)}
    assert len({found[0] for found in first}) > 5


@pytest.mark.parametrize(
    "columns",
    [
        {"removed_at": "2018-11-01T00:00:00.000+00:00"},
        {"role": "organiser"},
        {"role": "interpreter"},
        {"role": "guide"},
        {"visibility": "nobody"},
        {"visibility": "tables"},
    ],
    ids=str,
)
async def test_who_is_not_to_be_found_is_not_suggested(forum: Database, columns: dict[str, str]) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="valvole")
        await change(tx, SHE, offers="клапаны", **columns)
        await change(tx, OTHER, offers="клапаны")
    assert await whom(forum, ME) == [OTHER]


async def test_who_shows_themselves_at_their_tables_only_is_suggested_there(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="valvole")
        await change(tx, SHE, offers="клапаны", visibility="tables")
        await seat(tx, 1, ME, SHE)
    assert await why(forum, ME, SHE) == {"offers": ["valvole"], "table": ["Sessione 1"]}


async def test_nobody_is_suggested_to_themselves(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, offers="valvole", seeks="valvole")
        await seat(tx, 1, ME)
        await present(tx, 1, 1, ME)
    assert await whom(forum, ME) == []


async def test_those_one_is_about_to_meet_are_left_out(forum: Database) -> None:
    async with forum.write() as tx:
        await seat(tx, 1, ME, SHE, HE, OTHER)
    assert sorted(await whom(forum, ME, without={SHE, HE})) == [OTHER]


async def test_pages_follow_one_another(forum: Database) -> None:
    async with forum.write() as tx:
        await seat(tx, 1, ME, SHE, HE, OTHER, LAST)
    whole = await whom(forum, ME)
    assert [*await whom(forum, ME, most=3), *await whom(forum, ME, most=3, offset=3)] == whole
    assert await whom(forum, ME, most=0) == await whom(forum, ME, offset=4) == []


@pytest.mark.parametrize("options", [{"most": -1}, {"offset": -1}])
async def test_a_list_has_no_negative_part(forum: Database, options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="negative"):
        await suggested(forum, ME, **options)


async def test_who_does_not_take_part_gets_nothing(forum: Database) -> None:
    async with forum.write() as tx:
        await seat(tx, 1, ME, SHE)
        await change(tx, ME, removed_at="2018-11-01T00:00:00.000+00:00")
    assert await whom(forum, ME) == await whom(forum, 99) == []


async def test_a_name_nobody_gave_is_derived(forum: Database) -> None:
    async with forum.write() as tx:
        await seat(tx, 1, ME, SHE)
        await change(tx, SHE, name="Алексей Щербаков", organisation="ООО «Исток»")
    (found,) = await suggested(forum, ME)
    assert (found.name, found.name_other) == ("Алексей Щербаков", "Aleksei Shcherbakov")
    assert (found.organisation, found.delegation, found.kind) == ("ООО «Исток»", "ru", "")


async def test_the_size_of_the_forum_costs_no_statements(database: Database) -> None:
    async with database.write() as tx:
        await settle(tx, 60)
        await change(tx, ME, seeks="valvole")
    counts = []
    for delegates in (2, 60):
        async with database.write() as tx:
            await tx.run("UPDATE delegates SET offers = 'клапаны' WHERE id BETWEEN 2 AND ?", (delegates,))
            await refresh(tx)
        before = database.statements
        found = await whom(database, ME, most=50)
        counts.append(database.statements - before)
        assert len(found) == min(50, delegates - 1)
    assert counts == [5, 5]


async def test_a_change_is_seen_before_the_index_knows_it(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="valvole")
        await change(tx, SHE, offers="клапаны")
        assert await refresh(tx) == 5
        await change(tx, SHE, offers="насосы")
        await change(tx, OTHER, offers="клапаны")
    assert await whom(forum, ME) == [OTHER]
    async with forum.write() as tx:
        assert await refresh(tx) == 2
        assert await refresh(tx) == 0
    assert await whom(forum, ME) == [OTHER]


async def test_catching_up_goes_on_little_by_little(database: Database) -> None:
    async with database.write() as tx:
        await settle(tx, 90)
    left = []
    for _ in range(4):
        await catch_up(desk(database))
        async with database.read() as view:
            left.append(await view.number("SELECT count(*) FROM suggestion_stale"))
    assert left == [50, 10, 0, 0]


async def test_while_very_many_are_behind_it_stays_quick_and_true(database: Database) -> None:
    """A vocabulary that is new, a forum of thousands just imported: until the index is there tables still count."""
    async with database.write() as tx:
        await settle(tx, 500)
        await tx.run("UPDATE delegates SET offers = 'клапаны' WHERE id > 1")
        await change(tx, ME, seeks="valvole")
        await seat(tx, 1, ME, 500)
    assert await why(database, ME, 500) == {"table": ["Sessione 1"]}
    async with database.write() as tx:
        await refresh(tx)
    assert await why(database, ME, 500) == {"offers": ["valvole"], "table": ["Sessione 1"]}


async def test_an_index_of_another_vocabulary_is_not_read(forum: Database) -> None:
    async with forum.write() as tx:
        await change(tx, ME, seeks="valvole")
        await change(tx, SHE, offers="клапаны")
        await refresh(tx)
        await tx.run("UPDATE suggestion_rules SET fingerprint = 'of yesterday'")
        await tx.run("UPDATE suggestion_terms SET concept = 'nonsense'")
        assert [one.delegate_id for one in await suggest(tx, ME)] == [SHE]
        assert await refresh(tx) == 5
        assert await tx.number("SELECT count(*) FROM suggestion_terms WHERE concept = 'nonsense'") == 0
        assert [one.delegate_id for one in await suggest(tx, ME)] == [SHE]
