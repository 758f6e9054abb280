import type {
  Alert,
  AlertCondition,
  AlertObject,
  AlertPriority,
  TrackDetail,
} from '../model/index.ts';
import type { AlertBook } from './alert-book.ts';
import { urgency, type Standing } from './alert-decide.ts';
import { claimsIdentity } from './identity.ts';
import type { AlertRules } from './rules.ts';
import { alertToGrow } from './grow.ts';
import { findSwarms, type SwarmCandidate, type SwarmGroup } from './swarm.ts';
import type { EntryPair, TrackWatch } from './watch.ts';

/** A standing condition that the node reports about a source or itself; absent next time means over. */
export interface ReportedCondition {
  readonly condition: Exclude<AlertCondition, 'incursion' | 'predicted-incursion' | 'swarm'>;
  readonly priority: AlertPriority;
  readonly object: AlertObject;
  readonly text: string;
  readonly tip: string;
  readonly simulated: boolean;
}

/** What people call a track. */
export type NameOf = (trackNumber: number) => string;

const ENTRY_TIP = 'Check identity and sources, follow the track, call the responsible unit.';

function span(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  return `${Math.round(seconds / 60)} min`;
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 19) + 'Z';
}

/** More urgent first: priority, inside before predicted, sooner before later, then the zone's id. */
function byUrgency(a: EntryPair, b: EntryPair): number {
  return (
    urgency(a.zone.rule.priority) - urgency(b.zone.rule.priority) ||
    Number(b.state === 'inside') - Number(a.state === 'inside') ||
    (a.forecast?.likelyAt ?? 0) - (b.forecast?.likelyAt ?? 0) ||
    (a.zoneId < b.zoneId ? -1 : 1)
  );
}

function entryText(
  name: string,
  watch: TrackWatch,
  pair: EntryPair,
  now: number,
  more: number,
): string {
  const others = more > 0 ? ` and ${more} more zone${more > 1 ? 's' : ''}` : '';
  const zone = `${pair.zone.name}${others}`;
  const silent = now - watch.updatedAt > 30_000 ? `, silent since ${clock(watch.updatedAt)}` : '';
  if (pair.state === 'inside')
    return `${name} is inside ${zone}${pair.certain ? '' : ' (height not settled)'}${silent}`;
  const forecast = pair.forecast;
  if (forecast === null) return `${name} may be inside ${zone}${silent}`;
  const chance = Math.round(forecast.probability * 100);
  const inS = (forecast.likelyAt - now) / 1000;
  if (inS < 0) return `${name} may be inside ${zone}${silent}`;
  return `${name} will enter ${zone} in ${span(inS)} (${chance} %)${silent}`;
}

/** What stays true of an entry alert when its condition is over, whatever ended it; empty for other conditions. */
export function overText(alert: Alert, isLost: boolean, nameOf: NameOf, zoneName: string): string {
  const { object, condition } = alert;
  const who =
    object.kind === 'track'
      ? nameOf(object.trackNumber)
      : object.kind === 'group'
        ? `A swarm of ${object.trackNumbers.length} objects`
        : '';
  if (who === '') return '';
  switch (condition) {
    case 'incursion':
      return `${who} was ${isLost ? 'lost ' : ''}inside ${zoneName}`;
    case 'predicted-incursion':
      return isLost
        ? `${who} was lost on its way to ${zoneName}`
        : `${who} was bound for ${zoneName}`;
    case 'swarm':
      return `${who} was ${isLost ? 'lost ' : ''}at ${zoneName}`;
    default:
      return '';
  }
}

/** Open group alerts by the tracks they list. */
export function groupsByTrack(book: AlertBook): Map<number, string> {
  const out = new Map<number, string>();
  for (const record of book.records.values()) {
    const { alert } = record;
    if (alert.condition !== 'swarm' || alert.state === 'normal') continue;
    if (alert.object.kind !== 'group') continue;
    for (const number of alert.object.trackNumbers) out.set(number, alert.id);
  }
  return out;
}

export interface EntryStandings {
  readonly standings: Standing[];
  /** single alerts now spoken for by a group: alert family -> family of the group */
  readonly absorbed: Map<string, string>;
  /** single alerts that become a new group's, by their ids: what the group's alert is to be */
  readonly grown: Map<string, Standing>;
}

/**
 * Entries that stand now as alerts to be: one an object (or object and zone), swarms as one.
 * @param refound tracks that go on from a member of a lost swarm: the id of its alert (refindObjects)
 */
