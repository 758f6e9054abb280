import {
  joinLabels,
  OWN_ONLY,
  type AlertPriority,
  type Incident,
  type IncidentNote,
  type IncidentState,
  type LedgerFact,
} from '../model/index.ts';
import { RULE_ACTOR, urgency } from './alert-decide.ts';
import { bodyList, bodyText, bodyTextOrNull } from './body.ts';
import { JUDGE_BOUNDS } from './rules.ts';

export interface IncidentRecord {
  incident: Incident;
  /** last entry: what the joining window counts from */
  touchedAt: number;
  /** what each of its alerts says by now; null: a person gave the title, and it stays */
  readonly said: Map<string, Said> | null;
}

/** An alert as its facts tell of it. */
interface Said {
  readonly text: string;
  readonly urgency: number;
  /** since when its condition is over; null: it holds */
  readonly overAt: number | null;
}

/** Fold of incident facts, and of alert facts as machine notes of the incident that holds the alert. */
export interface IncidentBook {
  readonly records: Map<string, IncidentRecord>;
  /** alert id -> incident id */
  readonly byAlert: Map<string, string>;
  /** track number -> open incidents that hold it */
  readonly byTrack: Map<number, Set<string>>;
  readonly closed: string[];
  readonly changed: Set<string>;
  notesLeftAway: number;
}

export function makeIncidentBook(): IncidentBook {
  return {
    records: new Map(),
    byAlert: new Map(),
    byTrack: new Map(),
    closed: [],
    changed: new Set(),
    notesLeftAway: 0,
  };
}

/** One fact later. Facts are idempotent: notes carry their number, lists are sets, the rest is absolute. */
export function evolveIncidents(book: IncidentBook, fact: LedgerFact): void {
  if (fact.type === 'incident.opened') {
    evolveOpened(book, fact);
    return;
  }
  if (fact.type.startsWith('alert.')) {
    noteOfAlert(book, fact);
    return;
  }
  const record = book.records.get(bodyText(fact.body, 'id'));
  if (record === undefined) return;
  narrow(record, fact);
  switch (fact.type) {
    case 'incident.alert-added': {
      const alertId = bodyText(fact.body, 'alertId');
      addAlert(book, record, alertId, fact.at);
      hear(book, record, alertId, fact);
      return;
    }
    case 'incident.tracks-added':
      addTracks(book, record, bodyList<number>(fact.body, 'trackNumbers'));
      return;
    case 'incident.noted': {
      const n = fact.body['n'];
      if (typeof n === 'number' && record.incident.notes.length > n) {
        const same = record.incident.notes.some(
          (note) =>
            note.at === fact.at &&
            note.by === fact.actor &&
            note.text === bodyText(fact.body, 'text'),
        );
        if (same) return;
      }
      addNote(book, record, {
        at: fact.at,
        by: fact.actor,
        text: bodyText(fact.body, 'text'),
        kind: 'person',
      });
      return;
    }
    case 'incident.state-set':
      setState(book, record, bodyText(fact.body, 'state') as IncidentState, fact);
      return;
    case 'incident.severity-raised':
      change(book, record, { severity: bodyText(fact.body, 'severity') as AlertPriority });
      return;
  }
}

function evolveOpened(book: IncidentBook, fact: LedgerFact): void {
  const id = bodyText(fact.body, 'id');
  if (book.records.has(id)) return;
  const record: IncidentRecord = {
    touchedAt: fact.at,
    said: fact.actor === RULE_ACTOR ? new Map() : null,
    incident: {
      id,
      title: bodyText(fact.body, 'title'),
      state: 'open',
      severity: bodyText(fact.body, 'severity') as AlertPriority,
      openedAt: fact.at,
      openedBy: fact.actor,
      closedAt: null,
      zoneId: bodyTextOrNull(fact.body, 'zoneId'),
      alertIds: [],
      trackNumbers: [],
      notes: [{ at: fact.at, by: fact.actor, text: 'opened', kind: 'machine' }],
      simulated: fact.body['simulated'] === true,
      label: fact.label ?? OWN_ONLY,
    },
  };
  book.records.set(id, record);
  book.changed.add(id);
  for (const alertId of bodyList<string>(fact.body, 'alertIds')) {
    addAlert(book, record, alertId, fact.at);
    hear(book, record, alertId, { ...fact, body: { ...fact.body, text: record.incident.title } });
  }
  addTracks(book, record, bodyList<number>(fact.body, 'trackNumbers'));
}

/** A case file is as narrow as what it has gathered: nobody reads in it of what he may not see (REL-13). */
function narrow(record: IncidentRecord, fact: LedgerFact): void {
  const label = joinLabels(record.incident.label, fact.label);
  if (label !== record.incident.label) record.incident = { ...record.incident, label };
}

function change(book: IncidentBook, record: IncidentRecord, next: Partial<Incident>): void {
  record.incident = { ...record.incident, ...next };
  book.changed.add(record.incident.id);
}

function addAlert(book: IncidentBook, record: IncidentRecord, alertId: string, at: number): void {
  record.touchedAt = Math.max(record.touchedAt, at);
  if (record.incident.alertIds.includes(alertId)) return;
  if (record.incident.alertIds.length >= JUDGE_BOUNDS.perIncident) return;
  book.byAlert.set(alertId, record.incident.id);
  change(book, record, { alertIds: [...record.incident.alertIds, alertId] });
}

