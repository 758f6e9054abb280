import { KINDS, type Kind } from '../tracks/kinds.ts';

/** Standard identity digit (APP-6D / MIL-STD-2525D table A-I), by index in IDENTITIES. */
const IDENTITY_DIGIT = ['0', '1', '2', '3', '4', '5', '6'] as const;

interface Entity {
  readonly set: string;
  readonly entity: string;
}

/** Entity of a kind: symbol set 01 air, 30 sea surface. 'none' keeps the frame of the environment alone. */
const ENTITY: Readonly<Record<Kind, Entity | null>> = {
  none: null,
  drone: { set: '01', entity: '110300' },
  'fixed-wing': { set: '01', entity: '110100' },
  helicopter: { set: '01', entity: '110200' },
  'civil-air': { set: '01', entity: '120100' },
  cargo: { set: '30', entity: '140101' },
  tanker: { set: '30', entity: '140109' },
  passenger: { set: '30', entity: '140110' },
  fishing: { set: '30', entity: '140200' },
  leisure: { set: '30', entity: '140400' },
  'law-enforcement': { set: '30', entity: '140300' },
  'military-ship': { set: '30', entity: '120000' },
  merchant: { set: '30', entity: '140100' },
};
/** Frame by environment: unknown objects are drawn with the air frame's open form only when they fly; else surface. */
const FRAME_SET = ['00', '01', '30', '15'] as const;

/**
 * The 20-digit symbol code: version 10, reality, present, no headquarters or amplifier. An entity whose set differs
 * from the track's environment (a drone's radio found with no height) takes its own set.
 * @param identity index in IDENTITIES
 * @param environment index in ENVIRONMENTS
 */
export function sidcOf(identity: number, environment: number, kind: number): string {
  const entity = ENTITY[KINDS[kind] ?? 'none'];
  const set = entity?.set ?? FRAME_SET[environment] ?? '00';
  const affiliation = IDENTITY_DIGIT[identity] ?? '1';
  return `100${affiliation}${set}0000${entity?.entity ?? '000000'}0000`;
}

/** Splits what symbolCode() joined. */
export function splitSymbolCode(code: number): {
  readonly identity: number;
  readonly environment: number;
  readonly kind: number;
} {
  const kind = code % KINDS.length;
  const rest = (code - kind) / KINDS.length;
  return { identity: Math.floor(rest / 4), environment: rest % 4, kind };
}
