/** Keyboards: the inline one under a message and the reply one over the text field. */
import { button, element } from "./dom.js";
import { link } from "./entities.js";

const STYLES = new Set(["primary", "success", "danger"]);

/**
 * The inline keyboard of a message.
 * @param {object} markup InlineKeyboardMarkup
 * @param {object} context as in `formatted`, and `press(button element, callback data)`, `switchInline(query)`
 */
export function inlineKeyboard(markup, context) {
  const rows = markup.inline_keyboard.map((row) =>
    element("div", { class: "keys" }, ...row.map((key) => inlineKey(key, context))),
  );
  return element("div", { class: "inline-keyboard" }, ...rows);
}

function inlineKey(key, context) {
  const label = element("span", { class: "label" }, key.text);
  const shape = { class: STYLES.has(key.style) ? `key ${key.style}` : "key", title: key.text };
  const address = key.url ?? key.login_url?.url ?? key.web_app?.url;
  if (address !== undefined) {
    const node = link(address, context, { ...shape, class: `${shape.class} leads-out` });
    node.append(label);
    return node;
  }
  const act = () => actOn(key, node, context);
  const node = button({ ...shape, on: { click: act } }, label);
  return node;
}

function actOn(key, node, context) {
  const query =
    key.switch_inline_query_current_chat ?? key.switch_inline_query ?? key.switch_inline_query_chosen_chat?.query;
  if (key.callback_data !== undefined) context.press(node, key.callback_data);
  else if (query !== undefined) context.switchInline(query);
  else if (key.copy_text) context.copy(key.copy_text.text);
}

/**
 * The reply keyboard, or null where the markup is none.
 * @param {object} act `sendText(text)`, `sendContact()`, `sendLocation()`
 */
export function replyKeyboard(markup, act) {
  if (!markup?.keyboard) return null;
  const press = (key) => {
    if (key.request_contact) act.sendContact();
    else if (key.request_location) act.sendLocation();
    else act.sendText(key.text);
  };
  const rows = markup.keyboard.map((row) => {
    const keys = row.map((entry) => (typeof entry === "string" ? { text: entry } : entry));
    const nodes = keys.map((key) => button({ class: "key", on: { click: () => press(key) } }, key.text));
    return element("div", { class: "keys" }, ...nodes);
  });
  return element("div", { class: "reply-keyboard" }, ...rows);
}

/** Callback presses that wait for their answer: each holds its button's little spinner. */
export class Presses {
  #waiting = new Map();
  #early = new Set();

  /** Real seconds after which Telegram's own applications stop waiting too. */
  static patience = 15;

  /** @param {Promise<{id: string}>} sent the press on its way; its refusal is passed on */
  async follow(node, sent) {
    this.#busy(node, true);
    try {
      const { id } = await sent;
      // The answer travels beside the reply to the press and may be here first.
      if (this.#early.delete(id)) this.#busy(node, false);
      else this.#wait(id, node);
    } catch (refusal) {
      this.#busy(node, false);
      throw refusal;
    }
  }

  #wait(id, node) {
    this.#waiting.set(id, node);
    setTimeout(() => this.#waiting.has(id) && this.answered(id), Presses.patience * 1000);
  }

  answered(id) {
    const node = this.#waiting.get(id);
    if (node) this.#busy(node, false);
    else this.#early.add(id);
    this.#waiting.delete(id);
  }

  /** Nothing that was asked before a lost connection will be answered here. */
  forget() {
    for (const node of this.#waiting.values()) this.#busy(node, false);
    this.#waiting.clear();
    this.#early.clear();
  }

  #busy(node, busy) {
    const pressed = Number(node.dataset.pressed ?? 0) + (busy ? 1 : -1);
    node.dataset.pressed = String(Math.max(0, pressed));
    if (pressed > 0) node.setAttribute("aria-busy", "true");
    else node.removeAttribute("aria-busy");
  }
}
