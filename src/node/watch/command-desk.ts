import type { Result } from '../../base/index.ts';
import type { Judge } from '../../judge/index.ts';
import type { LedgerFact, Refusal, WatchCommand, ZoneImportReport } from '../../model/index.ts';
import type { Keeper } from './keeper.ts';
import type { Metrics } from './metrics.ts';
import { readZoneBytes } from './zone-files.ts';

export interface CommandDeskParts {
  readonly judge: Judge;
  readonly keeper: Keeper;
  readonly counts: Metrics['commands'];
  readonly now: () => number;
  /** after each command that was carried out */
  readonly onDone: () => void;
}

/** What people ask of the watch: decided by the judge, on disk, then in force; or refused. */
export class CommandDesk {
  readonly #parts: CommandDeskParts;

  constructor(parts: CommandDeskParts) {
    this.#parts = parts;
  }

  async command(command: WatchCommand, actor: string): Promise<Result<null, Refusal>> {
    const { judge, counts, now } = this.#parts;
    const decided = judge.command(command, actor, now());
    const outcome = decided.ok ? await this.#carryOut(decided.value) : decided;
    counts.inc({ type: command.type, outcome: outcome.ok ? 'done' : outcome.fault.code });
    return outcome.ok ? { ok: true, value: null } : outcome;
  }

  /** An incident with a first note, by a person; gives its id. */
  async openIncident(
    title: string,
    trackNumbers: readonly number[],
    note: string,
    actor: string,
  ): Promise<Result<string, Refusal>> {
    const command: WatchCommand = { type: 'incident.open', title, alertIds: [], trackNumbers };
    const decided = this.#parts.judge.command(command, actor, this.#parts.now());
    if (!decided.ok) return decided;
    const opened = await this.#carryOut(decided.value);
    if (!opened.ok) return opened;
    const incidentId = decided.value[0]!.body['id'] as string;
    const noted = await this.command({ type: 'incident.note', incidentId, text: note }, actor);
    return noted.ok ? { ok: true, value: incidentId } : noted;
  }

  /**
   * A file of which nothing loads leaves the zones as they are and marks its set incomplete.
   * @param source names the set: zones of an earlier whole import of the same source that are gone are removed
   */
  async importZoneFile(
    bytes: Uint8Array,
    format: string,
    actor: string,
    source: string,
  ): Promise<Result<ZoneImportReport, Refusal>> {
    const { report, errors } = readZoneBytes(bytes, format);
    const command: WatchCommand = { type: 'zone.import', zones: report.loaded, source, errors };
    const done = await this.command(command, actor);
    return done.ok ? { ok: true, value: report } : done;
  }

  async #carryOut(facts: readonly LedgerFact[]): Promise<Result<null, Refusal>> {
    const kept = await this.#parts.keeper.commit(facts);
    if (!kept.ok) return kept;
    for (const fact of facts) this.#parts.judge.apply(fact);
    this.#parts.onDone();
    return { ok: true, value: null };
  }
}
