/** What goes to a terminal. */

/** Control characters of a feed must not reach a terminal: each becomes U+FFFD. */
export function printable(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isControl = code < 32 || (code > 126 && code < 160);
    out += isControl ? '\ufffd' : text[i]!;
  }
  return out;
}

/** least time between two lines, ms */
const EVERY_MS = 250;

/** One line on standard error, renewed a few times a second; nothing where that is no terminal. */
export class StatusLine {
  readonly #on: boolean;
  readonly #fromMs = performance.now();
  #shownMs = 0;

  constructor(quiet: boolean) {
    this.#on = !quiet && process.stderr.isTTY;
  }

  /** @param lineOf makes the line, from the seconds since the start; called only when it is time for one */
  show(lineOf: (runningS: number) => string): void {
    const now = performance.now();
    if (!this.#on || now - Math.max(this.#shownMs, this.#fromMs) < EVERY_MS) return;
    this.#shownMs = now;
    process.stderr.write(`\r${lineOf((now - this.#fromMs) / 1000)}\u001b[K`);
  }

  end(): void {
    if (this.#shownMs > 0) process.stderr.write('\r\u001b[K');
  }
}
