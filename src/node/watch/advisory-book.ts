import type { Json } from '../../base/index.ts';
import {
  OWN_ONLY,
  type Advisory,
  type Label,
  type LedgerFact,
  type SensedAdvisory,
} from '../../model/index.ts';

/** Advisories that wait for a person; beyond, a new one is not taken, counted. */
export const MAX_OPEN = 300;
/** Answered or taken back, kept for the eye; the oldest go. */
const MAX_DONE = 100;

/** Fold of `advisory.*` facts: what sensor nodes told the desk and what was done about it. */
export class AdvisoryBook {
  readonly #all = new Map<string, Advisory>();
  /** newest first; the same array until something changes */
  list: readonly Advisory[] = [];

  get(id: string): Advisory | undefined {
    return this.#all.get(id);
  }

  /** What a node said under this id of its own, newest. */
  find(said: Pick<SensedAdvisory, 'sourceId' | 'nodeId' | 'alertId'>): Advisory | undefined {
    return this.#all.get(idOf(said));
  }

  get open(): number {
    return this.list.reduce((sum, one) => sum + (isOpen(one) ? 1 : 0), 0);
  }

  /** Answers that the node has not got yet. */
  unsent(): Advisory[] {
    return this.list.filter(({ answer }) => answer !== null && answer.sentAt === null);
  }

  /** One fact later; a fact that comes twice changes nothing, facts of other kinds are passed over. */
  apply({ type, at, actor, body }: LedgerFact): void {
    if (!type.startsWith('advisory.')) return;
    if (type === 'advisory.received') {
      const said = body['advisory'] as unknown as Advisory;
      if (!this.#all.has(said.id)) this.#put(said);
      return;
    }
    const before = this.#all.get(textOf(body['id']));
    if (before === undefined) return;
    if (type === 'advisory.repeated') {
      const { text, priority, kind, cleared, latDeg, lonDeg } = body['said'] as unknown as Advisory;
      const news = { text, priority, kind, cleared, latDeg, lonDeg, at };
      this.#put({ ...before, ...news, count: Number(body['count']) });
    } else if (type === 'advisory.answered') {
      if (before.answer !== null) return;
      const accepted = body['accepted'] === true;
      const reason = textOf(body['reason']);
      this.#put({ ...before, answer: { by: actor, at, accepted, reason, sentAt: null } });
    } else if (type === 'advisory.sent') {
      if (before.answer !== null)
        this.#put({ ...before, answer: { ...before.answer, sentAt: before.answer.sentAt ?? at } });
    } else if (type === 'advisory.filed')
      this.#put({ ...before, incidentId: textOf(body['incidentId']) });
  }

  #put(advisory: Advisory): void {
    this.#all.set(advisory.id, advisory);
    const done = [...this.#all.values()].filter((one) => !isOpen(one));
    for (const { id } of done.slice(0, Math.max(0, done.length - MAX_DONE))) this.#all.delete(id);
    this.list = [...this.#all.values()].sort((a, b) => b.firstAt - a.firstAt);
  }
}

/** A text of a fact that this node wrote itself; anything else is no text. */
function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isOpen({ answer, cleared }: Advisory): boolean {
  return answer === null && !cleared;
}

/** One a node and id of its own: said again, it is the same. */
export function idOf(said: Pick<SensedAdvisory, 'sourceId' | 'nodeId' | 'alertId'>): string {
  return `${said.sourceId}:${said.nodeId}:${said.alertId}`.slice(0, 200);
}

export function labelOf(simulated: boolean): Label {
  return simulated ? { ...OWN_ONLY, exercise: true } : OWN_ONLY;
}
