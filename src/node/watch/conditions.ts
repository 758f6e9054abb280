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
  /** why the ledger cannot be written, why history is not kept; empty when all is well */
  readonly ledgerTrouble: string;
  readonly historyTrouble: string;
  readonly diskFreeMb: number;
  readonly simulated: boolean;
}

/** Shares of damaged records are taken over so many looks, one a second. */
const LOOKS_BETWEEN_COUNTS = 10;

/** Looks at feeds and node once a second and remembers what the feeds had counted before. */
export class ConditionWatch {
  readonly #before = new Map<string, { records: number; faults: number }>();
  #looks = 0;

  look(state: Omit<NodeState, 'before'>): ReportedCondition[] {
    const found = findConditions({ ...state, before: this.#before });
    if (this.#looks++ % LOOKS_BETWEEN_COUNTS === 0)
      for (const { id, records, faults } of state.sources)
        this.#before.set(id, { records, faults });
    return found;
  }
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
  const disk = diskCondition(state);
  if (disk !== null) found.push(disk);
  return found;
}

/** One condition for the disk: acknowledgements refused is worse than history not kept. */
function diskCondition(state: NodeState): ReportedCondition | null {
  const { ledgerTrouble, historyTrouble, diskFreeMb, simulated } = state;
  const object = { kind: 'node' } as const;
  if (ledgerTrouble !== '') {
    const tip =
      'Free space now: nobody can acknowledge or open anything until the ledger can be written.';
    const text = `The ledger cannot be written (${ledgerTrouble}; ${diskFreeMb} MB free): acknowledgements are refused`;
    return { condition: 'disk-full', priority: 'emergency', object, text, tip, simulated };
  }
  if (historyTrouble === '') return null;
  const tip = 'Free space: what is not kept now cannot be replayed. The live picture goes on.';
  const text = `History is not kept (${historyTrouble}; ${diskFreeMb} MB free)`;
  return { condition: 'disk-full', priority: 'warning', object, text, tip, simulated };
}
