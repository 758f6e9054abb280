// Hot path: one frame of 10,000 tracks in < 4 ms, no allocation per track that stays; rows are dense, columns flat.
import {
  ENVIRONMENTS,
  TRACK_STATUS,
  type SensorInfo,
  type TrackFrame,
  type TrackLabel,
} from '../../model/index.ts';
import { fallbackPeriodS } from './age.ts';
import { PointGrid } from './grid.ts';
import { kindCode } from './kinds.ts';
import { mercatorX, mercatorY, unitsPerM } from './mercator.ts';

/** Bounds: what comes beyond is left out of the picture and counted (`clipped`, `labelsDropped`). */
export const MAX_TRACKS = 65_536;
const MAX_LABELS = 70_000;
const MAX_LOST = 200;
export const TRAIL = 8;
/** data time between trail dots, ms, by environment (unknown, air, sea, land) */
const TRAIL_STEP_MS = [20_000, 15_000, 60_000, 30_000] as const;
/** A frame this far from the one before, or before it, is another time: no trail, no lost tracks, no gliding. */
const JUMP_MS = 120_000;
/** Beyond this step a straight guess ahead overshoots turns: the symbol glides to the last place instead. */
const GUESS_AHEAD_MS = 3000;

export interface LostTrack {
  readonly trackNumber: number;
  readonly lostAt: number;
  readonly lastPlotAt: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly identity: number;
  readonly environment: number;
}

/**
 * All tracks the screen knows, as columns; fed by frames, read by the map layer, the labels and the table. Tracks
 * never enter React state: readers subscribe and look at `version`.
 */
export class TrackStore {
  count = 0;
  /** grows with every change */
  version = 0;
  /** data instant and flags of the newest frame; NaN before the first */
  at = NaN;
  flags = 0;
  clipped = 0;
  labelsDropped = 0;
  /** wall instant at which the newest frame came, and how long the way from `from` to `to` takes */
  frameWallAt = 0;
  frameWallMs = 1000;

  trackNumber = new Uint32Array(0);
  latE7 = new Int32Array(0);
  lonE7 = new Int32Array(0);
  altM = new Int16Array(0);
  vEast = new Int16Array(0);
  vNorth = new Int16Array(0);
  vUp = new Int16Array(0);
  /** s since the last plot */
  ageS = new Float32Array(0);
  /** update period of the slowest sensor on the track, s */
  periodS = new Float32Array(0);
  radius95M = new Uint16Array(0);
  status = new Uint8Array(0);
  quality = new Uint8Array(0);
  identity = new Uint8Array(0);
  environment = new Uint8Array(0);
  alert = new Uint8Array(0);
  kind = new Uint8Array(0);
  /** Mercator: where the symbol starts and where it goes until the next frame, and its speed in units a second */
  fromX = new Float64Array(0);
  fromY = new Float64Array(0);
  toX = new Float64Array(0);
  toY = new Float64Array(0);
  velX = new Float64Array(0);
  velY = new Float64Array(0);
  trailX = new Float64Array(0);
  trailY = new Float64Array(0);
  trailCount = new Uint8Array(0);
  /** what the tracks shown are called: now, or at the instant replayed */
  labels = new Map<number, TrackLabel>();
  readonly lost: LostTrack[] = [];
  readonly grid = new PointGrid();

  readonly #liveLabels = this.labels;
  #trailAt = new Float64Array(0);
  #stamp = new Uint32Array(0);
  #frameNumber = 0;
  readonly #rows = new Map<number, number>();
  #capacity = 0;
  #sensorPeriods = new Map<string, number>();
  readonly #listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Row of a track, or -1. Rows move: look up again after every frame. */
  rowOf(trackNumber: number): number {
    return this.#rows.get(trackNumber) ?? -1;
  }

  /** How far along the way from `from` to `to` symbols are at a wall instant, 0..1. */
  progress(wallAt: number): number {
    const t = (wallAt - this.frameWallAt) / this.frameWallMs;
    return t < 0 ? 0 : t > 1 ? 1 : t;
  }

  x(row: number, t: number): number {
    return this.fromX[row]! + (this.toX[row]! - this.fromX[row]!) * t;
  }

  y(row: number, t: number): number {
    return this.fromY[row]! + (this.toY[row]! - this.fromY[row]!) * t;
  }

  /**
   * Takes a frame in: tracks absent from it are gone.
   * @param wallMs how long until the next frame, ms of wall time
   * @param wallAt now, ms of wall time
   */
  apply(frame: TrackFrame, wallMs: number, wallAt: number): void {
    const stepMs = frame.at - this.at;
    const jump = !(stepMs >= 0 && stepMs <= JUMP_MS);
    const t = this.progress(wallAt);
    this.#frameNumber++;
    this.clipped = 0;
    const aheadS = jump || stepMs > GUESS_AHEAD_MS ? 0 : stepMs / 1000;
    for (let i = 0; i < frame.count; i++) {
      const trackNumber = frame.trackNumber[i]!;
      let row = this.#rows.get(trackNumber) ?? -1;
      const isNew = row < 0;
      if (isNew) {
        row = this.#add(trackNumber);
        if (row < 0) {
          this.clipped++;
          continue;
        }
      }
      this.#stamp[row] = this.#frameNumber;
      this.#place(row, frame, i, { snap: isNew || jump, t, aheadS });
    }
    this.#removeAbsent(jump);
    this.at = frame.at;
    this.flags = frame.flags;
    this.frameWallAt = wallAt;
    this.frameWallMs = Math.max(100, wallMs);
    this.grid.build(this.toX, this.toY, this.count);
    this.#changed();
  }

