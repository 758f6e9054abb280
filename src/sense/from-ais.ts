/**
 * AIS to plots. Positions of ships, search-and-rescue aircraft and distress transmitters become plots, joined with the
 * static data that the same MMSI sent apart; aids to navigation become plots marked so; base stations none.
 */
import { KT_TO_MPS, DEG_TO_RAD, MINUTE_MS, resolvePeriodic } from '../base/index.ts';
import {
  makePlot,
  PLOT_FORM,
  type Chunk,
  type Claims,
  type ClassClaim,
  type Environment,
  type Plot,
  type SourceConfig,
} from '../model/index.ts';
import {
  AIS,
  AisReader,
  type AidToNavigation,
  type AisMessage,
  type ClassBExtended,
  type ClassBReport,
  type LongRangeReport,
  type NmeaSentence,
  type PositionReport,
  type SarAircraftReport,
} from '../wire/ais/index.ts';
import { pushFault, type FeedDecoder, type FeedOutput } from './feed.ts';
import { ShipRadar } from './from-ais-radar.ts';
import { makeSelfReportSensor } from './self-report-sensor.ts';

/** Feed of AIS sentences. */
export function createAisFeed(config: SourceConfig): FeedDecoder {
  return new AisFeed(config);
}

/** Stream connections kept at once; at the bound the one longest open is forgotten. */
const MOST_CONNECTIONS = 64;
/** Ships whose static data is kept; at the bound the longest silent of a few looked at goes. */
const MOST_SHIPS = 50_000;
const DROP_LOOK = 64;
/** Silent this long, a ship's static data is forgotten, ms. Class A at anchor sends it every 6 minutes. */
const KEEP_MS = 6 * 3_600_000;
const SWEEP_MS = 60_000;
const LAST_OCTETS = 256;

/** What a ship said of itself, and its last position to know a repetition by. */
interface Ship {
  lastAt: number;
  shipName: string | null;
  callsign: string | null;
  imo: number | null;
  shipType: number | null;
  destination: string | null;
  plotAt: number;
  plotLat: number;
  plotLon: number;
}

class AisFeed implements FeedDecoder {
  readonly #config: SourceConfig;
  readonly #sensorId: string;
  readonly #connections = new Map<number, AisReader>();
  readonly #ships = new Map<number, Ship>();
  readonly #radars = new Map<number, ShipRadar>();
  readonly #last = new Uint8Array(LAST_OCTETS);
  #lastLength = 0;
  #lastMessage: AisMessage | NmeaSentence | null = null;
  #lastReader: AisReader | null = null;
  #announced = false;
  #sweptAt = Number.NEGATIVE_INFINITY;
  /** static data given up because too many ships were kept */
  #dropped = 0;

  constructor(config: SourceConfig) {
    this.#config = config;
    this.#sensorId = `ais:${config.id}`;
  }

  accept(chunk: Chunk, out: FeedOutput): void {
    const reader = this.#readerOf(chunk.connection);
    reader.feed(chunk.bytes, chunk.receivedAt);
    this.#drain(reader, chunk, out);
    if (chunk.connection !== 0) return;
    // A datagram ends its last line whether or not it says so.
    reader.end();
    this.#drain(reader, chunk, out);
  }

  close(connection: number): void {
    this.#connections.delete(connection);
    this.#radars.delete(connection);
  }

  lastRecord(): { readonly record: unknown; readonly bytes: Uint8Array } | null {
    const message = this.#lastMessage;
    if (message === null) return null;
    const ship = 'mmsi' in message ? this.#ships.get(message.mmsi) : undefined;
    const { station, channel, own, time } = this.#lastReader!;
    const record = { station, channel, own, time: Number.isNaN(time) ? null : time, message };
    return {
      record: ship === undefined ? record : { ...record, ship, shipsDropped: this.#dropped },
      bytes: this.#last.slice(0, this.#lastLength),
    };
  }

  #readerOf(connection: number): AisReader {
    const found = this.#connections.get(connection);
    if (found !== undefined) return found;
    if (this.#connections.size >= MOST_CONNECTIONS)
      for (const oldest of this.#connections.keys()) {
        this.close(oldest);
        break;
      }
    const made = new AisReader({ nmea: true });
    this.#connections.set(connection, made);
    return made;
  }

  #drain(reader: AisReader, chunk: Chunk, out: FeedOutput): void {
    for (let step = reader.next(); step !== AIS.needMore; step = reader.next()) {
      if (step === AIS.message) this.#take(reader, chunk, out);
      else if (step === AIS.sentence) this.#takeSentence(reader, chunk, out);
      else {
        pushFault(out, reader.fault, chunk.bytes, 16);
      }
    }
  }

