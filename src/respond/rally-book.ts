import type { RallyEvent } from '../model/index.ts';
import { findActFault, isRallyType, readAct } from './read-act.ts';
import type { RallyAct } from '../model/index.ts';

/** Calls kept, closed ones too; beyond it events of further calls are refused and counted. */
export const MAX_CALLS = 5_000;
/** Acts kept of one call; beyond it further ones are refused and counted. */
export const MAX_ACTS = 20_000;

/** An event with its act, once its body was checked. */
export interface CheckedEvent {
  readonly event: RallyEvent;
  /** null: the body cannot be; `fault` names the field */
  readonly act: RallyAct | null;
  readonly fault: string;
}

/** Everything known of one call. */
export interface CallRecord {
  readonly id: string;
  readonly events: Map<string, CheckedEvent>;
  /** grows with every change */
  version: number;
  /** decideDue found nothing to do at this version; it looks again at a change or then */
  quietVersion: number;
  quietUntil: number;
}

export type Added = 'new' | 'known' | 'not-rally' | 'full';

/**
 * What this node knows of all calls: the set of acts from all logs it holds. A view is computed from the set alone
 * (viewCall), so the order of arrival cannot matter and nodes with the same acts see the same. Acts may come before
 * the call they belong to.
 */
export class RallyBook {
  readonly member: string;
  readonly #calls = new Map<string, CallRecord>();
  /** acts refused at a bound */
  refused = 0;

  constructor(member: string) {
    this.member = member;
  }

  /** evolve(): takes in an event of the own log or another member's. Idempotent by its id. */
  add(event: RallyEvent): Added {
    if (!isRallyType(event.type)) return 'not-rally';
    const call = event.body['call'];
    if (typeof call !== 'string' || call === '' || call.length > 200) return 'not-rally';
    let record = this.#calls.get(call);
    if (record?.events.has(event.id) === true) return 'known';
    if (record === undefined ? this.#calls.size >= MAX_CALLS : record.events.size >= MAX_ACTS) {
      this.refused++;
      return 'full';
    }
    if (record === undefined) {
      record = { id: call, events: new Map(), version: 0, quietVersion: -1, quietUntil: 0 };
      this.#calls.set(call, record);
    }
    const fault = findActFault(event.type, event.body);
    const act = fault === '' ? readAct(event.type, event.body) : null;
    record.events.set(event.id, { event, act, fault });
    record.version++;
    return 'new';
  }

  /** Forgets a recalled event. */
  remove(eventId: string): void {
    for (const [id, record] of this.#calls) {
      if (!record.events.delete(eventId)) continue;
      record.version++;
      if (record.events.size === 0) this.#calls.delete(id);
    }
  }

  call(id: string): CallRecord | null {
    return this.#calls.get(id) ?? null;
  }

  calls(): IterableIterator<CallRecord> {
    return this.#calls.values();
  }

  /** Every event, for a snapshot; add() them to an empty book and it is the same again. */
  *events(): Generator<RallyEvent> {
    for (const record of this.#calls.values())
      for (const { event } of record.events.values()) yield event;
  }
}

/** `C-ROU-m3k9x2`: an exercise call has EX in its very name. Ids of pledges: `P-DEU-...`. The first that is free. */
export function makeRallyId(
  kind: 'C' | 'EX' | 'P',
  member: string,
  now: number,
  isTaken: (id: string) => boolean,
): string {
  const first = `${kind}-${member}-${Math.floor(now).toString(36)}`;
  let id = first;
  for (let n = 1; isTaken(id); n++) id = `${first}.${n.toString(36)}`;
  return id;
}

/** The member that an id belongs to; empty when it is no id. */
export function memberOfId(id: string): string {
  const first = id.indexOf('-');
  const last = id.lastIndexOf('-');
  return first > 0 && last > first ? id.slice(first + 1, last) : '';
}
