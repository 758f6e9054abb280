// Hot path: no allocation when read; one text a day when written.
import { DAY_MS } from '../../base/index.ts';
import type { OctetSink } from './sink.ts';

/**
 * ms since the Unix epoch of a CoT time (ISO 8601: `2026-01-01T00:00:00.000Z`); NaN when it is none. Any number of
 * fraction digits (ms count), any zone; none is read as UTC, as senders that leave it out mean it.
 */
export function parseTime(bytes: Uint8Array, from: number, to: number): number {
  while (from < to && bytes[from]! <= 32) from++;
  while (to > from && bytes[to - 1]! <= 32) to--;
  if (to - from < 19) return Number.NaN;
  const year = number(bytes, from, 4);
  const month = number(bytes, from + 5, 2);
  const day = number(bytes, from + 8, 2);
  const hour = number(bytes, from + 11, 2);
  const minute = number(bytes, from + 14, 2);
  const second = number(bytes, from + 17, 2);
  const separated =
    bytes[from + 4] === 0x2d &&
    bytes[from + 7] === 0x2d &&
    (bytes[from + 10]! | 32) === 0x74 &&
    bytes[from + 13] === 0x3a &&
    bytes[from + 16] === 0x3a;
  const sound = Math.min(year, month, day, hour, minute, second) >= 0;
  if (!separated || !sound || hour > 24 || minute > 59 || second > 60) return Number.NaN;
  if (hour === 24 && (minute > 0 || second > 0)) return Number.NaN;
  const days = daysSinceEpoch(year, month, day);
  let i = from + 19;
  let ms = 0;
  if (i < to && bytes[i] === 0x2e) {
    const start = ++i;
    for (let unit = 100; i < to && isDigit(bytes[i]!); i++, unit = Math.floor(unit / 10))
      ms += (bytes[i]! - 48) * unit;
    if (i === start) return Number.NaN;
  }
  const offset = zoneMinutes(bytes, i, to);
  return days * DAY_MS + ((hour * 60 + minute - offset) * 60 + second) * 1000 + ms;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function number(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0;
  for (let i = from; i < from + digits; i++) {
    if (!isDigit(bytes[i]!)) return -1;
    value = value * 10 + (bytes[i]! - 48);
  }
  return value;
}

/** East positive; NaN when it is no zone. */
function zoneMinutes(bytes: Uint8Array, i: number, to: number): number {
  if (i === to) return 0;
  if (i + 1 === to && (bytes[i]! | 32) === 0x7a) return 0;
  const sign = bytes[i] === 0x2b ? 1 : bytes[i] === 0x2d ? -1 : 0;
  const colon = bytes[i + 3] === 0x3a ? 1 : 0;
  if (sign === 0 || to - i !== 5 + colon) return Number.NaN;
  const hours = number(bytes, i + 1, 2);
  const minutes = number(bytes, i + 3 + colon, 2);
  return hours < 0 || hours > 14 || minutes < 0 || minutes > 59
    ? Number.NaN
    : sign * (hours * 60 + minutes);
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of the Gregorian calendar; NaN for a day that is none. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (year < 1 || month < 1 || month > 12 || day < 1) return Number.NaN;
  if (day > MONTH_DAYS[month - 1]! + (leap && month === 2 ? 1 : 0)) return Number.NaN;
  // Counted from March, so that the leap day comes last (algorithm of H. Hinnant, "chrono-compatible dates").
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

let lastDay = Number.NaN;
let lastDayText = '';

/**
 * Writes `2026-01-01T00:00:00.000Z`.
 * @param at ms since the Unix epoch, years 0001 to 9999; fractions of a ms are cut
 */
export function writeTime(sink: OctetSink, at: number): void {
  const ms = Math.floor(at);
  const day = Math.floor(ms / DAY_MS);
  if (day !== lastDay) {
    lastDay = day;
    lastDayText = new Date(day * DAY_MS).toISOString().slice(0, 11);
  }
  const inDay = ms - day * DAY_MS;
  const second = Math.floor(inDay / 1000);
  const minute = Math.floor(second / 60);
  const hour = Math.floor(minute / 60);
  sink.ascii(lastDayText);
  sink.digits(hour, 2);
  sink.octet(0x3a);
  sink.digits(minute - hour * 60, 2);
  sink.octet(0x3a);
  sink.digits(second - minute * 60, 2);
  sink.octet(0x2e);
  sink.digits(inDay - second * 1000, 3);
  sink.octet(0x5a);
}

/** Whether a time can be written: years 0001 to 9999. */
export function isWritableTime(at: number): boolean {
  return at >= -62_135_596_800_000 && at < 253_402_300_800_000;
}
