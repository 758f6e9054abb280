import { assert, fromHex, RAD_TO_DEG, wrapTwoPi, type Random } from '../../base/index.ts';
import {
  encodeRemoteIdEnvelope,
  encodeRemoteIdPack,
  makeAdvertising,
  REMOTE_ID_EPOCH_AT,
  type RemoteIdInput,
} from '../../wire/remote-id/index.ts';
import { GEOID_M, type LonLat } from '../demo-area.ts';
import { makeTruthState } from '../motion.ts';
import { pressureAltitudeM } from '../truth-air.ts';
import { stateAt, type DroneGear, type Truth, type TruthObject } from '../truth.ts';
import {
  frameStart,
  look,
  makeSight,
  makeSite,
  type Emission,
  type SimSensor,
  type Site,
} from './sensor.ts';

/** A receiver of broadcast Remote ID that hands on what it hears by UDP. */
export interface RemoteIdBuild {
  readonly id: string;
  readonly name: string;
  readonly at: LonLat;
  readonly heightM: number;
  readonly maxRangeM: number;
  readonly reception: number;
  readonly sdPositionM: number;
  readonly latencyMs: number;
}

const FRAME_MS = 1000;
const METRES_PER_DEG = 111_320;
/** Bluetooth address of the demo's transmitters: locally administered. */
const ADDRESS = fromHex('de0de0000001')!;

export class RemoteIdReceiver implements SimSensor {
  readonly id: string;
  readonly channel: string;
  readonly frameMs = FRAME_MS;
  readonly phaseMs: number;
  readonly maxDelayMs: number;
  readonly build: RemoteIdBuild;
  readonly #truth: Truth;
  readonly #random: Random;
  readonly #site: Site;
  readonly #state = makeTruthState();
  readonly #sight = makeSight();

  constructor(build: RemoteIdBuild, truth: Truth, random: Random, phaseMs: number) {
    this.id = build.id;
    this.channel = build.id;
    this.build = build;
    this.phaseMs = phaseMs;
    this.maxDelayMs = build.latencyMs + 10;
    this.#truth = truth;
    this.#random = random;
    this.#site = makeSite(build.at, build.heightM);
  }

  frame(index: number): Emission[] {
    const at = frameStart(this, index);
    const random = this.#random.fork(String(index));
    const out: Emission[] = [];
    for (const object of this.#truth.objectsAround(at)) {
      const { drone } = object;
      if (drone === null || drone.uasId === null || !stateAt(object, at, this.#state)) continue;
      look(this.#site, this.#state, this.#sight);
      const { visible, rangeM } = this.#sight;
      if (!visible || rangeM > this.build.maxRangeM || !random.chance(this.build.reception))
        continue;
      const pack = encodeRemoteIdPack(this.#messages(object, drone, drone.uasId, at, random));
      assert(pack.ok, 'the simulator makes Remote ID packs that can be encoded');
      const bytes = encodeRemoteIdEnvelope({
        carrier: 'bt-ad',
        bytes: makeAdvertising(pack.value, index),
        address: ADDRESS,
        rssiDbm: -50 - 20 * Math.log10(1 + rangeM / 100),
        receiver: this.build.name,
        receivedAt: at,
      });
      out.push({ channel: this.channel, at: at + this.build.latencyMs, bytes });
    }
    return out;
  }

  #messages(
    object: TruthObject,
    drone: DroneGear,
    uasId: string,
    at: number,
    random: Random,
  ): RemoteIdInput[] {
    const state = this.#state;
    const sd = this.build.sdPositionM;
    const course = wrapTwoPi(Math.atan2(state.vEastMps, state.vNorthMps)) * RAD_TO_DEG;
    return [
      { type: 'basicId', idType: 1, uaType: 2, id: uasId },
      {
        type: 'location',
        status: state.altM - GEOID_M > 5 ? 2 : 1,
        heightType: 'above-takeoff',
        directionDeg: Math.min(359, course),
        speedMps: Math.hypot(state.vEastMps, state.vNorthMps),
        verticalSpeedMps: state.vUpMps,
        latDeg: state.latRad * RAD_TO_DEG + (sd * random.normal()) / METRES_PER_DEG,
        lonDeg:
          state.lonRad * RAD_TO_DEG +
          (sd * random.normal()) / (METRES_PER_DEG * Math.cos(state.latRad)),
        pressureAltM: pressureAltitudeM(state.altM),
        geodeticAltM: state.altM,
        heightM: state.altM - GEOID_M,
        horizontalAccuracy: 10,
        verticalAccuracy: 4,
        pressureAccuracy: 3,
        speedAccuracy: 3,
        timeAccuracy: 1,
        timeOfHourS: Math.floor((at % 3_600_000) / 100) / 10,
      },
      {
        type: 'system',
        operatorLocationType: 0,
        classificationType: 1,
        operatorLatDeg: drone.operatorLatDeg,
        operatorLonDeg: drone.operatorLonDeg,
        areaCount: 1,
        areaRadiusM: 0,
        areaCeilingM: null,
        areaFloorM: null,
        categoryEu: 1,
        classEu: 3,
        operatorAltM: GEOID_M + 2,
        timestampS: Math.floor((at - REMOTE_ID_EPOCH_AT) / 1000),
      },
      { type: 'operatorId', operatorIdType: 0, operatorId: drone.operatorId ?? '' },
      { type: 'selfId', descriptionType: 0, text: object.name },
    ];
  }
}
