/**
 * SBS-1 (BaseStation) text as receivers send it on port 30003: one line a message, 22 comma-separated fields for MSG,
 * fewer for the others. Times are the writer's local time without a zone; they are read as UTC, so a difference to the
 * receive time is the writer's zone. Empty fields are null.
 */
import {
  decodeFault,
  fail,
  latin1,
  ok,
  type DecodeFault,
  type DecodeOutcome,
  type Result,
} from '../../base/index.ts';
import { formatSquawk } from './altitude.ts';

export const SBS_KINDS = ['MSG', 'SEL', 'ID', 'AIR', 'STA', 'CLK'] as const;
export type SbsKind = (typeof SBS_KINDS)[number];

export interface SbsMessage {
  readonly kind: SbsKind;
  /** 1 identification, 2 surface, 3 airborne position, 4 velocity, 5 and 6 surveillance, 7 air-air, 8 all-call; MSG only */
  readonly transmission: number | null;
  readonly icao: number | null;
  /** false: marked with ~, not an ICAO address */
  readonly isIcao: boolean;
  readonly generatedAt: number | null;
  readonly loggedAt: number | null;
  readonly callsign: string | null;
  readonly altitudeFt: number | null;
  readonly groundSpeedKt: number | null;
  readonly trackDeg: number | null;
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  readonly verticalRateFpm: number | null;
  /** 0..4095 */
  readonly mode3A: number | null;
  readonly alert: boolean | null;
  readonly emergency: boolean | null;
  readonly ident: boolean | null;
  readonly onGround: boolean | null;
  /** STA only: PL position lost, SL signal lost, RM removed, AD deleted, OK again */
  readonly status?: string;
}

const FIELDS = 22;
/** A line longer than this is none. */
const MOST_LINE = 512;

/**
 * One line.
 * Faults: 'bad-syntax' (kind or number of fields), 'bad-value' (address, number out of its range).
 */
export function decodeSbs(line: string): Result<SbsMessage, DecodeFault> {
  const fields = line.trim().split(',');
  const kind = SBS_KINDS.find((name) => name === fields[0]);
  if (kind === undefined)
    return fail(decodeFault('bad-syntax', 0, 'SBS-1', 'message type not known'));
  if (fields.length > FIELDS || (kind === 'MSG' && fields.length < 10))
    return fail(decodeFault('bad-syntax', 0, `SBS-1 ${kind}`, `${fields.length} fields`));
  const transmission = numberIn(fields[1], 1, 8);
  const hex = fields[4] ?? '';
  const isIcao = !hex.startsWith('~');
  const digits = isIcao ? hex : hex.slice(1);
  const known = /^[0-9A-Fa-f]{1,6}$/.test(digits);
  if ((digits !== '' || kind === 'MSG') && !known) return bad('HexIdent', hex);
  if (kind === 'MSG' && !Number.isInteger(transmission))
    return bad('TransmissionType', fields[1] ?? '');
  const latDeg = numberIn(fields[14], -90, 90);
  const lonDeg = numberIn(fields[15], -180, 180);
  if (latDeg === undefined || lonDeg === undefined)
    return bad('Latitude', `${fields[14]} ${fields[15]}`);
  return ok({
    kind,
    transmission: kind === 'MSG' ? (transmission ?? null) : null,
    icao: known ? parseInt(digits, 16) : null,
    isIcao,
    generatedAt: timeOf(fields[6], fields[7]),
    loggedAt: timeOf(fields[8], fields[9]),
    // the same field says something else in STA
    callsign: kind === 'STA' ? null : (fields[10] ?? '').trim() || null,
    altitudeFt: numberIn(fields[11], -2_000, 200_000) ?? null,
    groundSpeedKt: numberIn(fields[12], 0, 5_000) ?? null,
    trackDeg: numberIn(fields[13], 0, 360) ?? null,
    latDeg,
    lonDeg,
    verticalRateFpm: numberIn(fields[16], -100_000, 100_000) ?? null,
    mode3A: /^[0-7]{4}$/.test(fields[17] ?? '') ? parseInt(fields[17]!, 8) : null,
    alert: flagOf(fields[18]),
    emergency: flagOf(fields[19]),
    ident: flagOf(fields[20]),
    onGround: flagOf(fields[21]),
    ...(kind === 'STA' ? { status: (fields[10] ?? '').trim() } : {}),
  });
}

function bad(item: string, value: string): Result<SbsMessage, DecodeFault> {
  return fail(decodeFault('bad-value', 0, `SBS-1 ${item}`, value.slice(0, 40)));
}

/** Null when empty, undefined when no number or outside. */
function numberIn(
  text: string | undefined,
  least: number,
  most: number,
): number | null | undefined {
  if (text === undefined || text.trim() === '') return null;
  const value = /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

/** Writers set -1 or 1 for true. */
function flagOf(text: string | undefined): boolean | null {
  return text === undefined || text === '' ? null : text !== '0';
}

function timeOf(date: string | undefined, time: string | undefined): number | null {
  const match = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?$/.exec(
    `${date} ${time}`,
  );
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const ms = Number((match[7] ?? '0').padEnd(3, '0'));
  const at = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!, ms);
  // Date.UTC would make 31 June the first of July, and 25 o'clock the next day.
  const text = new Date(at).toISOString();
  const isReal = text.startsWith(
    `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}`,
  );
  return isReal ? at : null;
}

/** Whole lines of a stream; give what is after `consumed` again with more. */
export function decodeSbsStream(bytes: Uint8Array): DecodeOutcome<SbsMessage> {
  const records: SbsMessage[] = [];
  const faults: DecodeFault[] = [];
  let from = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    const line = end - from > MOST_LINE ? '' : latin1(bytes, from, end).trim();
    if (line !== '' || end - from > MOST_LINE) {
      const result = decodeSbs(line);
      if (result.ok) records.push(result.value);
      else faults.push({ ...result.fault, offset: from });
    }
    from = end + 1;
  }
  if (bytes.length - from > MOST_LINE) {
    faults.push(decodeFault('bad-length', from, 'SBS-1', `no line end in ${MOST_LINE} octets`));
    from = bytes.length;
  }
  return { records, faults, consumed: from };
}

/** One line with its end. Numbers as BaseStation writes them: whole feet and knots, six places of a degree. */
export function encodeSbs(message: SbsMessage): string {
  const number = (value: number | null, places = 0): string =>
    value === null ? '' : String(Number(value.toFixed(places)));
  const flag = (value: boolean | null): string => (value === null ? '' : value ? '-1' : '0');
  const hex = message.icao === null ? '' : message.icao.toString(16).toUpperCase().padStart(6, '0');
  return (
    [
      message.kind,
      message.transmission ?? '',
      1,
      1,
      message.isIcao ? hex : `~${hex}`,
      1,
      ...dateAndTime(message.generatedAt),
      ...dateAndTime(message.loggedAt),
      message.status ?? message.callsign ?? '',
      number(message.altitudeFt),
      number(message.groundSpeedKt, 1),
      number(message.trackDeg, 1),
      message.latDeg?.toFixed(6) ?? '',
      message.lonDeg?.toFixed(6) ?? '',
      number(message.verticalRateFpm),
      message.mode3A === null ? '' : formatSquawk(message.mode3A),
      flag(message.alert),
      flag(message.emergency),
      flag(message.ident),
      flag(message.onGround),
    ].join(',') + '\r\n'
  );
}

function dateAndTime(at: number | null): readonly [string, string] {
  if (at === null) return ['', ''];
  const text = new Date(at).toISOString();
  return [text.slice(0, 10).replaceAll('-', '/'), text.slice(11, 23)];
}
