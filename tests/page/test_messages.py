import re

import pytest
from playwright.async_api import expect

from tests.page.stage import Stage, outline

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOSTILE = [
    '<img src=x onerror="document.title=1">',
    "<script>alert(1)</script>",
    "{} %s \"quotes\" 'n' \\ &amp; &lt;b&gt;",
    "rtl שלום 👩\u200d👩\u200d👧\u200d👦",
]


async def test_formatting(started: Stage) -> None:
    await started.anna.send("/format")
    await started.anna.said("конец").wait_for()
    assert await outline(started.anna.last) == (
        "<strong>жирный <em>курсив 😀</em></strong> <u>u</u> <s>s</s> [секрет] <a>сайт</a> <code>c</code>\n"
        "<pre><code>print(1)</code></pre>"
        "<blockquote>цитата</blockquote>"
        "<blockquote>[1\n2\n3\n4\n5]</blockquote>конец"
    )
    link = started.anna.last.get_by_role("link", name="сайт")
    assert await link.get_attribute("href") == "https://example.com/x"
    assert await link.get_attribute("target") == "_blank"


async def test_a_spoiler_opens(started: Stage) -> None:
    await started.anna.send("/format")
    veil = started.anna.last.get_by_role("button", name="Скрытый текст: показать")
    await veil.press("Enter")
    await expect(started.anna.last.locator(".spoiler.open")).to_have_text("секрет")


async def test_a_long_quotation_opens_and_closes(started: Stage) -> None:
    await started.anna.send("/format")
    quotation = started.anna.last.locator("blockquote.expandable .quote-text")
    three_lines = await quotation.evaluate("node => node.getBoundingClientRect().height")
    await started.anna.last.get_by_role("button", name="Показать цитату целиком").click()
    assert await quotation.evaluate("node => node.getBoundingClientRect().height") > three_lines
    await started.anna.last.get_by_role("button", name="Свернуть цитату").click()
    assert await quotation.evaluate("node => node.getBoundingClientRect().height") == three_lines


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_is_typed_stays_text(started: Stage, text: str) -> None:
    await started.anna.send(text)
    for message in (started.anna.section.locator("article.own").last, started.anna.last):
        await expect(message.locator(".text")).to_contain_text(text)
        assert await message.locator("img, script").count() == 0
    assert await started.page.title() == "Forum rehearsal"


async def test_a_name_is_text_too(started: Stage) -> None:
    await started.page.get_by_role("button", name="New person").click()
    dialog = started.page.get_by_role("dialog")
    await dialog.get_by_label("First name").fill(HOSTILE[0])
    await dialog.get_by_role("button", name="Add").click()
    owner = started.page.locator("section .owner strong").last
    await expect(owner).to_have_text(HOSTILE[0])
    assert await started.page.locator("img").count() == 0


async def test_a_long_text_goes_as_several_messages(started: Stage) -> None:
    # 4,095 letters and a pair of surrogates: the pair must not be cut.
    await started.marco.send("а" * 4095 + "😀b")
    own = started.marco.section.locator("article.own .text")
    await expect(own.nth(1)).to_have_text("а" * 4095 + "09:00")
    await expect(own.nth(2)).to_have_text("😀b09:00")


async def test_the_last_message_is_edited_in_place(started: Stage) -> None:
    marco = started.marco
    await marco.send("Buongiorne")
    await marco.said("Buongiorne").nth(1).wait_for()
    await marco.field.press("ArrowUp")
    await expect(marco.field).to_have_value("Buongiorne")
    await marco.field.fill("Buongiorno")
    await marco.button("Salva").click()
    own = marco.section.locator("article.own .text").last
    await expect(own).to_have_text("Buongiornomodificato 09:00")
    await expect(marco.last.locator(".text")).to_have_text("Corrected: Buongiorno09:00")


async def test_a_reply_shows_what_it_answers(started: Stage) -> None:
    marco = started.marco
    await marco.last.locator(".bubble").dblclick()
    await expect(marco.section.locator(".about strong")).to_have_text("Rispondi")
    await marco.send("Marco Bianchi")
    own = marco.section.locator("article.own").last
    await expect(own.locator(".quoted span")).to_have_text("Welcome with nothing")
    await expect(marco.last.locator(".text")).to_have_text("Reply: Marco Bianchi09:00")


async def test_the_chat_stays_at_the_bottom_unless_one_reads_above(started: Stage) -> None:
    marco = started.marco
    await marco.send("\n".join(["riga"] * 80))
    await marco.said("riga").nth(1).wait_for()
    assert await marco.log.evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight") < 2
    await marco.log.evaluate("log => log.scrollTo(0, 100)")
    jump = marco.section.get_by_role("button", name=re.compile("Vai in fondo"))
    await jump.wait_for()
    await started.bot.bot.send_message(marco.user_id, "Nuovo avviso")
    await expect(marco.section.locator(".count")).to_have_text("1")
    assert await marco.log.evaluate("log => log.scrollTop") == 100
    await jump.click()
    await expect(jump).to_be_hidden()
    await expect(marco.last).to_be_in_viewport()


async def test_an_edit_above_does_not_move_what_is_read(started: Stage) -> None:
    marco, bot = started.marco, started.bot.bot
    above = await bot.send_message(marco.user_id, "breve")
    await bot.send_message(marco.user_id, "\n".join(["riga"] * 80))
    await marco.said("riga").wait_for()
    await marco.log.evaluate("log => log.scrollTo(0, 400)")
    await marco.section.locator(".to-bottom").wait_for()
    read = marco.said("riga")
    before = await read.evaluate("node => node.getBoundingClientRect().top")
    await bot.edit_message_text("breve\nma\npiù\nlungo", chat_id=marco.user_id, message_id=above.message_id)
    await expect(marco.said("più")).to_have_count(1)
    assert await read.evaluate("node => node.getBoundingClientRect().top") == before


async def test_a_deleted_message_is_gone(started: Stage) -> None:
    message = await started.bot.bot.send_message(started.anna.user_id, "Ошибка")
    await started.anna.said("Ошибка").wait_for()
    await started.bot.bot.delete_message(started.anna.user_id, message.message_id)
    await expect(started.anna.said("Ошибка")).to_have_count(0)


async def test_typing_is_shown_until_the_message_comes(started: Stage) -> None:
    await started.anna.send("/typing")
    await expect(started.anna.section.locator(".status")).to_have_text("печатает…")
    started.bot.release.set()
    await started.anna.said("Thought about it").wait_for()
    await expect(started.anna.section.locator(".status")).to_have_text("бот")
