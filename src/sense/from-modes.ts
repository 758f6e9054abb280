/**
 * Mode S and ADS-B to plots. The decoder keeps each aircraft's state (call sign, squawk, velocity, accuracy); a plot is
 * made whenever a message gives a new position, with all that is known and fresh. Messages without a position make none.
 */
import { DEG_TO_RAD, FPM_TO_MPS, FT_TO_M, KT_TO_MPS, toHex, SIGMAS_95 } from '../base/index.ts';
import {
  makePlot,
  PLOT_FORM,
  type Chunk,
  type Claims,
  type ClassClaim,
  type Plot,
  type SourceConfig,
} from '../model/index.ts';
import {
  type Aircraft,
  AvrReader,
  BEAST,
  BeastReader,
  containmentRadius,
  FIX,
  formatSquawk,
  fresh,
  heightOfGva,
  ModesDecoder,
  type ModesMessage,
  type ModesOptions,
  radiusOfNacP,
  radiusOfTypeCode,
  VERDICT,
  velocityOfNacV,
} from '../wire/modes/index.ts';
import { dropBeyond } from './drop-beyond.ts';
import { pushFault, type FeedDecoder, type FeedOutput } from './feed.ts';
import { makeSelfReportSensor } from './self-report-sensor.ts';
import { TickClock } from './tick-clock.ts';

/** Feed of Beast binary frames. Options: `receiver: { latDeg, lonDeg }`, `repair`, `maxRangeM`. */
export function createBeastFeed(config: SourceConfig): FeedDecoder {
  return new ModesFeed(config, () => new BeastReader());
}

/** Feed of AVR text frames. Options as for Beast. */
export function createAvrFeed(config: SourceConfig): FeedDecoder {
  return new ModesFeed(config, () => new AvrReader());
}

/** Stream connections kept at once; at the bound the one longest open is forgotten. */
const MOST_CONNECTIONS = 64;

interface Connection {
  readonly reader: BeastReader | AvrReader;
  readonly clock: TickClock;
}

class ModesFeed implements FeedDecoder {
  readonly #config: SourceConfig;
  readonly #makeReader: () => BeastReader | AvrReader;
  readonly #connections = new Map<number, Connection>();
  readonly #decoder: ModesDecoder;
  readonly #announced = new Set<string>();
  readonly #last = new Uint8Array(14);
  #lastLength = 0;
  #lastMessage: ModesMessage | null = null;
  #lastTicks = 0;
  #lastSignal = 0;

  constructor(config: SourceConfig, makeReader: () => BeastReader | AvrReader) {
    this.#config = config;
    this.#makeReader = makeReader;
    this.#decoder = new ModesDecoder(readOptions(config.options));
  }

  accept(chunk: Chunk, out: FeedOutput): void {
    const { reader, clock } = this.#connectionOf(chunk.connection);
    reader.feed(chunk.bytes);
    for (let step = reader.next(); step !== BEAST.needMore; step = reader.next()) {
      if (step === BEAST.fault) {
        pushFault(out, reader.fault, chunk.bytes);
      } else {
        const at = clock.timeOf(reader.ticks, chunk.receivedAt);
        this.#take(reader, at, chunk.receivedAt, out);
      }
    }
  }

  close(connection: number): void {
    this.#connections.delete(connection);
  }

