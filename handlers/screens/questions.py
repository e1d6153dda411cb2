"""Questions to the organisers: what a delegate sees, what organisers see, what is told in their group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.buttons import (
    AnswerQuestion,
    AskOrganisers,
    Home,
    LetGoQuestion,
    Organise,
    ShowInfo,
    ShowPerson,
    ShowQuestion,
    ShowQuestions,
    TakeQuestion,
)
from handlers.screens.organise import Matter
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from storage.questions import Question

_IN_A_LIST = 300
"""Characters of a question or an answer where several stand on a screen."""
_A_PAGE = 5
_NAME, _ORGANISATION = 60, 80
_TOPIC = 128


def own(words: Words, asked: Sequence[Question], held: datetime | None, *, sent: bool) -> Screen:
    """What one has asked last; not `sent`: and the next question."""
    page = Page(words)
    page.say(words("questions.title"))
    if not sent:
        page.say(words("questions.ask"))
    if held is not None:
        page.say(words("questions.quiet", time=words.time(held)))
    for one in asked:
        answer = short(one.answer or "", _IN_A_LIST)
        page.say(
            words("questions.mine", time=_when(words, one.asked_at)),
            words("questions.quotation", text=short(one.text, _IN_A_LIST)),
            words("questions.the_answer") if answer else words("questions.no_answer_yet"),
            words("questions.quotation", text=answer) if answer else NOTHING,
        )
    page.row(
        page.key("questions.another", AskOrganisers()) if sent else None, page.key("menu.info", ShowInfo())
    )
    page.back(None)
    return page.screen()


def answer(words: Words, question: Question, link: str) -> Screen:
    """Told to who has asked: the answer, then what it answers."""
    page = Page(words)
    page.say(
        words("questions.answered", link=link, question=question.id),
        words("questions.quotation", text=question.answer or ""),
    )
    page.say(
        words("questions.your_question"),
        words("questions.quotation", text=short(question.text, _IN_A_LIST)),
    )
    page.row(page.key("questions.another", AskOrganisers()), page.key("button.home", Home()))
    return page.screen()


def _when(words: Words, instant: datetime) -> str:
    """'14:05', and the day where it is not today."""
    day = words.day_of(instant)
    return words.time(instant) if day == words.today else f"{near_day(words, day)}, {words.time(instant)}"


def _name(words: Words, one: Question) -> str:
    return short(words.name(one.name, one.name_other, one.delegation), _NAME)


def _who(words: Words, one: Question) -> dict[str, str]:
    organisation = words.name(one.organisation, one.organisation_other, one.delegation)
    return {"name": _name(words, one), "organisation": short(organisation, _ORGANISATION)}


def _body(words: Words, one: Question) -> list[Html]:
    """What is asked, by somebody of which delegation and language, when; who deals with it; the answer."""
    lines = [
        words(
            "questions.about",
            delegation=words.plain(f"delegation.{one.delegation}"),
            language=words.languages([one.language]),
            time=_when(words, one.asked_at),
        ),
        words("questions.quotation", text=one.text),
    ]
    if one.taken_until is not None:
        lines.append(_taken_by(words, one))
    if one.answer is not None:
        lines += [_answered_by(words, one), words("questions.quotation", text=one.answer)]
    return lines


def _answered_by(words: Words, one: Question) -> Html:
    if one.answerer is None:
        return words("questions.the_answer")
    name = words.name(one.answerer, one.answerer_other or "", one.answerer_delegation or "")
    return words("questions.answered_by", name=short(name, _NAME))


def _taken_by(words: Words, one: Question) -> Html:
    name = words.name(one.taker, one.taker_other or "", one.taker_delegation or "") if one.taker else ""
    return words(
        "questions.taken_by",
        name=short(name or one.taken_name, _NAME) or words.plain("questions.an_organiser"),
        time=words.time(one.taken_until) if one.taken_until else "",
    )


def _answer_key(page: Page, one: Question) -> Key:
    return page.key("questions.answer", AnswerQuestion(one.id))


def _taking(page: Page, one: Question) -> Key:
    """The key with which an open question is taken, or let go."""
    if one.taken_until is None:
        return page.key("questions.take", TakeQuestion(one.id))
    return page.key("questions.let_go", LetGoQuestion(one.id))


def told(words: Words, one: Question, link: str, *, grouped: bool) -> Screen:
    """A question as it comes to the organisers; the link in it tells a reply what it answers."""
    page = Page(words)
    page.say(words("questions.head", link=link, question=one.id, **_who(words, one)), *_body(words, one))
    if one.answer is None:
        page.say(words("questions.reply_here"))
        page.paired(([] if grouped else [_answer_key(page, one)]) + [_taking(page, one)])
    return page.screen()


def question(words: Words, one: Question) -> Screen:
    """A question for an organiser, and the way to answer it."""
    page = Page(words)
    page.say(*_full(words, one))
    if one.answer is None:
        page.paired([_answer_key(page, one), _taking(page, one)])
    page.row(page.key("questions.card", ShowPerson(one.delegate_id)))
    page.back(ShowQuestions())
    return page.screen()


def _full(words: Words, one: Question) -> list[Html]:
    phone = words("questions.phone", phone=one.phone) if one.phone else NOTHING
    return [words("questions.numbered", question=one.id, **_who(words, one)), phone, *_body(words, one)]


def answering(words: Words, one: Question) -> Screen:
    """Type the answer."""
    page = Page(words)
    page.say(*_full(words, one))
    page.say(words("questions.write_answer", language=words.languages([one.language])))
    page.back(ShowQuestion(one.id))
    return page.screen().expecting(AnswerQuestion(one.id))


def waiting(words: Words, found: Sequence[Question], number: int) -> Screen:
    """The questions without an answer, the oldest first."""
    page = Page(words)
    here = page.paged(found, number, ShowQuestions, _A_PAGE)
    page.say(words("questions.waiting_title"))
    if not found:
        page.say(words("questions.none_waits"))
    for one in here:
        page.say(
            words("questions.numbered", question=one.id, **_who(words, one)),
            words("questions.quotation", text=short(one.text, _IN_A_LIST)),
        )
    page.column(
        Key(
            short(words.plain("questions.open", question=one.id, name=_name(words, one))),
            ShowQuestion(one.id),
        )
        for one in here
    )
    page.row(page.key("button.refresh", ShowQuestions(number)))
    page.back(Organise())
    return page.screen()


def matter(words: Words, number: int) -> Matter:
    """How many questions have no answer, and the way to them."""
    key = Key(words.plain("questions.key"), ShowQuestions())
    return Matter(key, words.count("questions.number", number) if number else NOTHING)


def reminder(words: Words, oldest: Sequence[tuple[Question, str]], number: int, *, grouped: bool) -> Screen:
    """Questions have had no answer for a while; each with the link to it."""
    page = Page(words)
    page.say(words.count("questions.number", number))
    for one, link in oldest:
        page.say(
            words("questions.head", link=link, question=one.id, **_who(words, one)),
            words("questions.quotation", text=short(one.text, _IN_A_LIST)),
        )
    if not grouped:
        page.row(page.key("questions.key", ShowQuestions()))
    return page.screen()


def number_waiting(words: Words, number: int) -> Html:
    """Said in the group: how many questions have no answer."""
    return words.count("questions.number", number) if number else words("questions.none_waits")


def passed_on(words: Words, one: Question) -> Html:
    """Said in the group: who gets the answer."""
    return words("questions.passed_on", name=_name(words, one))


def moved(words: Words) -> Screen:
    """Told to a group that is the organisers' no longer."""
    page = Page(words)
    page.say(words("questions.group_moved"))
    return page.screen()


def group_lost(words: Words) -> Screen:
    """Told to every organiser: the group is gone."""
    page = Page(words)
    page.say(words("questions.group_lost"))
    page.row(page.key("questions.key", ShowQuestions()))
    return page.screen()


def no_topics(words: Words) -> Screen:
    """Told to every organiser: the bot may not make topics in their group."""
    page = Page(words)
    page.say(words("questions.no_topics"))
    return page.screen()


def topic_name(words: Words, one: Question) -> str:
    """What a person's topic in the group is called; Telegram takes 128 characters."""
    return short(f"{_name(words, one)}, {_who(words, one)['organisation']}", _TOPIC)


def topic(words: Words, one: Question, link: str) -> Html:
    """The first message of a person's topic: who it is, and what of all that is written there the person gets."""
    page = Page(words)
    page.say(
        words("questions.topic_of", link=link, **_who(words, one)),
        words(
            "questions.topic_about",
            delegation=words.plain(f"delegation.{one.delegation}"),
            language=words.languages([one.language]),
        ),
    )
    page.say(words("questions.topic_rule"))
    return page.screen().text