export function entryStandings(
  watches: Iterable<TrackWatch>,
  book: AlertBook,
  rules: AlertRules,
  now: number,
  nameOf: NameOf,
  refound: ReadonlyMap<number, string>,
): EntryStandings {
  const standing: { watch: TrackWatch; pairs: EntryPair[] }[] = [];
  for (const watch of watches) {
    if (watch.pairs.length === 0) continue;
    const pairs = watch.pairs
      .filter((pair) => pair.state !== 'none' || (pair.candidate && rules.swarm.size > 0))
      .sort(byUrgency);
    if (pairs.length > 0) standing.push({ watch, pairs });
  }
  const groupOf = standing.length > 0 ? groupsByTrack(book) : new Map<number, string>();
  for (const [number, id] of refound) groupOf.set(number, id);
  const candidates = standing.map(({ watch, pairs }): SwarmCandidate => ({
    trackNumber: watch.trackNumber,
    zoneId: pairs[0]!.zoneId,
    latDeg: watch.latDeg,
    lonDeg: watch.lonDeg,
    since: Math.min(...pairs.map(onsetOf)),
    simulated: watch.simulated,
    groupId: groupOf.get(watch.trackNumber) ?? null,
  }));
  const byNumber = new Map(standing.map((one) => [one.watch.trackNumber, one]));
  const out: EntryStandings = { standings: [], absorbed: new Map(), grown: new Map() };
  const grouped = new Set<number>();
  for (const found of findSwarms(candidates, rules.swarm)) {
    const group = adoptGroup(found, book, byNumber);
    const one = groupStanding(group, byNumber, book, rules, now);
    const again = group.members.some((member) => refound.has(member.trackNumber));
    out.standings.push(again ? { ...one, refound: true } : one);
    const families = group.members.flatMap(({ trackNumber }) => [
      ...byNumber
        .get(trackNumber)!
        .pairs.map((pair) => `entry|track:${trackNumber}|${pair.zoneId}`),
      `entry|track:${trackNumber}`,
    ]);
    const leader = group.groupId === null ? alertToGrow(book, families) : null;
    if (leader !== null) out.grown.set(leader.alert.id, one);
    for (const member of group.members) grouped.add(member.trackNumber);
    for (const family of families) out.absorbed.set(family, one.family);
  }
  const single = standing.flatMap(({ watch, pairs }) => {
    const own = pairs.filter((pair) => pair.state !== 'none');
    return own.length === 0 || grouped.has(watch.trackNumber) ? [] : [{ watch, pairs: own }];
  });
  const companions = findCompanions(single, book, rules);
  for (const { watch, pairs } of single) {
    if (companions.has(watch.trackNumber)) continue;
    const name = nameOf(watch.trackNumber);
    if (rules.onePerObject) out.standings.push(entryStanding(watch, pairs, book, name, now, true));
    else
      for (const pair of pairs)
        out.standings.push(entryStanding(watch, [pair], book, name, now, false));
  }
  return out;
}

function onsetOf(pair: EntryPair): number {
  return pair.state === 'none' ? pair.likelySince : pair.since;
}

/**
 * Tracks without an alert of their own that fly beside an alerted one, as near as one object tracked twice: they do
 * not ring while they stay there. When the alerted track breaks, its alert goes on with them (relink.ts).
 */
function findCompanions(
  single: readonly { readonly watch: TrackWatch; readonly pairs: readonly EntryPair[] }[],
  book: AlertBook,
  rules: AlertRules,
): Set<number> {
  const { companionM, companionMps } = rules.relink;
  const found = new Set<number>();
  if (!rules.onePerObject || companionM <= 0) return found;
  const isAlerted = ({ watch }: { readonly watch: TrackWatch }): boolean => {
    const record = book.byFamily.get(`entry|track:${watch.trackNumber}`);
    return record !== undefined && record.alert.state !== 'normal';
  };
  const leaders: TrackWatch[] = [];
  // Alerted ones first, then the older track number: the others go with them.
  const order = [...single].sort(
    (a, b) =>
      Number(isAlerted(b)) - Number(isAlerted(a)) || a.watch.trackNumber - b.watch.trackNumber,
  );
  for (const one of order) {
    const { watch } = one;
    const beside =
      !isAlerted(one) &&
      leaders.some((leader) => {
        if (leader.simulated !== watch.simulated) return false;
        const north = (leader.latDeg - watch.latDeg) * 111_320;
        if (Math.abs(north) > companionM) return false;
        const perLon = 111_320 * Math.cos((watch.latDeg * Math.PI) / 180);
        const east = (leader.lonDeg - watch.lonDeg) * perLon;
        const dv = Math.hypot(leader.vEastMps - watch.vEastMps, leader.vNorthMps - watch.vNorthMps);
        return Math.hypot(east, north) <= companionM && dv <= companionMps;
      });
    if (beside) found.add(watch.trackNumber);
    else leaders.push(watch);
  }
  return found;
}

