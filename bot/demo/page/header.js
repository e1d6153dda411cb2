/** The head of a phone: who the chat is with, what they are doing, and the phone's menu. */
import { avatar, button, element, icon } from "./dom.js";
import { popupMenu } from "./dialogs.js";

/** Milliseconds an action is shown for, as Telegram does, unless it is repeated or a message comes. */
const ACTION = 5000;

export class PhoneHeader {
  #timer = 0;
  #blocked = false;

  /** @param {() => Array<object>} items the menu's, asked for at every opening */
  constructor(words, items) {
    this.words = words;
    this.title = element("h2", {});
    this.status = element("p", { class: "status", "aria-live": "polite" }, words.bot);
    this.face = element("span", { class: "face" });
    const opener = button({ class: "round", "aria-label": words.menu }, icon("menu"));
    const names = element("div", { class: "names" }, this.title, this.status);
    this.node = element("header", { class: "bar" }, this.face, names, opener, popupMenu(opener, items));
  }

  show(name, id) {
    if (this.title.textContent === name) return;
    this.title.textContent = name;
    this.face.replaceChildren(avatar(name, id));
  }

  /** @param {string | null} action as in sendChatAction; null ends it */
  action(action) {
    clearTimeout(this.#timer);
    const text = action && this.#described(action);
    this.status.textContent = text || (this.#blocked ? this.words.blocked : this.words.bot);
    this.status.classList.toggle("acting", Boolean(text));
    if (text) this.#timer = setTimeout(() => this.action(null), ACTION);
  }

  blocked(blocked) {
    if (blocked === this.#blocked) return;
    this.#blocked = blocked;
    this.action(null);
  }

  #described(action) {
    if (action.startsWith("upload_")) return this.words.uploading;
    return action === "find_location" ? this.words.findingLocation : this.words.typing;
  }
}
