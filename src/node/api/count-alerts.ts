import type { Alert, HistoryDensity } from '../../model/index.ts';

/** How many alerts began in each of equal spans, by priority: the marks on the time bar. */
export function countAlerts(
  alerts: readonly Alert[],
  fromAt: number,
  toAt: number,
  buckets: number,
): HistoryDensity['alerts'] {
  const make = (): number[] => new Array<number>(buckets).fill(0);
  const counts = { emergency: make(), warning: make(), other: make() };
  for (const alert of alerts) {
    const bucket = Math.floor(((alert.firstAt - fromAt) / (toAt - fromAt)) * buckets);
    if (!(bucket >= 0 && bucket < buckets)) continue;
    const kind =
      alert.priority === 'emergency' || alert.priority === 'warning' ? alert.priority : 'other';
    counts[kind][bucket]!++;
  }
  return counts;
}