const ADOPT_DEG = 0.2;

/**
 * A new group takes over the open alert of one that has lost all its members (broken tracks, a restart) when it heads
 * for the same zone and is near: one swarm, one alert.
 */
function adoptGroup(
  group: SwarmGroup,
  book: AlertBook,
  present: ReadonlyMap<number, unknown>,
): SwarmGroup {
  if (group.groupId !== null) return group;
  const first = group.members[0]!;
  for (const { alert } of book.records.values()) {
    if (alert.condition !== 'swarm' || alert.state === 'normal') continue;
    if (alert.object.kind !== 'group' || alert.zoneId !== first.zoneId) continue;
    if (alert.simulated !== first.simulated) continue;
    if (alert.object.trackNumbers.some((number) => present.has(number))) continue;
    if (alert.latDeg === null || alert.lonDeg === null) continue;
    const off = Math.abs(alert.latDeg - first.latDeg) + Math.abs(alert.lonDeg - first.lonDeg);
    if (off <= ADOPT_DEG) return { ...group, groupId: alert.id };
  }
  return group;
}

function entryStanding(
  watch: TrackWatch,
  pairs: readonly EntryPair[],
  book: AlertBook,
  name: string,
  now: number,
  perObject: boolean,
): Standing {
  const number = watch.trackNumber;
  const family = perObject ? `entry|track:${number}` : `entry|track:${number}|${pairs[0]!.zoneId}`;
  const lead = keepZone(pairs, book.byFamily.get(family)?.alert.zoneId ?? null);
  return {
    family,
    condition: lead.state === 'inside' ? 'incursion' : 'predicted-incursion',
    priority: lead.zone.rule.priority,
    object: { kind: 'track', trackNumber: number },
    zoneId: lead.zoneId,
    zoneIds: pairs.map((pair) => pair.zoneId),
    text: entryText(name, watch, lead, now, pairs.length - 1),
    tip: ENTRY_TIP,
    forecast: lead.forecast,
    latDeg: watch.latDeg,
    lonDeg: watch.lonDeg,
    simulated: watch.simulated,
  };
}

/** The zone an alert is about stays while it stands, unless another is more urgent or is entered first. */
function keepZone(pairs: readonly EntryPair[], zoneId: string | null): EntryPair {
  const first = pairs[0]!;
  const kept = pairs.find((pair) => pair.zoneId === zoneId);
  if (kept === undefined) return first;
  if (urgency(first.zone.rule.priority) < urgency(kept.zone.rule.priority)) return first;
  return first.state === 'inside' && kept.state !== 'inside' ? first : kept;
}

function groupStanding(
  group: SwarmGroup,
  byNumber: ReadonlyMap<number, { watch: TrackWatch; pairs: EntryPair[] }>,
  book: AlertBook,
  rules: AlertRules,
  now: number,
): Standing {
  const record = group.groupId === null ? undefined : book.records.get(group.groupId);
  const before =
    record?.alert.object.kind === 'group' ? record.alert.object.trackNumbers : ([] as number[]);
  const numbers = [
    ...new Set([...before, ...group.members.map((member) => member.trackNumber)]),
  ].slice(0, rules.swarm.maxMembers);
  const pairs = group.members.map((member) => byNumber.get(member.trackNumber)!.pairs[0]!);
  const lead = [...pairs].sort(byUrgency)[0]!;
  const sure = pairs.filter((pair) => pair.state === 'inside').length;
  const soonest = pairs.reduce(
    (best, pair) =>
      pair.forecast !== null && pair.forecast.likelyAt < (best?.likelyAt ?? Infinity)
        ? pair.forecast
        : best,
    null as EntryPair['forecast'],
  );
  const count = group.members.length;
  const wayText =
    sure > 0
      ? `${sure} of ${count} object${count > 1 ? 's' : ''} inside ${lead.zone.name}`
      : `${count} object${count > 1 ? 's head' : ' heads'} for ${lead.zone.name}`;
  const inS = soonest === null ? 0 : (soonest.likelyAt - now) / 1000;
  return {
    family: record?.family ?? `entry|group:${numbers[0]}:${Math.round(now)}`,
    condition: 'swarm',
    priority: lead.zone.rule.priority,
    object: { kind: 'group', trackNumbers: numbers },
    zoneId: lead.zoneId,
    text: `Swarm: ${wayText}${sure === 0 && inS > 0 ? `, the first in ${span(inS)}` : ''}`,
    tip: 'One alert for the group: its members are listed. Treat as one incident.',
    forecast: soonest,
    latDeg: group.members[0]!.latDeg,
    lonDeg: group.members[0]!.lonDeg,
    simulated: group.members[0]!.simulated,
  };
}

