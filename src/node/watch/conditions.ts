import type { ReportedCondition } from '../../judge/index.ts';
import type { SourceStatus } from '../../model/index.ts';

/** More than this share of records damaged over the last look is worth a person's time. */
const FAULT_SHARE = 0.2;
const MIN_FAULTS = 20;
/** A source clock this far off is corrected, and said. */
const CLOCK_OFFSET_MS = 2000;

export interface NodeState {
  readonly sources: readonly SourceStatus[];
  /** counts at the look before, by source */
  readonly before: ReadonlyMap<string, { readonly records: number; readonly faults: number }>;
  readonly diskOk: boolean;
  readonly diskFreeMb: number;
  readonly simulated: boolean;
}

/** What is wrong with feeds and node now: standing conditions, absent when they are over. */
export function findConditions(state: NodeState): ReportedCondition[] {
  const found: ReportedCondition[] = [];
  const simulated = state.simulated;
  for (const source of state.sources) {
    const object = { kind: 'source', sourceId: source.id } as const;
    if (source.state === 'silent' || source.state === 'failed') {
      const tip = 'Look at Feeds for the reason; call the sensor site or check the line.';
      const text = `Feed ${source.name} gives nothing: ${source.reason || source.state}`;
      found.push({ condition: 'feed-lost', priority: 'caution', object, text, tip, simulated });
    }
    const last = state.before.get(source.id);
    const faults = source.faults - (last?.faults ?? 0);
    const records = source.records - (last?.records ?? 0);
    if (faults >= MIN_FAULTS && faults > FAULT_SHARE * (records + faults)) {
      const share = Math.round((100 * faults) / (records + faults));
      const tip = 'Open Feeds to see the damaged bytes; check format, edition and line.';
      const text = `Feed ${source.name}: ${share} % of records damaged`;
      found.push({ condition: 'feed-faults', priority: 'caution', object, text, tip, simulated });
    }
    if (source.clockOffsetMs !== null && Math.abs(source.clockOffsetMs) >= CLOCK_OFFSET_MS) {
      const offset = `${(source.clockOffsetMs / 1000).toFixed(1)} s`;
      const tip = 'The offset is taken out; have the clock of the sensor set right.';
      const text = `Feed ${source.name}: its clock is ${offset} off`;
      found.push({ condition: 'clock-offset', priority: 'advisory', object, text, tip, simulated });
    }
  }
  if (!state.diskOk) {
    const tip =
      'Free space now: nobody can acknowledge or open anything until the ledger can be written.';
    const text = `The ledger cannot be written (${state.diskFreeMb} MB free): acknowledgements are refused`;
    found.push({
      condition: 'disk-full',
      priority: 'emergency',
      object: { kind: 'node' },
      text,
      tip,
      simulated,
    });
  }
  return found;
}
