/**
 * Building the page. Whatever a person or the bot wrote reaches the document as text nodes and attribute values only;
 * no module of the page parses markup.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes one element.
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] `on` holds listeners, `data` the dataset; false, null and undefined are
 *   left out, true is an attribute without a value.
 * @param {...(Node | string | null | false | undefined)} children strings become text
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setAttribute(node, name, value) {
  if (value === false || value === null || value === undefined) return;
  if (name === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
  else if (name === "data") Object.assign(node.dataset, value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** A button that submits nothing; `label` is its accessible name where its content is only a drawing. */
export function button(attributes, ...children) {
  return element("button", { type: "button", ...attributes }, ...children);
}

const PATHS = {
  send: "M3.4 20.4 21 12 3.4 3.6 3.4 10l11 2-11 2z",
  menu: "M12 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm0 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm0 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  down: "M12 16.2 5.2 9.4l1.600-1.600 5.2 5.2 5.2-5.2 1.600 1.600z",
  close: "m12 10.4 5.2-5.2 1.600 1.600-5.2 5.2 5.2 5.2-1.600 1.600-5.2-5.2-5.2 5.2-1.600-1.600 5.2-5.2-5.2-5.2 1.600-1.600z",
  clip: "M16.5 6.5v10a4.5 4.5 0 0 1-9 0v-11a3 3 0 0 1 6 0v10a1.5 1.5 0 0 1-3 0v-9H9v9a3 3 0 0 0 6 0v-10a4.5 4.5 0 0 0-9 0v11a6 6 0 0 0 12 0v-10z",
  file: "M6 2h8l5 5v13a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4c0-1.1.9-2 2-2zm7 1.5V8h4.5z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm0 2c-3.300 0-8 1.700-8 4.5V20h16v-1.5c0-2.800-4.700-4.5-8-4.5z",
  reply: "M10 9V5l-7 7 7 7v-4.100c5 0 8.5 1.600 11 5.1-1-5-4-10-11-11z",
  pen: "M4 17.2V20h2.800l9-9L13 8.2zM18.700 8.100a1 1 0 0 0 0-1.4l-1.4-1.4a1 1 0 0 0-1.4 0l-1.5 1.5 2.800 2.800z",
  pin: "M12 2a7 7 0 0 0-7 7c0 5.2 7 13 7 13s7-7.800 7-13a7 7 0 0 0-7-7zm0 9.5A2.5 2.5 0 1 1 12 6.5a2.5 2.5 0 0 1 0 5z",
};

/** One of the page's own drawings, hidden from screen readers: the button around it carries the name. */
export function icon(name) {
  return drawing("icon", [["path", { d: PATHS[name] }]]);
}

/** A small SVG drawing from `[tag, attributes]` pairs on a square of 24. */
export function drawing(className, shapes, viewBox = "0 0 24 24") {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox, class: className, "aria-hidden": "true", focusable: "false" }))
    svg.setAttribute(name, value);
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, String(value));
    svg.append(shape);
  }
  return svg;
}

/** Up to two initials in a coloured circle; the colour follows from the id, as Telegram does it. */
export function avatar(name, id) {
  const initials = name.split(/\s+/u).slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();
  return element("span", { class: `avatar tint-${Math.abs(Number(id)) % 7}`, "aria-hidden": "true" }, initials);
}
