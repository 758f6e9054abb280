import {
  joinLabels,
  OWN_ONLY,
  type Alert,
  type AlertCondition,
  type AlertObject,
  type AlertPriority,
  type EntryForecast,
  type LedgerFact,
} from '../model/index.ts';
import { bodyNumber, bodyNumberOrNull, bodyText, bodyTextOrNull, type Body } from './body.ts';
import { JUDGE_BOUNDS } from './rules.ts';

/** An alert and what the fold needs beside it. */
export interface AlertRecord {
  alert: Alert;
  /** one open alert a family: `entry|track:42`, `spoof-suspected|track:42`, `feed-lost|source:x` */
  family: string;
  /** when it last began to ring: escalation counts from here */
  ringAt: number;
  /** when it last changed for a reason that counts for the bounded rates */
  repeatedAt: number;
  refreshedAt: number;
  /** when it became normal */
  normalAt: number;
  /** its condition ended because its objects were lost, not because they left */
  lost: boolean;
}

/** Fold of alert facts. Changed only by evolveAlerts(). */
export interface AlertBook {
  readonly records: Map<string, AlertRecord>;
  /** the newest alert of each family, also when normal */
  readonly byFamily: Map<string, AlertRecord>;
  /** ids of normal alerts, oldest first */
  readonly normal: string[];
  open: number;
  /** ids changed since the last take */
  readonly changed: Set<string>;
}

export function makeAlertBook(): AlertBook {
  return {
    records: new Map(),
    byFamily: new Map(),
    normal: [],
    open: 0,
    changed: new Set(),
  };
}

export function objectKey(object: AlertObject): string {
  switch (object.kind) {
    case 'track':
      return `track:${object.trackNumber}`;
    case 'group':
      return `group:${object.trackNumbers[0] ?? 0}`;
    case 'source':
      return `source:${object.sourceId}`;
    case 'node':
      return 'node';
  }
}

export function alertKey(
  condition: AlertCondition,
  object: AlertObject,
  zoneId: string | null,
): string {
  return `${condition}|${objectKey(object)}|${zoneId ?? ''}`;
}

/** The moving part of an alert, carried by every fact that tells of it again. */
function news(body: Body): Partial<Alert> {
  const out: { -readonly [K in keyof Alert]?: Alert[K] } = {};
  if ('latDeg' in body) out.latDeg = bodyNumberOrNull(body, 'latDeg');
  if ('lonDeg' in body) out.lonDeg = bodyNumberOrNull(body, 'lonDeg');
  if ('forecast' in body) out.forecast = body['forecast'] as unknown as EntryForecast | null;
  if (typeof body['text'] === 'string') out.text = body['text'];
  return out;
}

/**
 * One fact later. Facts carry absolute values, so one that comes twice changes nothing; facts about alerts that are not
 * known (older than the ledger's retention) are passed over.
 */
export function evolveAlerts(book: AlertBook, fact: LedgerFact): void {
  const { body, at, actor } = fact;
  if (fact.type === 'alert.raised') {
    evolveRaised(book, fact);
    return;
  }
  const record = book.records.get(bodyText(body, 'id'));
  if (record === undefined) return;
  narrow(record, fact);
  const { alert } = record;
  switch (fact.type) {
    case 'alert.repeated': {
      record.repeatedAt = at;
      record.refreshedAt = at;
      if (alert.state === 'active-unack' && bodyNumber(body, 'count') === alert.count) return;
      const back = alert.state === 'normal' || alert.state === 'rectified-unack';
      if (alert.state === 'normal') record.ringAt = at;
      change(book, record, {
        ...news(body),
        state: back ? 'active-unack' : alert.state,
        count: bodyNumber(body, 'count'),
        lastAt: at,
        ...(alert.state === 'normal' ? { acknowledged: null, escalation: 0 } : {}),
      });
      return;
    }
    case 'alert.refreshed':
      record.refreshedAt = at;
      change(book, record, { ...news(body), lastAt: at });
      return;
    case 'alert.upgraded':
      evolveUpgraded(book, record, fact);
      return;
    case 'alert.members': {
      record.refreshedAt = at;
      const rings = body['ring'] === true && alert.state === 'active-ack';
      if (rings) record.ringAt = at;
      change(book, record, {
        ...news(body),
        object: body['object'] as unknown as AlertObject,
        lastAt: at,
        ...(rings ? { state: 'active-unack', acknowledged: null, escalation: 0 } : {}),
      });
      return;
    }
    case 'alert.grouped':
      evolveGrouped(book, record, fact);
      return;
    case 'alert.moved':
      rename(book, record, bodyText(body, 'family'));
      change(book, record, {
        object: body['object'] as unknown as AlertObject,
        key: bodyText(body, 'key'),
        lastAt: at,
      });
      return;
    case 'alert.rectified':
      record.lost = body['lost'] === true;
      if (alert.state === 'active-unack') change(book, record, { state: 'rectified-unack' });
      return;
    case 'alert.cleared':
    case 'alert.absorbed':
      toNormal(book, record, at, {});
      return;
    case 'alert.acknowledged': {
      if (alert.acknowledged !== null || alert.state === 'normal') return;
      const acknowledged = { by: actor, at };
      if (alert.state === 'rectified-unack') toNormal(book, record, at, { acknowledged });
      else change(book, record, { state: 'active-ack', acknowledged });
      return;
    }
    case 'alert.shelved':
      change(book, record, {
        shelved: {
          by: actor,
          at,
          until: bodyNumber(body, 'until'),
          reason: bodyText(body, 'reason'),
        },
      });
      return;
    case 'alert.unshelved':
      record.ringAt = Math.max(record.ringAt, at);
      change(book, record, { shelved: null, escalation: 0 });
      return;
    case 'alert.escalated':
      change(book, record, { escalation: bodyNumber(body, 'level') });
      return;
    case 'alert.filed':
      change(book, record, { incidentId: bodyText(body, 'incidentId') });
      return;
  }
}

