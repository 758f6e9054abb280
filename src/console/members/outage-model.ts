import { OUTAGES_KEPT_MS, type MemberStatus, type Outage } from '../../model/index.ts';

/** A part of the time-line, in percent of its width from the left. */
export interface Part {
  readonly kind: 'down' | 'not-known';
  readonly leftPercent: number;
  readonly widthPercent: number;
}

/** The time-line of one link: nothing is known from before the node watched it, and where nothing is drawn it was up. */
export function timeLine(outages: readonly Outage[], watchedFromAt: number, now: number): Part[] {
  const fromAt = now - OUTAGES_KEPT_MS;
  const part = (kind: Part['kind'], from: number, to: number): Part => ({
    kind,
    leftPercent: (100 * (Math.max(from, fromAt) - fromAt)) / OUTAGES_KEPT_MS,
    widthPercent: (100 * (Math.min(to, now) - Math.max(from, fromAt))) / OUTAGES_KEPT_MS,
  });
  const parts = watchedFromAt > fromAt ? [part('not-known', fromAt, watchedFromAt)] : [];
  for (const outage of outages)
    if ((outage.toAt ?? now) > fromAt) parts.push(part('down', outage.fromAt, outage.toAt ?? now));
  return parts.filter(({ widthPercent }) => widthPercent > 0);
}

/** How often and how long a link was down in the time that is shown. */
export function sumOutages(
  { outages }: Pick<MemberStatus, 'outages'>,
  now: number,
): { readonly times: number; readonly downMs: number } {
  const fromAt = now - OUTAGES_KEPT_MS;
  const seen = outages.filter(({ toAt }) => (toAt ?? now) > fromAt);
  const downMs = seen.reduce(
    (sum, outage) => sum + (outage.toAt ?? now) - Math.max(fromAt, outage.fromAt),
    0,
  );
  return { times: seen.length, downMs: Math.max(0, downMs) };
}