const SQUAWKS: { readonly [mode3A: number]: string } = {
  [0o7500]: 'unlawful interference',
  [0o7600]: 'radio failure',
  [0o7700]: 'emergency',
};

/** Says in words that it is in an emergency. */
function saysEmergency({ emergency }: TrackDetail): boolean {
  return emergency !== null && !/^(none|no[ -]emergency|)$/i.test(emergency);
}

/**
 * Whether detailStandings() could give anything before the detail changes: most tracks have a squawk, and many a finding
 * that stands for itself, few have one that means something.
 */
export function mayDeclare(detail: TrackDetail, { spoof }: AlertRules): boolean {
  const { mode3A } = detail;
  return (
    (mode3A !== null && SQUAWKS[mode3A] !== undefined) ||
    saysEmergency(detail) ||
    detail.findings.some(({ code, count }) => spoof.codes.includes(code) && count >= spoof.minCount)
  );
}

/** Emergency code or claim, and claims that do not hold. */
export function detailStandings(
  detail: TrackDetail,
  place: { readonly latDeg: number; readonly lonDeg: number },
  name: string,
  rules: AlertRules,
  now: number,
): Standing[] {
  const out: Standing[] = [];
  const object: AlertObject = { kind: 'track', trackNumber: detail.trackNumber };
  const base = {
    object,
    zoneId: null,
    forecast: null,
    latDeg: place.latDeg,
    lonDeg: place.lonDeg,
    simulated: detail.simulated,
  };
  const squawk = detail.mode3A === null ? undefined : SQUAWKS[detail.mode3A];
  if (squawk !== undefined || saysEmergency(detail)) {
    const what = squawk ?? `an emergency: ${detail.emergency}`;
    const code = squawk === undefined ? '' : ` (${detail.mode3A!.toString(8).padStart(4, '0')})`;
    out.push({
      ...base,
      family: `emergency-squawk|track:${detail.trackNumber}`,
      condition: 'emergency-squawk',
      priority: rules.squawk.priority,
      text: `${name} declares ${what}${code}`,
      tip: 'Tell air traffic services and rescue coordination.',
    });
  }
  const finding = findSpoof(detail, rules, now);
  if (finding !== null)
    out.push({
      ...base,
      family: `spoof-suspected|track:${detail.trackNumber}`,
      condition: 'spoof-suspected',
      priority: rules.spoof.priority,
      text: `${name}: ${finding}`,
      tip: 'Trust the sensors that measure, not the claim. Compare sources in the track detail.',
    });
  return out;
}

const SAME_AIRCRAFT_DEG = 0.15;

/**
 * Of several tracks near each other that declare an emergency only one rings: the one alerted already, else the first.
 * Transponder replies beside the track of an aircraft make short second tracks.
 */
export function oneAnEmergency(standings: readonly Standing[], book: AlertBook): Standing[] {
  const isAlerted = (one: Standing): boolean => {
    const record = book.byFamily.get(one.family);
    return record !== undefined && record.alert.state !== 'normal';
  };
  const others = standings.filter((one) => one.condition !== 'emergency-squawk');
  const emergencies = standings
    .filter((one) => one.condition === 'emergency-squawk')
    .sort((a, b) => Number(isAlerted(b)) - Number(isAlerted(a)));
  const kept: Standing[] = [];
  for (const one of emergencies) {
    const near = (other: Standing): boolean =>
      other.latDeg !== null &&
      other.lonDeg !== null &&
      Math.abs(other.latDeg - one.latDeg!) + Math.abs(other.lonDeg - one.lonDeg!) <
        SAME_AIRCRAFT_DEG;
    if (isAlerted(one) || !kept.some(near)) kept.push(one);
  }
  return [...others, ...kept];
}

function findSpoof(detail: TrackDetail, rules: AlertRules, now: number): string | null {
  if (!claimsIdentity(detail)) return null;
  for (const finding of detail.findings) {
    if (!rules.spoof.codes.includes(finding.code)) continue;
    if (finding.count < rules.spoof.minCount) continue;
    if (now - finding.lastAt > rules.spoof.holdS * 1000) continue;
    return finding.text;
  }
  return null;
}
