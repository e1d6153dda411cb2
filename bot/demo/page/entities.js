/**
 * Telegram's formatting: a text and entities whose offsets and lengths count UTF-16 units, which is what a JavaScript
 * string counts too. Entities nest; where two cross (Telegram sends none such) the later one is cut in two.
 */
import { button, element } from "./dom.js";

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const OUTER_FIRST = ["blockquote", "expandable_blockquote", "pre", "text_link", "url", "spoiler"];
const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };
const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * The text with its formatting.
 * @param {string} text
 * @param {Array<object>} [entities] MessageEntity objects
 * @param {object} context `words`, `botUsername`, and what a press on a part does: `sendText(text)`, `copy(text)`
 * @returns {DocumentFragment}
 */
export function formatted(text, entities, context) {
  return build(text, 0, text.length, entities ?? [], context);
}

function build(text, start, end, entities, context) {
  const fragment = new DocumentFragment();
  const queue = [...entities].sort(outerFirst);
  let at = start;
  while (queue.length > 0) {
    const entity = queue.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    fragment.append(text.slice(at, from));
    const inside = takeInside(queue, to);
    const node = wrap(entity, text.slice(from, to), context);
    (node.body ?? node).append(build(text, from, to, inside, context));
    fragment.append(node.outer ?? node);
    // A block ends its line by itself: the line feed after it would be drawn as an empty line.
    at = BLOCKS.has(entity.type) && text[to] === "\n" ? to + 1 : to;
  }
  if (at < end) fragment.append(text.slice(at, end));
  return fragment;
}

function outerFirst(one, other) {
  return one.offset - other.offset || other.length - one.length || depth(one) - depth(other);
}

/** Of entities over the same text the lower one is the outer element. */
function depth(entity) {
  const place = OUTER_FIRST.indexOf(entity.type);
  return place < 0 ? OUTER_FIRST.length : place;
}

/** Takes from the queue what begins before `to`; what reaches further goes back into it from `to` on. */
function takeInside(queue, to) {
  const inside = [];
  const rest = [];
  while (queue.length > 0 && queue[0].offset < to) {
    const entity = queue.shift();
    const over = entity.offset + entity.length - to;
    inside.push(entity);
    if (over > 0) rest.push({ ...entity, offset: to, length: over });
  }
  queue.unshift(...rest);
  queue.sort(outerFirst);
  return inside;
}

/** The element for one entity, or `{outer, body}` where the text does not go straight into it. */
function wrap(entity, text, context) {
  if (entity.type in PLAIN_TAGS) return element(PLAIN_TAGS[entity.type]);
  if (entity.type in WRAPPERS) return WRAPPERS[entity.type](entity, text, context);
  return element("span", { class: "tinted" });
}

const WRAPPERS = {
  url: (_entity, text, context) => link(text, context),
  text_link: (entity, _text, context) => link(entity.url, context),
  email: (_entity, text, context) => link(`mailto:${text}`, context),
  phone_number: (_entity, text, context) => link(`tel:${text.replace(/[^+\d]/gu, "")}`, context),
  bot_command: (_entity, text, context) =>
    button({ class: "command tinted", on: { click: () => context.sendText(text) } }),
  custom_emoji: () => element("span"),
  spoiler: (_entity, _text, context) => spoiler(context.words),
  code: (_entity, text, context) => element("code", { on: { click: () => context.copy(text) } }),
  pre: (entity, text, context) => preformatted(entity, text, context),
  blockquote: () => element("blockquote"),
  expandable_blockquote: (_entity, _text, context) => expandable(context.words),
};

/**
 * A link that leaves the page, or one to this very bot, which the phone follows itself.
 * @param {string} address as written; without a scheme it is taken as `http`, as Telegram does
 */
export function link(address, context, attributes = {}) {
  const payload = startPayload(address, context.botUsername);
  if (payload !== null) {
    const start = () => context.sendText(payload ? `/start ${payload}` : "/start");
    return button({ class: "command tinted", ...attributes, on: { click: start } });
  }
  const href = safeAddress(address);
  if (href === null) return element("span", { class: "tinted", ...attributes });
  return element("a", { href, target: "_blank", rel: "noopener noreferrer", ...attributes });
}

/** The address if a browser may open it, else null (`javascript:` and its kind never are). */
export function safeAddress(address) {
  // "host:8080/path" has a colon too: a scheme is what stands before one that no digit follows.
  const hasScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/iu.test(address) || /^tel:/iu.test(address);
  try {
    const url = new URL(hasScheme ? address : `http://${address}`);
    return SAFE_SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** What follows `start=` in a link to the bot; empty where it has none; null where it is another link. */
export function startPayload(address, botUsername) {
  const site = /^(?:https?:\/\/)?(?:t|telegram)\.me\/([A-Za-z0-9_]+)\/?(?:\?(.*))?$/iu.exec(address);
  const app = /^tg:\/\/resolve\?(.*)$/iu.exec(address);
  const query = new URLSearchParams((site ? site[2] : app?.[1]) ?? "");
  const name = site ? site[1] : query.get("domain");
  return name?.toLowerCase() === botUsername.toLowerCase() ? (query.get("start") ?? "") : null;
}

function spoiler(words) {
  const node = element("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": words.spoiler });
  const open = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    node.className = "spoiler open";
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
    for (const type of ["click", "keydown"]) node.removeEventListener(type, open, true);
  };
  // Captured: a link under the veil must not be followed by the press that lifts it.
  for (const type of ["click", "keydown"]) node.addEventListener(type, open, true);
  return node;
}

function preformatted(entity, text, context) {
  const body = element("code");
  const copy = button({ class: "copy", on: { click: () => context.copy(text) } }, context.words.copy);
  const head = element("span", { class: "pre-head" }, element("span", {}, entity.language ?? ""), copy);
  return { outer: element("pre", {}, head, body), body };
}

function expandable(words) {
  const body = element("span", { class: "quote-text" });
  const toggle = button({ class: "quote-toggle", "aria-expanded": "false", "aria-label": words.expand });
  toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", open ? words.collapse : words.expand);
  });
  return { outer: element("blockquote", { class: "expandable" }, toggle, body), body };
}
