// Hot path: one table look-up a message; allocates what message.ts does, and an Aircraft for each new address.
/**
 * Mode S with memory: which addresses are real, where each aircraft is, what it said before. One decoder a feed.
 *
 * Address rule: where address and parity are overlaid (DF0, 4, 5, 16, 20, 21, 24) any noise is a valid message of
 * some aircraft, so one is believed only when its address was heard within the last minutes in a squitter whose parity proves
 * it (DF11, DF17, DF18). A DF11 that answers an interrogator has seven free bits of parity and is held to the same.
 */
import type { DecodeFault } from '../../base/index.ts';
import { Aircraft, aircraftKey, fresh } from './aircraft.ts';
import type { SquitterContent } from './adsb.ts';
import type { CommBHistory } from './comm-b.ts';
import {
  explain,
  formatOf,
  overlaidAddress,
  readMessage,
  type ModesMessage,
  type Surveillance,
} from './message.ts';
import { FIX, updatePosition, type Fix, type PositionLimits } from './position.ts';

export interface ModesOptions {
  /** repair single-bit errors of DF17 and DF18; default false */
  readonly repair?: boolean;
  /** the receiver: needed for surface positions of aircraft never seen in the air */
  readonly receiver?: { readonly latDeg: number; readonly lonDeg: number } | null;
  /** farthest believable aircraft when the receiver is known, m; default 800,000 (radio horizon at 45,000 ft and more) */
  readonly maxRangeM?: number;
  /** aircraft kept; at the bound the longest silent goes; default 20,000 */
  readonly maxAircraft?: number;
}

/** What became of a message. */
export const VERDICT = { accepted: 0, unknownAddress: 1, faulty: 2, modeAC: 3 } as const;
export type Verdict = (typeof VERDICT)[keyof typeof VERDICT];

/** How long a proven address counts, s. */
const KNOWN_S = 300;
/** Silent aircraft are forgotten, s. */
const KEEP_S = 900;
const SWEEP_MS = 10_000;
/** Entries looked at to find one to drop when the table is full of fresh ones. */
const DROP_LOOK = 64;

export class ModesDecoder {
  /** aircraft of the last accepted message */
  aircraft: Aircraft | null = null;
  /** the last message as decoded; also set for unknown addresses */
  message: ModesMessage | null = null;
  /** what the last message did for its aircraft's position */
  fix: Fix = FIX.none;
  /** totals */
  accepted = 0;
  unknownAddress = 0;
  faulty = 0;
  modeAC = 0;
  /** aircraft dropped because the table was full */
  dropped = 0;

