import { DAY_MS, type Json } from '../../base/index.ts';
import {
  GEO_DAYS,
  SUN_EVENTS,
  type GeoDay,
  type GeoDayTime,
  type GeoPeriod,
  type GeoSlot,
} from './record.ts';
import { isList, isObject, type JsonObject, type Reading } from './reading.ts';

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T\s](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;
const CLOCK = /^(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** Minutes east of Greenwich; null when nothing was said. */
function offsetMin(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || 0);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * An instant, ms UTC; null when it cannot be read (said in the findings). A missing time zone is taken as UTC, a
 * missing time as the start of the day, or its end where the day is meant to be in.
 */
export function readInstant(
  value: Json | undefined,
  path: string,
  reading: Reading,
  dayEnd = false,
): number | null {
  if (value === null || value === undefined || value === '') return null;
  const match = typeof value === 'string' ? DATE_TIME.exec(value.trim()) : null;
  if (match === null) {
    reading.warn(path, 'not a date and time: taken as not stated');
    return null;
  }
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const dayAt = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const backMonth = new Date(dayAt).getUTCMonth() + 1;
  const seconds = Number(hour ?? 0) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0);
  if (backMonth !== Number(month) || Number(minute ?? 0) > 59 || seconds > 86_400) {
    reading.warn(path, 'there is no such date or time: taken as not stated');
    return null;
  }
  if (hour === undefined) {
    reading.warn(path, 'a date without time');
    return dayEnd ? dayAt + DAY_MS : dayAt;
  }
  const offset = offsetMin(zone);
  if (offset === null) reading.warn(path, 'no time zone: taken as UTC');
  else if (second === undefined) reading.warn(path, 'a time without seconds');
  const fractionMs = fraction === undefined ? 0 : Math.round(Number(`0.${fraction}`) * 1000);
  return dayAt + seconds * 1000 + fractionMs - (offset ?? 0) * 60_000;
}

/** s of the UTC day (may lie outside 0..86400 after taking the offset away), or null. */
function readClock(value: Json | undefined, path: string, reading: Reading): number | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  const match = CLOCK.exec(value.trim());
  const seconds =
    match === null
      ? Number.NaN
      : Number(match[1]) * 3600 +
        Number(match[2]) * 60 +
        Number(match[3] ?? 0) +
        (match[4] === undefined ? 0 : Number(`0.${match[4]}`));
  if (match === null || !(seconds <= 86_400) || Number(match[2]) > 59) {
    reading.warn(path, `"${value.slice(0, 30)}" is no time of day`);
    return null;
  }
  const offset = offsetMin(match[5]);
  if (offset === null) reading.warn(path, 'no time zone: taken as UTC');
  return seconds - (offset ?? 0) * 60;
}

function readEvent(value: Json | undefined, path: string, reading: Reading): GeoDayTime | null {
  if (value === null || value === undefined) return null;
  const event = SUN_EVENTS.find((one) => one === value);
  if (event === undefined) reading.warn(path, `unknown daylight event ${JSON.stringify(value)}`);
  return event ?? null;
}

function readDays(value: Json | undefined, path: string, reading: Reading): GeoDay[] | null {
  const list = typeof value === 'string' ? [value] : isList(value) ? value : [];
  const days = new Set<GeoDay>();
  for (const one of list) {
    const word = typeof one === 'string' ? one.trim().toUpperCase().slice(0, 3) : '';
    if (word === 'ANY') return [];
    const day = GEO_DAYS.find((known) => known === word);
    if (day === undefined) {
      reading.warn(path, `unknown day ${JSON.stringify(one)}`);
      return null;
    }
    days.add(day);
  }
  return days.size === 7 ? [] : GEO_DAYS.filter((day) => days.has(day));
}

/**
 * One schedule line; 'none' when it says nothing (all null), 'bad' when it cannot be read. Both ends may be a clock
 * time or a sun event; an end that is not given is the edge of the day.
 */
function readSlot(line: JsonObject, path: string, reading: Reading): GeoSlot | 'none' | 'bad' {
  const before = reading.findings.length;
  const days = readDays(line['day'] ?? line['days'], `${path}/day`, reading);
  const ends = (['start', 'end'] as const).map(
    (end): GeoDayTime | null =>
      readEvent(line[`${end}Event`], `${path}/${end}Event`, reading) ??
      readClock(line[`${end}Time`], `${path}/${end}Time`, reading),
  );
  const [start, end] = [ends[0] ?? null, ends[1] ?? null];
  const stated = ['startTime', 'endTime', 'startEvent', 'endEvent'].some(
    (key) => line[key] !== null && line[key] !== undefined,
  );
  if (days === null) return 'bad';
  if (!stated && days.length === 0 && reading.findings.length === before) return 'none';
  const unread = (key: 'start' | 'end', value: GeoDayTime | null): boolean =>
    value === null && (isSet(line[`${key}Time`]) || isSet(line[`${key}Event`]));
  if (unread('start', start) || unread('end', end)) return 'bad';
  return inUtcDay({ days, start: start ?? 0, end: end ?? 86_400 });
}

function isSet(value: Json | undefined): boolean {
  return value !== null && value !== undefined && value !== '';
}

/** A line written with an offset may begin on the UTC day before or after the one it names. */
function inUtcDay(slot: GeoSlot): GeoSlot {
  let { start, end, days } = slot;
  if (typeof start === 'number' && (start < 0 || start >= 86_400)) {
    const shift = Math.floor(start / 86_400);
    start -= shift * 86_400;
    days = days.map((day) => GEO_DAYS[(GEO_DAYS.indexOf(day) + shift + 7) % 7]!);
  }
  if (typeof end === 'number' && (end < 0 || end > 86_400))
    end -= Math.floor(end / 86_400) * 86_400;
  return { days, start, end };
}

/** `schedule`, or `dailyPeriod` as some feeds call it. A line that cannot be read makes the whole period apply. */
export function readSchedule(period: JsonObject, path: string, reading: Reading): GeoSlot[] {
  const key = isList(period['schedule']) ? 'schedule' : 'dailyPeriod';
  const list = period[key];
  if (!isList(list)) return [];
  const slots: GeoSlot[] = [];
  for (const [i, line] of list.entries()) {
    const at = `${path}/${key}/${i}`;
    const slot = isObject(line) ? readSlot(line, at, reading) : 'bad';
    if (slot === 'none') continue;
    if (slot === 'bad') {
      reading.warn(at, 'a schedule line cannot be read: the zone is taken to apply all day');
      return [];
    }
    if (slot.start === slot.end)
      reading.warn(at, 'start and end of the schedule are the same: taken as a whole day');
    slots.push(slot);
  }
  return slots;
}

/** Start, end and schedule of one period. */
export function readPeriod(period: JsonObject, path: string, reading: Reading): GeoPeriod {
  const startAt = readInstant(period['startDateTime'], `${path}/startDateTime`, reading);
  const endAt = readInstant(period['endDateTime'], `${path}/endDateTime`, reading, true);
  if (startAt !== null && endAt !== null && endAt <= startAt)
    reading.warn(path, 'the period ends before it begins: it never applies');
  return { startAt, endAt, schedule: readSchedule(period, path, reading) };
}
