/** Times are UTC with Z, everywhere. Instants in ms since the Unix epoch. */
const two = (n: number): string => String(n).padStart(2, '0');

/** 04:10:09Z */
export function formatClock(at: number): string {
  if (!Number.isFinite(at)) return '–';
  const d = new Date(at);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}Z`;
}

/** 04:10Z */
export function formatMinute(at: number): string {
  return `${formatClock(at).slice(0, 5)}Z`;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** 24 NOV 2026 */
export function formatDay(at: number): string {
  const d = new Date(at);
  return `${two(d.getUTCDate())} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

/** Time of the same UTC day as `now`, else with day and month: 23 NOV 22:05Z. */
export function formatWhen(at: number, now: number): string {
  const sameDay = Math.floor(at / 86_400_000) === Math.floor(now / 86_400_000);
  return sameDay ? formatClock(at) : `${formatDay(at).slice(0, 6)} ${formatMinute(at)}`;
}

/** Length of time as people say it: 8 s, 4 min 05 s, 2 h 10 min, 3 d. Negative lengths count as 0. */
export function formatSpan(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${two(s % 60)} s`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${two(Math.floor((s % 3600) / 60))} min`;
  return `${Math.floor(s / 86_400)} d`;
}

/** Countdown in a fixed width: 04:02, 1:04:02. */
export function formatCountdown(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  const hours = Math.floor(s / 3600);
  const rest = `${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
