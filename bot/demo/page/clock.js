/** The forum's clock: it ticks here between the server's words, at the forum's speed, in the forum's zone. */
import { changeClock } from "./api.js";
import { ask } from "./dialogs.js";
import { button, element } from "./dom.js";
import { fieldValue, instantOf, isoWithOffset, longDate, nextAt, timeOfDay } from "./times.js";

const SPEEDS = [1, 10, 60, 600, 3600];
const MORNING = 7;

/** Milliseconds between two looks at the clock: at speed 1 a second never shows late enough to be noticed. */
const TICK = 100;

export class ForumClock {
  #instant = Date.now();
  #since = performance.now();
  speed = 1;
  zone = "Europe/Rome";

  /** @param {{now: string, speed: number, zone: string}} clock as the server tells it */
  set({ now, speed, zone }) {
    this.#instant = Date.parse(now);
    this.#since = performance.now();
    this.speed = speed;
    this.zone = zone;
  }

  /** Milliseconds since 1970. */
  now() {
    return this.#instant + (performance.now() - this.#since) * this.speed;
  }
}

/** The clock's face and hands in the top bar. */
export class ClockBar {
  /**
   * @param {HTMLElement} place
   * @param {ForumClock} clock
   * @param {(text: string) => void} complain
   */
  constructor(place, clock, complain) {
    this.clock = clock;
    this.complain = complain;
    this.time = element("time", { class: "time" });
    this.date = element("span", { class: "date" });
    this.controls = element("div", { class: "controls", id: "clock-controls" }, this.#speeds(), this.#jumps());
    const toggle = { class: "quiet toggle", "aria-expanded": "false", "aria-controls": "clock-controls" };
    this.toggle = button({ ...toggle, on: { click: () => this.#toggle() } }, "Clock");
    place.append(element("div", { class: "face" }, this.time, this.date), this.toggle, this.controls);
    setInterval(() => this.tick(), TICK);
  }

  /** The server's latest word on the clock. */
  set(clock) {
    this.clock.set(clock);
    for (const choice of this.speedButtons)
      choice.setAttribute("aria-pressed", String(Number(choice.dataset.speed) === clock.speed));
    this.tick();
  }

  tick() {
    const now = this.clock.now();
    const time = timeOfDay(now, this.clock.zone);
    if (this.time.textContent === time) return;
    this.time.textContent = time;
    this.time.dateTime = isoWithOffset(now, this.clock.zone);
    this.date.textContent = `${longDate(now, this.clock.zone, "en-GB")} · ${this.clock.zone}`;
  }

  #speeds() {
    const choose = (speed) => () => this.#change({ speed });
    const described = (speed) => ({ data: { speed }, "aria-pressed": "false", "aria-label": `Speed ${speed}` });
    this.speedButtons = SPEEDS.map((speed) =>
      button({ ...described(speed), on: { click: choose(speed) } }, `×${speed}`),
    );
    return element("div", { class: "segments", role: "group", "aria-label": "Speed of the clock" }, ...this.speedButtons);
  }

  #jumps() {
    const forward = (text, label, change) =>
      button({ "aria-label": label, on: { click: () => this.#change(change()) } }, text);
    const morning = () => ({ jump_to: this.#iso(nextAt(MORNING, this.clock.now(), this.clock.zone)) });
    return element(
      "div",
      { class: "segments", role: "group", "aria-label": "Jump forward" },
      forward("+10 min", "Forward 10 minutes", () => ({ forward_seconds: 600 })),
      forward("+1 h", "Forward 1 hour", () => ({ forward_seconds: 3600 })),
      forward("Morning", "To the next morning, 07:00", morning),
      button({ on: { click: () => this.#jumpTo() } }, "Jump to…"),
    );
  }

  async #jumpTo() {
    const now = fieldValue(this.clock.now(), this.clock.zone);
    const label = `Date and time in ${this.clock.zone}`;
    const field = { name: "at", label, type: "datetime-local", required: true, value: now, min: now };
    const values = await ask({ title: "Jump forward to", fields: [field], submit: "Jump", cancel: "Cancel" });
    if (values) this.#change({ jump_to: this.#iso(instantOf(values.at, this.clock.zone)) });
  }

  #iso(instant) {
    return isoWithOffset(instant, this.clock.zone);
  }

  async #change(change) {
    try {
      const clock = await changeClock(change);
      if (clock?.now) this.set(clock);
    } catch (refusal) {
      this.complain(`The clock stays as it is: ${refusal.message}`);
    }
  }

  #toggle() {
    const open = this.toggle.getAttribute("aria-expanded") !== "true";
    this.toggle.setAttribute("aria-expanded", String(open));
  }
}
