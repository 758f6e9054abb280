import path from 'node:path';
import Database from 'better-sqlite3';
import { makeTrackFrame, TRACK_FRAME_FLAGS, type TrackPoint } from '../../model/index.ts';
import { readSnapshot } from './history-file.ts';
import { COL, unpackSegment, WIDTH, type Points } from './segment.ts';
import { ROW } from './snapshot.ts';
import type { Box, BoxPoints, OperatorPoint } from './types.ts';

const MINUTE_MS = 60_000;
const MAX_POINTS = 100_000;
/** A track whose newest point is older than this is gone from a past picture. */
const STALE_MS = 10_000;

/** The reading side of the history: its own connection, sees what the writer has committed, journal included. */
export class HistoryReader {
  readonly #db: Database.Database;
  readonly #sql: ReturnType<typeof statements>;

  constructor(dataDir: string) {
    this.#db = new Database(path.join(dataDir, 'history.sqlite'), { readonly: true });
    this.#sql = statements(this.#db);
  }

  span(): { from: number; to: number } | null {
    const minutes = this.#sql.span.get() as { first: number | null; last: number | null };
    const journal = this.#sql.journalSpan.get() as { first: number | null; last: number | null };
    const from = minutes.first === null ? journal.first : minutes.first * MINUTE_MS;
    const to = journal.last ?? (minutes.last === null ? null : (minutes.last + 1) * MINUTE_MS);
    return from === null || to === null ? null : { from, to };
  }

