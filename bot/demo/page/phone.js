/** One person's phone: the chat with the bot, put together from its parts and kept current by the server's events. */
import { PhoneLine, Refused } from "./api.js";
import { Chat } from "./chat.js";
import { Composer, pieces } from "./composer.js";
import { Toasts, showAlert } from "./dialogs.js";
import { avatar, element } from "./dom.js";
import { safeAddress, startPayload } from "./entities.js";
import { PhoneHeader } from "./header.js";
import { Presses } from "./keyboard.js";
import { acceptDrops, menuOf, shareContact, shareLocation } from "./sharing.js";
import { wordsFor } from "./words.js";

/** Milliseconds before a chat that could not be had is asked for again. */
const PAUSE = 1000;

export class Phone {
  #presses = new Presses();
  #queued = null;
  #blocked = false;
  #loaded = false;

  /**
   * @param {object} person as in the server's state: `user`, `title`, `start`, `commands`, `bot_name`, `description`
   * @param {object} forum `zone()`, `bot()`, `newPerson()`, `unread(phone)`, `changed(event)` for what concerns all phones
   */
  constructor(person, forum) {
    this.person = person;
    this.forum = forum;
    this.words = wordsFor(person.user.language_code);
    this.line = new PhoneLine(this.id);
    this.toasts = new Toasts();
    this.chat = new Chat(this.#context());
    this.composer = new Composer(this);
    this.header = new PhoneHeader(this.words, () => menuOf(this));
    const named = { "aria-label": [this.name, this.role].filter(Boolean).join(", "), lang: this.words.locale };
    this.node = element("section", { class: "phone", data: { user: this.id }, ...named });
    this.node.append(this.#owner(), this.header.node, this.chat.node, this.composer.node, this.toasts.node);
    acceptDrops(this);
    this.update(person);
    this.chat.load([]);
  }

  get id() {
    return this.person.user.id;
  }

  get name() {
    return [this.person.user.first_name, this.person.user.last_name].filter(Boolean).join(" ");
  }

  /** What the person is in the forum; empty where the server says no more than the name. */
  get role() {
    return this.person.title === this.name ? "" : this.person.title;
  }

  get blocked() {
    return this.#blocked;
  }

  /** The person as the server's state has them now: names, commands and descriptions may have changed. */
  update(person) {
    const changed = JSON.stringify(person) !== JSON.stringify(this.person);
    this.person = person;
    this.header.show(person.bot_name || this.forum.bot().first_name, this.forum.bot().id);
    if (changed) this.chat.refresh();
  }

  commands() {
    return this.person.commands ?? [];
  }

  botUsername() {
    return this.forum.bot().username;
  }

  // What the server tells.

  /** The line is open (again): what happened before is asked for, what happens meanwhile waits for it. */
  async opened() {
    const waiting = [];
    this.#queued = waiting;
    this.#presses.forget();
    const chat = await this.line.chat().catch(() => null);
    // Another opening has begun meanwhile: it asks anew.
    if (this.#queued !== waiting) return;
    this.#queued = null;
    if (chat) this.#load(chat);
    else setTimeout(() => this.opened(), PAUSE);
    for (const event of waiting) this.receive(event);
    this.#settle();
  }

  #load({ messages, blocked, keyboard }) {
    this.#blocked = blocked;
    this.chat.load(messages);
    this.composer.keyboard(keyboard);
    this.#loaded = true;
  }

  receive(event) {
    if (this.#queued) this.#queued.push(event);
    else this.#reactions[event.event]?.(event);
  }

  #reactions = {
    message: ({ message }) => this.#arrived(message),
    edited: ({ message }) => this.chat.put(message),
    deleted: ({ message_id: id }) => {
      this.chat.remove(id);
      this.#settle();
    },
    callback_answer: (answer) => this.#answered(answer),
    inline_answer: (answer) => this.composer.inline.answered(answer),
    commands: ({ commands }) => {
      this.person.commands = commands;
      this.forum.changed({ event: "commands" });
    },
    keyboard: ({ keyboard }) => this.#keyboard(keyboard),
    action: ({ action }) => this.header.action(action),
    blocked: ({ blocked }) => {
      this.#blocked = blocked;
      this.#settle();
    },
    clock: (event) => this.forum.changed(event),
  };

  #arrived(message) {
    const isNew = this.chat.put(message);
    this.#settle();
    if (message.from?.id === this.id) return;
    this.header.action(null);
    if (isNew) this.forum.unread(this);
  }

  #answered({ id, text, show_alert: alert, url }) {
    this.#presses.answered(id);
    if (alert && text) this.#alert(text);
    else if (text) this.toasts.show(text);
    if (url) this.#follow(url);
  }

