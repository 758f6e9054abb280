/**
 * aircraft.json as readsb and its kin write it: a snapshot of all aircraft a receiver knows. Keys that are absent are
 * not known. Field names of readsb's README-json; lenient reader: an entry that is wrong costs itself.
 */
import { decodeFault, fail, ok, type DecodeFault, type Result } from '../../base/index.ts';
import type { Aircraft } from './aircraft.ts';
import { formatSquawk } from './altitude.ts';

export interface AircraftEntry {
  readonly icao: number;
  /** false: marked with ~, not an ICAO address */
  readonly isIcao: boolean;
  /** where it comes from: adsb_icao, adsr_icao, tisb_icao, mlat, mode_s, ... */
  readonly source: string | null;
  readonly callsign: string | null;
  readonly onGround: boolean;
  readonly altitudeFt: number | null;
  readonly heightFt: number | null;
  readonly groundSpeedKt: number | null;
  readonly trackDeg: number | null;
  readonly baroRateFpm: number | null;
  readonly geomRateFpm: number | null;
  /** 0..4095 */
  readonly mode3A: number | null;
  /** null: none */
  readonly emergency: string | null;
  readonly category: string | null;
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  /** age of the position and of the last message at the time of the snapshot, s */
  readonly seenPositionS: number | null;
  readonly seenS: number | null;
  readonly version: number | null;
  readonly nic: number | null;
  readonly nacP: number | null;
  readonly nacV: number | null;
  readonly sil: number | null;
  readonly messages: number | null;
  /** the position was worked out by receivers together (MLAT), not sent by the aircraft */
  readonly positionFromMlat: boolean;
}

export interface AircraftReport {
  /** time of the snapshot, ms; NaN when a lone aircraft came without one */
  readonly at: number;
  readonly messages: number | null;
  readonly aircraft: readonly AircraftEntry[];
  /** entries left out, with their place in the list */
  readonly faults: readonly DecodeFault[];
}

/** Entries read from one document. */
const MOST_ENTRIES = 100_000;

type Values = Readonly<Record<string, unknown>>;

/** Faults: 'bad-syntax' (no JSON, or no such document); entries that are wrong are listed in the report. */
export function decodeAircraftJson(text: string): Result<AircraftReport, DecodeFault> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return fail(decodeFault('bad-syntax', 0, 'aircraft.json', String(error).slice(0, 120)));
  }
  if (isObject(document) && 'hex' in document) return readLone(document);
  if (!isObject(document) || !Array.isArray(document['aircraft']))
    return fail(decodeFault('bad-syntax', 0, 'aircraft.json', 'no list of aircraft'));
  const now = numberOf(document, 'now');
  if (now === null) return fail(decodeFault('bad-value', 0, 'aircraft.json now', 'no time'));
  const aircraft: AircraftEntry[] = [];
  const faults: DecodeFault[] = [];
  (document['aircraft'] as unknown[]).slice(0, MOST_ENTRIES).forEach((entry, index) => {
    const read = isObject(entry) ? readEntry(entry) : null;
    if (read !== null) aircraft.push(read);
    else
      faults.push(
        decodeFault('bad-value', index, 'aircraft.json hex', `entry ${index} has no address`),
      );
  });
  return ok({ at: now * 1000, messages: numberOf(document, 'messages'), aircraft, faults });
}

