/**
 * The tracker: plots of any sensors in, in order of arrival; one picture of all objects out. Pure: same input, same
 * output, no clock. See docs/tracking.md for the method.
 */
import {
  ENVIRONMENTS,
  type Picture,
  type Plot,
  type Scan,
  type Sensor,
  type TrackDetail,
  makePicture,
} from '../model/index.ts';
import { advanceTracks } from './advance.ts';
import { processBearings } from './bearings.ts';
import type { Made } from './made-book.ts';
import { processMade } from './made.ts';
import { processReport, keysOf } from './self-report.ts';
import { fillPicture } from './picture.ts';
import type { ResidualListener } from './residuals.ts';
import { processScan } from './scan.ts';
import { type SensorReport, reportSensor } from './sensor-report.ts';
import { type SensorState, unknownSensor } from './sensors.ts';
import type { TrackerConfig, TrackerStats } from './settings.ts';
import { type Tables, makeTables } from './tables.ts';
import { toDetail, toMadeDetail } from './to-detail.ts';

export class Tracker {
  readonly #tables: Tables;
  readonly #picture: Picture;
  readonly #reports: Plot[] = [];
  readonly #looks: Plot[] = [];
  #ownPicture: Picture | null = null;
  readonly #slots = new Map<number, number>();
  /** the number by which each slot stands in #slots */
  readonly #listedAs: Uint32Array;
  /** made tracks that lead, by track number */
  readonly #leaders = new Map<number, Made>();
  /** whether #slots holds every track shown now */
  #isListed = false;

  constructor(config: TrackerConfig) {
    this.#tables = makeTables(config);
    this.#tables.store.nextShown = config.firstNumber ?? 1;
    this.#picture = makePicture(config.capacity);
    this.#listedAs = new Uint32Array(this.#tables.store.shownAs.length);
  }

  /** Adds a sensor, or changes what is known of it. */
  putSensor(sensor: Sensor): void {
    this.#tables.sensors.put(sensor);
  }