  #take(reader: AisReader, chunk: Chunk, out: FeedOutput): void {
    const message = reader.message!;
    out.records++;
    this.#remember(reader, message);
    if (reader.own) this.#radars.get(chunk.connection)?.takeOwn(message, chunk.receivedAt);
    const plot = this.#plotOf(message, reader.time, chunk.receivedAt);
    if (plot === null) return;
    if (!this.#announced) {
      this.#announced = true;
      const name = `${this.#config.name} AIS`;
      out.batch.sensors.push(makeSelfReportSensor(this.#sensorId, this.#config.id, name));
    }
    out.batch.plots.push(plot);
  }

  /** Position and heading of the ship that carries the receiver, and the targets of its radar. */
  #takeSentence(reader: AisReader, chunk: Chunk, out: FeedOutput): void {
    out.records++;
    this.#remember(reader, reader.nmea!);
    let radar = this.#radars.get(chunk.connection);
    if (radar === undefined) {
      radar = new ShipRadar(this.#config);
      this.#radars.set(chunk.connection, radar);
    }
    radar.take(reader.nmea!, chunk.receivedAt, out.batch);
  }

  #remember(reader: AisReader, message: AisMessage | NmeaSentence): void {
    const length = Math.min(LAST_OCTETS, reader.lineTo - reader.lineFrom);
    for (let i = 0; i < length; i++) this.#last[i] = reader.line[reader.lineFrom + i]!;
    this.#lastLength = length;
    this.#lastMessage = message;
    this.#lastReader = reader;
  }

  /** Files static data; gives a plot for a message with a position that is one. */
  #plotOf(message: AisMessage, time: number, receivedAt: number): Plot | null {
    switch (message.type) {
      case 1:
      case 2:
      case 3:
      case 9:
      case 18:
      case 27:
        return this.#positionOf(message, this.#shipOf(message.mmsi, receivedAt), time, receivedAt);
      case 19: {
        const ship = this.#shipOf(message.mmsi, receivedAt);
        ship.shipName = tidy(message.shipName) ?? ship.shipName;
        ship.shipType = message.shipType ?? ship.shipType;
        return this.#positionOf(message, ship, time, receivedAt);
      }
      case 21:
        return this.#positionOf(message, this.#shipOf(message.mmsi, receivedAt), time, receivedAt);
      case 5: {
        const ship = this.#shipOf(message.mmsi, receivedAt);
        ship.shipName = tidy(message.shipName);
        ship.callsign = tidy(message.callsign);
        ship.imo = message.imo;
        ship.shipType = message.shipType;
        ship.destination = tidy(message.destination);
        return null;
      }
      case 24: {
        const ship = this.#shipOf(message.mmsi, receivedAt);
        if (message.part === 'A') ship.shipName = tidy(message.shipName);
        else {
          ship.shipType = message.shipType;
          ship.callsign = tidy(message.callsign);
        }
        return null;
      }
      default:
        return null;
    }
  }

  #shipOf(mmsi: number, at: number): Ship {
    const found = this.#ships.get(mmsi);
    if (found !== undefined) {
      found.lastAt = at;
      return found;
    }
    if (at - this.#sweptAt > SWEEP_MS || at < this.#sweptAt) {
      this.#sweptAt = at;
      for (const [key, ship] of this.#ships)
        if (Math.abs(at - ship.lastAt) > KEEP_MS) this.#ships.delete(key);
    }
    if (this.#ships.size >= MOST_SHIPS) this.#dropOne();
    const made: Ship = {
      lastAt: at,
      shipName: null,
      callsign: null,
      imo: null,
      shipType: null,
      destination: null,
      plotAt: Number.NaN,
      plotLat: Number.NaN,
      plotLon: Number.NaN,
    };
    this.#ships.set(mmsi, made);
    return made;
  }

  #dropOne(): void {
    let oldest = -1;
    let oldestAt = Number.POSITIVE_INFINITY;
    let looked = 0;
    for (const [mmsi, ship] of this.#ships) {
      if (ship.lastAt < oldestAt) {
        oldest = mmsi;
        oldestAt = ship.lastAt;
      }
      if (++looked >= DROP_LOOK) break;
    }
    if (this.#ships.delete(oldest)) this.#dropped++;
  }

  #positionOf(message: Positioned, ship: Ship, time: number, receivedAt: number): Plot | null {
    const { latDeg, lonDeg } = message;
    if (latDeg === null || lonDeg === null || Math.abs(latDeg) > 90 || Math.abs(lonDeg) > 180)
      return null;
    const utcSecond = 'utcSecond' in message ? message.utcSecond : null;
    if (utcSecond === INOPERATIVE) return null;
    const at = timeOf(utcSecond, time, receivedAt);
    // Heard by several stations, or relayed.
    if (ship.plotAt === at && ship.plotLat === latDeg && ship.plotLon === lonDeg) return null;
    ship.plotAt = at;
    ship.plotLat = latDeg;
    ship.plotLon = lonDeg;
    const sigma = sigmaOf(message, utcSecond);
    const speedMps = message.type === 21 ? 0 : (message.speedKt ?? Number.NaN) * KT_TO_MPS;
    const courseRad = message.type === 21 ? 0 : (message.courseDeg ?? Number.NaN) * DEG_TO_RAD;
    const still = speedMps === 0;
    const altitudeM = message.type === 9 ? (message.altitudeM ?? Number.NaN) : Number.NaN;
    const vEastMps = still ? 0 : speedMps * Math.sin(courseRad);
    return makePlot({
      sourceId: this.#config.id,
      sensorId: this.#sensorId,
      at,
      receivedAt,
      form: PLOT_FORM.position,
      environment: environmentOf(message),
      latRad: latDeg * DEG_TO_RAD,
      lonRad: lonDeg * DEG_TO_RAD,
      covEE: sigma * sigma,
      covEN: 0,
      covNN: sigma * sigma,
      altM: altitudeM,
      sdAltM: Number.isNaN(altitudeM) ? Number.NaN : 50,
      altKind: Number.isNaN(altitudeM) ? 'none' : 'msl',
      vEastMps,
      vNorthMps: still ? 0 : speedMps * Math.cos(courseRad),
      vUpMps: message.type === 9 ? Number.NaN : 0,
      sdVelocityMps: Number.isNaN(vEastMps) ? Number.NaN : message.type === 27 ? 1 : 0.5,
      claims: claimsOf(message, ship),
      simulated: this.#config.simulated,
    });
  }
}