  lastRecord(): { readonly record: unknown; readonly bytes: Uint8Array } | null {
    if (this.#lastMessage === null) return null;
    const { icao } = this.#lastMessage;
    return {
      record: {
        address: icao.toString(16).toUpperCase().padStart(6, '0'),
        ticks: this.#lastTicks,
        signal: this.#lastSignal,
        message: this.#lastMessage,
        aircraft: describe(this.#decoder.find(icao)),
      },
      bytes: this.#last.slice(0, this.#lastLength),
    };
  }

  #connectionOf(number: number): Connection {
    const found = this.#connections.get(number);
    if (found !== undefined) return found;
    const made = { reader: this.#makeReader(), clock: new TickClock() };
    this.#connections.set(number, made);
    dropBeyond(this.#connections, MOST_CONNECTIONS);
    return made;
  }

  #take(reader: BeastReader | AvrReader, at: number, receivedAt: number, out: FeedOutput): void {
    const decoder = this.#decoder;
    const verdict = decoder.accept(reader.message, 0, reader.length, at);
    if (verdict === VERDICT.modeAC) return;
    if (verdict === VERDICT.faulty) {
      const fault = decoder.explain(reader.message, 0, reader.length);
      const offset = Math.max(0, reader.offset - reader.length);
      const bytesHex = toHex(reader.message, 0, reader.length);
      const octet = fault.offset < reader.length ? fault.offset : -1;
      out.faults.push({ fault: { ...fault, offset }, bytesHex, octet });
      return;
    }
    out.records++;
    this.#remember(reader, decoder.message);
    if (decoder.fix === FIX.none || decoder.fix === FIX.rejected) return;
    out.batch.plots.push(this.#plotOf(decoder.aircraft!, decoder.message!, at, receivedAt, out));
  }

  #remember(reader: BeastReader | AvrReader, message: ModesMessage | null): void {
    for (let i = 0; i < reader.length; i++) this.#last[i] = reader.message[i]!;
    this.#lastLength = reader.length;
    this.#lastMessage = message;
    this.#lastTicks = reader.ticks;
    this.#lastSignal = reader.signal;
  }

  #plotOf(
    aircraft: Aircraft,
    message: ModesMessage,
    at: number,
    receivedAt: number,
    out: FeedOutput,
  ): Plot {
    // A ground station's view of an aircraft is its tracker's word, not the aircraft's.
    const ground = message.df === 18 && message.origin === 'tisb';
    const sensorId = `${ground ? 'tisb' : 'adsb'}:${this.#config.id}`;
    if (!this.#announced.has(sensorId)) {
      this.#announced.add(sensorId);
      const name = `${this.#config.name} ${ground ? 'TIS-B' : 'ADS-B'}`;
      const sensor = makeSelfReportSensor(sensorId, this.#config.id, name);
      out.batch.sensors.push(ground ? { ...sensor, kind: 'tracks' } : sensor);
    }
    return plotOf(aircraft, {
      sourceId: this.#config.id,
      sensorId,
      at,
      receivedAt,
      simulated: this.#config.simulated,
    });
  }
}

function readOptions(options: Readonly<Record<string, unknown>>): ModesOptions {
  const receiver = options['receiver'];
  const maxRangeM = options['maxRangeM'];
  return {
    repair: options['repair'] === true,
    receiver: isPlace(receiver) ? receiver : null,
    ...(typeof maxRangeM === 'number' && maxRangeM > 0 ? { maxRangeM } : {}),
  };
}

function isPlace(value: unknown): value is { latDeg: number; lonDeg: number } {
  if (typeof value !== 'object' || value === null) return false;
  const { latDeg, lonDeg } = value as Record<string, unknown>;
  return Number.isFinite(latDeg) && Number.isFinite(lonDeg);
}

export type PlotHead = Pick<Plot, 'sourceId' | 'sensorId' | 'at' | 'receivedAt' | 'simulated'>;

/** Velocity, altitude and their like are given with a plot while they are this fresh, s. */
const VELOCITY_S = 10;
const ALTITUDE_S = 15;
/** The difference of geometric and pressure altitude changes slowly, s. */
const DIFFERENCE_S = 120;
const SQUAWK_S = 120;
/** Position messages that are not time-synchronised may be this old when sent, s (DO-260B allows 0.2 uncompensated). */
const LATENCY_S = 0.1;
/** Where the aircraft gives no accuracy: NACp 1, 10 NM. */
const UNKNOWN_RADIUS_M = 18_520;

/** A plot of what is known and fresh of an aircraft whose position was just set. */
export function plotOf(aircraft: Aircraft, head: PlotHead): Plot {
  const at = head.at;
  const vEast = fresh(aircraft.eastKt, aircraft.velocityAt, at, VELOCITY_S) * KT_TO_MPS;
  const vNorth = fresh(aircraft.northKt, aircraft.velocityAt, at, VELOCITY_S) * KT_TO_MPS;
  const vUp = fresh(aircraft.verticalRateFpm, aircraft.velocityAt, at, VELOCITY_S) * FPM_TO_MPS;
  const sigma = Math.max(3, radius95(aircraft) / SIGMAS_95);
  const lag =
    aircraft.positionTimeSync || Number.isNaN(vEast) || Number.isNaN(vNorth) ? 0 : LATENCY_S;
  const east = lag === 0 ? 0 : vEast * lag;
  const north = lag === 0 ? 0 : vNorth * lag;
  const velocity95 = velocityOfNacV(aircraft.nacV);
  const height = heightOf(aircraft, at);
  return makePlot({
    sourceId: head.sourceId,
    sensorId: head.sensorId,
    at,
    receivedAt: head.receivedAt,
    form: PLOT_FORM.position,
    environment: environmentOf(aircraft),
    latRad: aircraft.latDeg * DEG_TO_RAD,
    lonRad: aircraft.lonDeg * DEG_TO_RAD,
    covEE: sigma * sigma + east * east,
    covEN: east * north,
    covNN: sigma * sigma + north * north,
    altM: height.altM,
    sdAltM: height.sdAltM,
    altKind: height.altKind,
    vEastMps: vEast,
    vNorthMps: vNorth,
    vUpMps: vUp,
    sdVelocityMps: Number.isNaN(vEast)
      ? Number.NaN
      : (Number.isNaN(velocity95) ? 10 : velocity95) / SIGMAS_95,
    claims: claimsOf(aircraft, at),
    simulated: head.simulated,
  });
}

/** 95 % radius of position, m: the aircraft's own NACp, else what its containment or version 0 type code implies. */
function radius95(aircraft: Aircraft): number {
  const typeCode = aircraft.positionTypeCode;
  if (aircraft.nacP < 0) {
    const radius = radiusOfTypeCode(typeCode);
    return Number.isNaN(radius) ? UNKNOWN_RADIUS_M : radius;
  }
  const own = radiusOfNacP(aircraft.nacP);
  if (!Number.isNaN(own)) return own;
  // Containment is stated at about 5.3 sigma (1e-7), so half of it covers 95 %.
  const containment = containmentRadius(
    typeCode,
    aircraft.nicA,
    aircraft.positionNicB,
    aircraft.nicC,
  );
  return Number.isNaN(containment) ? UNKNOWN_RADIUS_M : containment / 2;
}

/**
 * Geometric height when the aircraft gives it, directly or as pressure altitude plus its difference; else pressure
 * altitude. On the ground there is none.
 */
function heightOf(aircraft: Aircraft, at: number): Pick<Plot, 'altM' | 'sdAltM' | 'altKind'> {
  if (aircraft.onGround) return { altM: Number.NaN, sdAltM: Number.NaN, altKind: 'none' };
  const height95 = heightOfGva(aircraft.gva);
  const sdAltM = Number.isNaN(height95) ? 50 : height95 / 1.96;
  const heightFt = fresh(aircraft.heightFt, aircraft.heightAt, at, ALTITUDE_S);
  if (!Number.isNaN(heightFt)) return { altM: heightFt * FT_TO_M, sdAltM, altKind: 'ellipsoid' };
  const pressureFt = fresh(aircraft.altitudeFt, aircraft.altitudeAt, at, ALTITUDE_S);
  if (Number.isNaN(pressureFt)) return { altM: Number.NaN, sdAltM: Number.NaN, altKind: 'none' };
  const differenceFt = fresh(aircraft.geoMinusBaroFt, aircraft.geoMinusBaroAt, at, DIFFERENCE_S);
  if (Number.isNaN(differenceFt))
    return { altM: pressureFt * FT_TO_M, sdAltM: 15, altKind: 'pressure' };
  return { altM: (pressureFt + differenceFt) * FT_TO_M, sdAltM, altKind: 'ellipsoid' };
}

function environmentOf(aircraft: Aircraft): Plot['environment'] {
  return aircraft.category !== null && GROUND_CATEGORIES.has(aircraft.category) ? 'land' : 'air';
}

/** Vehicles and obstacles. */
const GROUND_CATEGORIES: ReadonlySet<string> = new Set(['C1', 'C2', 'C3', 'C4', 'C5']);

const one = (type: string): readonly ClassClaim[] => [{ type, confidence: 0.9 }];
const CLASSES: Readonly<Record<string, readonly ClassClaim[]>> = {
  ...Object.fromEntries(['A1', 'A2', 'A3', 'A4', 'A5', 'A6'].map((c) => [c, one('aircraft')])),
  A7: one('helicopter'),
  B1: one('glider'),
  B2: one('balloon'),
  B3: one('parachutist'),
  B4: one('ultralight'),
  B6: one('drone'),
  B7: one('space-vehicle'),
  C1: one('vehicle'),
  C2: one('vehicle'),
  C3: one('obstacle'),
  C4: one('obstacle'),
  C5: one('obstacle'),
};

const EMERGENCY_SQUAWKS: Readonly<Record<string, string>> = {
  '7500': 'unlawful-interference',
  '7600': 'no-communications',
  '7700': 'general',
};

function claimsOf(aircraft: Aircraft, at: number): Claims {
  const mode3A = fresh(aircraft.mode3A, aircraft.mode3AAt, at, SQUAWK_S);
  const emergency =
    fresh(0, aircraft.emergencyAt, at, SQUAWK_S) === 0 && aircraft.emergency !== null
      ? aircraft.emergency
      : Number.isNaN(mode3A)
        ? undefined
        : EMERGENCY_SQUAWKS[formatSquawk(mode3A)];
  const classes = aircraft.category === null ? undefined : CLASSES[aircraft.category];
  const claims: { -readonly [K in keyof Claims]: Claims[K] } = { onGround: aircraft.onGround };
  if (aircraft.isIcao) claims.icao = aircraft.icao;
  else claims.objectId = `~${aircraft.icao.toString(16).toUpperCase().padStart(6, '0')}`;
  if (aircraft.callsign !== null) claims.callsign = aircraft.callsign;
  if (!Number.isNaN(mode3A)) claims.mode3A = mode3A;
  if (emergency !== undefined) claims.emergency = emergency;
  if (classes !== undefined) claims.classes = classes;
  return claims;
}

/** The aircraft as known now, for a person. */
export function describe(aircraft: Aircraft | undefined): object | null {
  if (aircraft === undefined) return null;
  const number = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return {
    callsign: aircraft.callsign,
    category: aircraft.category,
    squawk: Number.isNaN(aircraft.mode3A) ? null : formatSquawk(aircraft.mode3A),
    emergency: aircraft.emergency,
    onGround: aircraft.onGround,
    latDeg: number(aircraft.latDeg),
    lonDeg: number(aircraft.lonDeg),
    altitudeFt: number(aircraft.altitudeFt),
    groundSpeedKt: number(aircraft.groundSpeedKt),
    trackDeg: number(aircraft.trackDeg),
    nacP: aircraft.nacP < 0 ? null : aircraft.nacP,
    version: aircraft.version,
    messages: aircraft.messages,
    rejectedPositions: aircraft.rejected,
    jumps: aircraft.jumps,
  };
}
