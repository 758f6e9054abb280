import type {
  Environment,
  FindingCode,
  Identity,
  IdentityState,
  Kind,
  TrackDetail,
} from '../model/index.ts';

/** What a rule asks for; everything given must hold. Lists mean one of them. */
export interface IdentityTest {
  readonly environments?: readonly Environment[];
  readonly icao?: readonly number[];
  readonly mmsi?: readonly number[];
  readonly uasId?: readonly string[];
  readonly callsignPrefix?: readonly string[];
  /** claims of which one is present; 'none': says nothing of who it is */
  readonly claims?: readonly ClaimKind[];
  /** one of these findings seen `minFindings` times and not longer ago than `findingHoldS` */
  readonly findings?: readonly FindingCode[];
  /** no finding that counts as deceit */
  readonly unsuspected?: boolean;
  /** seen by a self-report and by a sensor that measures, or by two sources */
  readonly corroborated?: boolean;
  readonly minSpeedMps?: number;
  readonly maxSpeedMps?: number;
  readonly minAltM?: number;
  readonly maxAltM?: number;
  readonly minAgeS?: number;
  /** class claims (words of the sources, any case, part of the word) of at least `minConfidence` */
  readonly classes?: readonly string[];
  readonly minConfidence?: number;
  /** one of these kinds, by how it moves and what is said of it, with at least `minConfidence` */
  readonly kinds?: readonly Kind[];
  /** sensors take it for a bird or another animal rather than for a thing (isWildlife) */
  readonly wildlife?: boolean;
  /** inside a watched zone, or heading for one */
  readonly nearZone?: boolean;
}

export type ClaimKind = 'icao' | 'mmsi' | 'uasId' | 'mode3A' | 'callsign' | 'none';

export interface IdentityRule {
  readonly id: string;
  readonly identity: Identity;
  readonly reason: string;
  readonly when: IdentityTest;
}

/** Rules in order: the first that holds decides. None: pending while young, then unknown. */
export interface IdentityRules {
  readonly rules: readonly IdentityRule[];
  readonly deceit: readonly FindingCode[];
  readonly minFindings: number;
  readonly findingHoldS: number;
  readonly pendingS: number;
  /** another outcome must hold this long before it replaces the last (not for findings, nor from pending) */
  readonly changeAfterS: number;
}

/** Parts of the words that sources use; taken without case. */
export const DRONE_WORDS: readonly string[] = ['drone', 'uav', 'uas', 'unmanned', 'quadcopter'];
export const WILDLIFE_WORDS: readonly string[] = ['bird', 'animal', 'wildlife', 'insect'];

export const DEFAULT_IDENTITY_RULES: IdentityRules = {
  rules: [
    {
      id: 'IDN-SPOOF',
      identity: 'suspect',
      reason: 'its claim of who or where it is does not hold',
      when: {
        findings: [
          'claim-jump',
          'claim-shared',
          'no-echo',
          'position-disagrees',
          'impossible-speed',
        ],
      },
    },
    {
      id: 'IDN-WILDLIFE',
      identity: 'neutral',
      reason: 'sensors take it for wildlife',
      when: { claims: ['none'], wildlife: true },
    },
    {
      id: 'IDN-REMOTE-ID',
      identity: 'neutral',
      reason: 'Remote ID agrees with what sensors see',
      when: { claims: ['uasId'], unsuspected: true, corroborated: true },
    },
    {
      id: 'IDN-DRONE-NEAR',
      identity: 'suspect',
      reason: 'drone without identification near a watched zone',
      when: { claims: ['none'], classes: DRONE_WORDS, minConfidence: 0.55, nearZone: true },
    },
    {
      id: 'IDN-DRONE-LIKE',
      identity: 'suspect',
      reason: 'moves like a drone, no identification, near a watched zone',
      when: {
        claims: ['none'],
        environments: ['air', 'unknown'],
        kinds: ['drone'],
        minConfidence: 0.6,
        nearZone: true,
        minAgeS: 10,
      },
    },
    {
      id: 'IDN-ADSB-RADAR',
      identity: 'neutral',
      reason: 'aircraft address agrees with what radar sees',
      when: { claims: ['icao'], unsuspected: true, corroborated: true },
    },
    {
      id: 'IDN-ADSB',
      identity: 'neutral',
      reason: 'aircraft address, nothing contradicts it',
      when: { claims: ['icao'], unsuspected: true, minAgeS: 5 },
    },
    {
      id: 'IDN-AIS',
      identity: 'neutral',
      reason: 'AIS identity, nothing contradicts it',
      when: { claims: ['mmsi'], unsuspected: true },
    },
    {
      id: 'IDN-SSR',
      identity: 'neutral',
      reason: 'answers secondary radar, flies like civil traffic',
      when: { claims: ['mode3A'], unsuspected: true, minSpeedMps: 60, minAltM: 900 },
    },
    {
      id: 'IDN-LOW-SLOW',
      identity: 'suspect',
      reason: 'no identification, low and slow near a watched zone',
      when: {
        claims: ['none'],
        environments: ['air', 'unknown'],
        maxAltM: 1500,
        maxSpeedMps: 75,
        nearZone: true,
        minAgeS: 10,
      },
    },
  ],
  deceit: ['claim-jump', 'claim-shared', 'no-echo', 'position-disagrees', 'impossible-speed'],
  minFindings: 3,
  findingHoldS: 300,
  pendingS: 15,
  changeAfterS: 4,
};

