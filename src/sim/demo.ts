import { Random } from '../base/index.ts';
import type { SourceConfig, Zone } from '../model/index.ts';
import { SENSOR_SETS, type DemoMember } from './demo-sensors.ts';
import { demoSources } from './demo-sources.ts';
import { demoZones } from './demo-zones.ts';
import { expectations, type Expectation } from './expected.ts';
import { AdsbReceiver } from './sensors/adsb.ts';
import { AisStations } from './sensors/ais.ts';
import { AirRadar, CoastalRadar } from './sensors/radar-asterix.ts';
import { RemoteIdReceiver } from './sensors/remote-id.ts';
import { SapientNode } from './sensors/sapient-node.ts';
import type { Emission, SimSensor } from './sensors/sensor.ts';
import { airFriends, airTraffic, birds, PATROL_AIRCRAFT } from './truth-air.ts';
import { NIGHT_S, script } from './truth-script.ts';
import { COAST_GUARD, seaTraffic } from './truth-sea.ts';
import { Truth, type TruthObject } from './truth.ts';

export interface DemoOptions {
  /** instant at which the night begins, ms UTC */
  readonly startAt: number;
  readonly seed?: number;
  /** whose sensors look at the night; the world is one and the same. Romania's if absent */
  readonly member?: DemoMember;
  /** where the demo serves Beast */
  readonly beastPort?: number;
}

/** Identities that the member knows: what an operator would put in the configuration. */
export interface KnownIdentity {
  readonly icao?: number;
  readonly mmsi?: number;
  readonly identity: 'friend';
  readonly reason: string;
}

export const DEMO_FRIENDS: readonly KnownIdentity[] = [
  {
    icao: PATROL_AIRCRAFT.gear.icao,
    identity: 'friend',
    reason: 'maritime patrol aircraft (demo)',
  },
  { mmsi: COAST_GUARD.mmsi, identity: 'friend', reason: 'coast guard cutter (demo)' },
];

/** Frames of one sensor that are remembered: the newest; an older one is made again, the same. */
const FRAMES_KEPT = 4;

/** A sensor with the frames made last. */
class FrameMemory {
  readonly sensor: SimSensor;
  readonly #frames = new Map<number, Emission[]>();

  constructor(sensor: SimSensor) {
    this.sensor = sensor;
  }

  /** Appends what leaves in [fromAt, toAt), in the sensor's own order. */
  collect(fromAt: number, toAt: number, out: Emission[]): void {
    const { frameMs, phaseMs, maxDelayMs } = this.sensor;
    const first = Math.floor((fromAt - maxDelayMs - phaseMs) / frameMs) - 1;
    const last = Math.floor((toAt - phaseMs) / frameMs);
    for (let index = first; index <= last; index++)
      for (const emission of this.#frame(index))
        if (emission.at >= fromAt && emission.at < toAt) out.push(emission);
  }

  #frame(index: number): Emission[] {
    const known = this.#frames.get(index);
    if (known) return known;
    const made = this.sensor.frame(index);
    this.#frames.set(index, made);
    if (this.#frames.size > FRAMES_KEPT) this.#frames.delete(this.#frames.keys().next().value!);
    return made;
  }
}

/**
 * The demo night: a seeded world, its sensors, and their bytes as a pure function of time. Two demos of the same seed
 * and start give the same bytes, however the time is cut into calls.
 */
export class Demo {
  readonly startAt: number;
  readonly seed: number;
  readonly truth: Truth;
  readonly zones: readonly Zone[];
  readonly sources: readonly SourceConfig[];
  readonly friends = DEMO_FRIENDS;
  readonly #sensors: readonly FrameMemory[];
  readonly #nodes: readonly SapientNode[];
  readonly #ais: AisStations;

  constructor(options: DemoOptions) {
    this.startAt = options.startAt;
    this.seed = options.seed ?? 1;
    this.zones = demoZones(options.startAt);
    const set = SENSOR_SETS[options.member ?? 'ROU'];
    this.sources = demoSources(set, options.beastPort ?? 0);
    const random = new Random(this.seed);
    this.truth = makeDemoTruth(random, options.startAt);
    const phase = (periodMs: number, name: string): number =>
      Math.floor(random.fork(`phase/${name}`).between(0, periodMs));
    this.#nodes = set.sapient.map(
      (build) => new SapientNode(build, this.truth, random.fork(build.id), phase(1000, build.id)),
    );
    this.#ais = new AisStations(set.ais, this.truth, random.fork('ais'), options.startAt);
    const sensors: SimSensor[] = [
      ...set.airRadars.map(
        (build) =>
          new AirRadar(
            build,
            this.truth,
            random.fork(build.id),
            phase(build.periodS * 1000, build.id),
          ),
      ),
      ...set.coastalRadars.map(
        (build) =>
          new CoastalRadar(
            build,
            this.truth,
            random.fork(build.id),
            phase(build.periodS * 1000, build.id),
          ),
      ),
      new AdsbReceiver(set.adsb, this.truth, random.fork(set.adsb.id)),
      this.#ais,
      ...(set.remoteId === null
        ? []
        : [
            new RemoteIdReceiver(
              set.remoteId,
              this.truth,
              random.fork('remote-id'),
              phase(1000, 'remote-id'),
            ),
          ]),
      ...this.#nodes,
    ];
    this.#sensors = sensors.map((sensor) => new FrameMemory(sensor));
  }

  /** Every channel on which bytes leave: one a socket. */
  get channels(): string[] {
    return this.#sensors.map(({ sensor }) => sensor.channel);
  }

  /** Bytes that leave the sensors in [fromAt, toAt), in order of time. */
  bytesBetween(fromAt: number, toAt: number): Emission[] {
    const out: Emission[] = [];
    for (const memory of this.#sensors) memory.collect(fromAt, toAt, out);
    return out.sort((a, b) => a.at - b.at);
  }

  /** Somebody listens from now on, later than the night began; before the first bytes are asked for. */
  openLines(at: number): void {
    this.#ais.open(at);
  }

  /** What a channel says when its connection opens; empty for most. */
  hello(channel: string, at: number): Uint8Array {
    return this.#nodes.find((node) => node.channel === channel)?.hello(at) ?? new Uint8Array(0);
  }

  /** Every object that lives in a span, once each. */
  objectsBetween(fromAt: number, toAt: number): TruthObject[] {
    const found = new Map<string, TruthObject>();
    for (let at = fromAt; at < toAt; at += 30_000)
      for (const object of this.truth.objectsAround(at)) found.set(object.id, object);
    return [...found.values()];
  }

  /** What truth expects of the watch in one turn of the night (turn 0 is the first). */
  expectations(turn = 0): Expectation[] {
    const fromAt = this.startAt + turn * NIGHT_S * 1000;
    const toAt = fromAt + NIGHT_S * 1000;
    return expectations(this.objectsBetween(fromAt, toAt), this.zones, { fromAt, toAt });
  }
}

export function makeDemoTruth(random: Random, startAt: number): Truth {
  return new Truth([
    script(random.fork('script'), startAt),
    airFriends(startAt),
    birds(random.fork('birds'), startAt),
    ...airTraffic(random.fork('air'), startAt),
    ...seaTraffic(random.fork('sea'), startAt),
  ]);
}
