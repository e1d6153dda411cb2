/** The page: asks the server what there is, puts the phones side by side, and keeps up with both. */
import { newPhone, state } from "./api.js";
import { ClockBar, ForumClock } from "./clock.js";
import { Toasts, ask } from "./dialogs.js";
import { Phone } from "./phone.js";
import { Stream } from "./stream.js";
import { Tabs } from "./tabs.js";

/** Milliseconds before a server that is away is asked again. */
const PAUSE = 1000;

/** Milliseconds between two looks for the bot's description while a phone waits at START without it. */
const WAITING = 2000;

const LANGUAGES = [
  ["it", "italiano"],
  ["ru", "русский"],
  ["en", "English"],
  ["de", "Deutsch"],
  ["", "not told"],
];

class App {
  #phones = new Map();
  #lost = new Set();
  #bot = { id: 0, first_name: "", username: "" };
  #refreshing = null;

  constructor() {
    this.main = document.getElementById("phones");
    this.banner = document.getElementById("connection");
    this.tabs = new Tabs(document.getElementById("tabs"), this.main);
    this.toasts = new Toasts();
    document.body.append(this.toasts.node);
    this.clock = new ForumClock();
    this.bar = new ClockBar(document.getElementById("clock"), this.clock, (text) => this.toasts.show(text));
    document.getElementById("new-person").addEventListener("click", () => this.newPerson());
    setInterval(() => this.#waitsForDescription() && this.refresh(), WAITING);
  }

  /** Brings the page to what the server has; asks again until there is an answer. One at a time. */
  refresh() {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refresh() {
    try {
      this.#show(await state());
      this.#connection("page", true);
    } catch {
      this.#connection("page", false);
      setTimeout(() => this.refresh(), PAUSE);
    }
  }

  #show({ bot, clock, phones }) {
    this.#bot = bot;
    this.bar.set(clock);
    const present = new Set(phones.map(({ user }) => user.id));
    for (const id of [...this.#phones.keys()]) if (!present.has(id)) this.#remove(id);
    for (const person of phones) this.#put(person);
  }

  #put(person) {
    const known = this.#phones.get(person.user.id);
    if (known) return known.phone.update({ ...person, start: person.start ?? known.phone.person.start });
    const phone = new Phone(person, {
      zone: () => this.clock.zone,
      bot: () => this.#bot,
      newPerson: () => this.newPerson(),
      unread: () => this.tabs.unread(phone.id),
      changed: (event) => (event.event === "clock" ? this.bar.set(event.clock) : this.refresh()),
    });
    const stream = new Stream(`/rehearsal/phones/${phone.id}/events`, {
      opened: () => this.#opened(phone),
      received: (event) => phone.receive(event),
      lost: () => this.#connection(phone.id, false),
    });
    this.#phones.set(phone.id, { phone, stream });
    this.main.append(phone.node);
    this.tabs.add(phone);
    stream.open();
    return phone;
  }

  #opened(phone) {
    // Another process may be behind the address now, with other people and another time.
    if (this.#lost.has(phone.id)) this.refresh();
    this.#connection(phone.id, true);
    phone.opened();
  }

  #remove(id) {
    const { phone, stream } = this.#phones.get(id);
    stream.close();
    this.tabs.remove(phone);
    phone.node.remove();
    this.#phones.delete(id);
    this.#connection(id, true);
  }

  #connection(part, there) {
    if (there) this.#lost.delete(part);
    else this.#lost.add(part);
    this.banner.hidden = this.#lost.size === 0;
    this.banner.textContent = this.#lost.size === 0 ? "" : "Connection lost. Waiting for the rehearsal server to come back…";
  }

  #waitsForDescription() {
    return [...this.#phones.values()].some(({ phone }) => phone.chat.isEmpty && !phone.person.description);
  }

  /** Asks who the new person is and gives them a phone. */
  async newPerson() {
    const values = await ask({
      title: "New person",
      fields: [
        { name: "first_name", label: "First name", required: true, maxlength: 64 },
        { name: "last_name", label: "Last name", maxlength: 64 },
        { name: "username", label: "Telegram name (without @)", pattern: "[A-Za-z][A-Za-z0-9_]{4,31}" },
        { name: "language_code", label: "Language of the phone", options: LANGUAGES },
        { name: "start", label: "Invitation code", pattern: "[A-Za-z0-9_\\-]{0,64}" },
      ],
      submit: "Add",
      cancel: "Cancel",
    });
    if (values) await this.#add(values);
  }

  async #add({ start, ...values }) {
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
    try {
      const { user } = await newPhone(given);
      await this.refresh();
      const { phone } = this.#phones.get(user.id);
      if (start) phone.person.start = start;
      this.tabs.select(user.id);
    } catch (refusal) {
      this.toasts.show(`Nobody was added: ${refusal.message}`);
    }
  }
}

new App().refresh();
