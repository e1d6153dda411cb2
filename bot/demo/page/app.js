/** The page: asks the server what there is, puts the phones side by side, and keeps up with both. */
import { newPhone, state } from "./api.js";
import { ClockBar, ForumClock } from "./clock.js";
import { Toasts, ask } from "./dialogs.js";
import { Phone } from "./phone.js";
import { Stream } from "./stream.js";
import { Tabs } from "./tabs.js";

/** Milliseconds before a server that is away is asked again. */
const PAUSE = 1000;

/** Milliseconds between two looks at what no event tells: new people, the bot's name and descriptions. */
const LOOK = 3000;

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
  #shared = null;

  constructor() {
    this.main = document.getElementById("phones");
    this.banner = document.getElementById("connection");
    this.tabs = new Tabs(document.getElementById("tabs"), this.main);
    this.toasts = new Toasts();
    document.body.append(this.toasts.node);
    this.clock = new ForumClock();
    this.bar = new ClockBar(document.getElementById("clock"), this.clock, (text) => this.toasts.show(text));
    document.getElementById("new-person").addEventListener("click", () => this.newPerson());
    setInterval(() => document.hidden || this.refresh(), LOOK);
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

  #show({ bot, clock, phones, events }) {
    this.#bot = bot;
    this.bar.set(clock);
    if (events && !this.#shared) this.#shareStream(events);
    const present = new Map(phones.map(({ user }) => [user.id, JSON.stringify(user)]));
    // After a restart of the server the same id may be somebody else's.
    for (const [id, { phone }] of this.#phones)
      if (present.get(id) !== JSON.stringify(phone.person.user)) this.#remove(id);
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
    const stream = this.#shared ? null : this.#ownStream(phone);
    this.#phones.set(phone.id, { phone, stream });
    this.main.append(phone.node);
    this.tabs.add(phone);
    if (stream) stream.open();
    else phone.opened();
    return phone;
  }

  #ownStream(phone) {
    return new Stream(`/rehearsal/phones/${phone.id}/events`, {
      opened: () => this.#opened(phone.id, [phone]),
      received: (event) => phone.receive(event),
      lost: () => this.#connection(phone.id, false),
    });
  }

  /** One stream for all phones: a browser keeps no more than six connections to a server, over all its tabs. */
  #shareStream(address) {
    this.#shared = new Stream(address, {
      opened: () => this.#opened("events", [...this.#phones.values()].map(({ phone }) => phone)),
      received: (event) => this.#phones.get(event.user)?.phone.receive(event),
      lost: () => this.#connection("events", false),
    });
    this.#shared.open();
  }

  #opened(part, phones) {
    // Another process may be behind the address now, with other people and another time.
    if (this.#lost.has(part)) this.refresh();
    this.#connection(part, true);
    for (const phone of phones) phone.opened();
  }

  #remove(id) {
    const { phone, stream } = this.#phones.get(id);
    stream?.close();
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
      const person = await newPhone(given);
      this.#put({ ...person, start: start || person.start });
      this.tabs.select(person.user.id);
    } catch (refusal) {
      this.toasts.show(`Nobody was added: ${refusal.message}`);
    }
  }
}

new App().refresh();
