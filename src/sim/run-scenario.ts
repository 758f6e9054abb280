/** Runs a tracker over a scenario as it would have run live: at each report time only what had arrived counts. */
import { RAD_TO_DEG, roundTo } from '../base/index.ts';
import type { Picture, Scan } from '../model/index.ts';
import type { Tracker } from '../track/index.ts';
import type { ScenarioHeader } from './scenario.ts';

/** One line of the neutral track-output format. */
export interface TrackLine {
  readonly t: number;
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly alt?: number;
  readonly ve: number;
  readonly vn: number;
  readonly vu?: number;
  /** ee, en, eu, nn, nu, uu, m^2 */
  readonly cov?: readonly number[];
}

/** Feeds scans in order of arrival and gives the picture at every report time to `report`. */
export class ScenarioRun {
  readonly #tracker: Tracker;
  readonly #header: ScenarioHeader;
  readonly #report: (picture: Picture) => void;
  #next = 0;

  constructor(tracker: Tracker, header: ScenarioHeader, report: (picture: Picture) => void) {
    this.#tracker = tracker;
    this.#header = header;
    this.#report = report;
  }

  accept(scan: Scan): void {
    this.#reportBefore(scan.arrivedAt);
    this.#tracker.accept(scan);
  }

  /** Report times still open once the last scan is in. */
  finish(): void {
    this.#reportBefore(Number.POSITIVE_INFINITY);
  }

  #reportBefore(at: number): void {
    while (this.#next < this.#header.reports) {
      const reportAt = this.#header.reportFromAt + this.#next * this.#header.reportEveryMs;
      if (at <= reportAt) return;
      this.#tracker.advance(reportAt);
      this.#report(this.#tracker.picture(reportAt));
      this.#next++;
    }
  }
}

/** The rows of a picture as output lines. */
export function toTrackLines(picture: Picture): TrackLine[] {
  const lines: TrackLine[] = [];
  for (let row = 0; row < picture.count; row++) {
    const alt = picture.altM[row]!;
    const known = Number.isFinite(alt);
    const cov = [
      picture.covEE[row]!,
      picture.covEN[row]!,
      0,
      picture.covNN[row]!,
      0,
      picture.covUU[row]!,
    ];
    lines.push({
      t: picture.at / 1000,
      id: String(picture.trackNumber[row]),
      lat: roundTo(picture.latRad[row]! * RAD_TO_DEG, 7),
      lon: roundTo(picture.lonRad[row]! * RAD_TO_DEG, 7),
      ...(known ? { alt: roundTo(alt, 1) } : {}),
      ve: roundTo(picture.vEastMps[row]!, 2),
      vn: roundTo(picture.vNorthMps[row]!, 2),
      ...(known ? { vu: roundTo(picture.vUpMps[row]!, 2) } : {}),
      cov: known
        ? cov.map((v) => roundTo(v, 1))
        : [...cov.slice(0, 5).map((v) => roundTo(v, 1)), 1e8],
    });
  }
  return lines;
}
