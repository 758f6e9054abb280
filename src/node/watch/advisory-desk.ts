import { fail, ok, type Json, type Result } from '../../base/index.ts';
import type {
  AdvisoriesStatus,
  Advisory,
  AdvisoryAnswer,
  LedgerFact,
  Refusal,
  SensedAdvisory,
} from '../../model/index.ts';
import { AdvisoryBook, idOf, labelOf, MAX_OPEN } from './advisory-book.ts';

/** The incident that was opened. */
export interface AdvisoryDone {
  readonly incidentId: string;
}

/** New advisories of one node in a minute; more are counted, not shown: a node that babbles hides no other. */
const MOST_A_MINUTE = 30;
/** The same word again is written at most this often; the desk's count goes on. */
const REPEAT_EVERY_MS = 10_000;
/** Nodes whose rate is remembered. */
const MAX_NODES = 1000;
/** An answer that could not be sent is tried again this often, and given up after this long. */
const SEND_EVERY_MS = 5000;
const SEND_FOR_MS = 24 * 3_600_000;

export interface AdvisoryDeskParts {
  /** a person's facts: on disk, or refused */
  readonly commit: (facts: readonly LedgerFact[]) => Promise<Result<unknown, Refusal>>;
  /** the node's own facts */
  readonly keep: (facts: readonly LedgerFact[]) => void;
  /** to the sensor node; says why not, empty when sent */
  readonly send: (sourceId: string, answer: AdvisoryAnswer) => Promise<string>;
  /** the track at a place, deg; null when none is near */
  readonly trackAt: (latDeg: number, lonDeg: number) => number | null;
  readonly now: () => number;
  /** opens an incident with a first note; gives its id */
  readonly openIncident: (
    title: string,
    trackNumbers: readonly number[],
    note: string,
    actor: string,
  ) => Promise<Result<string, Refusal>>;
}

/**
 * Words of sensor nodes (SAPIENT alerts) on their way to a person and the person's answer on its way back. No alarm of
 * ours: nothing here rings, escalates or is judged.
 */
export class AdvisoryDesk {
  readonly #parts: AdvisoryDeskParts;
  readonly #book = new AdvisoryBook();
  readonly #rates = new Map<string, { count: number; since: number }>();
  #sending = false;
  #triedAt = -Infinity;
  #refused = 0;
  #status: AdvisoriesStatus = { advisories: [], refused: 0 };

  constructor(parts: AdvisoryDeskParts) {
    this.#parts = parts;
  }

  /** the same object while nothing changed */
  status(): AdvisoriesStatus {
    const { list } = this.#book;
    const { advisories, refused } = this.#status;
    if (list !== advisories || this.#refused !== refused)
      this.#status = { advisories: list, refused: this.#refused };
    return this.#status;
  }

  /** for the metrics */
  counts() {
    return {
      advisoriesOpen: this.#book.open,
      advisoriesUnsent: this.#book.unsent().length,
      advisoriesRefused: this.#refused,
    };
  }

  restore(entry: LedgerFact): void {
    this.#book.apply(entry);
  }

  /** What came in from sensor nodes. */
  take(said: readonly SensedAdvisory[]): void {
    for (const one of said) {
      const known = this.#book.find(one);
      if (known !== undefined) this.#again(known, one);
      else if (!one.cleared) this.#receive(one);
    }
  }

  #receive(said: SensedAdvisory): void {
    const now = this.#parts.now();
    if (this.#book.open >= MAX_OPEN || !this.#mayCome(said.nodeId, now)) {
      this.#refused++;
      return;
    }
    const { latDeg, lonDeg, ofObject } = said;
    const trackNumber =
      ofObject && latDeg !== null && lonDeg !== null ? this.#parts.trackAt(latDeg, lonDeg) : null;
    const advisory: Advisory = {
      ...said,
      id: idOf(said),
      firstAt: now,
      count: 1,
      trackNumber,
      answer: null,
      incidentId: null,
    };
    this.#keep('advisory.received', said, { advisory: advisory as unknown as Json });
  }

