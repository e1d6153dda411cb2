"""Who is told of questions: the organisers' group or, without one, each organiser."""

from __future__ import annotations

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.organisers import tell_organisers
from storage import delivery_report, outbox, question_topics, questions
from storage.questions import Group


async def is_the_group(work: Work, chat_id: int) -> bool:
    """Whether a chat is the organisers' group (inside a use case)."""
    group = await questions.group(work.tx)
    return group is not None and group.chat_id == chat_id


async def tell_those_who_answer(work: Work, question_id: int) -> None:
    """Put a question into the outbox for the group, or for every organiser (inside a use case)."""
    facts = {"question": question_id}
    group = await questions.group(work.tx)
    if group is None:
        await tell_organisers(work, "question", f"question:{question_id}", facts)
    else:
        key = f"question:{question_id}:g{group.chat_id}"
        await work.tell_user(group.chat_id, "question", key, facts)


@use_case
async def adopt(work: Work, chat_id: int, language: str, *, asked: bool) -> Outcome:
    """An organiser adds the bot to a group or, `asked`, says so there: it becomes the organisers' group.

    What has no answer yet is told there, too. Outcomes: group_ours, group_confirmed (it was already). Refusal:
    group_elsewhere: there is another one, and nobody has asked for this one.
    """
    group = await questions.group(work.tx)
    if group is not None and group.chat_id == chat_id:
        return outcome("group_confirmed")
    if group is not None and not asked:
        return refusal("group_elsewhere")
    await questions.set_group(work.tx, chat_id, language, work.now)
    # What could not be sent when the bot was last thrown out of this group, and what Telegram refused then.
    await outbox.revive_user(work.tx, chat_id)
    await questions.forget_refused(work.tx, chat_id)
    if group is not None:
        key = f"questions_moved:{group.chat_id}:{work.now.isoformat()}"
        await work.tell_user(
            group.chat_id, "questions_moved", key, {"language": group.language}, needed_by=work.now
        )
    for question in await questions.unanswered(work.tx):
        await tell_those_who_answer(work, question.id)
    work.told = True
    return outcome("group_ours")


@use_case
async def move(work: Work, old: int, new: int) -> Outcome:
    """A group has become a supergroup with another number. Outcome: group_moved."""
    await questions.move_group(work.tx, old, new)
    await outbox.moved(work.tx, old, new)
    return outcome("group_moved")


@use_case
async def lose(work: Work, chat_id: int) -> Outcome:
    """The bot was thrown out of a group: if it was the organisers', each of them is told what has no answer.

    Outcomes: group_lost, group_other.
    """
    group = await questions.group(work.tx)
    if group is None or group.chat_id != chat_id:
        return outcome("group_other")
    await fall_back(work, group)
    return outcome("group_lost")


@use_case
async def tell_untold(work: Work) -> Outcome:
    """Tell the group what has no answer and stands nowhere in it: it has moved, or a topic was deleted."""
    for number in await questions.untold(work.tx):
        await tell_those_who_answer(work, number)
    return outcome("group_told")


@use_case
async def tell_no_topics(work: Work) -> Outcome:
    """Tell the organisers, once, that the bot may not make topics in their group."""
    if await question_topics.told(work.tx):
        key = f"questions_no_topics:{work.now.isoformat()}"
        await tell_organisers(work, "questions_no_topics", key)
    return outcome("group_told")


async def fall_back(work: Work, group: Group) -> None:
    """From now on every organiser is told, also of what waits (inside a use case)."""
    await questions.drop_group(work.tx, group.chat_id)
    # What the group was not to be told is told to everybody: nobody has to look after it.
    await delivery_report.put_aside_of_user(work.tx, group.chat_id)
    await tell_organisers(work, "questions_group_lost", f"questions_group_lost:{work.now.isoformat()}")
    for question in await questions.unanswered(work.tx):
        await tell_those_who_answer(work, question.id)