function evolveRaised(book: AlertBook, fact: LedgerFact): void {
  const { body, at } = fact;
  const id = bodyText(body, 'id');
  if (book.records.has(id)) return;
  const zoneIds = body['zoneIds'];
  const alert: Alert = {
    id,
    key: bodyText(body, 'key'),
    condition: bodyText(body, 'condition') as AlertCondition,
    priority: bodyText(body, 'priority') as AlertPriority,
    object: body['object'] as unknown as AlertObject,
    zoneId: bodyTextOrNull(body, 'zoneId'),
    ...(Array.isArray(zoneIds) ? { zoneIds: zoneIds as readonly string[] } : {}),
    state: 'active-unack',
    text: bodyText(body, 'text'),
    tip: bodyText(body, 'tip'),
    firstAt: at,
    lastAt: at,
    count: 1,
    forecast: (body['forecast'] ?? null) as unknown as EntryForecast | null,
    latDeg: bodyNumberOrNull(body, 'latDeg'),
    lonDeg: bodyNumberOrNull(body, 'lonDeg'),
    acknowledged: null,
    shelved: null,
    escalation: 0,
    incidentId: null,
    simulated: body['simulated'] === true,
    label: fact.label ?? OWN_ONLY,
  };
  const record: AlertRecord = {
    alert,
    family: bodyText(body, 'family'),
    ringAt: at,
    repeatedAt: at,
    refreshedAt: at,
    normalAt: Number.NaN,
    lost: false,
  };
  book.records.set(id, record);
  book.byFamily.set(record.family, record);
  book.open++;
  book.changed.add(id);
}

/** The newest alert of another family from now on. */
function rename(book: AlertBook, record: AlertRecord, family: string): void {
  if (book.byFamily.get(record.family) === record) book.byFamily.delete(record.family);
  record.family = family;
  book.byFamily.set(family, record);
}

function evolveGrouped(book: AlertBook, record: AlertRecord, fact: LedgerFact): void {
  const { body, at } = fact;
  const again = record.family === bodyText(body, 'family');
  rename(book, record, bodyText(body, 'family'));
  record.refreshedAt = at;
  const rings = body['ring'] === true && !again;
  if (rings) record.ringAt = at;
  const { zoneIds: _, ...alert } = record.alert;
  record.alert = alert;
  change(book, record, {
    ...news(body),
    condition: 'swarm',
    object: body['object'] as unknown as AlertObject,
    key: bodyText(body, 'key'),
    priority: bodyText(body, 'priority') as AlertPriority,
    zoneId: bodyTextOrNull(body, 'zoneId'),
    tip: bodyText(body, 'tip'),
    lastAt: at,
    ...(alert.state === 'rectified-unack' ? { state: 'active-unack' as const } : {}),
    ...(rings ? { state: 'active-unack' as const, acknowledged: null, escalation: 0 } : {}),
  });
}

function evolveUpgraded(book: AlertBook, record: AlertRecord, fact: LedgerFact): void {
  const { body, at } = fact;
  record.refreshedAt = at;
  const rings = body['ring'] === true;
  if (rings) record.ringAt = at;
  const zoneIds = body['zoneIds'];
  change(book, record, {
    ...news(body),
    condition: bodyText(body, 'condition') as AlertCondition,
    key: bodyText(body, 'key'),
    priority: bodyText(body, 'priority') as AlertPriority,
    zoneId: bodyTextOrNull(body, 'zoneId'),
    ...(Array.isArray(zoneIds) ? { zoneIds: zoneIds as readonly string[] } : {}),
    lastAt: at,
    ...(record.alert.state === 'rectified-unack' ? { state: 'active-unack' as const } : {}),
    ...(rings ? { state: 'active-unack' as const, acknowledged: null, escalation: 0 } : {}),
  });
}

/** An alert is as narrow as what was ever said of it (REL-13). */
function narrow(record: AlertRecord, fact: LedgerFact): void {
  const label = joinLabels(record.alert.label, fact.label);
  if (label !== record.alert.label) record.alert = { ...record.alert, label };
}

function change(book: AlertBook, record: AlertRecord, next: Partial<Alert>): void {
  const wasNormal = record.alert.state === 'normal';
  record.alert = { ...record.alert, ...next };
  book.changed.add(record.alert.id);
  if (wasNormal && record.alert.state !== 'normal') {
    book.open++;
    const at = book.normal.indexOf(record.alert.id);
    if (at >= 0) book.normal.splice(at, 1);
  }
}

function toNormal(book: AlertBook, record: AlertRecord, at: number, next: Partial<Alert>): void {
  if (record.alert.state === 'normal') return;
  change(book, record, { ...next, state: 'normal', shelved: null });
  record.normalAt = at;
  book.open--;
  book.normal.push(record.alert.id);
  while (book.normal.length > JUDGE_BOUNDS.normalAlerts) {
    const id = book.normal.shift()!;
    const old = book.records.get(id);
    book.records.delete(id);
    if (old !== undefined && book.byFamily.get(old.family) === old)
      book.byFamily.delete(old.family);
  }
}
