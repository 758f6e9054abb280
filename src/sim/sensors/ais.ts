import {
  fromLatin1,
  KT_TO_MPS,
  MINUTE_MS,
  RAD_TO_DEG,
  wrapTwoPi,
  type Random,
} from '../../base/index.ts';
import { encodeSentences, type AisMessage } from '../../wire/ais/index.ts';
import type { LonLat } from '../demo-area.ts';
import { makeTruthState, type TruthState } from '../motion.ts';
import { NAV_STATUS, stateAt, type ShipGear, type Truth, type TruthObject } from '../truth.ts';
import {
  frameStart,
  look,
  makeSight,
  makeSite,
  type Emission,
  type SimSensor,
  type Site,
} from './sensor.ts';

/** Base stations whose sentences come over one line. */
export interface AisBuild {
  readonly id: string;
  readonly stations: readonly {
    readonly name: string;
    readonly mmsi: number;
    readonly at: LonLat;
    readonly heightM: number;
  }[];
  /** share of messages received */
  readonly reception: number;
  readonly sdPositionM: number;
  readonly latencyMs: number;
}

/** When the line opens, the network first sends what it knows: every vessel once, spread over this span, ms. */
const LIST_FROM_MS = 2000;
const LIST_TO_MS = 8000;
const FRAME_MS = 2000;
const METRES_PER_DEG = 111_320;
/** VHF bends a little further round the horizon than radar. */
const HORIZON_FACTOR = 1.3;
/** Static data (ITU-R M.1371: every 6 minutes). */
const STATIC_MS = 6 * MINUTE_MS;
const STATION_MS = 10_000;
const BROADCAST_AGE_MS = FRAME_MS;

/** Reporting interval by class and movement (ITU-R M.1371-5, tables 1 and 2), ms. */
function intervalMs(gear: ShipGear, speedMps: number): number {
  if (gear.ais === 'B') return speedMps > 1 ? 30_000 : 180_000;
  const still = gear.navStatus === NAV_STATUS.moored || gear.navStatus === NAV_STATUS.atAnchor;
  if (still) return 180_000;
  return speedMps > 7.2 ? 6000 : 10_000;
}

/** Stations in sight of one vessel, nearest first, are reduced to the nearest. */
export class AisStations implements SimSensor {
  readonly id: string;
  readonly channel: string;
  readonly frameMs = FRAME_MS;
  readonly phaseMs = 0;
  readonly maxDelayMs: number;
  readonly build: AisBuild;
  readonly #truth: Truth;
  readonly #random: Random;
  #openAt: number;
  readonly #sites: readonly Site[];
  readonly #state = makeTruthState();
  readonly #sight = makeSight();

  /** @param openAt instant at which the line opens */
  constructor(build: AisBuild, truth: Truth, random: Random, openAt: number) {
    this.id = build.id;
    this.channel = build.id;
    this.build = build;
    this.maxDelayMs = build.latencyMs * 2 + 10;
    this.#truth = truth;
    this.#random = random;
    this.#openAt = openAt;
    this.#sites = build.stations.map(({ at, heightM }) => makeSite(at, heightM));
  }

  /** The line opens at another instant; before the first frame is asked for. */
  open(at: number): void {
    this.#openAt = at;
  }

