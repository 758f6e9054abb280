/** Who a CoT event says its thing is, in the model's words. */
import type {
  AffiliationClaim,
  Claims,
  ClassClaim,
  Environment,
  Identity,
} from '../model/index.ts';
import { isUavType, type CotAtom, type CotEvent, type CotWords } from '../wire/cot/index.ts';

/** The detail element that a Tocsin node marks its events with: see share/to-cot.ts. */
export const TOCSIN_ELEMENT = '__tocsin';

export function environmentOf({ dimension }: CotAtom): Environment {
  switch (dimension) {
    case 'air':
      return 'air';
    case 'sea-surface':
    case 'sea-subsurface':
      return 'sea';
    case 'ground':
    case 'special-operations':
      return 'land';
    default:
      return 'unknown';
  }
}

/** One object a class, so that an unchanged claim is the same object. */
const CLASSES = new Map<string, readonly ClassClaim[]>(
  [
    'UAV fixed wing',
    'UAV rotary wing',
    'UAV',
    'helicopter',
    'balloon',
    'missile',
    'aircraft',
    'vessel',
    'submarine',
    'underwater drone',
    'vehicle',
  ].map((type) => [type, [{ type, confidence: 0.8 }]]),
);

function classWord(type: string, { dimension, function: words }: CotAtom): string | null {
  const is = (...patterns: string[]): boolean =>
    patterns.some((pattern) => words === pattern || words.startsWith(`${pattern}-`));
  switch (dimension) {
    case 'air':
      if (isUavType(type))
        return is('M-H', 'C-H') ? 'UAV rotary wing' : is('M-F', 'C-F') ? 'UAV fixed wing' : 'UAV';
      if (is('M-H', 'C-H')) return 'helicopter';
      if (is('M-L', 'C-L')) return 'balloon';
      if (is('W')) return 'missile';
      return is('M', 'C') ? 'aircraft' : null;
    case 'sea-surface':
      return 'vessel';
    case 'sea-subsurface':
      return is('S-U') ? 'underwater drone' : is('S') ? 'submarine' : null;
    case 'ground':
      return is('E-V') ? 'vehicle' : null;
    default:
      return null;
  }
}

/** What a letter of the type tree says in the model's words; exercise roles and letters that say nothing are left out. */
const SIDES: { readonly [affiliation in CotAtom['affiliation']]?: Identity } = {
  'assumed-friend': 'assumed-friend',
  friend: 'friend',
  neutral: 'neutral',
  suspect: 'suspect',
  hostile: 'hostile',
};
const MOST_NAME = 80;

/**
 * Whose side the type says the thing is on: the word of whoever made the event. A thing that reports itself calls
 * itself a friend; a mark names its maker by a link of relation `p-p`.
 */
export function affiliationOf(
  { uid }: CotEvent,
  { affiliation }: CotAtom,
  { callsign, links }: CotWords,
  source: { readonly name: string; readonly isSelf: boolean },
): AffiliationClaim | null {
  const identity = SIDES[affiliation];
  if (identity === undefined) return null;
  const maker = links.find(({ relation }) => relation === 'p-p')?.uid ?? null;
  const reporter = source.isSelf ? callsign?.trim() || uid : maker;
  const by = reporter === null ? source.name : `${source.name}: ${reporter.slice(0, MOST_NAME)}`;
  return { identity, by };
}

/**
 * Claims of an event. Gateways name aircraft and ships by their own numbers in the uid (`ICAO-4b1234`,
 * `MMSI-211234560`); any other uid is the source's own number for the thing.
 */
export function claimsOf(
  event: CotEvent,
  atom: CotAtom,
  words: CotWords,
  said: { readonly emergency: string | null; readonly affiliation: AffiliationClaim | null },
): Claims {
  const claims: { -readonly [K in keyof Claims]: Claims[K] } = {};
  const icao = /^ICAO[-.:]?([0-9a-f]{6})$/i.exec(event.uid)?.[1];
  const mmsi = /^MMSI[-.:]?(\d{9})$/i.exec(event.uid)?.[1];
  if (icao !== undefined) claims.icao = Number.parseInt(icao, 16);
  else if (mmsi !== undefined) claims.mmsi = Number(mmsi);
  else claims.objectId = event.uid;
  const name = words.callsign?.trim() ?? '';
  if (name !== '') {
    if (mmsi === undefined) claims.callsign = name;
    else claims.shipName = name;
  }
  const word = classWord(event.type, atom);
  if (word !== null) claims.classes = CLASSES.get(word)!;
  if (said.emergency !== null) claims.emergency = said.emergency;
  if (said.affiliation !== null) claims.affiliation = said.affiliation;
  return claims;
}