type Positioned =
  | PositionReport
  | SarAircraftReport
  | ClassBReport
  | ClassBExtended
  | LongRangeReport
  | AidToNavigation;

/** Names come padded, some in front too. */
function tidy(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** Codes of the UTC second that say how the position came about (M.1371-5, table 48). */
const MANUAL = 61;
const DEAD_RECKONING = 62;
const INOPERATIVE = 63;

/**
 * Time of a position: its UTC second nearest to the station's time, or to the receive time where the station gave
 * none; without a second, that time itself.
 */
function timeOf(utcSecond: number | null, stationTime: number, receivedAt: number): number {
  const near = Number.isNaN(stationTime) ? receivedAt : stationTime;
  return utcSecond === null || utcSecond > 59
    ? near
    : resolvePeriodic(utcSecond * 1000, MINUTE_MS, near);
}

/**
 * Standard deviation of a position on each axis, m. The flag says better than 10 m (95 %) or not; a ship's time is
 * whole seconds, so half a second of way is in it too.
 */
function sigmaOf(message: Positioned, utcSecond: number | null): number {
  if (utcSecond === MANUAL || utcSecond === DEAD_RECKONING) return 500;
  // 1/10 minute steps
  if (message.type === 27) return message.delayed ? 200 : 80;
  const speedMps = message.type === 21 ? 0 : (message.speedKt ?? 0) * KT_TO_MPS;
  return Math.hypot(message.accurate ? 4.1 : 12, 0.3 * speedMps);
}

function environmentOf(message: Positioned): Environment {
  return message.type === 9 ? 'air' : 'sea';
}

const VESSEL: readonly ClassClaim[] = [{ type: 'vessel', confidence: 0.9 }];
const AIRCRAFT: readonly ClassClaim[] = [{ type: 'aircraft', confidence: 0.9 }];
const AID: readonly ClassClaim[] = [{ type: 'aid-to-navigation', confidence: 0.95 }];
const VIRTUAL_AID: readonly ClassClaim[] = [
  { type: 'virtual-aid-to-navigation', confidence: 0.95 },
];
const DISTRESS: readonly ClassClaim[] = [{ type: 'distress-transmitter', confidence: 0.9 }];

/** Distress transmitters by the first three digits of their MMSI (M.1371-5, annex 9). */
const DISTRESS_MMSI: Readonly<Record<number, string>> = {
  970: 'ais-sart',
  972: 'man-overboard',
  974: 'epirb',
};
/** Navigational status 14: transmitter active; 15 with such an MMSI: under test. */
const ACTIVE = 14;
const NOT_DEFINED = 15;

function claimsOf(message: Positioned, ship: Ship): Claims {
  const claims: { -readonly [K in keyof Claims]: Claims[K] } = {};
  if (message.mmsi > 0 && message.mmsi <= 999_999_999) claims.mmsi = message.mmsi;
  else claims.objectId = `mmsi-${message.mmsi}`;
  if (message.type === 21) {
    const name = tidy(message.name);
    if (name !== null) claims.shipName = name;
    claims.classes = message.virtual ? VIRTUAL_AID : AID;
    return claims;
  }
  if (ship.shipName !== null) claims.shipName = ship.shipName;
  if (ship.callsign !== null) claims.callsign = ship.callsign;
  if (ship.imo !== null) claims.imo = ship.imo;
  if (ship.shipType !== null) claims.shipType = ship.shipType;
  if (ship.destination !== null) claims.destination = ship.destination;
  const navStatus = 'navStatus' in message ? message.navStatus : NOT_DEFINED;
  if (navStatus !== NOT_DEFINED) claims.navStatus = navStatus;
  const distress = DISTRESS_MMSI[Math.floor(message.mmsi / 1_000_000)];
  if (navStatus === ACTIVE) claims.emergency = distress ?? 'ais-sart';
  claims.classes = distress !== undefined ? DISTRESS : message.type === 9 ? AIRCRAFT : VESSEL;
  return claims;
}
