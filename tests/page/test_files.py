from pathlib import Path

import pytest
from playwright.async_api import FilePayload, expect

from tests.page.stage import Stage
from tests.page.tiny_bot import PICTURE

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_file_from_the_bot_is_saved_under_its_name(started: Stage) -> None:
    await started.marco.send("/file")
    link = started.marco.last.get_by_role("link", name="Scarica: agenda.ics, 15 B")
    async with started.page.expect_download() as waiting:
        await link.click()
    download = await waiting.value
    assert download.suggested_filename == "agenda.ics"
    assert Path(await download.path()).read_bytes() == b"BEGIN:VCALENDAR"  # noqa: ASYNC240


async def test_a_file_goes_to_the_bot_with_what_is_typed(started: Stage) -> None:
    await started.marco.field.fill("Elenco")
    await started.marco.button("Menu della chat").click()
    async with started.page.expect_file_chooser() as waiting:
        await started.page.get_by_role("menuitem", name="Invia un file").click()
    notes = FilePayload(name="note.txt", mimeType="text/plain", buffer=b"ciao")
    await (await waiting.value).set_files([notes])
    await expect(started.marco.last.locator(".text")).to_have_text("note.txt: 4 bytes, Elenco09:00")
    await expect(started.marco.section.locator("article.own .file strong").last).to_have_text("note.txt")


async def test_a_photo_goes_to_the_bot(started: Stage) -> None:
    await started.anna.button("Меню чата").click()
    async with started.page.expect_file_chooser() as waiting:
        await started.page.get_by_role("menuitem", name="Отправить фото").click()
    pixel = FilePayload(name="p.png", mimeType="image/png", buffer=PICTURE)
    await (await waiting.value).set_files([pixel])
    photo = started.anna.section.locator("article.own img")
    await expect(photo).to_have_js_property("naturalWidth", 1)
    assert await photo.get_attribute("alt") == "Фотография"


async def test_an_album_stands_together(started: Stage) -> None:
    await started.anna.send("/album")
    await expect(started.anna.section.locator(".album article img")).to_have_count(3)
    await expect(started.anna.section.locator(".album")).to_have_count(1)


async def test_a_place_is_a_card_with_a_map_link(started: Stage) -> None:
    await started.anna.send("/place")
    card = started.anna.section.locator("a.place")
    lines = card.locator(".lines > *")
    await expect(lines).to_have_text(
        ["Fortezza da Basso", "Viale Filippo Strozzi 1", "43.77990, 11.24860", "Открыть карту"]
    )
    href = "https://www.openstreetmap.org/?mlat=43.7799&mlon=11.2486#map=17/43.7799/11.2486"
    assert await card.get_attribute("href") == href
    contact = started.anna.section.locator(".contact")
    assert await contact.get_by_role("link").get_attribute("href") == "tel:+39055000000"


async def test_a_location_goes_to_the_bot(started: Stage) -> None:
    await started.marco.button("Menu della chat").click()
    await started.page.get_by_role("menuitem", name="Invia una posizione").click()
    dialog = started.page.get_by_role("dialog")
    await dialog.get_by_label("Latitudine").fill("45.5")
    await dialog.get_by_role("button", name="Invia").click()
    await expect(started.marco.last.locator(".text")).to_have_text("45.5000 11.248609:00")
