/**
 * Broadcast Remote ID as a source: each datagram is one broadcast as a receiver heard it (see the envelope in
 * wire/remote-id). Bluetooth legacy sends one message an advert, so messages are put together by transmitter address;
 * the same aircraft heard twice (two carriers, two receivers) gives one plot a report. Nothing in Remote ID is signed
 * in a way this receiver can check: all of it is a claim.
 */
import {
  decodeFault,
  DEG_TO_RAD,
  HOUR_MS,
  resolvePeriodic,
  toHex,
  SIGMAS_95,
} from '../base/index.ts';
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
  decodeRemoteId,
  decodeRemoteIdDatagram,
  horizontalAccuracyM,
  isEmptyPack,
  speedAccuracyMps,
  UA_TYPES,
  verticalAccuracyM,
  type BasicIdMessage,
  type LocationMessage,
  type RemoteIdCatch,
  type RemoteIdMessage,
} from '../wire/remote-id/index.ts';
import { dropBeyond } from './drop-beyond.ts';
import { pushFault, type FeedDecoder, type FeedOutput } from './feed.ts';
import { makeSelfReportSensor } from './self-report-sensor.ts';

/** Transmitters and aircraft kept at once; at the bound the one silent longest goes. */
const MAX_KNOWN = 4096;
/** A transmitter silent this long is forgotten: its address may be somebody else's next time. */
const FORGET_MS = 30_000;
/** A time of hour farther from the receive time than this is the sender's error. */
const MAX_TIME_ERROR_MS = 60_000;
/** Reports without a time of their own count as one when they are equal and this close. */
const SAME_REPORT_MS = 500;
const AXIS_95 = 1.96;

/** What one transmitter has said of itself. */
interface Transmitter {
  /** null for a broadcast without address, which is used by itself and then forgotten */
  readonly address: string | null;
  readonly ids: Map<number, BasicIdMessage>;
  heardAt: number;
  /** counter and octets of its latest broadcast: adverts are repeated */
  lastPayload: string;
  claims: Claims;
  timeReported: boolean;
}

/** The latest report of an aircraft, whoever carried it. */
interface LatestReport {
  readonly key: string;
  readonly heardAt: number;
}

export function createRemoteIdFeed(config: SourceConfig): FeedDecoder {
  return new RemoteIdFeed(config);
}

class RemoteIdFeed implements FeedDecoder {
  readonly #config: SourceConfig;
  readonly #sensorId: string;
  readonly #transmitters = new Map<string, Transmitter>();
  readonly #reports = new Map<string, LatestReport>();
  #announced = false;
  #last: { record: unknown; bytes: Uint8Array } | null = null;

  constructor(config: SourceConfig) {
    this.#config = config;
    this.#sensorId = `remote-id:${config.id}`;
  }

  accept(chunk: Chunk, out: FeedOutput): void {
    const read = decodeRemoteIdDatagram(chunk.bytes);
    if (!read.ok) {
      pushFault(out, read.fault, chunk.bytes);
      return;
    }
    for (const one of read.value) this.#catch(one, chunk, out);
  }

  close(): void {
    // Datagrams: there is no unfinished record.
  }

  lastRecord(): { readonly record: unknown; readonly bytes: Uint8Array } | null {
    return this.#last;
  }

