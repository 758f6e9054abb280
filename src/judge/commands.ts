import { canonicalJson, fail, ok, type Json, type Result } from '../base/index.ts';
import {
  IDENTITIES,
  type IdentityState,
  type LedgerFact,
  type Refusal,
  type WatchCommand,
  type Zone,
  type ZoneDraft,
} from '../model/index.ts';
import type { AlertBook } from './alert-book.ts';
import { makeFact, makeId, urgency } from './alert-decide.ts';
import type { IncidentBook } from './incident-book.ts';
import { JUDGE_BOUNDS, type AlertRules } from './rules.ts';
import { findDraftFault, type ZoneBook } from './zone-book.ts';

/** Codes of every refusal; each has an entry in docs/faults.md. */
export const JUDGE_REFUSALS = [
  'alert-unknown',
  'alert-normal',
  'alert-already-acknowledged',
  'alert-not-shelved',
  'alert-not-escalatable',
  'shelve-needs-reason',
  'shelve-too-long',
  'shelve-emergency',
  'identity-bad',
  'identity-needs-reason',
  'identity-not-overridden',
  'incident-unknown',
  'incident-closed',
  'incident-full',
  'incident-mixed',
  'incident-title-bad',
  'incident-state-same',
  'too-many-incidents',
  'note-bad',
  'zone-bad',
  'zone-unknown',
  'too-many-zones',
] as const;
export type JudgeRefusal = (typeof JUDGE_REFUSALS)[number];

export interface JudgeState {
  readonly alerts: AlertBook;
  readonly incidents: IncidentBook;
  readonly zones: ZoneBook;
  readonly overrides: ReadonlyMap<number, IdentityState>;
  readonly rules: AlertRules;
  /** the node runs an exercise: what people open is marked too */
  readonly simulated: boolean;
}

type Answer = Result<LedgerFact[], Refusal>;

function refuse(code: JudgeRefusal, text: string): Answer {
  return fail({ code, text });
}

/** decide(): facts, or a refusal. Nothing is changed here; apply the facts once they are durable. */
export function decideCommand(
  state: JudgeState,
  command: WatchCommand,
  actor: string,
  now: number,
): Answer {
  switch (command.type) {
    case 'alert.acknowledge':
    case 'alert.shelve':
    case 'alert.unshelve':
    case 'alert.escalate':
      return decideAlertCommand(state, command, actor, now);
    case 'identity.override':
    case 'identity.lift':
      return decideIdentityCommand(state, command, actor, now);
    case 'incident.open':
      return decideOpen(state, command, actor, now);
    case 'incident.note':
    case 'incident.add-alert':
    case 'incident.add-track':
    case 'incident.state':
      return decideIncidentCommand(state, command, actor, now);
    case 'zone.draw':
    case 'zone.change':
    case 'zone.remove':
    case 'zone.import':
      return decideZoneCommand(state, command, actor, now);
  }
}

type AlertCommand = Extract<
  WatchCommand,
  { readonly alertId: string; readonly type: `alert.${string}` }
>;

function decideAlertCommand(
  state: JudgeState,
  command: AlertCommand,
  actor: string,
  now: number,
): Answer {
  const alert = state.alerts.records.get(command.alertId)?.alert;
  if (alert === undefined) return refuse('alert-unknown', `there is no alert ${command.alertId}`);
  if (alert.state === 'normal') return refuse('alert-normal', 'this alert is over');
  const one = (type: string, body: { [key: string]: Json }): Answer =>
    ok([makeFact(type, now, actor, { id: alert.id, ...body }, alert.label)]);
  switch (command.type) {
    case 'alert.acknowledge':
      if (alert.acknowledged !== null)
        return refuse('alert-already-acknowledged', `by ${alert.acknowledged.by}`);
      return one('alert.acknowledged', {});
    case 'alert.shelve': {
      const reason = command.reason.trim();
      if (alert.priority === 'emergency')
        return refuse('shelve-emergency', 'an emergency cannot be shelved');
      if (reason === '') return refuse('shelve-needs-reason', 'say why it is shelved');
      if (reason.length > 500) return refuse('shelve-needs-reason', 'the reason is too long');
      const seconds = command.minutes * 60;
      if (!(seconds > 0 && seconds <= state.rules.shelveMaxS))
        return refuse(
          'shelve-too-long',
          `shelve for 1 to ${Math.floor(state.rules.shelveMaxS / 60)} minutes`,
        );
      return one('alert.shelved', { until: now + seconds * 1000, reason });
    }
    case 'alert.unshelve':
      if (alert.shelved === null) return refuse('alert-not-shelved', 'it is not shelved');
      return one('alert.unshelved', { why: 'person' });
    case 'alert.escalate': {
      const top = Math.max(3, state.rules.escalateAfterS.length);
      if (alert.escalation >= top)
        return refuse('alert-not-escalatable', 'it is at the highest desk already');
      return one('alert.escalated', { level: alert.escalation + 1 });
    }
  }
}

