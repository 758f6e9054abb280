/** A single object's alert that becomes the alert of its swarm: one bell for one swarm (ALR-7). */
import type { Json } from '../base/index.ts';
import type { LedgerFact } from '../model/index.ts';
import { alertKey, type AlertBook, type AlertRecord } from './alert-book.ts';
import { makeFact, RULE_ACTOR, urgency, type Standing } from './alert-decide.ts';

/**
 * The alert that a new group goes on with: the oldest listed one of these families. Not one on the shelf: a person
 * has put that one object away, not the others.
 */
export function alertToGrow(book: AlertBook, families: readonly string[]): AlertRecord | null {
  let oldest: AlertRecord | null = null;
  for (const family of families) {
    const record = book.byFamily.get(family);
    if (record === undefined || record.alert.state === 'normal') continue;
    if (record.alert.shelved !== null) continue;
    if (oldest === null || isBefore(record, oldest)) oldest = record;
  }
  return oldest;
}

function isBefore({ alert: a }: AlertRecord, { alert: b }: AlertRecord): boolean {
  return a.firstAt < b.firstAt || (a.firstAt === b.firstAt && a.id < b.id);
}

/**
 * `alert.grouped`: the alert is the swarm's from now on. Unacknowledged it goes on ringing as it did; it rings anew when
 * somebody has acknowledged the one object only, or when the group is more urgent.
 */
export function grownFact(record: AlertRecord, one: Standing, now: number): LedgerFact {
  const { alert } = record;
  const rise = urgency(one.priority) < urgency(alert.priority);
  const body = {
    id: alert.id,
    family: one.family,
    key: alertKey(one.condition, one.object, one.zoneId),
    from: record.family,
    object: one.object as unknown as Json,
    priority: rise ? one.priority : alert.priority,
    zoneId: one.zoneId,
    ring: rise || alert.state === 'active-ack',
    text: one.text,
    tip: one.tip,
    latDeg: one.latDeg,
    lonDeg: one.lonDeg,
    forecast: one.forecast as unknown as Json,
  };
  return makeFact('alert.grouped', now, RULE_ACTOR, body, alert.label);
}
