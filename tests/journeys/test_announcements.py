"""An organiser announces: composed in both languages, seen before it goes, read by those it is for."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from handlers.buttons import MarkRead, SendAnnouncement, WriteAnnouncement
from tests.support.announcements import (
    announcing,
    composed,
    copies,
    press,
    previewed,
    released,
    says,
    sent_out,
)
from tests.support.hostile import change, nothing_failed, pressing
from tests.support.people import Person
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

LUNCH, OBED = "Il pranzo è alle 13:30 nella sala grande.", "Обед в 13:30 в большом зале."
ALL = (
    "Destinatari: 47 persone\nChi: tutti\nLeggono in italiano: 25, in russo: 22\n"
    "Non raggiungibili via Telegram: 44 persone"
)
TYPE_RUSSIAN = (
    "Scriva qui il testo in russo, in un solo messaggio; la formattazione resta com’è.\n"
    "Al massimo 4096 caratteri."
)


async def test_an_announcement_reaches_each_in_their_language(stage: Stage) -> None:
    giulia, aleksei = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    beatrice = await stage.arrive(LOMBARDI, "it")
    draft = await announcing(beatrice)
    assert draft.text == (
        f"Bozza dell’avviso\n\nTesto italiano: manca\nTesto russo: manca\n\n{ALL}\n\n"
        f"{TYPE_RUSSIAN.replace('russo', 'italiano')}"
    )
    assert draft.rows == [
        ["Testo italiano", "Testo russo"],
        ["Foto o file", "«Ho letto»: no"],
        ["Destinatari (47)"],
        ["Elimina la bozza"],
        ["Indietro", "Menu"],
    ]
    draft = await says(beatrice, LUNCH, bold=(3, 6))
    assert draft.text == (
        f"Testo salvato.\n\nBozza dell’avviso\n\nTesto italiano: {LUNCH}\nTesto russo: manca\n\n{ALL}\n\n"
        f"{TYPE_RUSSIAN}"
    )
    draft = await says(beatrice, OBED)
    assert draft.text.endswith(f"Testo italiano: {LUNCH}\nTesto russo: {OBED}\n\n{ALL}")
    await press(beatrice, "«Ho letto»: no")
    below = await previewed(beatrice)
    italian, russian = beatrice.from_bot[-3:-1]
    assert (italian.html, italian.rows) == (LUNCH.replace("pranzo", "<b>pranzo</b>"), [["Ho letto"]])
    assert (russian.html, russian.rows) == (OBED, [["Прочитано"]])
    assert below.text == (
        "Qui sopra l’avviso come lo vedranno i destinatari\n\nTesto italiano: lo leggono 25 persone\n"
        "Testo russo: lo leggono 22 persone\n\n"
        "Destinatari: 47 persone"
    )
    assert below.rows == [["Invia ora (47)", "Programma"], ["Indietro", "Menu"]]
    await beatrice.press("Ho letto", on=italian)
    assert await beatrice.alert() == "È solo l’anteprima."
    sure = await press(beatrice, "Invia ora")
    assert (
        sure.text
        == "Inviare subito l’avviso a 47 persone?\n\nChi: tutti\nLeggono in italiano: 25, in russo: 22"
    )
    assert sure.rows == [["Sì, invia (47)"], ["Indietro", "Menu"]]
    listed = await press(beatrice, "Sì, invia")
    assert listed.text == (f"Avvisi\n\nInviato oggi, 29 novembre, 08:40\n{LUNCH}")
    assert await beatrice.alert() == "Invio avviato. Destinatari: 47"
    await sent_out(stage)
    assert (giulia.last.html, giulia.last.rows) == (italian.html, [["Ho letto"]])
    assert (aleksei.last.html, aleksei.last.rows) == (OBED, [["Прочитано"]])
    progress, copy = beatrice.from_bot[-2:]
    assert progress.text == ("Avviso inviato\n\nConsegnati: 3\nNon raggiunti: 44\nHanno letto: 0")
    assert progress.rows == [["Apri"]]
    assert copy.html == italian.html
    # The messages that showed how it would look are gone.
    assert [one.text for one in beatrice.from_bot].count(OBED) == 0
    await aleksei.press("Прочитано")
    assert await aleksei.alert() == "Спасибо, отмечено."
    await aleksei.until(lambda: aleksei.last.rows == [])
    assert aleksei.last.text == OBED
    card = await press(beatrice, "Apri")
    assert card.text == (
        "Avviso inviato\n\n🕘 oggi, 29 novembre, 08:40\nConsegnati: 3\nNon raggiunti: 44\nHanno letto: 1\n\n"
        f"{LUNCH}"
    )
    assert card.rows == [
        ["Non raggiunti (44)"],
        ["Non hanno letto (2)"],
        ["Correggi", "Ritira l’avviso"],
        ["Aggiorna"],
        ["Indietro", "Menu"],
    ]
    unread = await press(beatrice, "Non hanno letto")
    assert unread.text.startswith("Non hanno confermato la lettura\n\n2 persone\n\n👤 Beatrice Lombardi, ")
    assert "👤 Giulia Bardazzi" in unread.text
    await nothing_failed(stage)


async def test_a_russian_organiser_sends_in_one_language_only(stage: Stage) -> None:
    giulia, ksenia = await stage.arrive(BARDAZZI, "it"), await stage.arrive(MOROZOVA, "ru")
    draft = await composed(ksenia, russian=OBED)
    assert draft.text == (
        f"Текст сохранён.\n\nЧерновик объявления\n\nТекст по-русски: {OBED}\nТекст по-итальянски: нет\n\n"
        "Получатели: 47 человек\nКому: всем\nЧитают по-итальянски: 25, по-русски: 22\n"
        "Недоступны в Telegram: 45 человек\n\n"
        "Напишите здесь текст по-итальянски одним сообщением; оформление сохранится.\nНе больше 4096 знаков."
    )
    below = await previewed(ksenia)
    assert below.text == (
        "Выше — объявление, каким его увидят получатели\n\nТекст по-русски: читают 22 человека\n\n"
        "⚠ Нет текста по-итальянски: 25 человек прочитают по-русски.\n\nПолучатели: 47 человек"
    )
    assert below.rows == [
        ["Текст по-итальянски"],
        ["Отправить сейчас (47)"],
        ["Запланировать"],
        ["Назад", "Меню"],
    ]
    sure = await press(ksenia, "Отправить сейчас")
    assert sure.text == (
        "Отправить объявление сейчас? Получатели: 47 человек\n\nКому: всем\n"
        "Читают по-итальянски: 25, по-русски: 22\n"
        "⚠ Нет текста по-итальянски: 25 человек прочитают по-русски."
    )
    await press(ksenia, "Да, отправить")
    await sent_out(stage)
    assert (giulia.last.text, giulia.last.rows) == (OBED, [])
    assert copies(ksenia, "Объявление отправлено") == ["Объявление отправлено\n\nДоставлено: 2\nНе дошло: 45"]


async def test_whom_it_has_not_reached_is_listed_with_phones(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await giulia.block()
    await composed(beatrice, LUNCH, OBED)
    await press(beatrice, "Destinatari")
    chosen = await press(beatrice, "Regione")
    label = next(one for one in chosen.labels if one.startswith("Toscana"))
    chosen = await press(beatrice, label)
    assert f"✓ {label}" in chosen.labels
    assert "Regione: Toscana" in chosen.text
    await press(beatrice, "Fatto")
    await press(beatrice, "Ruolo")
    await press(beatrice, "Delegati")
    await press(beatrice, "Fatto")
    await press(beatrice, "Fatto")
    await released(beatrice)
    await sent_out(stage)
    await press(beatrice, "Apri")
    missed = await press(beatrice, "Non raggiunti")
    assert missed.text.startswith("Non raggiunti dall’avviso\n\n")
    name = "👤 Giulia Bardazzi"
    while name not in missed.text:
        missed = await press(beatrice, "Seguenti")
    about = missed.text[missed.text.index(name) :].split("\n\n")[0].split("\n")
    assert about[1].startswith("☎ ")
    assert about[2] == "Ha avviato il bot, ma la chat non è raggiungibile."
    assert "Non ha mai aperto il bot." in missed.text
    delegate = await press(beatrice, "Giulia Bardazzi")
    assert delegate.text.startswith("👤 Giulia Bardazzi")
    # Whoever lets the bot speak again within a day gets it after all.
    await giulia.unblock()
    await sent_out(stage)
    assert giulia.last.text == LUNCH


async def test_those_who_have_not_come_yet_are_called(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await change(
        stage,
        "INSERT INTO check_ins (delegate_id, at) SELECT delegate_id, '2018-11-29T07:00:00.000+00:00' "
        f"FROM accounts WHERE user_id = {giulia.id}",
    )
    await composed(beatrice, LUNCH, OBED)
    await press(beatrice, "Destinatari")
    await press(beatrice, "Arrivo")
    chosen = await press(beatrice, "Non ancora arrivati (46)")
    assert chosen.text.startswith("Arrivo\n\nDestinatari: 46 persone\nArrivo: Non ancora arrivati\n")
    await press(beatrice, "Fatto")
    await press(beatrice, "Fatto")
    before = len(giulia.from_bot)
    await released(beatrice)
    await sent_out(stage)
    assert (len(giulia.from_bot), beatrice.last.text) == (before, LUNCH)


async def test_a_photo_with_its_caption(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await announcing(beatrice)
    await press(beatrice, "Testo italiano")
    await beatrice.send_file("mappa.png", PIXEL, LUNCH, photo=True)
    draft = await beatrice.screen()
    assert draft.text.startswith(
        f"File aggiunto.\n\nBozza dell’avviso\n\nTesto italiano: {LUNCH}\nTesto russo: manca\n\nCon una foto\n"
    )
    assert draft.text.endswith("Al massimo 1024 caratteri.")
    long = await says(beatrice, "я" * 1025)
    assert long.text.startswith(
        "Con una foto o un file il testo può avere 1024 caratteri, qui sono 1025: lo accorci, oppure invii senza "
    )
    await says(beatrice, OBED)
    await released(beatrice)
    await sent_out(stage)
    assert giulia.last.text == LUNCH
    assert await giulia.file_of(giulia.last) == PIXEL
    # Its text can be corrected, and what is too old to be deleted says that it was withdrawn.
    await corrected(beatrice, "Il pranzo è alle 14:00.")
    await sent_out(stage)
    assert (giulia.last.text, await giulia.file_of(giulia.last)) == ("Il pranzo è alle 14:00.", PIXEL)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)


async def corrected(person: Person, text: str) -> None:
    """Correct the Italian text of the announcement that went out last."""
    await press(person, "Apri")
    await press(person, "Correggi")
    await press(person, "Testo italiano")
    await says(person, text)
    await previewed(person)
    await press(person, "Correggi nei messaggi")


async def test_a_document_goes_to_everybody(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, LUNCH)
    await press(beatrice, "Foto o file")
    refused = await says(beatrice, "Eccolo")
    assert refused.text.startswith("Qui serve una foto o un file. Per il testo torni alla bozza.")
    await beatrice.send_file("programma.pdf", b"%PDF-1.4")
    assert "Con un file: programma.pdf\n" in (await beatrice.screen()).text
    await press(beatrice, "Togli il file")
    await press(beatrice, "Foto o file")
    await beatrice.send_file("programma.pdf", b"%PDF-1.4")
    await beatrice.screen()
    await released(beatrice)
    await sent_out(stage)
    assert (giulia.last.text, await giulia.file_of(giulia.last)) == (LUNCH, b"%PDF-1.4")


async def test_corrected_and_taken_back(stage: Stage) -> None:
    giulia, aleksei = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    beatrice = await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, LUNCH, OBED)
    await press(beatrice, "«Ho letto»: no")
    await released(beatrice)
    await sent_out(stage)
    await giulia.press("Ho letto")
    await giulia.until(lambda: giulia.last.rows == [])
    first, second = giulia.last.id, aleksei.last.id
    await corrected(beatrice, "Il pranzo è alle 14:00.")
    assert await beatrice.alert() == "Correzione avviata."
    await sent_out(stage)
    assert (giulia.last.id, giulia.last.text, giulia.last.rows) == (first, "Il pranzo è alle 14:00.", [])
    assert (aleksei.last.id, aleksei.last.text, aleksei.last.rows) == (second, OBED, [["Прочитано"]])
    assert copies(beatrice, "Avviso inviato")[-1] == (
        "Avviso inviato\n\nConsegnati: 3\nNon raggiunti: 44\nTesto corretto: 3\nHanno letto: 1"
    )
    stage.server.faults.add(
        "status",
        method="deleteMessage",
        chat_id=aleksei.id,
        status=400,
        description="Bad Request: message can't be deleted for everyone",
    )
    await press(beatrice, "Apri")
    asked = await press(beatrice, "Ritira l’avviso")
    assert asked.text == (
        "Ritirare l’avviso da 3 chat?\n\nIl messaggio sparisce dalle chat; chi l’ha già letto non riceve "
        "spiegazioni. Telegram cancella solo i messaggi delle ultime 48 ore: gli altri diranno «Avviso ritirato»."
    )
    await press(beatrice, "Ritira l’avviso")
    await sent_out(stage)
    assert "Il pranzo è alle 14:00." not in [one.text for one in giulia.from_bot]
    assert (aleksei.last.id, aleksei.last.text, aleksei.last.rows) == (second, "Объявление отозвано.", [])
    assert copies(beatrice, "Avviso ritirato")[-1] == (
        "Avviso ritirato\n\nConsegnati: 3\nNon raggiunti: 44\nCancellati dalle chat: 2\n"
        "Non cancellabili, sostituiti da «avviso ritirato»: 1"
    )
    assert (await pressing(stage, giulia, MarkRead(1))).verdict == "gone"
    await nothing_failed(stage)


async def test_the_latest_stands_first_and_the_same_text_can_be_told_apart(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, LUNCH, OBED)
    await press(beatrice, "Destinatari")
    await press(beatrice, "Delegazione")
    await press(beatrice, "Delegazione russa")
    await press(beatrice, "Fatto")
    await press(beatrice, "Fatto")
    await previewed(beatrice)
    await press(beatrice, "Programma")
    waiting = await says(beatrice, "9:30")
    assert waiting.text.endswith(f"{LUNCH}\n\nDestinatari: 22 persone\nDelegazione: Delegazione russa")
    await composed(beatrice, LUNCH, OBED)
    await released(beatrice)
    await sent_out(stage)
    draft = await announcing(beatrice)
    await stage.at("2018-11-29T09:30")
    await sent_out(stage)
    listed = await press(beatrice, "Indietro")
    assert draft.text.startswith("Bozza dell’avviso")
    assert listed.text == (
        "Avvisi\n\nBozza\n(senza testo)\n\n"
        f"Inviato oggi, 29 novembre, 09:30\n{LUNCH}\n\nInviato oggi, 29 novembre, 08:40\n{LUNCH}"
    )
    assert listed.rows == [
        ["Nuovo avviso"],
        ["Bozza (senza testo)"],
        ["09:30 Il pranzo è alle 13:30 n…"],
        ["08:40 Il pranzo è alle 13:30 n…"],
        ["Indietro", "Menu"],
    ]


async def test_a_correction_is_dropped_and_the_announcement_stays(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, LUNCH, OBED)
    await released(beatrice)
    await sent_out(stage)
    await press(beatrice, "Apri")
    draft = await press(beatrice, "Correggi")
    assert draft.rows[-2:] == [["Annulla la correzione"], ["Indietro", "Menu"]]
    asked = await press(beatrice, "Annulla la correzione")
    assert asked.text.startswith("Annullare la correzione? L’avviso resta com’è nelle chat.")
    listed = await press(beatrice, "Annulla la correzione")
    assert listed.text == f"Avvisi\n\nInviato oggi, 29 novembre, 08:40\n{LUNCH}"
    assert giulia.last.text == LUNCH


async def test_scheduled_changed_and_cancelled(stage: Stage) -> None:
    giulia, ksenia = await stage.arrive(BARDAZZI, "it"), await stage.arrive(MOROZOVA, "ru")
    await composed(ksenia, LUNCH, OBED)
    await previewed(ksenia)
    asked = await press(ksenia, "Запланировать")
    assert asked.text == (
        "Напишите, когда отправить объявление, по флорентийскому времени: 15:30, завтра 9:00 или 30.11 9:00\n"
        "Сейчас: сегодня, 29 ноября, 08:40\n\nПолучатели: 47 человек"
    )
    refused = await says(ksenia, "8:00")
    assert refused.text.startswith(
        "Это время уже прошло: сегодня, 29 ноября, 08:00. Ничего не запланировано; напишите время в будущем."
    )
    assert (await says(ksenia, "скоро")).text.startswith("Время не распознано.")
    waiting = await says(ksenia, "9:00")
    assert waiting.text == (
        "Запланировано: сегодня, 29 ноября, 09:00\n\nОбъявление запланировано\n\n🕘 сегодня, 29 ноября, 09:00\n\n"
        f"{OBED}\n\nПолучатели: 47 человек\nКому: всем"
    )
    await ksenia.send("/organise")
    desk = await ksenia.screen()
    assert "1 объявление запланировано" in desk.text
    await press(ksenia, "Запланировано (1)")
    await press(ksenia, "09:00 Обед")
    draft = await press(ksenia, "Изменить")
    assert draft.text.startswith("Черновик объявления")
    await stage.at("2018-11-29T09:01")
    assert copies(giulia, LUNCH) == []
    await press(ksenia, "Текст по-итальянски")
    await says(ksenia, "Il pranzo è alle 14:00.")
    await previewed(ksenia)
    await press(ksenia, "Запланировать")
    await says(ksenia, "9:30")
    await stage.at("2018-11-29T09:30")
    assert giulia.last.text == "Il pranzo è alle 14:00."
    # A second one is scheduled and cancelled.
    await composed(ksenia, LUNCH, OBED)
    await previewed(ksenia)
    await press(ksenia, "Запланировать")
    await says(ksenia, "10:00")
    await press(ksenia, "Отменить отправку")
    assert await ksenia.alert() == "Само оно больше не уйдёт: теперь это черновик."
    await stage.at("2018-11-29T10:01")
    assert copies(giulia, LUNCH) == []


async def test_what_should_have_gone_out_during_a_long_stop(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, LUNCH, OBED)
    await previewed(beatrice)
    await press(beatrice, "Programma")
    await says(beatrice, "9:00")
    await stage.running.inbox.empty()
    await stage.stop()
    await stage.start()
    await stage.at("2018-11-29T11:00")
    assert beatrice.last.text == (
        "Avviso non inviato: era previsto per giovedì 29 novembre, 09:00, ma il bot era fermo. Ora è una bozza di "
        f"chi l’ha scritto: lo invii, se serve ancora.\n\n{LUNCH}"
    )
    assert copies(giulia, LUNCH) == []


async def test_a_draft_outlives_a_restart(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await announcing(beatrice)
    await stage.running.inbox.empty()
    await stage.stop()
    await stage.start()
    draft = await says(beatrice, LUNCH)
    assert f"Testo italiano: {LUNCH}" in draft.text
    await released(beatrice)
    await stage.running.inbox.empty()
    await stage.stop()
    await stage.start()
    await sent_out(stage)
    assert giulia.last.text == LUNCH
    assert copies(beatrice, "Avviso inviato") != []


async def test_pressed_twice_and_on_an_old_screen_it_goes_out_once(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, LUNCH, OBED)
    revision = await stage.value("SELECT revision FROM announcements")
    await says(beatrice, "/organise")
    await pressing(stage, beatrice, WriteAnnouncement(1, "it"))
    await says(beatrice, "Cambiato.")
    old = await pressing(stage, beatrice, SendAnnouncement(1, revision, sure=True))
    assert old.toast == "Nel frattempo la bozza è cambiata: la guardi di nuovo prima di inviarla."
    assert await stage.count("outbox") == 0
    revision = await stage.value("SELECT revision FROM announcements")
    for _ in range(2):
        pressed = await pressing(stage, beatrice, SendAnnouncement(1, revision, sure=True))
        assert pressed.toast == "Invio avviato. Destinatari: 47"
    await sent_out(stage)
    assert [one.text for one in giulia.from_bot].count("Cambiato.") == 1