  #catch(one: RemoteIdCatch, chunk: Chunk, out: FeedOutput): void {
    // Transmitters that have nothing to say yet send packs of no messages: no fault.
    if (isEmptyPack(one.payload)) return;
    const { messages, faults } = decodeRemoteId(one.payload);
    for (const fault of faults)
      pushFault(out, { ...fault, offset: fault.offset + one.offset }, chunk.bytes);
    if (messages.length === 0) return;
    out.records += messages.length;
    const { payload, offset: _, ...reception } = one;
    this.#last = { record: { ...reception, messages }, bytes: chunk.bytes };
    const heardAt = heardTime(one, chunk);
    const transmitter = this.#transmitterOf(one.address, heardAt);
    const fingerprint = `${one.counter}/${toHex(payload)}`;
    const repeated = one.counter !== null && fingerprint === transmitter.lastPayload;
    transmitter.heardAt = heardAt;
    transmitter.lastPayload = fingerprint;
    if (repeated) return;
    for (const message of messages) if (message.type === 'basicId') addId(transmitter, message);
    updateClaims(transmitter, messages);
    for (const message of messages)
      if (message.type === 'location')
        this.#location(transmitter, message, payload, heardAt, chunk, out);
  }

  #transmitterOf(address: string | null, now: number): Transmitter {
    const known = address === null ? undefined : this.#transmitters.get(address);
    if (known !== undefined && now - known.heardAt <= FORGET_MS) {
      // the order of the map is the order of hearing
      this.#transmitters.delete(known.address!);
      this.#transmitters.set(known.address!, known);
      return known;
    }
    const made: Transmitter = {
      address,
      ids: new Map(),
      heardAt: now,
      lastPayload: '',
      claims: {},
      timeReported: false,
    };
    if (address === null) return made;
    this.#transmitters.delete(address);
    this.#transmitters.set(address, made);
    dropBeyond(this.#transmitters, MAX_KNOWN);
    return made;
  }

  #location(
    transmitter: Transmitter,
    message: LocationMessage,
    payload: Uint8Array,
    heardAt: number,
    chunk: Chunk,
    out: FeedOutput,
  ): void {
    if (message.latDeg === null || message.lonDeg === null) return;
    const who = transmitter.claims.uasId ?? transmitter.address;
    if (who !== null && this.#isHeard(who, message, heardAt)) return;
    const at = this.#timeOf(transmitter, message, heardAt, payload, out);
    if (!this.#announced) {
      this.#announced = true;
      const sensor = makeSelfReportSensor(this.#sensorId, this.#config.id, this.#config.name);
      out.batch.sensors.push({ ...sensor, sdPositionM: 15, sdAltM: 30 });
    }
    out.batch.plots.push(
      makePlot({
        sourceId: this.#config.id,
        sensorId: this.#sensorId,
        at,
        receivedAt: chunk.receivedAt,
        simulated: this.#config.simulated,
        claims: transmitter.claims,
        ...measured(message, transmitter.claims.onGround === true),
      }),
    );
  }

  /** Whether this report of an aircraft came before, by another carrier or receiver. */
  #isHeard(who: string, message: LocationMessage, heardAt: number): boolean {
    const { latDeg, lonDeg, timeOfHourS, speedMps, directionDeg, geodeticAltM, pressureAltM } =
      message;
    const hasTime = timeOfHourS !== null && message.timeAccuracy > 0;
    const key = [
      latDeg,
      lonDeg,
      timeOfHourS,
      speedMps,
      directionDeg,
      geodeticAltM,
      pressureAltM,
    ].join();
    const known = this.#reports.get(who);
    const within = hasTime ? FORGET_MS : SAME_REPORT_MS;
    if (known?.key === key && Math.abs(heardAt - known.heardAt) <= within) return true;
    this.#reports.delete(who);
    this.#reports.set(who, { key, heardAt });
    dropBeyond(this.#reports, MAX_KNOWN);
    return false;
  }

  /** The sender's time of hour if it can be right, else the time of hearing; a wrong one is told once. */
  #timeOf(
    transmitter: Transmitter,
    message: LocationMessage,
    heardAt: number,
    payload: Uint8Array,
    out: FeedOutput,
  ): number {
    if (message.timeOfHourS === null) return heardAt;
    const at = resolvePeriodic(message.timeOfHourS * 1000, HOUR_MS, heardAt);
    if (Math.abs(at - heardAt) <= MAX_TIME_ERROR_MS) return at;
    // 0 with unknown accuracy is a transmitter without a clock, not one with a wrong clock
    if (message.timeAccuracy > 0 && !transmitter.timeReported) {
      transmitter.timeReported = true;
      const detail = `${((at - heardAt) / 1000).toFixed(0)} s off by the clock of the receiver: its time is used`;
      pushFault(out, decodeFault('bad-value', 0, 'Location time', detail), payload);
    }
    return heardAt;
  }
}

/** The receiver's time when it fits ours, else ours. */
function heardTime(one: RemoteIdCatch, chunk: Chunk): number {
  if (one.receivedAt === null) return chunk.receivedAt;
  const fits = Math.abs(one.receivedAt - chunk.receivedAt) <= MAX_TIME_ERROR_MS;
  return fits ? one.receivedAt : chunk.receivedAt;
}

function addId(transmitter: Transmitter, message: BasicIdMessage): void {
  transmitter.ids.set(message.idType, message);
}

