import type { Json } from '../base/index.ts';
import {
  ALERT_PRIORITIES,
  type Alert,
  type AlertCondition,
  type AlertObject,
  type AlertPriority,
  type EntryForecast,
  type Label,
  type LedgerFact,
} from '../model/index.ts';
import { alertKey, type AlertBook, type AlertRecord } from './alert-book.ts';
import { JUDGE_BOUNDS, type AlertRules } from './rules.ts';

/** A condition that holds now. Debounced before it comes here: one that is absent next time is over. */
export interface Standing {
  readonly family: string;
  readonly condition: AlertCondition;
  readonly priority: AlertPriority;
  readonly object: AlertObject;
  readonly zoneId: string | null;
  readonly zoneIds?: readonly string[];
  readonly text: string;
  readonly tip: string;
  readonly forecast: EntryForecast | null;
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  readonly simulated: boolean;
  /** a member of a group was lost and is found again, away from the others */
  readonly refound?: boolean;
}

export const RULE_ACTOR = 'judge';

/** 0 = most urgent. */
export function urgency(priority: AlertPriority): number {
  return ALERT_PRIORITIES.indexOf(priority);
}

/** Id of an alert or incident: readable start, no counter, so that the same facts give the same id anywhere. */
export function makeId(prefix: string, key: string, at: number): string {
  let hash = 2166136261;
  for (const char of key) hash = Math.imul(hash ^ char.codePointAt(0)!, 16777619);
  const tail = (hash >>> 0).toString(36).padStart(7, '0').slice(-5);
  return `${prefix}-${Math.round(at).toString(36)}-${tail}`.toUpperCase();
}

export function makeFact(
  type: string,
  at: number,
  actor: string,
  body: { readonly [key: string]: Json },
  label: Label,
): LedgerFact {
  return { type, at, actor, body, label };
}

function labelOf(rules: AlertRules, simulated: boolean): Label {
  return simulated ? { ...rules.labels.alert, exercise: true } : rules.labels.alert;
}

function fields(standing: Standing): { [key: string]: Json } {
  return {
    text: standing.text,
    latDeg: standing.latDeg,
    lonDeg: standing.lonDeg,
    forecast: standing.forecast as unknown as Json,
  };
}

/** What decideAlerts needs beside book and rules, and what it counts. */
export interface AlertContext {
  /** alerts refused at the bound */
  refused: number;
  /** after a start: conditions get time to come back before their alerts count as over */
  readonly holdEnds: boolean;
  /** none of its objects is in the picture: they were lost, not seen to leave */
  readonly isLost: (alert: Alert) => boolean;
  /** what is true of it once its condition is over; empty: nothing more than that it is */
  readonly overText: (alert: Alert, isLost: boolean) => string;
}

/**
 * Facts that bring the book in line with the conditions that hold now. Pure: the book is not changed.
 * Rules ALR-1 .. ALR-9 in docs/spec/alerts.md.
 */
export function decideAlerts(
  book: AlertBook,
  standing: readonly Standing[],
  now: number,
  rules: AlertRules,
  context: AlertContext,
): LedgerFact[] {
  const facts: LedgerFact[] = [];
  const here = new Set<string>();
  let raised = 0;
  for (const one of standing) {
    if (here.has(one.family)) continue;
    here.add(one.family);
    const record = book.byFamily.get(one.family);
    if (record === undefined || isSpent(record, now, rules)) {
      if (!hasRoom(book.open + raised, one.priority)) {
        context.refused++;
        continue;
      }
      raised++;
      facts.push(raise(one, now, rules));
    } else facts.push(...follow(record, one, now, rules));
  }
  if (context.holdEnds) return facts;
  for (const record of book.records.values()) {
    if (here.has(record.family) || record.alert.state === 'normal') continue;
    if (book.byFamily.get(record.family) !== record) continue;
    const { alert } = record;
    const over = conditionOver(alert);
    if (over === null) continue;
    const lost = context.isLost(alert);
    const text = context.overText(alert, lost);
    const body = { id: alert.id, lost, ...(text === '' ? {} : { text }) };
    facts.push(makeFact(over, now, RULE_ACTOR, body, alert.label));
  }
  return facts;
}

function hasRoom(open: number, priority: AlertPriority): boolean {
  const urgent = urgency(priority) <= urgency('warning');
  return open < JUDGE_BOUNDS.openAlerts - (urgent ? 0 : JUDGE_BOUNDS.urgentReserve);
}

/** A normal alert too old to be revived by its condition. */
function isSpent(record: AlertRecord, now: number, rules: AlertRules): boolean {
  return record.alert.state === 'normal' && now - record.normalAt > rules.rejoinS * 1000;
}