/** Everything the rules look at, of one track at one instant. Unknown numbers are NaN. */
export interface IdentityFacts {
  readonly trackNumber: number;
  readonly detail: TrackDetail | null;
  readonly environment: Environment;
  readonly altM: number;
  readonly speedMps: number;
  readonly bornAt: number;
  /** a self-report and a measuring sensor, or two sources, within the last minute */
  readonly corroborated: boolean;
  /** inside a watched zone, or heading for one */
  readonly nearZone: boolean;
}

function hasClaim(detail: TrackDetail | null, kind: ClaimKind): boolean {
  if (detail === null) return kind === 'none';
  switch (kind) {
    case 'icao':
      return detail.icao !== null;
    case 'mmsi':
      return detail.mmsi !== null;
    case 'uasId':
      return detail.uasId !== null;
    case 'mode3A':
      return detail.mode3A !== null;
    case 'callsign':
      return detail.callsign !== null;
    case 'none':
      return (
        detail.icao === null &&
        detail.mmsi === null &&
        detail.uasId === null &&
        detail.mode3A === null
      );
  }
}

/** Whether it says by itself who it is: aircraft address, MMSI or Remote ID. */
export function claimsIdentity(detail: TrackDetail): boolean {
  return detail.icao !== null || detail.mmsi !== null || detail.uasId !== null;
}

function hasFinding(
  detail: TrackDetail | null,
  codes: readonly FindingCode[],
  rules: IdentityRules,
  now: number,
): boolean {
  // A sensor's own number that jumps is the sensor's doing: only who says who it is can deceive.
  if (detail === null || !claimsIdentity(detail)) return false;
  return detail.findings.some(
    (finding) =>
      codes.includes(finding.code) &&
      finding.count >= rules.minFindings &&
      now - finding.lastAt <= rules.findingHoldS * 1000,
  );
}

/** Whether a finding of deceit holds now. */
export function hasDeceit(detail: TrackDetail, rules: IdentityRules, now: number): boolean {
  return hasFinding(detail, rules.deceit, rules, now);
}

/** Whether sources call it by one of the words with enough confidence. */
export function hasClass(
  detail: TrackDetail | null,
  words: readonly string[],
  minConfidence: number,
): boolean {
  if (detail === null) return false;
  return detail.classes.some((claim) => {
    if (claim.confidence < minConfidence) return false;
    const type = claim.type.toLowerCase();
    return words.some((word) => type.includes(word));
  });
}

function topConfidence(detail: TrackDetail, words: readonly string[]): number {
  let top = 0;
  for (const claim of detail.classes) {
    const type = claim.type.toLowerCase();
    if (words.some((word) => type.includes(word))) top = Math.max(top, claim.confidence);
  }
  return top;
}

/** Least confidence of a sensor's word that counts. */
const SAID = 0.55;

/** Taken for an animal, clearly rather than for a drone, and saying nothing of who it is. */
export function isWildlife(detail: TrackDetail): boolean {
  if (detail.icao !== null || detail.mmsi !== null || detail.uasId !== null) return false;
  const animal = topConfidence(detail, WILDLIFE_WORDS);
  return animal >= SAID && animal > 2 * topConfidence(detail, DRONE_WORDS);
}

/** Says so by Remote ID, or sensors say so; those must be surer of something with an aircraft or ship address. */
export function isUnmanned(detail: TrackDetail): boolean {
  if (detail.uasId !== null) return true;
  const addressed = detail.icao !== null || detail.mmsi !== null;
  return topConfidence(detail, DRONE_WORDS) >= (addressed ? 0.85 : SAID);
}