  #mayCome(nodeId: string, now: number): boolean {
    let rate = this.#rates.get(nodeId);
    if (rate === undefined || now - rate.since >= 60_000) {
      rate = { count: 0, since: now };
      this.#rates.delete(nodeId);
      this.#rates.set(nodeId, rate);
      if (this.#rates.size > MAX_NODES) this.#rates.delete(this.#rates.keys().next().value!);
    }
    return ++rate.count <= MOST_A_MINUTE;
  }

  #again(known: Advisory, said: SensedAdvisory): void {
    const news =
      said.text !== known.text ||
      said.priority !== known.priority ||
      said.cleared !== known.cleared;
    if (!news && said.at - known.at < REPEAT_EVERY_MS) return;
    this.#keep('advisory.repeated', said, {
      id: known.id,
      count: known.count + 1,
      said: said as unknown as Json,
    });
  }

  #keep(type: string, said: SensedAdvisory, body: LedgerFact['body']): void {
    const actor = `${said.sourceId} ${said.nodeId}`;
    const fact = { type, at: this.#parts.now(), actor, body, label: labelOf(said.simulated) };
    this.#book.apply(fact);
    this.#parts.keep([fact]);
  }

  /** A person accepts or rejects it: on disk first, then to the node. */
  async answer(
    id: string,
    accepted: boolean,
    reason: string,
    actor: string,
  ): Promise<Result<null, Refusal>> {
    const advisory = this.#book.get(id);
    if (advisory === undefined)
      return fail({ code: 'advisory-unknown', text: `there is no advisory ${id}` });
    if (advisory.answer !== null)
      return fail({
        code: 'advisory-answered',
        text: `${advisory.answer.by} has answered it already`,
      });
    if (!accepted && reason.trim() === '')
      return fail({ code: 'reason-needed', text: 'say why it is rejected' });
    const body = { id, accepted, reason: reason.trim() };
    const done = await this.#commit('advisory.answered', advisory, body, actor);
    if (done.ok) await this.#send();
    return done;
  }

  /** Made into an incident by a person: with its track, and the node's words as the first note. */
  async open(id: string, title: string, actor: string): Promise<Result<AdvisoryDone, Refusal>> {
    const advisory = this.#book.get(id);
    if (advisory === undefined)
      return fail({ code: 'advisory-unknown', text: `there is no advisory ${id}` });
    if (advisory.incidentId !== null)
      return fail({ code: 'advisory-filed', text: `it is in ${advisory.incidentId} already` });
    const { nodeName, nodeId, text, trackNumber } = advisory;
    const note = `Sensor node ${nodeName} (${nodeId}): ${text || advisory.kind}`;
    const numbers = trackNumber === null ? [] : [trackNumber];
    const opened = await this.#parts.openIncident(title, numbers, note, actor);
    if (!opened.ok) return opened;
    const incidentId = opened.value;
    const filed = await this.#commit('advisory.filed', advisory, { id, incidentId }, actor);
    return filed.ok ? ok({ incidentId }) : filed;
  }

  async #commit(
    type: string,
    { simulated }: Advisory,
    body: LedgerFact['body'],
    actor: string,
  ): Promise<Result<null, Refusal>> {
    const fact = { type, at: this.#parts.now(), actor, body, label: labelOf(simulated) };
    const kept = await this.#parts.commit([fact]);
    if (!kept.ok) return kept;
    this.#book.apply(fact);
    return ok(null);
  }

  /** Once a second: answers that wait for their node to come back. */
  async beat(): Promise<void> {
    if (this.#parts.now() - this.#triedAt >= SEND_EVERY_MS) await this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    this.#triedAt = this.#parts.now();
    for (const advisory of this.#book.unsent()) {
      const { id, sourceId, nodeId, alertId } = advisory;
      const { accepted, reason, at } = advisory.answer!;
      if (this.#parts.now() - at > SEND_FOR_MS) continue;
      const trouble = await this.#parts.send(sourceId, { nodeId, alertId, accepted, reason });
      if (trouble === '') this.#keep('advisory.sent', advisory, { id });
    }
    this.#sending = false;
  }
}