  readonly #table = new Map<number, Aircraft>();
  readonly #repair: boolean;
  readonly #limits: PositionLimits;
  readonly #maxAircraft: number;
  #sweptAt = Number.NEGATIVE_INFINITY;
  readonly #history = {
    altitudeFt: Number.NaN,
    groundSpeedKt: Number.NaN,
    trackDeg: Number.NaN,
    verticalRateFpm: Number.NaN,
    gicb: 0,
  };

  constructor(options: ModesOptions = {}) {
    this.#repair = options.repair === true;
    this.#maxAircraft = options.maxAircraft ?? 20_000;
    const receiver = options.receiver ?? null;
    this.#limits = {
      refLatDeg: receiver?.latDeg ?? Number.NaN,
      refLonDeg: receiver?.lonDeg ?? Number.NaN,
      maxRangeM: receiver === null ? Infinity : (options.maxRangeM ?? 800_000),
    };
  }

  /** Aircraft heard within the last minutes. */
  get size(): number {
    return this.#table.size;
  }

  find(icao: number): Aircraft | undefined {
    return this.#table.get(icao);
  }

  aircraftHeard(): IterableIterator<Aircraft> {
    return this.#table.values();
  }

  /** Makes an address known, as a radar's own picture can. */
  learn(icao: number, at: number): void {
    this.#aircraftOf(icao, true, false, at).provenAt = at;
  }

  /**
   * One message of 2 (Mode A/C, counted only), 7 or 14 octets.
   * @param at receive time, ms
   */
  accept(bytes: Uint8Array, from: number, length: number, at: number): Verdict {
    this.aircraft = null;
    this.message = null;
    this.fix = FIX.none;
    if (length === 2) {
      this.modeAC++;
      return VERDICT.modeAC;
    }
    const format = formatOf(bytes[from]!);
    const inClear = format === 11 || format === 17 || format === 18;
    const known = inClear
      ? undefined
      : this.#knownAddress(overlaidAddress(bytes, from, length), at);
    const history = known === undefined || format < 20 ? null : this.#fillHistory(known, at);
    const message = readMessage(bytes, from, length, this.#repair, history);
    if (message === null) {
      this.faulty++;
      return VERDICT.faulty;
    }
    this.message = message;
    const aircraft = message.proven
      ? this.#prove(message, at)
      : (known ?? this.#knownAddress(message.icao, at));
    if (aircraft === undefined) {
      this.unknownAddress++;
      return VERDICT.unknownAddress;
    }
    aircraft.lastAt = at;
    aircraft.messages++;
    this.aircraft = aircraft;
    this.accepted++;
    this.fix = apply(aircraft, message, at, this.#limits);
    return VERDICT.accepted;
  }

  /** Why the last message was faulty. */
  explain(bytes: Uint8Array, from: number, length: number): DecodeFault {
    return explain(bytes, from, length);
  }

  #knownAddress(icao: number, at: number): Aircraft | undefined {
    const aircraft = this.#table.get(icao);
    if (aircraft === undefined || !(Math.abs(at - aircraft.provenAt) <= KNOWN_S * 1000))
      return undefined;
    return aircraft;
  }

  #prove(message: ModesMessage, at: number): Aircraft {
    const isIcao = !('addressKind' in message) || message.addressKind === 'icao';
    const ground = message.df === 18 && message.origin === 'tisb';
    const aircraft = this.#aircraftOf(message.icao, isIcao, ground, at);
    aircraft.provenAt = at;
    return aircraft;
  }

  #aircraftOf(icao: number, isIcao: boolean, ground: boolean, at: number): Aircraft {
    const key = aircraftKey(icao, isIcao, ground);
    const found = this.#table.get(key);
    if (found !== undefined) return found;
    if (at - this.#sweptAt > SWEEP_MS || at < this.#sweptAt) this.#sweep(at);
    if (this.#table.size >= this.#maxAircraft) this.#dropOne();
    const made = new Aircraft(icao, isIcao, ground, at);
    this.#table.set(key, made);
    return made;
  }

  #sweep(at: number): void {
    this.#sweptAt = at;
    for (const [key, aircraft] of this.#table)
      if (Math.abs(at - aircraft.lastAt) > KEEP_S * 1000) this.#table.delete(key);
  }

  #dropOne(): void {
    let oldest: Aircraft | undefined;
    let looked = 0;
    for (const aircraft of this.#table.values()) {
      if (oldest === undefined || aircraft.lastAt < oldest.lastAt) oldest = aircraft;
      if (++looked >= DROP_LOOK) break;
    }
    if (oldest === undefined) return;
    this.#table.delete(oldest.key);
    this.dropped++;
  }

  #fillHistory(aircraft: Aircraft, at: number): CommBHistory {
    const history = this.#history;
    history.altitudeFt = fresh(aircraft.altitudeFt, aircraft.altitudeAt, at, 60);
    history.groundSpeedKt = fresh(aircraft.groundSpeedKt, aircraft.velocityAt, at, 30);
    history.trackDeg = fresh(aircraft.trackDeg, aircraft.velocityAt, at, 15);
    history.verticalRateFpm = fresh(aircraft.verticalRateFpm, aircraft.velocityAt, at, 15);
    history.gicb = aircraft.gicb;
    return history;
  }
}

/** Writes what an accepted message says to its aircraft. */
function apply(aircraft: Aircraft, message: ModesMessage, at: number, limits: PositionLimits): Fix {
  switch (message.df) {
    case 17:
    case 18:
      if (message.df === 18 && message.capability === 7) return FIX.none;
      return applySquitter(aircraft, message.content, at, limits);
    case 4:
    case 5:
    case 20:
    case 21:
      applySurveillance(aircraft, message, at);
      return FIX.none;
    case 0:
    case 16:
      if (message.altitudeFt !== null) setAltitude(aircraft, message.altitudeFt, at);
      return FIX.none;
    case 11:
      if (message.onGround !== null) aircraft.onGround = message.onGround;
      return FIX.none;
    case 24:
      return FIX.none;
  }
}

function setAltitude(aircraft: Aircraft, altitudeFt: number, at: number): void {
  aircraft.altitudeFt = altitudeFt;
  aircraft.altitudeAt = at;
}

