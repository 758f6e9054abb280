import { showClock, showNumber } from '../../track/index.ts';
import { StatusLine } from '../terminal.ts';

/** How far a run is. */
export class Progress {
  readonly #line: StatusLine;

  constructor(quiet: boolean) {
    this.#line = new StatusLine(quiet);
  }

  /** `part`: share of the input that is done, NaN when its length is not known. */
  show(part: number, dataS: number, plots: number, tracks: number): void {
    this.#line.show((runningS) => {
      const share = Number.isFinite(part)
        ? `${bar(part)} ${String(Math.round(100 * Math.min(part, 1))).padStart(3)} %  `
        : '';
      return `${share}${showClock(dataS)}  ${showNumber(plots, 0)} plots  ${showNumber(tracks, 0)} tracks  ${showNumber(plots / runningS, 0)} plots/s`;
    });
  }

  end(): void {
    this.#line.end();
  }
}

function bar(part: number): string {
  const full = Math.round(20 * Math.min(Math.max(part, 0), 1));
  return `[${'#'.repeat(full)}${'.'.repeat(20 - full)}]`;
}
