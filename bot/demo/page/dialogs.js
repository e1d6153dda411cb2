/** What stands over a phone or the page until it is answered or fades: toasts, alerts, small forms, menus. */
import { button, element } from "./dom.js";

/** Milliseconds a toast can be read. */
const TOAST = 5000;

let alerts = 0;

/** The place in a phone where short notices appear and fade. */
export class Toasts {
  constructor() {
    this.node = element("div", { class: "toasts", role: "status" });
  }

  show(text) {
    const toast = element("p", { class: "toast" }, text);
    this.node.append(toast);
    setTimeout(() => toast.remove(), TOAST);
  }
}

/**
 * An alert over one phone only; the other phones stay usable. Escape and the button close it, and the focus goes back.
 * @param {HTMLElement} phone
 * @param {Node | string} content
 */
export function showAlert(phone, title, content, words) {
  const before = document.activeElement;
  const others = [...phone.children];
  const close = () => {
    veil.remove();
    if (!phone.querySelector(".veil")) for (const node of others) node.inert = false;
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  const confirm = button({ class: "confirm", on: { click: close } }, words.ok);
  alerts += 1;
  const text = element("div", { class: "alert-text", id: `alert-${alerts}` }, content);
  const named = { role: "alertdialog", "aria-modal": "true", "aria-label": title, "aria-describedby": text.id };
  const box = element("div", { class: "alert", ...named }, element("h3", {}, title), text, confirm);
  const veil = element("div", { class: "veil" }, box);
  veil.addEventListener("keydown", (event) => event.key === "Escape" && close());
  veil.addEventListener("pointerdown", (event) => event.target === veil && close());
  for (const node of others) node.inert = true;
  phone.append(veil);
  confirm.focus({ preventScroll: true });
}

/**
 * Asks for some values over the page.
 * @param {{title: string, fields: Array<object>, submit: string, cancel: string, lang?: string}} form each field: `name`,
 *   `label` and the attributes of its input, or `options` as `[value, text]` pairs
 * @returns {Promise<Record<string, string> | null>} null where the person thought better of it
 */
export function ask({ title, fields, submit, cancel, lang }) {
  return new Promise((resolve) => {
    const labels = fields.map(({ label, ...field }) => element("label", {}, element("span", {}, label), input(field)));
    const stop = button({ class: "quiet", on: { click: () => dialog.close() } }, cancel);
    const actions = element("div", { class: "actions" }, stop, element("button", { class: "confirm" }, submit));
    const form = element("form", {}, element("h2", {}, title), ...labels, actions);
    const dialog = element("dialog", { class: "form", "aria-label": title, lang }, form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      resolve(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()])));
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      resolve(null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function input({ options, ...attributes }) {
  if (!options) return element("input", { autocomplete: "off", ...attributes });
  return element("select", attributes, ...options.map(([value, text]) => element("option", { value }, text)));
}

/**
 * A menu that a button opens.
 * @param {HTMLButtonElement} opener
 * @param {() => Array<{text: string, act: () => void}>} items asked for at every opening
 * @returns {HTMLElement} the menu, to be placed beside the button
 */
export function popupMenu(opener, items) {
  const label = opener.getAttribute("aria-label");
  const menu = element("div", { class: "menu", role: "menu", hidden: true, "aria-label": label });
  const close = (refocus = false) => {
    menu.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (refocus) opener.focus();
  };
  const open = () => {
    menu.replaceChildren(...items().map((item) => menuItem(item, close)));
    menu.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    menu.firstElementChild.focus();
  };
  opener.setAttribute("aria-haspopup", "menu");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", () => (menu.hidden ? open() : close(true)));
  menu.addEventListener("keydown", (event) => moveInMenu(event, menu, close));
  document.addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !menu.contains(event.target) && !opener.contains(event.target)) close();
  });
  return menu;
}

function menuItem({ text, act }, close) {
  const choose = () => {
    close(true);
    act();
  };
  return button({ role: "menuitem", tabindex: "-1", on: { click: choose } }, text);
}

function moveInMenu(event, menu, close) {
  const entries = [...menu.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") close(event.key === "Escape");
  if (event.key === "Home") entries[0].focus();
  if (event.key === "End") entries.at(-1).focus();
  if (step) entries[(entries.indexOf(document.activeElement) + step + entries.length) % entries.length].focus();
  if (step || event.key === "Escape") event.preventDefault();
}
