import { DAY_MS } from '../base/index.ts';
import { WEEKDAYS, type Applicability, type DayTime, type Zone } from '../model/index.ts';
import { sunEventAt } from './sun.ts';

/** Half open: [fromAt, toAt). */
export interface Span {
  readonly fromAt: number;
  readonly toAt: number;
}

type Slot = Applicability['schedule'][number];

/** UTC weekday of a day start, 0 = Monday, as WEEKDAYS counts. */
function weekdayOf(dayAt: number): number {
  return (((Math.floor(dayAt / DAY_MS) + 3) % 7) + 7) % 7;
}

function instantOf(time: DayTime, dayAt: number, place: Place): number | 'up' | 'down' {
  if (typeof time === 'number') return dayAt + time * 1000;
  return sunEventAt(time, dayAt, place.latDeg, place.lonDeg);
}

/** Where sun events of a zone are reckoned. */
export interface Place {
  readonly latDeg: number;
  readonly lonDeg: number;
}

/**
 * The span of one schedule line that begins on a UTC day; null when the line does not name the day or the sun gives
 * none. An end not after its start falls on the next day, so 22:00-06:00 runs over midnight and 00:00-00:00 is a whole
 * day. Where the sun does not rise or set: sunrise to sunset is all day under the midnight sun and never in the polar
 * night, sunset to sunrise the other way round; beside a clock time the missing event becomes the edge of the day,
 * so that the zone applies rather than not.
 */
export function slotSpan(slot: Slot, dayAt: number, place: Place): Span | null {
  if (slot.days.length > 0 && !slot.days.includes(WEEKDAYS[weekdayOf(dayAt)]!)) return null;
  const from = instantOf(slot.start, dayAt, place);
  if (typeof from !== 'number' && typeof slot.end !== 'number') {
    const daylight = slot.start === 'SR' || slot.start === 'BMCT';
    return daylight === (from === 'up') ? { fromAt: dayAt, toAt: dayAt + DAY_MS } : null;
  }
  const fromAt = typeof from === 'number' ? from : dayAt;
  const sameDay = instantOf(slot.end, dayAt, place);
  if (typeof sameDay === 'number' && sameDay > fromAt) return { fromAt, toAt: sameDay };
  const nextDay = instantOf(slot.end, dayAt + DAY_MS, place);
  return { fromAt, toAt: typeof nextDay === 'number' ? nextDay : dayAt + DAY_MS };
}

/** Whether a zone applies at an instant: periods are OR; none at all means always. */
export function appliesAt(zone: Zone, at: number, place: Place): boolean {
  if (zone.applicability.length === 0) return true;
  return zone.applicability.some((period) => periodApplies(period, at, place));
}

function periodApplies(period: Applicability, at: number, place: Place): boolean {
  if (period.startAt !== null && at < period.startAt) return false;
  if (period.endAt !== null && at >= period.endAt) return false;
  if (period.schedule.length === 0) return true;
  const dayAt = Math.floor(at / DAY_MS) * DAY_MS;
  for (const slot of period.schedule) {
    for (const day of [dayAt, dayAt - DAY_MS]) {
      const span = slotSpan(slot, day, place);
      if (span !== null && at >= span.fromAt && at < span.toAt) return true;
    }
  }
  return false;
}

/**
 * When a zone applies between two instants: merged spans in order. Meant for hours, not years: looks at every day.
 * @param toAt at most 31 days after fromAt; later is cut off
 */
export function applicableSpans(zone: Zone, fromAt: number, toAt: number, place: Place): Span[] {
  const end = Math.min(toAt, fromAt + 31 * DAY_MS);
  if (zone.applicability.length === 0) return [{ fromAt, toAt: end }];
  const found: Span[] = [];
  const add = (a: number, b: number): void => {
    const from = Math.max(a, fromAt);
    const to = Math.min(b, end);
    if (to > from) found.push({ fromAt: from, toAt: to });
  };
  for (const period of zone.applicability) {
    const low = period.startAt ?? -Infinity;
    const high = period.endAt ?? Infinity;
    if (period.schedule.length === 0) {
      add(low, high);
      continue;
    }
    const firstDay = Math.floor(fromAt / DAY_MS) * DAY_MS - DAY_MS;
    for (let day = firstDay; day < end; day += DAY_MS) {
      for (const slot of period.schedule) {
        const span = slotSpan(slot, day, place);
        if (span !== null) add(Math.max(span.fromAt, low), Math.min(span.toAt, high));
      }
    }
  }
  return mergeSpans(found);
}

function mergeSpans(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.fromAt - b.fromAt)) {
    const last = out[out.length - 1];
    if (last !== undefined && span.fromAt <= last.toAt)
      out[out.length - 1] = { fromAt: last.fromAt, toAt: Math.max(last.toAt, span.toAt) };
    else out.push(span);
  }
  return out;
}