  frame(index: number): Emission[] {
    const fromAt = frameStart(this, index);
    const random = this.#random.fork(String(index));
    const out: Emission[] = [];
    for (const object of this.#truth.objectsAround(fromAt)) {
      if (object.ship === null || object.ship.ais === null) continue;
      if (!stateAt(object, fromAt, this.#state)) continue;
      const station = this.#stationOf(object);
      if (station >= 0) this.#hear(object, object.ship, station, fromAt, random, out);
    }
    this.#stations(fromAt, out);
    return out.sort((a, b) => a.at - b.at);
  }

  /** Number of the nearest station that hears the vessel in `#state`; -1 for none. */
  #stationOf(object: TruthObject): number {
    let best = -1;
    let bestM = Infinity;
    const antennaM = (object.ship?.lengthM ?? 10) > 60 ? 25 : 6;
    this.#state.altM += antennaM;
    for (const [i, site] of this.#sites.entries()) {
      look(site, this.#state, this.#sight);
      const reachM = this.#sight.horizonM * HORIZON_FACTOR;
      if (this.#sight.groundM > reachM || this.#sight.groundM > bestM) continue;
      best = i;
      bestM = this.#sight.groundM;
    }
    return best;
  }

  #hear(
    object: TruthObject,
    gear: ShipGear,
    station: number,
    fromAt: number,
    random: Random,
    out: Emission[],
  ): void {
    const state = this.#state;
    const share = (gear.mmsi * 0.6180339887) % 1;
    const every = intervalMs(gear, Math.hypot(state.vEastMps, state.vNorthMps));
    for (const at of due(every, share, fromAt)) {
      if (!random.chance(this.build.reception) || !stateAt(object, at, state)) continue;
      const channel = (Math.floor(at / every) & 1) === 0 ? 'A' : 'B';
      this.#send([this.#position(gear, state, at, random)], station, at, channel, random, out);
    }
    for (const at of due(STATIC_MS, share, fromAt))
      this.#send(staticData(object, gear), station, at, 'A', random, out);
    const listAt = this.#openAt + LIST_FROM_MS + share * (LIST_TO_MS - LIST_FROM_MS);
    if (listAt >= fromAt && listAt < fromAt + FRAME_MS && stateAt(object, listAt, state)) {
      const list = [this.#position(gear, state, listAt, random), ...staticData(object, gear)];
      this.#send(list, station, listAt, 'A', random, out);
    }
    for (const { atS, text } of gear.broadcasts) {
      const at = object.bornAt + atS * 1000;
      if (at < fromAt || at >= fromAt + BROADCAST_AGE_MS) continue;
      this.#send([{ type: 14, repeat: 0, mmsi: gear.mmsi, text }], station, at, 'B', random, out);
    }
  }

  #position(gear: ShipGear, state: TruthState, at: number, random: Random): AisMessage {
    const sd = this.build.sdPositionM;
    const speedMps = Math.hypot(state.vEastMps, state.vNorthMps);
    const speedKt = Math.max(0, speedMps / KT_TO_MPS + 0.05 * random.normal());
    const courseDeg = wrapTwoPi(Math.atan2(state.vEastMps, state.vNorthMps)) * RAD_TO_DEG;
    const common = {
      repeat: 0,
      mmsi: gear.mmsi,
      accurate: true,
      latDeg: state.latRad * RAD_TO_DEG + (sd * random.normal()) / METRES_PER_DEG,
      lonDeg:
        state.lonRad * RAD_TO_DEG +
        (sd * random.normal()) / (METRES_PER_DEG * Math.cos(state.latRad)),
      speedKt,
      courseDeg: speedMps < 0.2 ? null : courseDeg,
      headingDeg: Math.round(courseDeg) % 360,
      utcSecond: Math.floor(at / 1000) % 60,
      raim: false,
      radio: 0,
    };
    if (gear.ais === 'A')
      return {
        ...common,
        type: 1,
        navStatus: gear.navStatus,
        turnRaw: 0,
        turnDegPerMin: 0,
        maneuver: 0,
      };
    return {
      ...common,
      headingDeg: null,
      type: 18,
      reserved: 0,
      regional: 0,
      carrierSense: true,
      display: false,
      dsc: true,
      band: true,
      message22: true,
      assigned: false,
    };
  }

  #send(
    messages: readonly AisMessage[],
    station: number,
    at: number,
    channel: string,
    random: Random,
    out: Emission[],
  ): void {
    const name = this.build.stations[station]!.name;
    const sentAt = at + this.build.latencyMs * (1 + random.next());
    for (const [i, message] of messages.entries()) {
      const sentences = encodeSentences(message, {
        channel,
        station: name,
        timeS: at / 1000,
        sequence: (Math.floor(at / 1000) + i) % 10,
      });
      out.push({ channel: this.channel, at: sentAt, bytes: fromLatin1(sentences.join('')) });
    }
  }

  #stations(fromAt: number, out: Emission[]): void {
    for (const [i, { mmsi, at: place, name }] of this.build.stations.entries()) {
      for (const at of due(STATION_MS, i / 8, fromAt)) {
        const when = new Date(at);
        const message: AisMessage = {
          type: 4,
          repeat: 0,
          mmsi,
          accurate: true,
          lonDeg: place[0],
          latDeg: place[1],
          year: when.getUTCFullYear(),
          month: when.getUTCMonth() + 1,
          day: when.getUTCDate(),
          hour: when.getUTCHours(),
          minute: when.getUTCMinutes(),
          second: when.getUTCSeconds(),
          epfd: 7,
          longRangeControl: false,
          raim: false,
          radio: 0,
        };
        const sentences = encodeSentences(message, { station: name, timeS: at / 1000 });
        out.push({
          channel: this.channel,
          at: at + this.build.latencyMs,
          bytes: fromLatin1(sentences.join('')),
        });
      }
    }
  }
}

/** Instants of a frame at which something due every so often is due; `share` of the period is its phase. */
function due(everyMs: number, share: number, fromAt: number): number[] {
  const found: number[] = [];
  const offset = Math.floor(share * everyMs);
  let at = Math.ceil((fromAt - offset) / everyMs) * everyMs + offset;
  for (; at < fromAt + FRAME_MS; at += everyMs) found.push(at);
  return found;
}

function staticData(object: TruthObject, gear: ShipGear): AisMessage[] {
  const head = { repeat: 0, mmsi: gear.mmsi };
  const size = {
    toBowM: Math.round(gear.lengthM * 0.7),
    toSternM: Math.round(gear.lengthM * 0.3),
    toPortM: Math.floor(gear.beamM / 2),
    toStarboardM: Math.ceil(gear.beamM / 2),
  };
  if (gear.ais === 'B')
    return [
      { ...head, type: 24, part: 'A', shipName: object.name },
      {
        ...head,
        ...size,
        type: 24,
        part: 'B',
        shipType: gear.type,
        vendorId: 'DMO',
        unitModel: 1,
        serial: 1,
        callsign: gear.callsign,
        mothershipMmsi: null,
        epfd: 1,
      },
    ];
  return [
    {
      ...head,
      ...size,
      type: 5,
      aisVersion: 2,
      imo: gear.imo === 0 ? null : gear.imo,
      callsign: gear.callsign,
      shipName: object.name,
      shipType: gear.type,
      epfd: 1,
      etaMonth: null,
      etaDay: null,
      etaHour: null,
      etaMinute: null,
      draughtM: gear.draughtM,
      destination: gear.destination,
      dteUnavailable: false,
    },
  ];
}