/** One aircraft by itself, as readsb's JSON port sends each: `now` stands beside its values. */
function readLone(document: Values): Result<AircraftReport, DecodeFault> {
  const now = numberOf(document, 'now');
  const entry = readEntry(document);
  if (entry === null) return fail(decodeFault('bad-value', 0, 'aircraft.json hex', 'no address'));
  const at = now === null ? Number.NaN : now * 1000;
  return ok({ at, messages: null, aircraft: [entry], faults: [] });
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(entry: Values, key: string): number | null {
  const value = entry[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textOf(entry: Values, key: string): string | null {
  const value = entry[key];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function readEntry(entry: Values): AircraftEntry | null {
  const hex = textOf(entry, 'hex') ?? '';
  const isIcao = !hex.startsWith('~');
  const digits = isIcao ? hex : hex.slice(1);
  if (!/^[0-9A-Fa-f]{6}$/.test(digits)) return null;
  const latDeg = numberOf(entry, 'lat');
  const lonDeg = numberOf(entry, 'lon');
  const placed =
    latDeg !== null && lonDeg !== null && Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180;
  const squawk = textOf(entry, 'squawk');
  const emergency = textOf(entry, 'emergency');
  return {
    icao: parseInt(digits, 16),
    isIcao,
    source: textOf(entry, 'type'),
    callsign: textOf(entry, 'flight'),
    onGround: entry['alt_baro'] === 'ground',
    altitudeFt: numberOf(entry, 'alt_baro'),
    heightFt: numberOf(entry, 'alt_geom'),
    groundSpeedKt: numberOf(entry, 'gs'),
    trackDeg: numberOf(entry, 'track'),
    baroRateFpm: numberOf(entry, 'baro_rate'),
    geomRateFpm: numberOf(entry, 'geom_rate'),
    mode3A: squawk !== null && /^[0-7]{4}$/.test(squawk) ? parseInt(squawk, 8) : null,
    emergency: emergency === 'none' ? null : emergency,
    category: textOf(entry, 'category'),
    latDeg: placed ? latDeg : null,
    lonDeg: placed ? lonDeg : null,
    seenPositionS: numberOf(entry, 'seen_pos'),
    seenS: numberOf(entry, 'seen'),
    version: numberOf(entry, 'version'),
    nic: numberOf(entry, 'nic'),
    nacP: numberOf(entry, 'nac_p'),
    nacV: numberOf(entry, 'nac_v'),
    sil: numberOf(entry, 'sil'),
    messages: numberOf(entry, 'messages'),
    positionFromMlat:
      entry['type'] === 'mlat' ||
      (Array.isArray(entry['mlat']) && (entry['mlat'] as unknown[]).includes('lat')),
  };
}

/** Seconds after which altitude, speed and position are left out. */
const FRESH_S = 60;

/** Snapshot of what a decoder knows, in the form readers of aircraft.json take. */
export function encodeAircraftJson(
  aircraft: Iterable<Aircraft>,
  now: number,
  messages: number,
): string {
  const entries: object[] = [];
  for (const one of aircraft) entries.push(entryOf(one, now));
  return JSON.stringify({ now: now / 1000, messages, aircraft: entries });
}

function entryOf(one: Aircraft, now: number): object {
  const entry: Record<string, unknown> = {
    hex: `${one.isIcao ? '' : '~'}${one.icao.toString(16).padStart(6, '0')}`,
    type: Number.isNaN(one.positionAt) && Number.isNaN(one.callsignAt) ? 'mode_s' : 'adsb_icao',
  };
  const put = (key: string, value: number, at: number, places = 0): void => {
    if (Number.isNaN(value) || !(Math.abs(now - at) <= FRESH_S * 1000)) return;
    entry[key] = Number(value.toFixed(places));
  };
  if (one.callsign !== null) entry['flight'] = one.callsign.padEnd(8, ' ');
  if (one.onGround) entry['alt_baro'] = 'ground';
  else put('alt_baro', one.altitudeFt, one.altitudeAt);
  put('alt_geom', one.heightFt, one.heightAt);
  put('gs', one.groundSpeedKt, one.velocityAt, 1);
  put('track', one.trackDeg, one.velocityAt, 2);
  put('geom_rate', one.verticalRateFpm, one.velocityAt);
  if (!Number.isNaN(one.mode3A)) entry['squawk'] = formatSquawk(one.mode3A);
  if (one.emergency !== null) entry['emergency'] = one.emergency;
  if (one.category !== null) entry['category'] = one.category;
  put('lat', one.latDeg, one.positionAt, 6);
  put('lon', one.lonDeg, one.positionAt, 6);
  if ('lat' in entry) entry['seen_pos'] = Number(((now - one.positionAt) / 1000).toFixed(1));
  if (one.nacP >= 0) Object.assign(entry, { version: one.version, nac_p: one.nacP, sil: one.sil });
  entry['messages'] = one.messages;
  entry['seen'] = Number(((now - one.lastAt) / 1000).toFixed(1));
  return entry;
}