function conditionOver(alert: Alert): 'alert.rectified' | 'alert.cleared' | null {
  if (alert.state === 'active-unack') return 'alert.rectified';
  return alert.state === 'active-ack' ? 'alert.cleared' : null;
}

function raise(one: Standing, now: number, rules: AlertRules): LedgerFact {
  const key = alertKey(one.condition, one.object, one.zoneId);
  return makeFact(
    'alert.raised',
    now,
    RULE_ACTOR,
    {
      id: makeId('A', one.family, now),
      family: one.family,
      key,
      condition: one.condition,
      priority: one.priority,
      object: one.object as unknown as Json,
      zoneId: one.zoneId,
      ...(one.zoneIds === undefined ? {} : { zoneIds: one.zoneIds }),
      tip: one.tip,
      simulated: one.simulated,
      ...fields(one),
    },
    labelOf(rules, one.simulated),
  );
}

/** The alert stands already: back again, more serious, more members, or just newer. */
function follow(record: AlertRecord, one: Standing, now: number, rules: AlertRules): LedgerFact[] {
  const { alert } = record;
  const facts: LedgerFact[] = [];
  const say = (type: string, body: { [key: string]: Json }): void => {
    facts.push(makeFact(type, now, RULE_ACTOR, { id: alert.id, ...body }, alert.label));
  };
  const gone = alert.state === 'normal' || alert.state === 'rectified-unack';
  if (gone && now - record.repeatedAt >= rules.repeatEveryS * 1000)
    say('alert.repeated', { count: alert.count + 1, ...fields(one) });
  const rise = urgency(one.priority) < urgency(alert.priority);
  const arrived = alert.condition === 'predicted-incursion' && one.condition === 'incursion';
  const moved = one.zoneId !== alert.zoneId;
  if (rise || arrived || moved) {
    const condition = alert.condition === 'incursion' ? alert.condition : one.condition;
    if (rise && alert.shelved !== null && one.priority === 'emergency')
      say('alert.unshelved', { why: 'emergency' });
    say('alert.upgraded', {
      condition,
      key: alertKey(condition, one.object, one.zoneId),
      priority: rise ? one.priority : alert.priority,
      zoneId: one.zoneId,
      ...(one.zoneIds === undefined ? {} : { zoneIds: one.zoneIds }),
      ring: rise,
      ...fields(one),
    });
  } else if (hasMoreMembers(alert.object, one.object)) {
    // One that turns up from afar is news, whoever has acknowledged the others.
    const ring = one.refound === true && alert.state === 'active-ack';
    say('alert.members', { object: one.object as unknown as Json, ring, ...fields(one) });
  } else if (
    !gone &&
    now - record.refreshedAt >= rules.refreshEveryS * 1000 &&
    isNews(alert, one)
  ) {
    say('alert.refreshed', fields(one));
  }
  return facts;
}

function hasMoreMembers(before: AlertObject, now: AlertObject): boolean {
  if (before.kind !== 'group' || now.kind !== 'group') return false;
  const known = new Set(before.trackNumbers);
  return now.trackNumbers.some((number) => !known.has(number));
}

/** Whether position or forecast moved enough to be written down again. */
function isNews(alert: Alert, one: Standing): boolean {
  if (
    one.latDeg !== null &&
    alert.latDeg !== null &&
    one.lonDeg !== null &&
    alert.lonDeg !== null
  ) {
    const moved = Math.abs(one.latDeg - alert.latDeg) + Math.abs(one.lonDeg - alert.lonDeg);
    if (moved > 0.001) return true;
  }
  return one.text !== alert.text && one.forecast === null;
}

/** Escalations due and shelvings that end. Pure. */
export function decideTimers(book: AlertBook, now: number, rules: AlertRules): LedgerFact[] {
  const facts: LedgerFact[] = [];
  for (const record of book.records.values()) {
    const { alert } = record;
    if (alert.state === 'normal') continue;
    const say = (type: string, body: { [key: string]: Json }): void => {
      facts.push(makeFact(type, now, RULE_ACTOR, { id: alert.id, ...body }, alert.label));
    };
    if (alert.shelved !== null) {
      if (now >= alert.shelved.until) say('alert.unshelved', { why: 'time' });
      continue;
    }
    if (alert.state === 'active-ack') continue;
    if (!rules.escalatePriorities.includes(alert.priority)) continue;
    const waitedS = (now - record.ringAt) / 1000;
    let level = 0;
    while (level < rules.escalateAfterS.length && waitedS >= rules.escalateAfterS[level]!) level++;
    if (level > alert.escalation) say('alert.escalated', { level });
  }
  return facts;
}
