/** The list over the text field: the bot's commands, or the results of an inline query. */
import { avatar, button, element } from "./dom.js";

let lists = 0;

/** An ARIA listbox that the text field drives: the focus never leaves the field. */
export class Suggestions {
  #options = [];
  #current = -1;

  /** @param {HTMLTextAreaElement} field */
  constructor(field) {
    this.field = field;
    lists += 1;
    this.id = `suggestions-${lists}`;
    this.list = element("div", { class: "options", role: "listbox", id: this.id });
    this.lead = element("div", { class: "lead" });
    this.note = element("p", { class: "note", role: "status" });
    this.node = element("div", { class: "suggestions", hidden: true }, this.lead, this.list, this.note);
    field.setAttribute("aria-controls", this.id);
    field.setAttribute("aria-autocomplete", "list");
  }

  get isOpen() {
    return !this.node.hidden;
  }

  /**
   * @param {Array<{title: string, description?: string, mark?: string, choose: () => void}>} options
   * @param {{label: string, note?: string, lead?: {text: string, act: () => void}, more?: () => void}} frame `lead` is a
   *   button over the list; `more` is called when the end of the list comes into view
   */
  show(options, { label, note, lead, more }) {
    this.#options = options;
    this.#select(-1);
    this.list.setAttribute("aria-label", label);
    this.list.replaceChildren(...options.map((option, place) => this.#row(option, place)));
    this.lead.replaceChildren(...(lead ? [button({ on: { click: lead.act } }, lead.text)] : []));
    this.note.textContent = note ?? "";
    this.node.hidden = false;
    this.list.onscroll = more ? () => this.#nearEnd() && more() : null;
  }

  hide() {
    this.node.hidden = true;
    this.#options = [];
    this.#select(-1);
  }

  /** Arrow keys, Enter on what they marked, Escape. @returns {boolean} whether the key was for the list */
  key(event) {
    if (!this.isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#options.length > 0) this.#select(this.#next(step));
    else if (event.key === "Enter" && this.#current >= 0) this.#options[this.#current].choose();
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    return true;
  }

  #next(step) {
    const count = this.#options.length;
    if (this.#current < 0) return step > 0 ? 0 : count - 1;
    return (this.#current + step + count) % count;
  }

  #select(place) {
    this.#current = place;
    for (const [index, row] of [...this.list.children].entries())
      row.setAttribute("aria-selected", String(index === place));
    const row = this.list.children[place];
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.field.setAttribute("aria-activedescendant", row.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #row({ title, description, mark, choose }, place) {
    const attributes = { role: "option", id: `${this.id}-${place}`, tabindex: "-1", "aria-selected": "false" };
    const text = [element("strong", {}, title), description && element("small", {}, description)];
    // Pressing must not take the focus out of the field, or a phone's keyboard would close.
    const on = { click: choose, pointerdown: (event) => event.preventDefault() };
    const lines = element("span", { class: "lines" }, ...text.filter(Boolean));
    return button({ ...attributes, on }, mark && avatar(mark, place), lines);
  }

  #nearEnd() {
    return this.list.scrollTop + this.list.clientHeight > this.list.scrollHeight - 60;
  }
}
