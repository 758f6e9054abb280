import type { Alert, LedgerFact } from '../model/index.ts';
import type { AlertBook } from './alert-book.ts';
import { makeFact, makeId, RULE_ACTOR, urgency } from './alert-decide.ts';
import { bodyText } from './body.ts';
import type { IncidentBook, IncidentRecord } from './incident-book.ts';
import { JUDGE_BOUNDS, type AlertRules } from './rules.ts';

function tracksOf(alert: Alert): readonly number[] {
  if (alert.object.kind === 'track') return [alert.object.trackNumber];
  return alert.object.kind === 'group' ? alert.object.trackNumbers : [];
}

/** Live and simulated never share a case file. */
function openKey(alert: Alert): string {
  return `${alert.simulated ? 'simulated' : 'live'}|${alert.zoneId}`;
}

const ENTRY_CONDITIONS = ['incursion', 'predicted-incursion', 'swarm'];

/**
 * Facts that file alerts in incidents. An alert joins the open incident that holds its object, else (entries only) the
 * open incident of the same zone with an entry in the last `joinWithinS`; else an entry alert of a priority in
 * `autoOpen` opens one. Rules INC-1 .. INC-4 in docs/spec/incidents.md. Pure.
 * @param alertIds alerts raised, upgraded or grown since the last call
 */
export function decideIncidents(
  book: IncidentBook,
  alerts: AlertBook,
  alertIds: Iterable<string>,
  now: number,
  rules: AlertRules,
): LedgerFact[] {
  const facts: LedgerFact[] = [];
  /** opened in this call */
  const opened = new Map<string, string>();
  let room = JUDGE_BOUNDS.openIncidents - (book.records.size - book.closed.length);
  for (const alertId of alertIds) {
    const alert = alerts.records.get(alertId)?.alert;
    if (alert === undefined) continue;
    const filed = book.byAlert.get(alertId);
    if (filed !== undefined) {
      facts.push(...addMissingTracks(book, filed, alert, now));
      continue;
    }
    const entry = ENTRY_CONDITIONS.includes(alert.condition);
    const incidentId =
      findByTrack(book, alert) ??
      (entry && alert.zoneId !== null
        ? (opened.get(openKey(alert)) ?? findByZone(book, alert, now, rules))
        : null);
    if (incidentId !== null) facts.push(...join(book, incidentId, alert, now));
    else if (entry && rules.incident.autoOpen.includes(alert.priority) && room > 0) {
      room--;
      const fact = open(alert, now);
      if (alert.zoneId !== null) opened.set(openKey(alert), bodyText(fact.body, 'id'));
      facts.push(fact, filedFact(alert, bodyText(fact.body, 'id'), now));
    }
  }
  return facts;
}

function filedFact(alert: Alert, incidentId: string, now: number): LedgerFact {
  return makeFact('alert.filed', now, RULE_ACTOR, { id: alert.id, incidentId }, alert.label);
}

function open(alert: Alert, now: number): LedgerFact {
  return makeFact(
    'incident.opened',
    now,
    RULE_ACTOR,
    {
      id: makeId('I', alert.key, now),
      title: alert.text,
      severity: alert.priority,
      zoneId: alert.zoneId,
      alertIds: [alert.id],
      trackNumbers: tracksOf(alert),
      simulated: alert.simulated,
    },
    alert.label,
  );
}

function join(book: IncidentBook, id: string, alert: Alert, now: number): LedgerFact[] {
  const facts = [
    makeFact(
      'incident.alert-added',
      now,
      RULE_ACTOR,
      { id, alertId: alert.id, text: alert.text, priority: alert.priority },
      alert.label,
    ),
    filedFact(alert, id, now),
  ];
  const numbers = tracksOf(alert);
  const known = book.records.get(id)?.incident;
  const fresh = numbers.filter((number) => known?.trackNumbers.includes(number) !== true);
  if (fresh.length > 0)
    facts.push(
      makeFact('incident.tracks-added', now, RULE_ACTOR, { id, trackNumbers: fresh }, alert.label),
    );
  if (known !== undefined && urgency(alert.priority) < urgency(known.severity))
    facts.push(
      makeFact(
        'incident.severity-raised',
        now,
        RULE_ACTOR,
        { id, severity: alert.priority },
        alert.label,
      ),
    );
  return facts;
}

function addMissingTracks(book: IncidentBook, id: string, alert: Alert, now: number): LedgerFact[] {
  const known = new Set(book.records.get(id)?.incident.trackNumbers ?? []);
  const fresh = tracksOf(alert).filter((number) => !known.has(number));
  if (fresh.length === 0) return [];
  const body = { id, trackNumbers: fresh };
  return [makeFact('incident.tracks-added', now, RULE_ACTOR, body, alert.label)];
}

/** Live and simulated never share a case file. */
function fits(record: IncidentRecord | undefined, alert: Alert): record is IncidentRecord {
  return (
    record !== undefined &&
    record.incident.state !== 'closed' &&
    record.incident.simulated === alert.simulated
  );
}

function findByTrack(book: IncidentBook, alert: Alert): string | null {
  for (const number of tracksOf(alert)) {
    for (const id of book.byTrack.get(number) ?? []) {
      if (fits(book.records.get(id), alert)) return id;
    }
  }
  return null;
}

function findByZone(
  book: IncidentBook,
  alert: Alert,
  now: number,
  rules: AlertRules,
): string | null {
  for (const record of book.records.values()) {
    if (record.incident.zoneId !== alert.zoneId || !fits(record, alert)) continue;
    if (now - record.touchedAt <= rules.incident.joinWithinS * 1000) return record.incident.id;
  }
  return null;
}
