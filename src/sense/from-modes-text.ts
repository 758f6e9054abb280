/**
 * Aircraft from receivers that decode themselves: SBS-1 lines and aircraft.json. The same plots as from Mode S, with
 * less behind them: neither format carries parity, SBS-1 carries no accuracy and its times have no zone.
 */
import { concatBytes, decodeUtf8, type DecodeFault } from '../base/index.ts';
import type { Chunk, SourceConfig } from '../model/index.ts';
import {
  Aircraft,
  aircraftKey,
  decodeAircraftJson,
  decodeSbsStream,
  JsonFrames,
  type AircraftEntry,
  type SbsMessage,
} from '../wire/modes/index.ts';
import { dropBeyond } from './drop-beyond.ts';
import { pushFault, type FeedDecoder, type FeedOutput } from './feed.ts';
import { describe, plotOf } from './from-modes.ts';
import { makeSelfReportSensor } from './self-report-sensor.ts';

/** Feed of SBS-1 (BaseStation) lines. Option `nacP`: accuracy category that stands in for the one SBS-1 lacks. */
export function createSbsFeed(config: SourceConfig): FeedDecoder {
  return new SbsFeed(config);
}

/** Feed of aircraft.json documents, or of one aircraft a line. Option `nacP`: where an entry gives none. */
export function createAircraftJsonFeed(config: SourceConfig): FeedDecoder {
  return new AircraftJsonFeed(config);
}

/** Accuracy where nothing is said: what 14 CFR 91.227 demands of aircraft, 92.6 m; of MLAT, 926 m is seldom exceeded. */
const NACP_DEMANDED = 8;
const NACP_MLAT = 5;
/** Aircraft kept; at the bound the one heard first of those kept goes. */
const MOST_AIRCRAFT = 20_000;
/** Silent aircraft are forgotten, s. */
const KEEP_S = 900;
const SWEEP_MS = 10_000;
const MOST_CONNECTIONS = 64;
/** Octets of an unfinished line. */
const MOST_LINE = 1024;

/** Aircraft by address with a bound, and the sensors that stand for what they say. */
class Picture {
  readonly #config: SourceConfig;
  readonly #nacP: number;
  readonly #table = new Map<number, Aircraft>();
  readonly #announced = new Set<string>();
  #sweptAt = Number.NEGATIVE_INFINITY;
  last: Aircraft | undefined;

  constructor(config: SourceConfig) {
    this.#config = config;
    const nacP = config.options['nacP'];
    this.#nacP = typeof nacP === 'number' && nacP >= 0 && nacP <= 11 ? nacP : NACP_DEMANDED;
  }