  trackPoints(trackNumber: number, fromAt: number, toAt: number): TrackPoint[] {
    const out: TrackPoint[] = [];
    const take = (points: Points): void => {
      for (let i = 0; i < points.length && out.length < MAX_POINTS; i += WIDTH) {
        const at = points[i]!;
        if (at >= fromAt && at <= toAt) out.push(toPoint(points, i));
      }
    };
    const minutes = [Math.floor(fromAt / MINUTE_MS), Math.floor(toAt / MINUTE_MS)] as const;
    for (const row of this.#sql.track.iterate(trackNumber, ...minutes))
      take(unpackSegment((row as Packed).packed));
    for (const [number, points] of this.#journal(fromAt, toAt))
      if (number === trackNumber) take(points);
    return out;
  }

  boxPoints(box: Box, fromAt: number, toAt: number): BoxPoints {
    const out: (TrackPoint & { trackNumber: number })[] = [];
    let clipped = false;
    const [west, south, east, north] = box.map((deg) => deg * 1e7) as [
      number,
      number,
      number,
      number,
    ];
    const take = (trackNumber: number, points: Points): void => {
      for (let i = 0; i < points.length; i += WIDTH) {
        const at = points[i]!;
        const lat = points[i + COL.lat]!;
        const lon = points[i + COL.lon]!;
        if (at < fromAt || at > toAt || lat < south || lat > north || lon < west || lon > east)
          continue;
        if (out.length >= MAX_POINTS) {
          clipped = true;
          return;
        }
        out.push({ trackNumber, ...toPoint(points, i) });
      }
    };
    for (const row of this.#sql.box.iterate(
      ...boxBounds(box),
      Math.floor(toAt / 1000),
      Math.floor(fromAt / 1000),
    )) {
      take((row as Packed).track, unpackSegment((row as Packed).packed));
      if (clipped) break;
    }
    for (const [trackNumber, points] of this.#journal(fromAt, toAt)) take(trackNumber, points);
    return { points: out, clipped };
  }

  density(fromAt: number, toAt: number, buckets: number): number[] {
    const out = new Array<number>(buckets).fill(0);
    const width = (toAt - fromAt) / buckets;
    const rows = this.#sql.minutes.all(
      Math.floor(fromAt / MINUTE_MS),
      Math.floor(toAt / MINUTE_MS),
    );
    for (const { minute, tracks } of rows as { minute: number; tracks: number }[]) {
      const first = Math.max(0, Math.floor((minute * MINUTE_MS - fromAt) / width));
      const last = Math.min(
        buckets - 1,
        Math.ceil(((minute + 1) * MINUTE_MS - fromAt) / width) - 1,
      );
      for (let i = first; i <= last; i++) out[i] = Math.max(out[i]!, tracks);
    }
    return out;
  }

  operators(trackNumber: number, fromAt: number, toAt: number): OperatorPoint[] {
    return this.#sql.operators.all(trackNumber, fromAt, toAt) as OperatorPoint[];
  }

  /** Pictures at fromAt, fromAt + stepMs, ... up to toAt, a minute's segments in memory at a time. */
  *frames(fromAt: number, toAt: number, stepMs: number, box: Box | null): Generator<Uint8Array> {
    let minute = Math.floor((fromAt - STALE_MS) / MINUTE_MS);
    let tracks = new Map<number, Points>();
    const cursors = new Map<number, number>();
    let seq = 0;
    for (let at = fromAt; at <= toAt; at += stepMs) {
      while (minute * MINUTE_MS <= at) {
        tracks = this.#joinMinute(tracks, cursors, minute, at, box);
        minute++;
      }
      yield makeFrame(tracks, cursors, at, seq++, box);
    }
  }

  close(): void {
    this.#db.close();
  }

  /** The tracks that still matter at `at`, with the points of one more minute behind them. */
  #joinMinute(
    tracks: Map<number, Points>,
    cursors: Map<number, number>,
    minute: number,
    at: number,
    box: Box | null,
  ): Map<number, Points> {
    const kept = new Map<number, Points>();
    for (const [trackNumber, points] of tracks) {
      const last = points.length - WIDTH;
      if (points[last]! < at - STALE_MS - MINUTE_MS) cursors.delete(trackNumber);
      else {
        kept.set(trackNumber, points.slice(last));
        cursors.set(trackNumber, 0);
      }
    }
    const add = (trackNumber: number, points: Points): void => {
      if (points.length === 0) return;
      const had = kept.get(trackNumber);
      kept.set(trackNumber, had === undefined ? points : had.concat(points));
      if (had === undefined) cursors.set(trackNumber, 0);
    };
    const rows =
      box === null
        ? this.#sql.minute.iterate(minute)
        : this.#sql.minuteBox.iterate(
            ...boxBounds(widen(box)),
            minute * 60 + 59,
            minute * 60,
            minute,
          );
    for (const row of rows) add((row as Packed).track, unpackSegment((row as Packed).packed));
    const journal = this.#journal(minute * MINUTE_MS, (minute + 1) * MINUTE_MS - 1);
    for (const [trackNumber, points] of journal) add(trackNumber, points);
    return kept;
  }

  /** Points of the minute that is not in segments yet. */
  #journal(fromAt: number, toAt: number): Map<number, Points> {
    const out = new Map<number, Points>();
    for (const row of this.#sql.journal.iterate(fromAt, toAt)) {
      const snapshot = readSnapshot((row as { picture: Buffer }).picture);
      for (let at = 0; at + ROW <= snapshot.length; at += ROW) {
        const trackNumber = snapshot[at]!;
        let points = out.get(trackNumber);
        if (points === undefined) out.set(trackNumber, (points = []));
        for (let i = 1; i < ROW; i++) points.push(snapshot[at + i]!);
      }
    }
    return out;
  }
}

interface Packed {
  readonly track: number;
  readonly packed: Buffer;
}

function toPoint(points: Points, i: number): TrackPoint {
  const altM = points[i + COL.altM]!;
  return {
    at: points[i]!,
    latDeg: points[i + COL.lat]! / 1e7,
    lonDeg: points[i + COL.lon]! / 1e7,
    altM: altM === -32768 ? null : altM,
    vEastMps: points[i + COL.vEast]! / 10,
    vNorthMps: points[i + COL.vNorth]! / 10,
  };
}

/** The R*Tree's whole numbers, 1e-5 deg: west of the east edge, east of the west edge, and so on. */
function boxBounds([west, south, east, north]: Box): [number, number, number, number] {
  return [
    Math.ceil(east * 1e5),
    Math.floor(west * 1e5),
    Math.ceil(north * 1e5),
    Math.floor(south * 1e5),
  ];
}

