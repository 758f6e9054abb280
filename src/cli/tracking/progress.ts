import { showClock, showNumber } from '../../track/index.ts';

/** least time between two lines, ms */
const EVERY_MS = 250;

/** One line on standard error, renewed a few times a second; nothing where that is no terminal. */
export class Progress {
  readonly #on: boolean;
  readonly #startMs = performance.now();
  #shownMs = 0;
  #width = 0;

  constructor(quiet: boolean) {
    this.#on = !quiet && process.stderr.isTTY;
  }

  /** `part`: share of the input that is done, NaN when its length is not known. */
  show(part: number, dataS: number, plots: number, tracks: number): void {
    const now = performance.now();
    if (!this.#on || now - this.#shownMs < EVERY_MS) return;
    this.#shownMs = now;
    const share = Number.isFinite(part)
      ? `${bar(part)} ${String(Math.round(100 * Math.min(part, 1))).padStart(3)} %  `
      : '';
    const perS = plots / Math.max((now - this.#startMs) / 1000, 1e-3);
    const line = `${share}${showClock(dataS)}  ${showNumber(plots, 0)} plots  ${showNumber(tracks, 0)} tracks  ${showNumber(perS, 0)} plots/s`;
    process.stderr.write(`\r${line.padEnd(this.#width)}`);
    this.#width = line.length;
  }

  end(): void {
    if (this.#shownMs > 0) process.stderr.write(`\r${' '.repeat(this.#width)}\r`);
  }
}

function bar(part: number): string {
  const full = Math.round(20 * Math.min(Math.max(part, 0), 1));
  return `[${'#'.repeat(full)}${'.'.repeat(20 - full)}]`;
}