function within(value: number, low: number | undefined, high: number | undefined): boolean {
  if (low !== undefined && !(value >= low)) return false;
  return !(high !== undefined && !(value <= high));
}

function listed<T>(list: readonly T[] | undefined, value: T | null | undefined): boolean {
  return list === undefined || (value !== null && value !== undefined && list.includes(value));
}

function holds(
  test: IdentityTest,
  facts: IdentityFacts,
  rules: IdentityRules,
  now: number,
): boolean {
  const { detail } = facts;
  if (!listed(test.environments, facts.environment)) return false;
  if (!listed(test.icao, detail?.icao)) return false;
  if (!listed(test.mmsi, detail?.mmsi)) return false;
  if (!listed(test.uasId, detail?.uasId)) return false;
  if (test.callsignPrefix !== undefined) {
    const callsign = detail?.callsign ?? '';
    if (!test.callsignPrefix.some((prefix) => prefix !== '' && callsign.startsWith(prefix)))
      return false;
  }
  if (test.claims !== undefined && !test.claims.some((kind) => hasClaim(detail, kind)))
    return false;
  if (test.findings !== undefined && !hasFinding(detail, test.findings, rules, now)) return false;
  if (test.unsuspected === true && hasFinding(detail, rules.deceit, rules, now)) return false;
  if (test.corroborated !== undefined && test.corroborated !== facts.corroborated) return false;
  if (test.wildlife !== undefined && test.wildlife !== (detail !== null && isWildlife(detail)))
    return false;
  if (test.nearZone !== undefined && test.nearZone !== facts.nearZone) return false;
  if (!within(facts.speedMps, test.minSpeedMps, test.maxSpeedMps)) return false;
  if (!within(facts.altM, test.minAltM, test.maxAltM)) return false;
  if (!within((now - facts.bornAt) / 1000, test.minAgeS, undefined)) return false;
  const least = test.minConfidence ?? 0.5;
  if (test.kinds !== undefined && !test.kinds.some((kind) => (detail?.kinds?.[kind] ?? 0) >= least))
    return false;
  return test.classes === undefined || hasClass(detail, test.classes, least);
}

/** What the rules say of a track now, without regard to what was said before or by whom. */
export function judgeIdentity(
  facts: IdentityFacts,
  rules: IdentityRules,
  now: number,
): { readonly identity: Identity; readonly ruleId: string; readonly reason: string } {
  for (const rule of rules.rules) {
    if (holds(rule.when, facts, rules, now))
      return { identity: rule.identity, ruleId: rule.id, reason: rule.reason };
  }
  if (now - facts.bornAt < rules.pendingS * 1000)
    return { identity: 'pending', ruleId: 'IDN-PENDING', reason: 'too young to say' };
  return { identity: 'unknown', ruleId: 'IDN-UNKNOWN', reason: 'no rule says who it is' };
}

/** What the judge remembers of a track's identity between ticks. */
export interface IdentityMemory {
  state: IdentityState;
  /** an outcome that differs, and since when it has held */
  nextRuleId: string;
  nextSince: number;
}

/**
 * The identity after another look. A person's override stands whatever the rules say. A rule's outcome gives way to
 * another after `changeAfterS`, at once from pending and at once to suspect because of findings.
 * @returns true when `memory.state` changed
 */
export function updateIdentity(
  memory: IdentityMemory,
  facts: IdentityFacts,
  rules: IdentityRules,
  now: number,
): boolean {
  if (memory.state.by.kind === 'person') return false;
  const next = judgeIdentity(facts, rules, now);
  if (next.ruleId === memory.state.by.id) {
    memory.nextRuleId = next.ruleId;
    return false;
  }
  if (memory.nextRuleId !== next.ruleId) {
    memory.nextRuleId = next.ruleId;
    memory.nextSince = now;
  }
  const atOnce =
    memory.state.identity === 'pending' ||
    (next.identity === 'suspect' && hasFinding(facts.detail, rules.deceit, rules, now));
  if (!atOnce && now - memory.nextSince < rules.changeAfterS * 1000) return false;
  memory.state = {
    trackNumber: facts.trackNumber,
    identity: next.identity,
    by: { kind: 'rule', id: next.ruleId },
    at: now,
    reason: next.reason,
  };
  return true;
}