  /** An answer's address is a link to the bot, for bots without games; any other waits for a press, as pop-ups must. */
  #follow(url) {
    const payload = startPayload(url, this.botUsername());
    if (payload !== null) this.sendText(`/start ${payload}`.trim());
    else this.#alert(element("a", { href: safeAddress(url), target: "_blank", rel: "noopener noreferrer" }, url));
  }

  #alert(content) {
    showAlert(this.node, this.header.title.textContent, content, this.words);
  }

  // What the person does. Each gives whether it was done.

  async sendText(text, replyTo) {
    const reply = replyTo ? { reply_to_message_id: replyTo.message_id } : {};
    for (const piece of pieces(text)) if (!(await this.deliver(this.line.send({ text: piece, ...reply })))) return false;
    return true;
  }

  editText(message, text) {
    return this.deliver(this.line.edit(message.message_id, text));
  }

  start() {
    const { start } = this.person;
    const sent = this.sendText(start ? `/start ${start}` : "/start");
    return sent.then(() => this.composer.field.focus({ preventScroll: true }));
  }

  block() {
    return this.#setBlocked(true);
  }

  unblock() {
    return this.#setBlocked(false);
  }

  editLast() {
    const mine = (message) => message.from?.id === this.id && !message.via_bot && message.text !== undefined;
    const last = this.chat.messages.filter(mine).at(-1);
    if (last) this.composer.about(last, true);
    else this.toasts.show(this.words.nothingToEdit);
  }

  sendContact() {
    return shareContact(this);
  }

  sendLocation() {
    return shareLocation(this);
  }

  /** Waits for what was sent; shows the message the server made of it, or why it made none. */
  async deliver(sent) {
    try {
      const message = await sent;
      // The event may have come first, and may by now have been followed by an edit.
      if (message?.message_id !== undefined && !this.chat.has(message.message_id)) this.#arrived(message);
      this.chat.toBottom();
      return true;
    } catch (refusal) {
      this.#complain(refusal);
      return false;
    }
  }

  async #setBlocked(blocked) {
    if (!(await this.deliver(this.line.setBlocked(blocked).then(() => null)))) return;
    this.#blocked = blocked;
    this.#settle();
  }

  #press(node, data) {
    const message = Number(node.closest("[data-message]").dataset.message);
    this.#presses.follow(node, this.line.press(message, data)).catch((refusal) => this.#complain(refusal));
  }

  #complain(refusal) {
    if (!(refusal instanceof Refused)) throw refusal;
    this.toasts.show(`${this.words.notSent}: ${refusal.message}`);
  }

  // How it looks.

  #settle() {
    const mode = this.#blocked ? "blocked" : this.#loaded && this.chat.isEmpty ? "start" : "write";
    this.composer.show(mode);
    this.header.blocked(this.#blocked);
  }

  /** The reply keyboard stays until the bot changes it; "reply to this" is about the bot's newest message. */
  #keyboard(markup) {
    this.composer.keyboard(markup);
    const latest = this.chat.messages.filter((message) => message.from?.id !== this.id).at(-1);
    if (markup?.force_reply && latest) this.composer.about(latest);
  }

  #owner() {
    const title = this.role && element("span", { class: "role" }, this.role);
    const language = element("span", { class: "language" }, this.person.user.language_code ?? "");
    return element("header", { class: "owner" }, element("strong", {}, this.name), title, language);
  }

  #empty() {
    const { description, bot_name: name } = this.person;
    const title = element("strong", {}, description ? this.words.whatCanItDo : this.words.nothingYet);
    const text = description && element("p", { class: "text", dir: "auto" }, description);
    const face = avatar(name || this.forum.bot().first_name, this.forum.bot().id);
    return element("div", { class: "empty" }, element("div", { class: "description" }, face, title, text));
  }

  #context() {
    const phone = this;
    return {
      words: this.words,
      userId: this.id,
      get botUsername() {
        return phone.botUsername();
      },
      zone: () => this.forum.zone(),
      empty: () => this.#empty(),
      sendText: (text) => this.sendText(text),
      press: (node, data) => this.#press(node, data),
      switchInline: (query) => this.composer.put(`@${this.botUsername()} ${query}`),
      reply: (message) => this.composer.about(message),
      copy: (text) => this.#copy(text),
    };
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.toasts.show(this.words.copied);
    } catch {
      this.toasts.show(text);
    }
  }
}
