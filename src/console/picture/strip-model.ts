import type { HistoryDensity } from '../../model/index.ts';

/** Pure sums of the time strip. Instants in ms, x in px from the left edge of the strip. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const STRIP_HOURS = [1, 3, 12, 24] as const;

/** What the strip shows: the last hours, not before the history begins when that is younger than an hour. */
export function stripSpan(now: number, hours: number): Span {
  return { from: now - hours * 3_600_000, to: now };
}

export function xOf(at: number, span: Span, width: number): number {
  return ((at - span.from) / (span.to - span.from)) * width;
}

export function atOf(x: number, span: Span, width: number): number {
  const part = Math.max(0, Math.min(1, x / Math.max(1, width)));
  return span.from + part * (span.to - span.from);
}

export interface Tick {
  readonly at: number;
  readonly major: boolean;
}

/** Ticks at round times, 60 px or more apart; every hour is major when steps are shorter. */
export function ticks(span: Span, width: number): Tick[] {
  const steps = [1, 5, 10, 15, 30, 60, 120, 180, 360].map((minutes) => minutes * 60_000);
  const perPx = (span.to - span.from) / Math.max(1, width);
  const step = steps.find((ms) => ms / perPx >= 60) ?? 720 * 60_000;
  const out: Tick[] = [];
  for (let at = Math.ceil(span.from / step) * step; at <= span.to; at += step)
    out.push({ at, major: step >= 3_600_000 || at % 3_600_000 === 0 });
  return out;
}

export interface Bar {
  readonly x: number;
  readonly width: number;
  /** parts of the strip's height, 0..1 */
  readonly tracks: number;
  readonly emergency: number;
  readonly warning: number;
  readonly other: number;
}

/** Bars of a density answer: tracks as a curve's height, alerts stacked by priority on a scale of their own. */
export function bars(density: HistoryDensity, span: Span, width: number): Bar[] {
  const { tracks, alerts } = density;
  const most = Math.max(1, ...tracks);
  const total = (i: number): number =>
    (alerts.emergency[i] ?? 0) + (alerts.warning[i] ?? 0) + (alerts.other[i] ?? 0);
  // Few alerts shall be seen as few: the scale never starts below five.
  const mostAlerts = Math.max(5, ...tracks.map((_, i) => total(i)));
  const stepMs = (density.to - density.from) / Math.max(1, tracks.length);
  return tracks.map((count, i) => ({
    x: xOf(density.from + i * stepMs, span, width),
    width: Math.max(1, (stepMs / (span.to - span.from)) * width),
    tracks: count / most,
    emergency: (alerts.emergency[i] ?? 0) / mostAlerts,
    warning: (alerts.warning[i] ?? 0) / mostAlerts,
    other: (alerts.other[i] ?? 0) / mostAlerts,
  }));
}

/** Step of the [ and ] keys and the arrow keys on the strip, ms: finer when the strip is shorter. */
export function keyStep(span: Span): number {
  return Math.max(10_000, (span.to - span.from) / 360);
}
