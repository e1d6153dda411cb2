/** Inline mode: what is typed after the bot's name is asked as it is typed; the latest question alone counts. */

/** Milliseconds of rest after which the typed query is asked, as Telegram's applications wait. */
const REST = 250;

export class InlineMode {
  #timer = 0;
  #query = null;
  #id = null;
  #early = new Map();
  #results = [];

  /**
   * @param {import("./api.js").PhoneLine} line
   * @param {import("./suggestions.js").Suggestions} suggestions
   * @param {{words: object, chosen: (sent: Promise<object>) => void, start: (payload: string) => void}} act
   */
  constructor(line, suggestions, act) {
    this.line = line;
    this.suggestions = suggestions;
    this.act = act;
  }

  /** The query typed now; null where the field holds none. */
  typed(query) {
    if (query === this.#query) return;
    clearTimeout(this.#timer);
    this.#query = query;
    this.#id = null;
    this.#results = [];
    if (query === null) return;
    const { words } = this.act;
    this.suggestions.show([], { label: words.searching, note: words.searching });
    this.#timer = setTimeout(() => this.#ask(query, ""), REST);
  }

  /** The bot's answer has come (event `inline_answer`). */
  answered(event) {
    if (event.inline_query_id === this.#id) this.#show(event);
    else this.#early.set(event.inline_query_id, event);
  }

  async #ask(query, offset) {
    const { id } = await this.line.inline(query, offset).catch(() => ({ id: null }));
    if (query !== this.#query) return;
    this.#id = id;
    const early = this.#early.get(id);
    this.#early.clear();
    if (early) this.#show(early);
  }

  #show({ inline_query_id: queryId, results, button: lead, next_offset: next }) {
    const { words } = this.act;
    this.#results.push(...results.map((result) => this.#option(queryId, result)));
    const query = this.#query;
    this.suggestions.show(this.#results, {
      label: `@ ${query}`,
      note: this.#results.length === 0 && !lead ? words.noResults : "",
      lead: lead && { text: lead.text, act: () => this.act.start(lead.start_parameter ?? "") },
      more: next ? () => this.#more(query, next) : undefined,
    });
  }

  #more(query, next) {
    this.suggestions.list.onscroll = null;
    this.#ask(query, next);
  }

  #option(queryId, result) {
    const title = result.title ?? result.first_name ?? result.caption ?? result.type;
    const description = result.description ?? result.address ?? result.phone_number;
    const choose = () => this.act.chosen(this.line.choose(queryId, result.id));
    return { title, description, mark: title, choose };
  }
}