  /** Takes one scan; scans come in order of arrival, their times may be late by up to the tracks' memory. */
  accept(scan: Scan): void {
    const t = this.#tables;
    this.#isListed = false;
    const sensor = t.sensors.find(scan.sensorId) ?? this.#unknown(scan);
    t.stats.scans++;
    t.stats.plotsIn += scan.plots.length;
    sensor.counts.scans++;
    sensor.counts.plots += scan.plots.length;
    sensor.counts.latencyS += (scan.arrivedAt - scan.toAt) / 1000;
    const kind = sensor.sensor.kind;
    this.#reports.length = 0;
    this.#looks.length = 0;
    for (const plot of scan.plots) {
      if (!Number.isFinite(plot.at)) t.stats.plotsRefused++;
      else if (kind === 'selfreport' || kind === 'tracks') this.#reports.push(plot);
      else if (kind === 'position' && keysOf(plot).length > 0) this.#reports.push(plot);
      else this.#looks.push(plot);
    }
    if (this.#reports.length > 0) this.#takeReports(sensor);
    if (kind === 'bearing') processBearings(t, sensor, scan, this.#looks);
    else if (kind === 'radar2d' || kind === 'radar3d' || this.#looks.length > 0)
      processScan(t, sensor, scan, this.#looks);
    if (scan.toAt / 1000 > sensor.lastS) sensor.lastS = scan.toAt / 1000;
  }

  #takeReports(sensor: SensorState): void {
    this.#reports.sort((a, b) => a.at - b.at);
    const t = this.#tables;
    const isMade = sensor.sensor.kind === 'tracks' && t.settings.intersection;
    for (const plot of this.#reports)
      if (!(isMade && processMade(t, sensor, plot))) processReport(t, sensor, plot);
  }

  #unknown(scan: Scan): SensorState {
    const sourceId = scan.plots[0]?.sourceId ?? '';
    return this.#tables.sensors.put(unknownSensor(scan.sensorId, sourceId));
  }

  /** Lets time pass: existence fades where nobody looks, tracks without plots for too long are dropped. */
  advance(nowAt: number): void {
    this.#isListed = false;
    advanceTracks(this.#tables, nowAt / 1000);
  }

  /**
   * Confirmed and coasting tracks predicted to an instant (and the tentative ones, with number 0, when asked for). The columns are
   * the tracker's own: valid until the next call.
   */
  picture(at: number, includeTentative = false): Picture {
    const picture = this.#picture;
    this.#isListed = false;
    (picture as { at: number }).at = at;
    fillPicture(this.#tables, picture, at, includeTentative);
    return picture;
  }

  /**
   * The picture without anything that another member shares (Sensor.foreign): what may be shared on. A track that is an
   * ally's alone is not in it. The columns are the tracker's own: valid until the next call.
   */
  ownPicture(at: number): Picture {
    this.#ownPicture ??= makePicture(this.#picture.trackNumber.length);
    (this.#ownPicture as { at: number }).at = at;
    fillPicture(this.#tables, this.#ownPicture, at, false, true);
    return this.#ownPicture;
  }

  /** What detail() gives, without what another member shares. */
  ownDetail(trackNumber: number): TrackDetail | undefined {
    return this.#detailOf(trackNumber, true);
  }

  /** Claims, sources and findings of a track; undefined when there is none of that number. */
  detail(trackNumber: number): TrackDetail | undefined {
    return this.#detailOf(trackNumber, false);
  }

  #detailOf(trackNumber: number, isOwn: boolean): TrackDetail | undefined {
    const t = this.#tables;
    let slot = this.#slots.get(trackNumber) ?? -1;
    if (slot < 0 || t.store.shownAs[slot] !== trackNumber) slot = this.#find(trackNumber);
    if (slot >= 0)
      return toDetail(t, slot, ENVIRONMENTS[t.store.environment[slot]!] ?? 'unknown', isOwn);
    const leader = this.#leaders.get(trackNumber);
    return leader?.shownAs === trackNumber ? toMadeDetail(t, leader, isOwn) : undefined;
  }

  #find(trackNumber: number): number {
    const { store } = this.#tables;
    // Listed once between two changes: many unknown numbers in a row cost one pass over the tracks, not one each. The
    // first number asked for after nearly every scan is new, so a pass touches only what has changed.
    if (!this.#isListed) {
      this.#isListed = true;
      this.#leaders.clear();
      for (const made of this.#tables.made.all())
        if (made.shownAs !== 0) this.#leaders.set(made.shownAs, made);
      for (let slot = 0; slot < this.#listedAs.length; slot++) {
        const number = slot < store.top ? store.shownAs[slot]! : 0;
        if (number !== this.#listedAs[slot]) this.#list(slot, number);
      }
    }
    return this.#slots.get(trackNumber) ?? -1;
  }

  #list(slot: number, number: number): void {
    const before = this.#listedAs[slot]!;
    if (this.#slots.get(before) === slot) this.#slots.delete(before);
    if (number !== 0) this.#slots.set(number, slot);
    this.#listedAs[slot] = number;
  }

  /** Numbers of confirmed tracks dropped since the last call; at most 100,000 are kept. */
  takeDropped(): number[] {
    const dropped = this.#tables.dropped;
    this.#tables.dropped = [];
    return dropped;
  }

  /** What running has shown of each sensor so far. */
  sensorReports(): SensorReport[] {
    return this.#tables.sensors.list.map(reportSensor);
  }

  /** Tells of every plot that updates a confirmed track how it fitted; null: no more. Costs about a microsecond a plot. */
  listenResiduals(listener: ResidualListener | null): void {
    this.#tables.listener = listener;
  }

  get stats(): TrackerStats {
    return this.#tables.stats;
  }

  /** The highest track number given so far. */
  get highestNumber(): number {
    return this.#tables.store.nextShown - 1;
  }

  /** Tracks now, tentative ones included, made tracks too. */
  get count(): number {
    return this.#tables.store.count + this.#tables.made.count;
  }
}
