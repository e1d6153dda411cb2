/** Server-Sent Events that come back by themselves when the server was away. */

/** Milliseconds between two attempts to reach a server that is away. */
const PAUSE = 1000;

export class Stream {
  #source = null;
  #retry = 0;

  /**
   * @param {string} address
   * @param {{opened: () => void, received: (event: object) => void, lost: () => void}} listener `opened` is called at
   *   every connection: what happened before it must be asked for
   */
  constructor(address, listener) {
    this.address = address;
    this.listener = listener;
  }

  open() {
    this.#source = new EventSource(this.address);
    this.#source.addEventListener("open", () => this.listener.opened());
    this.#source.addEventListener("message", (event) => this.listener.received(JSON.parse(event.data)));
    // A browser gives up for good on some failures and repeats others at its own pace: one way for all.
    this.#source.addEventListener("error", () => {
      this.#source.close();
      this.listener.lost();
      this.#retry = setTimeout(() => this.open(), PAUSE);
    });
  }

  close() {
    clearTimeout(this.#retry);
    this.#source?.close();
  }
}
