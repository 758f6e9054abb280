/** Instants are ms since the Unix epoch, UTC, as float64. */
export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

/**
 * The instant nearest to `nearAt` whose UTC time of day is `secondsOfDay`.
 * Feeds give time since midnight; around midnight the right day is the nearest one.
 * @param secondsOfDay s since 00:00 UTC, [0, 86400]
 */
export function resolveTimeOfDay(secondsOfDay: number, nearAt: number): number {
  return resolvePeriodic(secondsOfDay * 1000, DAY_MS, nearAt);
}

/** The instant nearest to `nearAt` that is `offsetMs` into a UTC period (hour for Remote ID, minute for AIS). */
export function resolvePeriodic(offsetMs: number, periodMs: number, nearAt: number): number {
  const base = Math.floor(nearAt / periodMs) * periodMs + offsetMs;
  if (base - nearAt > periodMs / 2) return base - periodMs;
  if (nearAt - base > periodMs / 2) return base + periodMs;
  return base;
}

/** ISO 8601 with Z, to the second: 2026-11-24T04:10:09Z. */
export function formatIso(at: number): string {
  return new Date(at).toISOString().slice(0, 19) + 'Z';
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** Date-time group: 240410ZNOV26. */
export function formatDtg(at: number): string {
  const d = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = two(d.getUTCDate()) + two(d.getUTCHours()) + two(d.getUTCMinutes());
  return `${day}Z${MONTHS[d.getUTCMonth()]}${two(d.getUTCFullYear() % 100)}`;
}
