"""An organiser announces on one phone; a Russian and an Italian phone receive their texts while the bar runs."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.clock import Clock
from bot.demo.rehearsal import OPENING, rehearsal
from storage import accounts
from storage.database import Database
from tests.page.stage import Phone
from tests.page.test_real_bot import SEND, enter

pytestmark = pytest.mark.asyncio(loop_scope="session")

CROWD = 200
"""So many more are told, none of them on the page: at thirty a second that takes some seconds."""


async def crowd(database: Database) -> None:
    """Delegates who have opened the bot, and whose chats are gone since."""
    async with database.write() as tx:
        for number in range(CROWD):
            await tx.run(
                "INSERT INTO delegates (code, name, organisation, delegation, language) "
                "VALUES (?, ?, 'CNA', 'it', 'it')",
                (f"crowd{number}", f"Delegate {number}"),
            )
            delegate = await tx.number("SELECT last_insert_rowid()")
            await accounts.open_account(tx, 900_000_000 + number, "it", "test", OPENING)
            await accounts.link(tx, 900_000_000 + number, delegate)


@pytest_asyncio.fixture(loop_scope="session")
async def phones(page: Page) -> AsyncIterator[list[Phone]]:
    """A Russian delegate, an Italian delegate, an organiser."""
    async with rehearsal(0, Clock(OPENING)) as (server, service):
        await crowd(service.database)
        await page.goto(server.url)
        found = page.locator("section[data-user]")
        await expect(found).to_have_count(4)
        users = [int(str(await one.get_attribute("data-user"))) for one in (await found.all())[:3]]
        yield [
            Phone(page.locator(f'section[data-user="{user}"]'), user, SEND[language])
            for user, language in zip(users, ("ru", "it", "it"), strict=True)
        ]


async def test_an_organiser_announces_and_each_phone_receives_its_text(phones: list[Phone]) -> None:
    alexey, giulia, beatrice = phones
    await enter(alexey, "ru")
    await enter(giulia, "it")
    await enter(beatrice, "it")
    await beatrice.send("/organise")
    await beatrice.button("Avvisi").click()
    await beatrice.button("Nuovo avviso").click()
    await expect(beatrice.last).to_contain_text("Scriva qui il testo in italiano")
    await beatrice.send("Il pullman per Prato parte alle 15:00.")
    await expect(beatrice.last).to_contain_text("Scriva qui il testo in russo")
    await beatrice.send("Автобус в Прато отправляется в 15:00.")
    await beatrice.button("Anteprima e invio").click()
    await expect(beatrice.last).to_contain_text("Qui sopra l’avviso come lo vedranno i destinatari")
    await expect(beatrice.said("Автобус в Прато отправляется в 15:00.")).to_have_count(2)
    await beatrice.section.get_by_role("button", name=re.compile("^Invia ora")).click()
    await beatrice.section.get_by_role("button", name=re.compile("^Sì, invia")).click()
    going = beatrice.said("Avviso in invio")
    await expect(going).to_contain_text(re.compile("█+░+"))
    await expect(alexey.said("Автобус в Прато отправляется в 15:00.")).to_be_visible()
    await expect(giulia.said("Il pullman per Prato parte alle 15:00.")).to_be_visible()
    await expect(going).to_contain_text("al secondo")
    await expect(going).to_contain_text("Ancora meno di un minuto")
    # In the same message it comes to its end.
    done = beatrice.said("Avviso inviato").filter(has_text="Non raggiunti")
    await expect(done).to_contain_text("Consegnati: 3")
    await expect(going).to_have_count(0)
    await expect(alexey.section).not_to_contain_text("pullman")
    await expect(giulia.section).not_to_contain_text("Автобус")
