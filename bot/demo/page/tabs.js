/** One tab per phone: at phone width they switch, on a wide screen they bring a phone into view; a dot says "unread". */
import { button, element } from "./dom.js";

export class Tabs {
  #tabs = new Map();
  #active = null;

  /**
   * @param {HTMLElement} nav
   * @param {HTMLElement} main holds the phones
   */
  constructor(nav, main) {
    this.nav = nav;
    this.main = main;
    this.seen = new IntersectionObserver((entries) => entries.forEach((entry) => this.#look(entry)), { threshold: 0.5 });
    new ResizeObserver(() => this.#fit()).observe(main);
    document.addEventListener("visibilitychange", () => this.#returned());
  }

  add(phone) {
    const dot = element("span", { class: "dot", role: "img", "aria-label": "unread", hidden: true });
    const role = phone.role && element("small", {}, phone.role);
    const name = element("span", { class: "lines" }, element("strong", {}, phone.name), role);
    const tab = button({ class: "tab", on: { click: () => this.select(phone.id) } }, name, dot);
    this.#tabs.set(phone.id, { tab, dot, node: phone.node, visible: false });
    this.nav.append(tab);
    this.seen.observe(phone.node);
    if (this.#active === null) this.#activate(phone.id);
    this.#fit();
  }

  remove(phone) {
    const { tab, node } = this.#tabs.get(phone.id);
    this.seen.unobserve(node);
    tab.remove();
    this.#tabs.delete(phone.id);
    const [first] = this.#tabs.keys();
    if (this.#active === phone.id) this.#active = null;
    if (this.#active === null && first !== undefined) this.#activate(first);
    this.#fit();
  }

  /** Brings a phone before the eyes. */
  select(id) {
    this.#activate(id);
    this.#tabs.get(id).node.scrollIntoView({ inline: "center", block: "nearest", behavior: "smooth" });
  }

  /** Something came in on that phone. */
  unread(id) {
    const entry = this.#tabs.get(id);
    if (entry && (!entry.visible || document.hidden)) entry.dot.hidden = false;
    this.#title();
  }

  #activate(id) {
    this.#active = id;
    for (const [key, { tab, node }] of this.#tabs) {
      tab.setAttribute("aria-current", String(key === id));
      node.classList.toggle("active", key === id);
    }
  }

  #look({ target, isIntersecting }) {
    const entry = this.#tabs.get(Number(target.dataset.user));
    if (!entry) return;
    entry.visible = isIntersecting;
    if (isIntersecting && !document.hidden) entry.dot.hidden = true;
    this.#title();
  }

  #returned() {
    if (document.hidden) return;
    for (const { visible, dot } of this.#tabs.values()) if (visible) dot.hidden = true;
    this.#title();
  }

  #title() {
    const count = [...this.#tabs.values()].filter(({ dot }) => !dot.hidden).length;
    document.title = count > 0 ? `(${count}) Forum rehearsal` : "Forum rehearsal";
  }

  /** On a wide screen the tabs are needed only where not all phones fit. */
  #fit() {
    this.nav.classList.toggle("needed", this.main.scrollWidth > this.main.clientWidth + 8);
  }
}