function addTracks(book: IncidentBook, record: IncidentRecord, numbers: readonly number[]): void {
  const known = new Set(record.incident.trackNumbers);
  const room = JUDGE_BOUNDS.perIncident - known.size;
  const fresh = [...new Set(numbers)].filter((number) => !known.has(number)).slice(0, room);
  if (fresh.length === 0) return;
  change(book, record, { trackNumbers: [...record.incident.trackNumbers, ...fresh] });
  if (record.incident.state === 'closed') return;
  for (const number of fresh) {
    const set = book.byTrack.get(number);
    if (set === undefined) book.byTrack.set(number, new Set([record.incident.id]));
    else set.add(record.incident.id);
  }
}

function addNote(book: IncidentBook, record: IncidentRecord, note: IncidentNote): void {
  if (record.incident.notes.length >= JUDGE_BOUNDS.notes) {
    book.notesLeftAway++;
    return;
  }
  record.touchedAt = Math.max(record.touchedAt, note.at);
  change(book, record, { notes: [...record.incident.notes, note] });
}

function setState(
  book: IncidentBook,
  record: IncidentRecord,
  state: IncidentState,
  fact: LedgerFact,
): void {
  const { incident } = record;
  if (incident.state === state) return;
  change(book, record, { state, closedAt: state === 'closed' ? fact.at : null });
  addNote(book, record, { at: fact.at, by: fact.actor, text: `now ${state}`, kind: 'machine' });
  if (state === 'closed') {
    for (const number of incident.trackNumbers) {
      const set = book.byTrack.get(number);
      set?.delete(incident.id);
      if (set?.size === 0) book.byTrack.delete(number);
    }
    book.closed.push(incident.id);
    dropOldest(book);
  } else if (incident.state === 'closed') {
    const at = book.closed.indexOf(incident.id);
    if (at >= 0) book.closed.splice(at, 1);
    const numbers = incident.trackNumbers;
    for (const number of numbers) {
      const set = book.byTrack.get(number) ?? new Set<string>();
      set.add(incident.id);
      book.byTrack.set(number, set);
    }
  }
}

function dropOldest(book: IncidentBook): void {
  while (book.closed.length > JUDGE_BOUNDS.closedIncidents) {
    const id = book.closed.shift()!;
    for (const alertId of book.records.get(id)?.incident.alertIds ?? [])
      book.byAlert.delete(alertId);
    book.records.delete(id);
  }
}

const ALERT_NOTES: { readonly [type: string]: string } = {
  'alert.raised': 'alert raised',
  'alert.repeated': 'alert back',
  'alert.upgraded': 'alert upgraded',
  'alert.members': 'alert grew',
  'alert.moved': 'the object goes on under a new track number',
  'alert.rectified': 'condition gone',
  'alert.cleared': 'condition gone',
  'alert.absorbed': 'alert taken into a group',
  'alert.grouped': 'alert became that of a swarm',
  'alert.acknowledged': 'acknowledged',
  'alert.shelved': 'shelved',
  'alert.unshelved': 'no longer shelved',
  'alert.escalated': 'escalated',
};

const OVER = ['alert.rectified', 'alert.cleared', 'alert.absorbed'];

/**
 * What a fact says of one of the alerts: the title follows the most urgent that holds, of these the first; when none
 * holds any more, the one that was over last. The ledger keeps what each said at every moment (INC-7).
 */
function hear(book: IncidentBook, record: IncidentRecord, alertId: string, fact: LedgerFact): void {
  const { said } = record;
  if (said === null) return;
  const before = said.get(alertId);
  if (before !== undefined && fact.type.startsWith('incident.')) return;
  const text = bodyText(fact.body, 'text') || before?.text || '';
  const priority = bodyText(fact.body, 'priority') || bodyText(fact.body, 'severity');
  const isOver = OVER.includes(fact.type);
  // What a person does changes nothing about it.
  const holds = before === undefined || bodyText(fact.body, 'text') !== '';
  if (text === '' || (!isOver && !holds)) return;
  said.set(alertId, {
    text,
    urgency: priority === '' ? (before?.urgency ?? 0) : urgency(priority as AlertPriority),
    overAt: isOver ? (before?.overAt ?? fact.at) : null,
  });
  const all = [...said.values()];
  const holding = all.filter(({ overAt }) => overAt === null);
  const lead =
    holding.length > 0
      ? holding.reduce((best, one) => (one.urgency < best.urgency ? one : best))
      : all.reduce((best, one) => (one.overAt! > best.overAt! ? one : best));
  if (lead.text !== record.incident.title) change(book, record, { title: lead.text });
}

function noteOfAlert(book: IncidentBook, fact: LedgerFact): void {
  const what = ALERT_NOTES[fact.type];
  const alertId = bodyText(fact.body, 'id');
  const id = book.byAlert.get(alertId);
  const record = id === undefined ? undefined : book.records.get(id);
  if (record === undefined) return;
  narrow(record, fact);
  hear(book, record, alertId, fact);
  if (what === undefined) return;
  const more = bodyText(fact.body, 'text') || bodyText(fact.body, 'reason');
  const note: IncidentNote = {
    at: fact.at,
    by: fact.actor,
    text: more === '' ? what : `${what}: ${more}`,
    kind: 'machine',
  };
  const { notes } = record.incident;
  const last = notes.slice(-8);
  if (last.some((one) => one.at === note.at && one.text === note.text && one.by === note.by))
    return;
  addNote(book, record, note);
  const severity = fact.body['priority'];
  if (typeof severity === 'string' && fact.type === 'alert.upgraded') {
    const priority = severity as AlertPriority;
    if (urgency(priority) < urgency(record.incident.severity))
      change(book, record, { severity: priority });
  }
}