/** A margin, so that a track that enters the box within a minute has its point before. */
function widen([west, south, east, north]: Box): Box {
  return [west - 0.5, south - 0.5, east + 0.5, north + 0.5];
}

function makeFrame(
  tracks: ReadonlyMap<number, Points>,
  cursors: Map<number, number>,
  at: number,
  seq: number,
  box: Box | null,
): Uint8Array {
  const rows: [number, Points, number][] = [];
  for (const [trackNumber, points] of tracks) {
    let cursor = cursors.get(trackNumber) ?? 0;
    while (cursor + WIDTH < points.length && points[cursor + WIDTH]! <= at) cursor += WIDTH;
    cursors.set(trackNumber, cursor);
    const pointAt = points[cursor]!;
    if (pointAt > at || at - pointAt > STALE_MS) continue;
    if (box !== null && !isInBox(points[cursor + COL.lat]!, points[cursor + COL.lon]!, box))
      continue;
    rows.push([trackNumber, points, cursor]);
  }
  const { bytes, frame } = makeTrackFrame(rows.length, at, seq, TRACK_FRAME_FLAGS.replay);
  rows.forEach(([trackNumber, points, cursor], i) => {
    frame.trackNumber[i] = trackNumber;
    frame.lat[i] = points[cursor + COL.lat]!;
    frame.lon[i] = points[cursor + COL.lon]!;
    frame.altM[i] = points[cursor + COL.altM]!;
    frame.vEast[i] = points[cursor + COL.vEast]!;
    frame.vNorth[i] = points[cursor + COL.vNorth]!;
    frame.vUp[i] = points[cursor + COL.vUp]!;
    frame.age[i] = Math.min(
      65535,
      points[cursor + COL.age]! + Math.round((at - points[cursor]!) / 100),
    );
    frame.radius95M[i] = points[cursor + COL.radius95M]!;
    frame.status[i] = points[cursor + COL.status]!;
    frame.quality[i] = points[cursor + COL.quality]!;
    frame.identity[i] = points[cursor + COL.identity]!;
    frame.environment[i] = points[cursor + COL.environment]!;
    frame.alert[i] = points[cursor + COL.alert]!;
  });
  return bytes;
}

function isInBox(lat: number, lon: number, [west, south, east, north]: Box): boolean {
  return lat >= south * 1e7 && lat <= north * 1e7 && lon >= west * 1e7 && lon <= east * 1e7;
}

function statements(db: Database.Database) {
  const inBox =
    'box.west <= ? AND box.east >= ? AND box.south <= ? AND box.north >= ? AND box.from_s <= ? AND box.to_s >= ?';
  return {
    span: db.prepare('SELECT min(minute) AS first, max(minute) AS last FROM minute'),
    journalSpan: db.prepare('SELECT min(at) AS first, max(at) AS last FROM journal'),
    track: db.prepare(
      'SELECT track, packed FROM segment WHERE track = ? AND minute BETWEEN ? AND ? ORDER BY minute, id',
    ),
    minute: db.prepare('SELECT track, packed FROM segment WHERE minute = ? ORDER BY id'),
    box: db.prepare(
      `SELECT segment.track, segment.packed FROM box JOIN segment ON segment.id = box.id WHERE ${inBox}`,
    ),
    minuteBox: db.prepare(
      `SELECT segment.track, segment.packed FROM box JOIN segment ON segment.id = box.id WHERE ${inBox} AND segment.minute = ? ORDER BY segment.id`,
    ),
    minutes: db.prepare('SELECT minute, tracks FROM minute WHERE minute BETWEEN ? AND ?'),
    journal: db.prepare('SELECT picture FROM journal WHERE at BETWEEN ? AND ? ORDER BY at'),
    operators: db.prepare(
      'SELECT track AS trackNumber, at, lat AS latRad, lon AS lonRad, id AS operatorId FROM operator WHERE track = ? AND at BETWEEN ? AND ? ORDER BY at',
    ),
  };
}
