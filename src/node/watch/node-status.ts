import type { Alert, NodeStatus, SourceStatus } from '../../model/index.ts';
import type { TrackerStats } from '../../track/index.ts';
import type { NodeConfig } from '../config/index.ts';
import type { Keeper } from './keeper.ts';
import type { NodeNumbers } from './metrics.ts';

export interface StatusParts {
  readonly config: NodeConfig;
  readonly version: string;
  readonly startedAt: number;
  readonly now: number;
  readonly tracks: number;
  readonly sources: readonly SourceStatus[];
  readonly historySpan: { readonly from: number; readonly to: number } | null;
  readonly keeper: Keeper;
  readonly diskFreeBytes: number;
  readonly notices: readonly string[];
}

/** The node in one line, as the console's head shows it. */
export function statusOf(parts: StatusParts): NodeStatus {
  const { config, sources, historySpan, keeper, notices } = parts;
  return {
    member: config.member,
    name: config.name,
    version: parts.version,
    startedAt: parts.startedAt,
    now: parts.now,
    mode: config.mode,
    tracks: parts.tracks,
    plotRate: Math.round(sources.reduce((sum, source) => sum + source.plotRate, 0)),
    sources: {
      live: sources.filter((source) => source.state === 'live').length,
      total: sources.length,
    },
    historyFrom: historySpan?.from ?? null,
    historyTo: historySpan?.to ?? null,
    diskOk: keeper.isOk,
    diskFreeMb: Math.round(parts.diskFreeBytes / 1e6),
    notices: keeper.isOk ? notices : [`DISK: ${keeper.trouble}`, ...notices],
    banner: config.banner,
  };
}

/** Counts of picture, alerts and ledger for the metrics. */
export function countNode(
  tracks: number,
  { plotsUsed, plotsUnused, plotsTooLate, dropped }: Readonly<TrackerStats>,
  alerts: readonly Alert[],
  { entries, failures }: Keeper,
) {
  const open = alerts.filter((alert) => alert.state !== 'normal');
  return {
    tracks,
    plotsUsed,
    plotsUnused,
    plotsLate: plotsTooLate,
    tracksDropped: dropped,
    alertsActive: open.filter((alert) => alert.state !== 'rectified-unack').length,
    alertsUnacknowledged: open.filter((alert) => alert.acknowledged === null).length,
    ledgerEntries: entries,
    ledgerFailures: failures,
  } satisfies Partial<NodeNumbers>;
}
