/** The foot of a phone: the text field and what replaces it (START, unblock), its suggestions and keyboards. */
import { button, element, icon } from "./dom.js";
import { InlineMode } from "./inline.js";
import { replyKeyboard } from "./keyboard.js";
import { gist } from "./message.js";
import { Suggestions } from "./suggestions.js";

/** The longest text Telegram takes in one message, in UTF-16 units; its applications send more as several. */
export const LONGEST = 4096;

export class Composer {
  #about = null;

  /**
   * @param {object} phone `words`, `line`, `commands()`, `botUsername()`, and what the person does: `sendText(text, reply)`,
   *   `editText(message, text)`, `start()`, `unblock()`, `editLast()`, `deliver(promise)`, `sendContact()`, `sendLocation()`
   */
  constructor(phone) {
    this.phone = phone;
    const { words } = phone;
    this.field = element("textarea", { rows: "1", placeholder: words.message, "aria-label": words.message });
    this.suggestions = new Suggestions(this.field);
    this.inline = new InlineMode(phone.line, this.suggestions, {
      words,
      chosen: (sent) => this.#chosen(sent),
      start: (payload) => this.#run(`/start ${payload}`.trim()),
    });
    this.slash = button({ class: "slash", "aria-label": words.commands, "aria-expanded": "false" }, "/");
    this.sendButton = button({ class: "send", "aria-label": words.send }, icon("send"));
    this.aboutBar = element("div", { class: "about", hidden: true });
    this.keys = element("div", { class: "keys-place" });
    this.row = element("div", { class: "row" }, this.slash, this.field, this.sendButton);
    this.whole = button({ class: "whole" });
    const parts = [this.suggestions.node, this.aboutBar, this.row, this.whole, this.keys];
    this.node = element("footer", { class: "composer" }, ...parts);
    this.#listen();
    this.show("write");
  }

  /** @param {"write" | "start" | "blocked"} mode */
  show(mode) {
    const { words } = this.phone;
    this.row.hidden = mode !== "write";
    this.keys.hidden = mode !== "write";
    this.whole.hidden = mode === "write";
    this.whole.textContent = mode === "start" ? words.start : words.unblock;
    this.whole.onclick = mode === "start" ? () => this.phone.start() : () => this.phone.unblock();
    if (mode !== "write") this.suggestions.hide();
  }

  /** Puts a text into the field, as a button of the bot may ask. */
  put(text) {
    this.field.value = text;
    this.field.focus({ preventScroll: true });
    this.#changed();
  }

  /** What the next text is about: a message to be edited or answered; null for nothing. */
  about(message, editing = false) {
    const was = this.#about;
    this.#about = message && { message, editing };
    const { words } = this.phone;
    this.aboutBar.hidden = !message;
    this.sendButton.setAttribute("aria-label", message && editing ? words.save : words.send);
    if (message) {
      const title = element("strong", {}, editing ? words.editing : words.replying);
      const text = element("span", { class: "lines" }, title, element("small", {}, gist(message, words)));
      const cancel = { class: "round", "aria-label": words.cancel, on: { click: () => this.about(null) } };
      const stop = button(cancel, icon("close"));
      this.aboutBar.replaceChildren(icon(editing ? "pen" : "reply"), text, stop);
    }
    if (message && editing) this.put(message.text ?? message.caption ?? "");
    else if (was?.editing && !message) this.put("");
    if (message) this.field.focus({ preventScroll: true });
  }

  /** The bot's reply keyboard, or null. */
  keyboard(markup) {
    const act = {
      sendText: (text) => this.phone.sendText(text),
      sendContact: () => this.phone.sendContact(),
      sendLocation: () => this.phone.sendLocation(),
    };
    this.keys.replaceChildren(...[replyKeyboard(markup, act)].filter(Boolean));
    this.field.placeholder = markup?.input_field_placeholder ?? this.phone.words.message;
  }

  /** What is in the field now leaves it, to go with a file. */
  takeCaption() {
    const caption = this.field.value.trim();
    if (caption) this.#clear();
    return caption;
  }

  #listen() {
    this.field.addEventListener("input", () => this.#changed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.sendButton.addEventListener("click", () => this.#submit());
    this.slash.addEventListener("click", () => this.#toggleCommands());
    this.slash.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("focus", () => this.#changed());
    document.addEventListener("pointerdown", (event) => !this.node.contains(event.target) && this.#dismiss());
    new MutationObserver(() => this.slash.setAttribute("aria-expanded", String(this.suggestions.isOpen))).observe(
      this.suggestions.node,
      { attributeFilter: ["hidden"] },
    );
  }

  #key(event) {
    if (event.isComposing || this.suggestions.key(event)) return;
    if (event.target !== this.field) return;
    const touch = matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && !touch) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "ArrowUp" && this.field.value === "") {
      event.preventDefault();
      this.phone.editLast();
    } else if (event.key === "Escape" && this.#about) this.about(null);
  }

  #changed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 140)}px`;
    const text = this.field.value;
    const command = /^\/([a-z0-9_]*)$/iu.exec(text);
    const query = this.#inlineQuery(text);
    this.inline.typed(query);
    if (command) this.#showCommands(command[1].toLowerCase());
    else if (query === null) this.suggestions.hide();
  }

  #dismiss() {
    this.suggestions.hide();
    this.inline.typed(null);
  }

  #inlineQuery(text) {
    const name = `@${this.phone.botUsername()} `;
    return text.toLowerCase().startsWith(name.toLowerCase()) ? text.slice(name.length) : null;
  }

  #toggleCommands() {
    const open = this.suggestions.isOpen;
    this.field.focus({ preventScroll: true });
    if (open) this.#dismiss();
    else this.#showCommands("");
  }

  #showCommands(prefix) {
    const { words } = this.phone;
    const all = this.phone.commands();
    const options = all
      .filter(({ command }) => command.startsWith(prefix))
      .map(({ command, description }) => ({ title: `/${command}`, description, choose: () => this.#run(`/${command}`) }));
    if (options.length > 0) this.suggestions.show(options, { label: words.commands });
    else if (all.length === 0 && prefix === "") this.suggestions.show([], { label: words.commands, note: words.noCommands });
    else this.suggestions.hide();
  }

  #run(text) {
    this.#clear();
    this.phone.sendText(text);
  }

  #chosen(sent) {
    this.#clear();
    this.phone.deliver(sent);
  }

  async #submit() {
    const text = this.field.value.trim();
    if (!text) return;
    const about = this.#about;
    this.#about = null;
    this.about(null);
    this.#clear();
    const sent = about?.editing ? this.phone.editText(about.message, text) : this.phone.sendText(text, about?.message);
    // What could not be sent is not lost, unless something else has been begun meanwhile.
    if (!(await sent) && this.field.value === "") this.put(text);
  }

  #clear() {
    this.field.value = "";
    this.#changed();
  }
}

/** The texts that one long text is sent as; no pair of surrogates is cut. */
export function pieces(text) {
  const parts = [];
  let rest = text;
  while (rest.length > LONGEST) {
    const cut = rest.charCodeAt(LONGEST - 1) >> 10 === 0x36 ? LONGEST - 1 : LONGEST;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...parts, rest];
}