function decideIdentityCommand(
  state: JudgeState,
  command: Extract<WatchCommand, { readonly type: `identity.${string}` }>,
  actor: string,
  now: number,
): Answer {
  const { trackNumber } = command;
  const label = state.rules.labels.identity;
  if (command.type === 'identity.lift') {
    if (!state.overrides.has(trackNumber))
      return refuse('identity-not-overridden', 'no person has set its identity');
    return ok([makeFact('identity.lifted', now, actor, { trackNumber }, label)]);
  }
  if (!IDENTITIES.includes(command.identity))
    return refuse('identity-bad', `identity must be one of ${IDENTITIES.join(', ')}`);
  const reason = command.reason.trim();
  if (reason === '' || reason.length > 500)
    return refuse('identity-needs-reason', 'say why, in at most 500 characters');
  const body = { trackNumber, identity: command.identity, reason };
  return ok([makeFact('identity.overridden', now, actor, body, label)]);
}

function decideOpen(
  state: JudgeState,
  command: Extract<WatchCommand, { readonly type: 'incident.open' }>,
  actor: string,
  now: number,
): Answer {
  const { incidents, alerts } = state;
  const title = command.title.trim();
  if (title === '' || title.length > 200)
    return refuse('incident-title-bad', 'a title of 1 to 200 characters is needed');
  if (incidents.records.size - incidents.closed.length >= JUDGE_BOUNDS.openIncidents)
    return refuse('too-many-incidents', `${JUDGE_BOUNDS.openIncidents} are open: close some first`);
  let severity: 'emergency' | 'warning' | 'caution' | 'advisory' = 'advisory';
  let zoneId: string | null = null;
  let simulated: boolean | null = null;
  const numbers = new Set(command.trackNumbers);
  for (const id of command.alertIds) {
    const alert = alerts.records.get(id)?.alert;
    if (alert === undefined) return refuse('alert-unknown', `there is no alert ${id}`);
    if (urgency(alert.priority) < urgency(severity)) severity = alert.priority;
    zoneId ??= alert.zoneId;
    if (simulated !== null && simulated !== alert.simulated)
      return refuse('incident-mixed', 'live and simulated alerts do not share an incident');
    simulated = alert.simulated;
    if (alert.object.kind === 'track') numbers.add(alert.object.trackNumber);
    if (alert.object.kind === 'group') alert.object.trackNumbers.forEach((n) => numbers.add(n));
  }
  if (numbers.size > JUDGE_BOUNDS.perIncident || command.alertIds.length > JUDGE_BOUNDS.perIncident)
    return refuse('incident-full', `at most ${JUDGE_BOUNDS.perIncident} alerts and tracks`);
  const id = makeId('I', `${actor}|${title}`, now);
  simulated ??= state.simulated;
  const { alert: wide } = state.rules.labels;
  const label = simulated ? { ...wide, exercise: true } : wide;
  const facts = [
    makeFact(
      'incident.opened',
      now,
      actor,
      {
        id,
        title,
        severity,
        zoneId,
        alertIds: command.alertIds,
        trackNumbers: [...numbers],
        simulated,
      },
      label,
    ),
  ];
  for (const alertId of command.alertIds)
    facts.push(makeFact('alert.filed', now, actor, { id: alertId, incidentId: id }, label));
  return ok(facts);
}

