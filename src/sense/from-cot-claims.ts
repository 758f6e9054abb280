/** Who a CoT event says its thing is, in the model's words. */
import type { Claims, ClassClaim, Environment } from '../model/index.ts';
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

/**
 * Claims of an event. Gateways name aircraft and ships by their own numbers in the uid (`ICAO-4b1234`,
 * `MMSI-211234560`); any other uid is the source's own number for the thing.
 */
export function claimsOf(
  event: CotEvent,
  atom: CotAtom,
  words: CotWords,
  emergency: string | null,
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
  if (emergency !== null) claims.emergency = emergency;
  return claims;
}
