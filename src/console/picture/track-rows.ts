import { FT_TO_M, KT_TO_MPS, RAD_TO_DEG } from '../../base/index.ts';
import { IDENTITIES, type Identity } from '../../model/index.ts';
import { ageState, type AgeState } from '../tracks/age.ts';
import type { TrackStore } from '../tracks/track-store.ts';

/** What the table shows of a track: made only for the rows in view. */
export interface TrackRow {
  readonly trackNumber: number;
  readonly id: string;
  readonly name: string;
  readonly identity: Identity;
  readonly environment: number;
  readonly kind: string;
  readonly levelFt: number | null;
  readonly speedKt: number;
  readonly courseDeg: number;
  readonly ageS: number;
  readonly age: AgeState;
  readonly quality: number;
  readonly alert: number;
  readonly coasting: boolean;
  readonly entryZone: string | null;
  readonly entryLikelyAt: number | null;
  readonly findings: number;
}

export const TRACK_COLUMNS = [
  'alert',
  'identity',
  'name',
  'kind',
  'level',
  'speed',
  'course',
  'age',
  'quality',
  'entry',
] as const;
export type TrackColumn = (typeof TRACK_COLUMNS)[number];

export interface TableQuery {
  readonly sort: TrackColumn;
  readonly descending: boolean;
  readonly filter: string;
  readonly hiddenIdentities: readonly number[];
  readonly hiddenEnvironments: readonly number[];
}

export function readRow(store: TrackStore, row: number): TrackRow {
  const label = store.labels.get(store.trackNumber[row]!);
  const east = store.vEast[row]! / 10;
  const north = store.vNorth[row]! / 10;
  const altM = store.altM[row]!;
  const course = Math.atan2(east, north) * RAD_TO_DEG;
  return {
    trackNumber: store.trackNumber[row]!,
    id: label?.id ?? String(store.trackNumber[row]!),
    name: label?.name ?? '',
    identity: IDENTITIES[store.identity[row]!] ?? 'pending',
    environment: store.environment[row]!,
    kind: label?.kind ?? '',
    levelFt: altM === -32768 ? null : altM / FT_TO_M,
    speedKt: Math.hypot(east, north) / KT_TO_MPS,
    courseDeg: (course + 360) % 360,
    ageS: store.ageS[row]!,
    age: ageState(store.ageS[row]!, store.periodS[row]!),
    quality: store.quality[row]!,
    alert: store.alert[row]!,
    coasting: (store.status[row]! & 0x7f) === 2,
    entryZone: label?.entryZone ?? null,
    entryLikelyAt: label?.entryLikelyAt ?? null,
    findings: label?.findings.length ?? 0,
  };
}

/** Alert column as a number that grows with urgency: unacknowledged first, then priority. */
function urgency(alert: number): number {
  const priority = alert & 7;
  return priority === 0 ? 0 : (alert & 0x80) + 8 - priority;
}
/** Identities in order of interest: hostile, suspect, unknown, pending, neutral, assumed friend, friend. */
const INTEREST = [3, 4, 1, 0, 2, 5, 6];

/** Rows of the store that fit the query, in its order; ties by track number, so that rows do not dance. */
export function selectRows(store: TrackStore, query: TableQuery): number[] {
  const needle = query.filter.trim().toLowerCase();
  const rows: number[] = [];
  for (let row = 0; row < store.count; row++) {
    const alerted = store.alert[row] !== 0;
    if (!alerted && query.hiddenIdentities.includes(store.identity[row]!)) continue;
    if (!alerted && query.hiddenEnvironments.includes(store.environment[row]!)) continue;
    if (needle !== '' && !matches(store, row, needle)) continue;
    rows.push(row);
  }
  const sign = query.descending ? -1 : 1;
  const key = sortKey(store, query.sort);
  return rows.sort((a, b) => {
    const ka = key(a);
    const kb = key(b);
    const order = ka < kb ? -1 : ka > kb ? 1 : 0;
    return order * sign || store.trackNumber[a]! - store.trackNumber[b]!;
  });
}

function sortKey(store: TrackStore, column: TrackColumn): (row: number) => number | string {
  const label = (row: number) => store.labels.get(store.trackNumber[row]!);
  switch (column) {
    case 'alert':
      return (row) => urgency(store.alert[row]!);
    case 'identity':
      return (row) => INTEREST[store.identity[row]!] ?? 0;
    case 'name':
      return (row) => label(row)?.name ?? '';
    case 'kind':
      return (row) => label(row)?.kind ?? '';
    case 'level':
      return (row) => store.altM[row]!;
    case 'speed':
      return (row) => Math.hypot(store.vEast[row]!, store.vNorth[row]!);
    case 'course':
      return (row) =>
        (Math.atan2(store.vEast[row]!, store.vNorth[row]!) + 2 * Math.PI) % (2 * Math.PI);
    case 'age':
      return (row) => store.ageS[row]!;
    case 'quality':
      return (row) => store.quality[row]!;
    case 'entry':
      return (row) => -(label(row)?.entryLikelyAt ?? Infinity);
  }
}

function matches(store: TrackStore, row: number, needle: string): boolean {
  const label = store.labels.get(store.trackNumber[row]!);
  const words = [label?.name, label?.id, label?.kind, label?.icao, label?.squawk, label?.entryZone];
  if (words.some((word) => word?.toLowerCase().includes(needle))) return true;
  return label?.mmsi !== null && String(label?.mmsi ?? '').includes(needle);
}