  /** Writes row `i` of a frame to `row`. */
  #place(
    row: number,
    frame: TrackFrame,
    i: number,
    how: { readonly snap: boolean; readonly t: number; readonly aheadS: number },
  ): void {
    const lat = frame.lat[i]! / 1e7;
    const x = mercatorX(frame.lon[i]! / 1e7);
    const y = mercatorY(lat);
    const scale = unitsPerM(lat) / 10;
    const environment = frame.environment[i]!;
    this.velX[row] = frame.vEast[i]! * scale;
    this.velY[row] = -frame.vNorth[i]! * scale;
    this.fromX[row] = how.snap ? x : this.x(row, how.t);
    this.fromY[row] = how.snap ? y : this.y(row, how.t);
    this.toX[row] = x + this.velX[row]! * how.aheadS;
    this.toY[row] = y + this.velY[row]! * how.aheadS;
    this.latE7[row] = frame.lat[i]!;
    this.lonE7[row] = frame.lon[i]!;
    this.altM[row] = frame.altM[i]!;
    this.vEast[row] = frame.vEast[i]!;
    this.vNorth[row] = frame.vNorth[i]!;
    this.vUp[row] = frame.vUp[i]!;
    this.ageS[row] = frame.age[i]! / 10;
    this.radius95M[row] = frame.radius95M[i]!;
    this.status[row] = frame.status[i]!;
    this.quality[row] = frame.quality[i]!;
    this.identity[row] = frame.identity[i]!;
    this.alert[row] = frame.alert[i]!;
    if (this.environment[row] !== environment || how.snap) {
      this.environment[row] = environment;
      this.#labelled(row);
    }
    if (how.snap) this.trailCount[row] = 0;
    const step = TRAIL_STEP_MS[environment] ?? 20_000;
    if (this.trailCount[row] === 0 || frame.at - this.#trailAt[row]! >= step) {
      this.#addTrail(row, x, y);
      this.#trailAt[row] = frame.at;
    }
  }

  #addTrail(row: number, x: number, y: number): void {
    const first = row * TRAIL;
    this.trailX.copyWithin(first + 1, first, first + TRAIL - 1);
    this.trailY.copyWithin(first + 1, first, first + TRAIL - 1);
    this.trailX[first] = x;
    this.trailY[first] = y;
    if (this.trailCount[row]! < TRAIL) this.trailCount[row]!++;
  }

  /** Label data for new and changed tracks. The oldest labels of tracks that are gone are forgotten at the bound. */
  setLabels(labels: readonly TrackLabel[], of: 'live' | 'past'): void {
    const shown = (this.labels === this.#liveLabels) === (of === 'live');
    // The past that was being asked for is left: nobody wants its names any more.
    if (of === 'past' && !shown) return;
    const into = of === 'live' ? this.#liveLabels : this.labels;
    for (const label of labels) {
      into.delete(label.trackNumber);
      into.set(label.trackNumber, label);
      const row = shown ? this.rowOf(label.trackNumber) : -1;
      if (row >= 0) this.#labelled(row);
    }
    for (const trackNumber of into.keys()) {
      if (into.size <= MAX_LABELS) break;
      into.delete(trackNumber);
      this.labelsDropped++;
    }
    if (shown) this.#changed();
  }

  /** A replay has names of its own; live ones go on being kept meanwhile. */
  showPastLabels(past: boolean): void {
    this.labels = past ? new Map() : this.#liveLabels;
    this.#changed();
  }

  setSensors(sensors: readonly SensorInfo[]): void {
    this.#sensorPeriods = new Map();
    for (const { sourceId, periodS } of sensors) {
      if (periodS === null || !(periodS > 0)) continue;
      const known = this.#sensorPeriods.get(sourceId) ?? 0;
      this.#sensorPeriods.set(sourceId, Math.max(known, periodS));
    }
    for (let row = 0; row < this.count; row++) this.#labelled(row);
    this.#changed();
  }

  /** Forgets every track: another time or another node. Labels stay: showPastLabels(). */
  clear(): void {
    this.count = 0;
    this.#rows.clear();
    this.at = NaN;
    this.lost.length = 0;
    this.grid.build(this.toX, this.toY, 0);
    this.#changed();
  }

  #labelled(row: number): void {
    const label = this.labels.get(this.trackNumber[row]!);
    this.kind[row] = kindCode(label?.kind ?? '');
    let period = 0;
    for (const source of label?.sourceIds ?? [])
      period = Math.max(period, this.#sensorPeriods.get(source) ?? 0);
    // The slowest of its sensors: a faster one that lost it says nothing yet.
    this.periodS[row] = period > 0 ? Math.max(5, period) : fallbackPeriodS(this.environment[row]!);
  }

  #add(trackNumber: number): number {
    if (this.count >= MAX_TRACKS) return -1;
    if (this.count >= this.#capacity) this.#grow(Math.min(MAX_TRACKS, this.#capacity * 2 || 1024));
    const row = this.count++;
    this.trackNumber[row] = trackNumber;
    this.trailCount[row] = 0;
    this.environment[row] = ENVIRONMENTS.length;
    this.#rows.set(trackNumber, row);
    return row;
  }

  #removeAbsent(jump: boolean): void {
    for (let row = this.count - 1; row >= 0; row--) {
      if (this.#stamp[row] === this.#frameNumber) continue;
      if (!jump && (this.status[row]! & 0x7f) !== TRACK_STATUS.tentative) this.#rememberLost(row);
      this.#rows.delete(this.trackNumber[row]!);
      const last = --this.count;
      if (row !== last) {
        this.#move(last, row);
        this.#rows.set(this.trackNumber[row]!, row);
      }
    }
  }

  #rememberLost(row: number): void {
    this.lost.unshift({
      trackNumber: this.trackNumber[row]!,
      lostAt: this.at,
      lastPlotAt: this.at - this.ageS[row]! * 1000,
      latDeg: this.latE7[row]! / 1e7,
      lonDeg: this.lonE7[row]! / 1e7,
      identity: this.identity[row]!,
      environment: this.environment[row]!,
    });
    if (this.lost.length > MAX_LOST) this.lost.length = MAX_LOST;
  }

  #columns(): (
    Float64Array | Float32Array | Int32Array | Int16Array | Uint32Array | Uint16Array | Uint8Array
  )[] {
    return [
      this.trackNumber, this.latE7, this.lonE7, this.altM, this.vEast, this.vNorth, this.vUp, this.ageS,
      this.periodS, this.radius95M, this.status, this.quality, this.identity, this.environment, this.alert,
      this.kind, this.fromX, this.fromY, this.toX, this.toY, this.velX, this.velY, this.trailCount,
      this.#trailAt, this.#stamp,
    ]; // prettier-ignore
  }

  #move(from: number, to: number): void {
    for (const column of this.#columns()) column[to] = column[from]!;
    this.trailX.copyWithin(to * TRAIL, from * TRAIL, (from + 1) * TRAIL);
    this.trailY.copyWithin(to * TRAIL, from * TRAIL, (from + 1) * TRAIL);
  }

  #grow(capacity: number): void {
    this.#capacity = capacity;
    const longer = <T extends { set(from: T): void }>(column: T, fresh: T): T => {
      fresh.set(column);
      return fresh;
    };
    this.trackNumber = longer(this.trackNumber, new Uint32Array(capacity));
    this.latE7 = longer(this.latE7, new Int32Array(capacity));
    this.lonE7 = longer(this.lonE7, new Int32Array(capacity));
    this.altM = longer(this.altM, new Int16Array(capacity));
    this.vEast = longer(this.vEast, new Int16Array(capacity));
    this.vNorth = longer(this.vNorth, new Int16Array(capacity));
    this.vUp = longer(this.vUp, new Int16Array(capacity));
    this.ageS = longer(this.ageS, new Float32Array(capacity));
    this.periodS = longer(this.periodS, new Float32Array(capacity));
    this.radius95M = longer(this.radius95M, new Uint16Array(capacity));
    this.status = longer(this.status, new Uint8Array(capacity));
    this.quality = longer(this.quality, new Uint8Array(capacity));
    this.identity = longer(this.identity, new Uint8Array(capacity));
    this.environment = longer(this.environment, new Uint8Array(capacity));
    this.alert = longer(this.alert, new Uint8Array(capacity));
    this.kind = longer(this.kind, new Uint8Array(capacity));
    this.fromX = longer(this.fromX, new Float64Array(capacity));
    this.fromY = longer(this.fromY, new Float64Array(capacity));
    this.toX = longer(this.toX, new Float64Array(capacity));
    this.toY = longer(this.toY, new Float64Array(capacity));
    this.velX = longer(this.velX, new Float64Array(capacity));
    this.velY = longer(this.velY, new Float64Array(capacity));
    this.trailCount = longer(this.trailCount, new Uint8Array(capacity));
    this.#trailAt = longer(this.#trailAt, new Float64Array(capacity));
    this.#stamp = longer(this.#stamp, new Uint32Array(capacity));
    this.trailX = longer(this.trailX, new Float64Array(capacity * TRAIL));
    this.trailY = longer(this.trailY, new Float64Array(capacity * TRAIL));
  }

  #changed(): void {
    this.version++;
    for (const listener of this.#listeners) listener();
  }
}