function decideIncidentCommand(
  state: JudgeState,
  command: Exclude<
    Extract<WatchCommand, { readonly type: `incident.${string}` }>,
    { readonly type: 'incident.open' }
  >,
  actor: string,
  now: number,
): Answer {
  const incident = state.incidents.records.get(command.incidentId)?.incident;
  if (incident === undefined)
    return refuse('incident-unknown', `there is no incident ${command.incidentId}`);
  const fact = (type: string, body: { [key: string]: Json }): LedgerFact =>
    makeFact(type, now, actor, { id: incident.id, ...body }, incident.label);
  if (command.type === 'incident.state') {
    if (incident.state === command.state)
      return refuse('incident-state-same', `it is ${incident.state} already`);
    return ok([fact('incident.state-set', { state: command.state })]);
  }
  if (incident.state === 'closed')
    return refuse('incident-closed', 'it is closed: open it again first');
  switch (command.type) {
    case 'incident.note': {
      const text = command.text.trim();
      if (text === '' || text.length > 10_000)
        return refuse('note-bad', 'a note has 1 to 10,000 characters');
      if (incident.notes.length >= JUDGE_BOUNDS.notes)
        return refuse('incident-full', `at most ${JUDGE_BOUNDS.notes} notes`);
      return ok([fact('incident.noted', { n: incident.notes.length, text })]);
    }
    case 'incident.add-alert': {
      const alert = state.alerts.records.get(command.alertId)?.alert;
      if (alert === undefined)
        return refuse('alert-unknown', `there is no alert ${command.alertId}`);
      if (alert.simulated !== incident.simulated)
        return refuse('incident-mixed', 'live and simulated alerts do not share an incident');
      if (incident.alertIds.length >= JUDGE_BOUNDS.perIncident)
        return refuse('incident-full', `at most ${JUDGE_BOUNDS.perIncident} alerts`);
      return ok([
        fact('incident.alert-added', { alertId: alert.id }),
        makeFact('alert.filed', now, actor, { id: alert.id, incidentId: incident.id }, alert.label),
      ]);
    }
    case 'incident.add-track':
      if (incident.trackNumbers.length >= JUDGE_BOUNDS.perIncident)
        return refuse('incident-full', `at most ${JUDGE_BOUNDS.perIncident} tracks`);
      return ok([fact('incident.tracks-added', { trackNumbers: [command.trackNumber] })]);
  }
}

function decideZoneCommand(
  state: JudgeState,
  command: Extract<WatchCommand, { readonly type: `zone.${string}` }>,
  actor: string,
  now: number,
): Answer {
  const { zones, rules } = state;
  if (command.type === 'zone.import') return decideImport(state, command, actor, now);
  if (command.type === 'zone.draw') {
    if (zones.zones.size >= JUDGE_BOUNDS.zones)
      return refuse('too-many-zones', `at most ${JUDGE_BOUNDS.zones} zones`);
    const id = makeId('Z', command.draft.name, now);
    const given = { id, origin: 'drawn', label: rules.labels.zone, extra: {} } as const;
    return putZone({ ...draftOf(command.draft), ...given }, actor, now);
  }
  const before = zones.zones.get(command.zoneId);
  if (before === undefined) return refuse('zone-unknown', `there is no zone ${command.zoneId}`);
  if (command.type === 'zone.change')
    return putZone({ ...before, ...draftOf(command.draft) }, actor, now);
  return ok([makeFact('zone.removed', now, actor, { id: before.id }, before.label)]);
}

/** What a person may set, and nothing else that came along. */
function draftOf(draft: ZoneDraft): ZoneDraft {
  const { name, kind, country, restriction, rule, volumes, applicability, active } = draft;
  return { name, kind, country, restriction, rule, volumes, applicability, active };
}

function putZone(zone: Zone, actor: string, now: number): Answer {
  const fault = findDraftFault(zone);
  if (fault !== null) return refuse('zone-bad', fault);
  return ok([makeFact('zone.put', now, actor, { zone: zone as unknown as Json }, zone.label)]);
}

function decideImport(
  state: JudgeState,
  command: Extract<WatchCommand, { readonly type: 'zone.import' }>,
  actor: string,
  now: number,
): Answer {
  const { zones, rules } = state;
  const source = command.source ?? 'file';
  const errors = command.errors ?? 0;
  const loaded = command.zones.map((zone) => ({ ...zone, label: rules.labels.zone }));
  const coming = new Set(loaded.map((zone) => zone.id));
  // A zone that is missing from a file with errors may be the one that did not load: what was in force stays.
  const whole = errors === 0 && loaded.length > 0;
  const gone = [...(whole ? zones.sources : [])]
    .filter(([id, from]) => from === source && !coming.has(id))
    .map(([id]) => id);
  const fresh = loaded.filter((zone) => !zones.zones.has(zone.id)).length;
  if (zones.zones.size - gone.length + fresh > JUDGE_BOUNDS.zones)
    return refuse('too-many-zones', `at most ${JUDGE_BOUNDS.zones} zones`);
  const summary = { source, errors, loaded: loaded.length };
  // The same file again, as at every start, writes nothing.
  const changed = loaded.filter((zone) => {
    const before = zones.zones.get(zone.id);
    return before === undefined || !isSame(before, zone) || zones.sources.get(zone.id) !== source;
  });
  const known = zones.incomplete.get(source) ?? 0;
  if (changed.length === 0 && gone.length === 0 && known === errors) return ok([]);
  return ok([
    ...gone.map((id) => makeFact('zone.removed', now, actor, { id }, rules.labels.zone)),
    ...changed.map((zone) =>
      makeFact('zone.put', now, actor, { zone: zone as unknown as Json, source }, zone.label),
    ),
    makeFact('zone.imported', now, actor, summary, rules.labels.zone),
  ]);
}

function isSame(a: Zone, b: Zone): boolean {
  return canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json);
}