function applySurveillance(aircraft: Aircraft, message: Surveillance, at: number): void {
  if (message.altitudeFt !== null) setAltitude(aircraft, message.altitudeFt, at);
  if (message.mode3A !== null) {
    aircraft.mode3A = message.mode3A;
    aircraft.mode3AAt = at;
  }
  if (message.onGround !== null) aircraft.onGround = message.onGround;
  aircraft.ident = message.ident;
  const register = message.commB?.register ?? null;
  if (register === null) return;
  if (register.type === 'gicb-capability') aircraft.gicb = message.commB!.hi;
  // An inferred call sign yields to one from a squitter.
  else if (register.type === 'aircraft-identification' && !(at - aircraft.callsignAt <= 60_000))
    aircraft.callsign = register.callsign;
}

function applySquitter(
  aircraft: Aircraft,
  content: SquitterContent,
  at: number,
  limits: PositionLimits,
): Fix {
  switch (content.type) {
    case 'airborne-position':
      aircraft.onGround = false;
      if (content.altitudeFt !== null) {
        if (content.altitudeKind === 'pressure') setAltitude(aircraft, content.altitudeFt, at);
        else {
          aircraft.heightFt = content.altitudeFt;
          aircraft.heightAt = at;
        }
      }
      aircraft.ident = content.surveillanceStatus === 3;
      return updatePosition(aircraft, content, at, limits);
    case 'surface-position':
      aircraft.onGround = true;
      setSurfaceVelocity(aircraft, content.groundSpeedKt, content.trackDeg, at);
      return updatePosition(aircraft, content, at, limits);
    case 'no-position':
      if (content.altitudeFt !== null) setAltitude(aircraft, content.altitudeFt, at);
      return FIX.none;
    default:
      applyOther(aircraft, content, at);
      return FIX.none;
  }
}

function setSurfaceVelocity(
  aircraft: Aircraft,
  speedKt: number | null,
  trackDeg: number | null,
  at: number,
): void {
  aircraft.groundSpeedKt = speedKt ?? Number.NaN;
  aircraft.trackDeg = trackDeg ?? Number.NaN;
  const course = aircraft.trackDeg * (Math.PI / 180);
  aircraft.eastKt = aircraft.groundSpeedKt === 0 ? 0 : aircraft.groundSpeedKt * Math.sin(course);
  aircraft.northKt = aircraft.groundSpeedKt === 0 ? 0 : aircraft.groundSpeedKt * Math.cos(course);
  aircraft.verticalRateFpm = 0;
  aircraft.velocityAt = at;
}

function applyOther(aircraft: Aircraft, content: SquitterContent, at: number): void {
  switch (content.type) {
    case 'identification':
      aircraft.category = content.category;
      if (content.callsign === null) return;
      aircraft.callsign = content.callsign;
      aircraft.callsignAt = at;
      return;
    case 'velocity':
      if (content.geoMinusBaroFt !== null) {
        aircraft.geoMinusBaroFt = content.geoMinusBaroFt;
        aircraft.geoMinusBaroAt = at;
      }
      aircraft.verticalRateFpm = content.verticalRateFpm ?? Number.NaN;
      aircraft.eastKt = content.eastKt ?? Number.NaN;
      aircraft.northKt = content.northKt ?? Number.NaN;
      aircraft.groundSpeedKt = content.groundSpeedKt ?? Number.NaN;
      aircraft.trackDeg = content.trackDeg ?? Number.NaN;
      aircraft.nacV = content.nacV;
      aircraft.velocityAt = at;
      return;
    case 'emergency-status':
      aircraft.emergency = content.emergency === 'none' ? null : content.emergency;
      aircraft.emergencyAt = at;
      if (content.mode3A === null) return;
      aircraft.mode3A = content.mode3A;
      aircraft.mode3AAt = at;
      return;
    case 'target-state':
      aircraft.nacP = content.nacP;
      aircraft.sil = content.sil;
      return;
    case 'operational-status':
      aircraft.version = content.version;
      if (content.version === 0) return;
      aircraft.nacP = content.nacP;
      aircraft.sil = content.sil;
      aircraft.nicA = content.nicA;
      aircraft.nicC = content.nicC;
      aircraft.gva = content.gva ?? 0;
      return;
    default:
      return;
  }
}