  aircraftOf(icao: number, isIcao: boolean, ground: boolean, at: number): Aircraft {
    const key = aircraftKey(icao, isIcao, ground);
    let aircraft = this.#table.get(key);
    if (aircraft === undefined) {
      this.#sweep(at);
      aircraft = new Aircraft(icao, isIcao, ground, at);
      aircraft.nacP = this.#nacP;
      this.#table.set(key, aircraft);
      dropBeyond(this.#table, MOST_AIRCRAFT);
    }
    aircraft.lastAt = at;
    aircraft.messages++;
    this.last = aircraft;
    return aircraft;
  }

  #sweep(at: number): void {
    if (Math.abs(at - this.#sweptAt) > SWEEP_MS) {
      this.#sweptAt = at;
      for (const [key, aircraft] of this.#table)
        if (Math.abs(at - aircraft.lastAt) > KEEP_S * 1000) this.#table.delete(key);
    }
  }

  /** @param ground a ground station's word (TIS-B), not the aircraft's */
  plot(aircraft: Aircraft, ground: boolean, at: number, receivedAt: number, out: FeedOutput): void {
    const { id: sourceId, name, simulated } = this.#config;
    const sensorId = `${ground ? 'tisb' : 'adsb'}:${sourceId}`;
    if (!this.#announced.has(sensorId)) {
      this.#announced.add(sensorId);
      const sensor = makeSelfReportSensor(
        sensorId,
        sourceId,
        `${name} ${ground ? 'TIS-B' : 'ADS-B'}`,
      );
      out.batch.sensors.push(ground ? { ...sensor, kind: 'tracks' } : sensor);
    }
    out.batch.plots.push(plotOf(aircraft, { sourceId, sensorId, at, receivedAt, simulated }));
  }

  get nacP(): number {
    return this.#nacP;
  }
}

class SbsFeed implements FeedDecoder {
  readonly #picture: Picture;
  readonly #rests = new Map<number, Uint8Array>();
  #last: SbsMessage | null = null;

  constructor(config: SourceConfig) {
    this.#picture = new Picture(config);
  }

  accept(chunk: Chunk, out: FeedOutput): void {
    const { connection, receivedAt } = chunk;
    const rest = this.#rests.get(connection);
    const bytes = rest === undefined ? chunk.bytes : concatBytes([rest, chunk.bytes]);
    const lead = rest?.length ?? 0;
    // A datagram ends its last line itself.
    const whole = connection === 0 && bytes.at(-1) !== 10 ? concatBytes([bytes, LINE_END]) : bytes;
    const { records, faults, consumed } = decodeSbsStream(whole);
    for (const fault of faults) pushFault(out, moved(fault, -lead), chunk.bytes);
    for (const message of records) this.#take(message, receivedAt, out);
    if (connection !== 0) this.#keep(connection, whole.subarray(consumed));
  }

  #keep(connection: number, rest: Uint8Array): void {
    this.#rests.delete(connection);
    if (rest.length === 0 || rest.length > MOST_LINE) return;
    this.#rests.set(connection, rest.slice());
    dropBeyond(this.#rests, MOST_CONNECTIONS);
  }

  close(connection: number): void {
    this.#rests.delete(connection);
  }

  #take(message: SbsMessage, receivedAt: number, out: FeedOutput): void {
    out.records++;
    this.#last = message;
    if (message.kind !== 'MSG' || message.icao === null) return;
    const at = timeOf(message.generatedAt ?? message.loggedAt, receivedAt);
    const aircraft = this.#picture.aircraftOf(message.icao, message.isIcao, false, at);
    if (message.callsign !== null) setCallsign(aircraft, message.callsign, at);
    if (message.onGround !== null) aircraft.onGround = message.onGround;
    if (message.altitudeFt !== null) setAltitude(aircraft, message.altitudeFt, at);
    if (message.mode3A !== null) setMode3A(aircraft, message.mode3A, at);
    if (message.ident !== null) aircraft.ident = message.ident;
    const { groundSpeedKt, trackDeg, verticalRateFpm, latDeg, lonDeg } = message;
    if (groundSpeedKt !== null && trackDeg !== null)
      setVelocity(aircraft, groundSpeedKt, trackDeg, verticalRateFpm, at);
    if (latDeg === null || lonDeg === null) return;
    setPosition(aircraft, latDeg, lonDeg, at);
    this.#picture.plot(aircraft, false, at, receivedAt, out);
  }

  lastRecord(): { readonly record: unknown; readonly bytes: Uint8Array } | null {
    if (this.#last === null) return null;
    const record = { message: this.#last, aircraft: describe(this.#picture.last) };
    return { record, bytes: new Uint8Array(0) };
  }
}

class AircraftJsonFeed implements FeedDecoder {
  readonly #picture: Picture;
  readonly #frames = new Map<number, JsonFrames>();
  #last: { readonly entry: AircraftEntry; readonly at: number } | null = null;

  constructor(config: SourceConfig) {
    this.#picture = new Picture(config);
  }

  accept(chunk: Chunk, out: FeedOutput): void {
    const frames = this.#framesOf(chunk.connection);
    const { objects, faults } = frames.push(chunk.bytes);
    for (const fault of faults) pushFault(out, fault, chunk.bytes);
    for (const object of objects) this.#document(object, chunk.receivedAt, out);
    if (chunk.connection === 0) frames.reset();
  }

  #framesOf(connection: number): JsonFrames {
    const known = this.#frames.get(connection);
    if (known !== undefined) return known;
    const made = new JsonFrames();
    this.#frames.set(connection, made);
    dropBeyond(this.#frames, MOST_CONNECTIONS);
    return made;
  }

  close(connection: number): void {
    this.#frames.delete(connection);
  }

  #document(bytes: Uint8Array, receivedAt: number, out: FeedOutput): void {
    const read = decodeAircraftJson(decodeUtf8(bytes));
    if (!read.ok) {
      pushFault(out, read.fault, bytes);
      return;
    }
    const now = Number.isNaN(read.value.at) ? receivedAt : read.value.at;
    for (const fault of read.value.faults) pushFault(out, { ...fault, offset: 0 }, bytes);
    for (const entry of read.value.aircraft) this.#take(entry, now, receivedAt, out);
  }

  #take(entry: AircraftEntry, now: number, receivedAt: number, out: FeedOutput): void {
    out.records++;
    this.#last = { entry, at: now };
    const ground = entry.source?.startsWith('tisb') === true;
    const at = now - 1000 * (entry.seenS ?? 0);
    const aircraft = this.#picture.aircraftOf(entry.icao, entry.isIcao, ground, at);
    if (entry.callsign !== null) setCallsign(aircraft, entry.callsign, at);
    aircraft.onGround = entry.onGround;
    if (entry.altitudeFt !== null) setAltitude(aircraft, entry.altitudeFt, at);
    if (entry.heightFt !== null) {
      aircraft.heightFt = entry.heightFt;
      aircraft.heightAt = at;
    }
    if (entry.mode3A !== null) setMode3A(aircraft, entry.mode3A, at);
    if (entry.category !== null) aircraft.category = entry.category;
    aircraft.emergency = entry.emergency;
    aircraft.emergencyAt = at;
    if (entry.groundSpeedKt !== null && entry.trackDeg !== null)
      setVelocity(
        aircraft,
        entry.groundSpeedKt,
        entry.trackDeg,
        entry.geomRateFpm ?? entry.baroRateFpm,
        at,
      );
    aircraft.version = entry.version ?? aircraft.version;
    aircraft.nacV = entry.nacV ?? aircraft.nacV;
    aircraft.nacP = entry.positionFromMlat ? NACP_MLAT : (entry.nacP ?? this.#picture.nacP);
    const { latDeg, lonDeg, seenPositionS } = entry;
    if (latDeg === null || lonDeg === null) return;
    const positionAt = now - 1000 * (seenPositionS ?? entry.seenS ?? 0);
    // Snapshots repeat a position until a newer one comes; ages are given in tenths of a second.
    if (positionAt - aircraft.positionAt < 150) return;
    setPosition(aircraft, latDeg, lonDeg, positionAt);
    this.#picture.plot(aircraft, ground, positionAt, receivedAt, out);
  }

  lastRecord(): { readonly record: unknown; readonly bytes: Uint8Array } | null {
    return this.#last === null ? null : { record: this.#last, bytes: new Uint8Array(0) };
  }
}

const LINE_END = new Uint8Array([10]);
const ZONE_MS = 900_000;

/** The writer's local time without its zone: zones are quarters of an hour from UTC. */
function timeOf(said: number | null, receivedAt: number): number {
  if (said === null) return receivedAt;
  const off = said - receivedAt;
  return said - Math.round(off / ZONE_MS) * ZONE_MS;
}

function moved(fault: DecodeFault, by: number): DecodeFault {
  return { ...fault, offset: Math.max(0, fault.offset + by) };
}

function setCallsign(aircraft: Aircraft, callsign: string, at: number): void {
  aircraft.callsign = callsign;
  aircraft.callsignAt = at;
}

function setAltitude(aircraft: Aircraft, altitudeFt: number, at: number): void {
  aircraft.altitudeFt = altitudeFt;
  aircraft.altitudeAt = at;
}

function setMode3A(aircraft: Aircraft, mode3A: number, at: number): void {
  aircraft.mode3A = mode3A;
  aircraft.mode3AAt = at;
}

function setVelocity(
  aircraft: Aircraft,
  groundSpeedKt: number,
  trackDeg: number,
  verticalRateFpm: number | null,
  at: number,
): void {
  const course = trackDeg * (Math.PI / 180);
  aircraft.groundSpeedKt = groundSpeedKt;
  aircraft.trackDeg = trackDeg;
  aircraft.eastKt = groundSpeedKt * Math.sin(course);
  aircraft.northKt = groundSpeedKt * Math.cos(course);
  aircraft.verticalRateFpm = verticalRateFpm ?? Number.NaN;
  aircraft.velocityAt = at;
}

function setPosition(aircraft: Aircraft, latDeg: number, lonDeg: number, at: number): void {
  aircraft.latDeg = latDeg;
  aircraft.lonDeg = lonDeg;
  aircraft.positionAt = at;
}
