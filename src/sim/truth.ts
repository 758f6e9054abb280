import type { Environment } from '../model/index.ts';
import type { Random } from '../base/index.ts';
import type { Motion, TruthState } from './motion.ts';

export const TRUTH_KINDS = [
  'airliner',
  'light-aircraft',
  'helicopter',
  'patrol-aircraft',
  'one-way-drone',
  'quadcopter',
  'ship',
  'fishing-vessel',
  'ferry',
  'pleasure-craft',
  'fast-boat',
  'patrol-vessel',
  'bird',
] as const;
export type TruthKind = (typeof TRUTH_KINDS)[number];

/** Spans inside an object's life, s since its birth; half open. */
export interface Span {
  readonly fromS: number;
  readonly toS: number;
}

/** What an aircraft carries and says. */
export interface AircraftGear {
  readonly icao: number;
  readonly callsign: string;
  /** four octal digits as a number 0..4095 */
  readonly mode3A: number;
  /** ADS-B emitter category: set A, 1 light .. 5 heavy, 7 rotorcraft */
  readonly category: number;
  /** false: Mode S transponder without position broadcasts */
  readonly adsb: boolean;
  /** squawks 7700 in these spans */
  readonly emergency: readonly Span[];
  /** transponder off */
  readonly silent: readonly Span[];
  /** its receiver is fooled: it broadcasts a position this far from the true one (m), in one jump */
  readonly spoof: (Span & { readonly eastM: number; readonly northM: number }) | null;
}

export const NAV_STATUS = { underWay: 0, atAnchor: 1, moored: 5, fishing: 7, sailing: 8 } as const;

/** What a vessel carries and says. */
export interface ShipGear {
  readonly mmsi: number;
  readonly imo: number;
  readonly callsign: string;
  /** AIS ship and cargo type, 0..99 */
  readonly type: number;
  readonly destination: string;
  readonly lengthM: number;
  readonly beamM: number;
  readonly draughtM: number;
  readonly navStatus: number;
  /** transponder class; null = says nothing */
  readonly ais: 'A' | 'B' | null;
  /** safety-related broadcasts it sends, s since birth */
  readonly broadcasts: readonly { readonly atS: number; readonly text: string }[];
}

/** What an unmanned aircraft gives away. */
export interface DroneGear {
  /** Remote ID serial number; null = broadcasts none */
  readonly uasId: string | null;
  readonly operatorId: string | null;
  readonly operatorLatDeg: number;
  readonly operatorLonDeg: number;
  /** has a radio link that a direction finder hears */
  readonly radio: boolean;
}

/** One object of the simulated world. Its state is a pure function of time. */
export interface TruthObject {
  readonly id: string;
  readonly kind: TruthKind;
  readonly environment: Environment;
  readonly name: string;
  /** what it is up to: intruders have no right to enter a zone, the others have */
  readonly intent: 'civil' | 'friend' | 'intruder' | 'wildlife';
  readonly bornAt: number;
  /** first instant at which it is no more; Infinity for what stays */
  readonly goneAt: number;
  readonly motion: Motion;
  readonly rcsM2: number;
  readonly aircraft: AircraftGear | null;
  readonly ship: ShipGear | null;
  readonly drone: DroneGear | null;
}

/** A source of objects: traffic streams, harbours, the script. */
export interface TruthPart {
  /** objects that live at some instant of [fromAt, toAt) */
  objectsBetween(fromAt: number, toAt: number): readonly TruthObject[];
}

/** Writes where the object is at `at`; false when it does not exist then. */
export function stateAt(object: TruthObject, at: number, out: TruthState): boolean {
  if (at < object.bornAt || at >= object.goneAt) return false;
  object.motion.at((at - object.bornAt) / 1000, out);
  return true;
}

export function inSpan(spans: readonly Span[], sinceS: number): boolean {
  return spans.some((span) => sinceS >= span.fromS && sinceS < span.toS);
}

const MEMORY_SLICES = 16;
const SLICE_MS = 30_000;

/** The whole world: everything that every part gives. Remembers the newest slices of time (bounded, oldest go first). */
export class Truth {
  readonly #parts: readonly TruthPart[];
  readonly #slices = new Map<number, readonly TruthObject[]>();

  constructor(parts: readonly TruthPart[]) {
    this.#parts = parts;
  }

  /** Objects that live at some instant of the half minute around `at`; ask stateAt() for the exact instant. */
  objectsAround(at: number): readonly TruthObject[] {
    const slice = Math.floor(at / SLICE_MS);
    const known = this.#slices.get(slice);
    if (known) return known;
    const from = slice * SLICE_MS;
    const found = this.#parts.flatMap((part) => part.objectsBetween(from, from + SLICE_MS));
    this.#slices.set(slice, found);
    if (this.#slices.size > MEMORY_SLICES) this.#slices.delete(this.#slices.keys().next().value!);
    return found;
  }
}

/** Objects that are always there. */
export function permanent(objects: readonly TruthObject[]): TruthPart {
  return { objectsBetween: () => objects };
}

/** Objects that come one after the other for ever, in both directions of time: an airway, a sea lane. */
export function stream(given: {
  readonly random: Random;
  readonly anchorAt: number;
  readonly intervalS: number;
  readonly maxLifeS: number;
  /** object number `index` (any whole number), born at `bornAt` */
  readonly make: (index: number, bornAt: number, random: Random) => TruthObject;
}): TruthPart {
  const made = new Map<number, TruthObject>();
  const { anchorAt, intervalS, maxLifeS } = given;
  const get = (index: number): TruthObject => {
    const known = made.get(index);
    if (known) return known;
    const random = given.random.fork(String(index));
    const bornAt = Math.round(anchorAt + (index + random.between(0, 0.6)) * intervalS * 1000);
    const object = given.make(index, bornAt, random);
    made.set(index, object);
    return object;
  };
  return {
    objectsBetween(fromAt, toAt) {
      const first = Math.floor((fromAt - anchorAt) / 1000 / intervalS - maxLifeS / intervalS) - 1;
      const last = Math.ceil((toAt - anchorAt) / 1000 / intervalS);
      const found: TruthObject[] = [];
      for (let index = first; index <= last; index++) {
        const object = get(index);
        if (object.bornAt < toAt && object.goneAt > fromAt) found.push(object);
      }
      for (const index of made.keys()) if (index < first) made.delete(index);
      return found;
    },
  };
}

/** Objects that come back every `periodS`: the script of a looping night. */
export function looping(given: {
  readonly anchorAt: number;
  readonly periodS: number;
  /** longest time that one turn's objects live before and after the turn begins, s */
  readonly beforeS: number;
  readonly afterS: number;
  readonly make: (turn: number, turnAt: number) => readonly TruthObject[];
}): TruthPart {
  const made = new Map<number, readonly TruthObject[]>();
  const { anchorAt, periodS, beforeS, afterS } = given;
  return {
    objectsBetween(fromAt, toAt) {
      const first = Math.floor((fromAt - anchorAt - afterS * 1000) / (periodS * 1000));
      const last = Math.ceil((toAt - anchorAt + beforeS * 1000) / (periodS * 1000));
      const found: TruthObject[] = [];
      for (let turn = Math.max(0, first); turn <= last; turn++) {
        let objects = made.get(turn);
        if (!objects) {
          objects = given.make(turn, anchorAt + turn * periodS * 1000);
          made.set(turn, objects);
        }
        for (const object of objects)
          if (object.bornAt < toAt && object.goneAt > fromAt) found.push(object);
      }
      for (const turn of made.keys()) if (turn < first) made.delete(turn);
      return found;
    },
  };
}
