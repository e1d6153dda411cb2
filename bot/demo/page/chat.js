/** The chat of one phone: its messages in order, with days between them, kept at the bottom as Telegram keeps it. */
import { button, element, icon } from "./dom.js";
import { messageNode } from "./message.js";
import { dayAndMonth, dayKey } from "./times.js";

/** How near the bottom (pixels) still counts as being there. */
const NEAR = 48;

export class Chat {
  #messages = new Map();
  #stuck = true;
  #top = 0;
  #below = 0;

  /** @param {object} context as in `messageNode`, and `empty()`: what stands in a chat without messages */
  constructor(context) {
    this.context = context;
    const { words } = context;
    this.log = element("div", { class: "log", role: "log", "aria-label": words.chat, tabindex: "0" });
    this.count = element("span", { class: "count", hidden: true });
    const down = { class: "to-bottom", "aria-label": words.toBottom, hidden: true };
    this.jump = button({ ...down, on: { click: () => this.toBottom(true) } }, icon("down"), this.count);
    this.node = element("div", { class: "conversation" }, this.log, this.jump);
    this.log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // A picture may turn out taller than it was announced.
    this.log.addEventListener("load", () => this.#settle(), { capture: true });
    new ResizeObserver(() => this.#settle()).observe(this.log);
  }

  get messages() {
    return [...this.#messages.values()];
  }

  get isEmpty() {
    return this.#messages.size === 0;
  }

  /** Shows exactly these messages, oldest first. */
  load(messages) {
    const same = (message) => JSON.stringify(this.#messages.get(message.message_id)) === JSON.stringify(message);
    if (messages.length > 0 && messages.length === this.#messages.size && messages.every(same)) return;
    this.#messages = new Map(messages.map((message) => [message.message_id, message]));
    this.#redraw();
  }

  /** A new message, or a known one as it is now. @returns {boolean} whether it is new */
  put(message) {
    const known = this.#messages.has(message.message_id);
    const newest = [...this.#messages.keys()].at(-1) ?? -Infinity;
    this.#messages.set(message.message_id, message);
    if (known) this.#replace(message);
    else if (message.message_id > newest) this.#append(message);
    else this.#redraw();
    return !known;
  }

  has(messageId) {
    return this.#messages.has(messageId);
  }

  remove(messageId) {
    if (!this.#messages.delete(messageId)) return;
    const node = this.#find(messageId);
    const album = node?.closest(".album");
    node?.remove();
    if (album?.childElementCount === 0) album.remove();
    for (const day of this.log.querySelectorAll(".day"))
      if (!day.nextElementSibling || day.nextElementSibling.matches(".day")) day.remove();
    if (this.isEmpty) this.#redraw();
    this.#settle();
  }

  toBottom(smooth = false) {
    this.#stuck = true;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.#showJump();
  }

  /** Draws everything anew: the texts around the messages have changed. */
  refresh() {
    if (this.isEmpty) this.#redraw();
  }

  #find(messageId) {
    return this.log.querySelector(`[data-message="${messageId}"]`);
  }

  #redraw() {
    const ordered = this.messages.sort((one, other) => one.message_id - other.message_id);
    this.#messages = new Map(ordered.map((message) => [message.message_id, message]));
    this.log.replaceChildren();
    if (this.isEmpty) this.log.append(this.context.empty());
    for (const message of ordered) this.#place(message);
    this.#below = 0;
    this.toBottom();
  }

  #append(message) {
    if (this.#messages.size === 1) this.log.replaceChildren();
    const node = this.#place(message);
    node.classList.add("new");
    const own = message.from?.id === this.context.userId;
    if (own || this.#stuck) this.toBottom();
    else this.#below += 1;
    this.#showJump();
  }

  #place(message) {
    const node = messageNode(message, this.context);
    const zone = this.context.zone();
    const day = dayKey(message.date * 1000, zone);
    if ([...this.log.querySelectorAll(".day")].at(-1)?.dataset.day !== day)
      this.log.append(this.#daySeparator(message.date * 1000, day, zone));
    this.#containerFor(message).append(node);
    return node;
  }

  #daySeparator(instant, day, zone) {
    const text = dayAndMonth(instant, zone, this.context.words.locale);
    return element("div", { class: "day", data: { day } }, element("span", { class: "pill" }, text));
  }

  /** Messages of one album share a frame; all others stand in the log itself. */
  #containerFor(message) {
    const group = message.media_group_id;
    if (!group) return this.log;
    const last = this.log.lastElementChild;
    if (last?.dataset.album === group) return last;
    const side = message.from?.id === this.context.userId ? "own" : "theirs";
    const album = element("div", { class: `album ${side} ${message.photo ? "photos" : "files"}`, data: { album: group } });
    this.log.append(album);
    return album;
  }

  #replace(message) {
    const old = this.#find(message.message_id);
    if (!old) return this.#redraw();
    const place = focusedKey(old);
    const node = messageNode(message, this.context);
    const above = old.getBoundingClientRect().bottom < this.log.getBoundingClientRect().top;
    const before = this.log.scrollHeight;
    old.replaceWith(node);
    // What is read stays where it is: only a change above the visible part moves the scroll.
    if (this.#stuck) this.toBottom();
    else if (above) this.log.scrollTop += this.log.scrollHeight - before;
    focusKey(node, place);
    return undefined;
  }

  #scrolled() {
    if (this.log.clientHeight === 0) return;
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    // Only a move upwards leaves the bottom: a chat that grew before this event was told has not been scrolled.
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.#stuck = true;
    else if (scrollTop < this.#top) this.#stuck = false;
    this.#top = scrollTop;
    if (this.#stuck) this.#below = 0;
    this.#showJump();
  }

  #settle() {
    if (this.#stuck) this.toBottom();
  }

  #showJump() {
    this.jump.hidden = this.#stuck;
    this.count.hidden = this.#below === 0;
    this.count.textContent = String(this.#below);
  }
}

/** Which key of a message's keyboard holds the focus: its place, so that it can have it again after an edit. */
function focusedKey(node) {
  return [...node.querySelectorAll(".key")].indexOf(document.activeElement);
}

function focusKey(node, place) {
  if (place < 0) return;
  const keys = [...node.querySelectorAll(".key")];
  const key = keys[Math.min(place, keys.length - 1)];
  (key ?? node.closest(".log")).focus({ preventScroll: true });
}