/** One claim object a type of aircraft, so that an unchanged claim is the same object. */
const CLASSES: readonly (readonly ClassClaim[])[] = UA_TYPES.map((name, index) =>
  // a ground obstacle is no drone, whatever transmits for it
  [
    {
      type: index === 0 || index === 15 ? 'UAV' : index === 14 ? name : `UAV ${name}`,
      confidence: 0.9,
    },
  ],
);

/** Serial first, then UTM UUID, session id, registration: what tells one aircraft from another best. */
const ID_ORDER = [1, 3, 4, 2] as const;

function updateClaims(transmitter: Transmitter, messages: readonly RemoteIdMessage[]): void {
  const claims: { -readonly [K in keyof Claims]: Claims[K] } = { ...transmitter.claims };
  for (const message of messages)
    switch (message.type) {
      case 'basicId':
        nameAircraft(transmitter, message, claims);
        break;
      case 'location':
        claims.onGround = message.status === 1;
        if (message.status === 3) claims.emergency = 'Remote ID emergency';
        else delete claims.emergency;
        break;
      case 'selfId':
        if (message.descriptionType === 1) claims.emergency = message.text || 'Remote ID emergency';
        break;
      case 'system':
        if (message.operatorLatDeg !== null && message.operatorLonDeg !== null) {
          claims.operatorLatRad = message.operatorLatDeg * DEG_TO_RAD;
          claims.operatorLonRad = message.operatorLonDeg * DEG_TO_RAD;
        }
        break;
      case 'operatorId':
        if (message.operatorId !== '') claims.operatorId = message.operatorId;
        break;
      case 'auth':
        break;
    }
  // Without any id the transmitter's address is all there is to tell it by.
  if (claims.uasId !== undefined) delete claims.objectId;
  else if (transmitter.address !== null) claims.objectId = transmitter.address;
  transmitter.claims = claims;
}

function nameAircraft(
  transmitter: Transmitter,
  message: BasicIdMessage,
  claims: { uasId?: string; tail?: string; classes?: readonly ClassClaim[] },
): void {
  const best = ID_ORDER.map((type) => transmitter.ids.get(type)?.id).find((id) => !!id);
  if (best) claims.uasId = best;
  const registration = transmitter.ids.get(2)?.id;
  if (registration && registration !== best) claims.tail = registration;
  claims.classes = CLASSES[message.uaType] ?? CLASSES[0]!;
}

/** The measured part of a plot. Accuracies are 95 % bounds; those not stated leave the sensor's own figures. */
function measured(message: LocationMessage, onGround: boolean): Partial<Plot> {
  const radius = horizontalAccuracyM(message.horizontalAccuracy) / SIGMAS_95;
  const ellipsoid = message.geodeticAltM !== null;
  const pressure = !ellipsoid && message.pressureAltM !== null;
  const accuracy = ellipsoid ? message.verticalAccuracy : message.pressureAccuracy;
  return {
    form: PLOT_FORM.position,
    environment: onGround ? 'land' : 'air',
    latRad: message.latDeg! * DEG_TO_RAD,
    lonRad: message.lonDeg! * DEG_TO_RAD,
    covEE: radius * radius,
    covEN: Number.isNaN(radius) ? Number.NaN : 0,
    covNN: radius * radius,
    altM: message.geodeticAltM ?? message.pressureAltM ?? Number.NaN,
    altKind: ellipsoid ? 'ellipsoid' : pressure ? 'pressure' : 'none',
    sdAltM: ellipsoid || pressure ? verticalAccuracyM(accuracy) / AXIS_95 : Number.NaN,
    ...velocity(message),
  };
}

function velocity(message: LocationMessage): Partial<Plot> {
  const { speedMps, directionDeg, verticalSpeedMps } = message;
  const vUpMps = verticalSpeedMps ?? Number.NaN;
  if (speedMps === null || (directionDeg === null && speedMps > 0)) return { vUpMps };
  const direction = (directionDeg ?? 0) * DEG_TO_RAD;
  return {
    vEastMps: speedMps * Math.sin(direction),
    vNorthMps: speedMps * Math.cos(direction),
    vUpMps,
    sdVelocityMps: speedAccuracyMps(message.speedAccuracy) / SIGMAS_95,
  };
}
