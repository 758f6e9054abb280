/** A seeded load for the benches: many objects, many sensors, real wire bytes at a steady rate. */
import {
  concatBytes,
  FT_TO_M,
  KT_TO_MPS,
  RAD_TO_DEG,
  Random,
  wrapTwoPi,
  type EnuFrame,
} from '../base/index.ts';
import type { Sensor } from '../model/index.ts';
import {
  encodeBeastFrame,
  encodeExtendedSquitter,
  meAirbornePosition,
  meIdentification,
  meVelocity,
} from '../wire/modes/index.ts';
import {
  blockOf,
  crossing034,
  plot048,
  positionReport,
  record021,
  SAC,
  type RadarSight,
  type Recorded,
} from './load-records.ts';
import {
  makeAircraft,
  makeVessels,
  place,
  radarSites,
  Rota,
  type LoadObject,
} from './load-traffic.ts';
import type { Emission } from './sensors/sensor.ts';
import { pressureAltitudeM } from './truth-air.ts';

export interface LoadOptions {
  readonly seed: number;
  /** instant of the first byte, ms UTC */
  readonly startAt: number;
  readonly aircraft: number;
  readonly vessels: number;
}

/** One line into the node; `id` is the channel of its emissions. */
export interface LoadChannel {
  readonly id: string;
  readonly format: 'asterix' | 'beast' | 'ais';
  readonly transport: 'udp' | 'tcp';
  readonly sensors: readonly Sensor[];
}

/** A position in an emission. `watched`: no other sensor sees the object, so its track's age tells of this plot. */
export interface LoadPlot {
  readonly id: number;
  readonly at: number;
  readonly watched: boolean;
}

export interface LoadEmission extends Emission {
  readonly plots: readonly LoadPlot[];
}

const RADAR_SIDE = 4;
const RADAR_RANGE_M = 270_000;
const RADAR_PERIOD_MS = 4000;
const SECTORS = 32;
const TURN = { sectors: SECTORS, periodS: RADAR_PERIOD_MS / 1000 };
const PD = 0.95;
const RECEIVERS = 4;
const AIS_LINES = 2;
const SD_RANGE_M = 60;
const SD_AZIMUTH_RAD = 0.0012;
const METRES_PER_DEG = 111_320;
const AIS_MS = 2000;
const RECORDS_A_DATAGRAM = 20;

interface Radar {
  readonly id: string;
  readonly site: EnuFrame;
  readonly sic: number;
  readonly phaseMs: number;
  readonly objects: readonly Aircraft[];
  /** plots of the turn in work, by sector */
  turn: number;
  sectors: (RadarSight & { readonly aircraft: Aircraft })[][];
}

interface Aircraft extends Recorded {
  /** ms between positions of its own; 0: it has no transponder with position */
  readonly everyMs: number;
  readonly how: 'beast' | 'station' | 'radar';
  readonly watched: boolean;
  count: number;
}

/** Emissions in steps of time: the same seed and steps give the same bytes. */
export class Load {
  readonly channels: readonly LoadChannel[];
  readonly #startAt: number;
  readonly #random: Random;
  readonly #aircraft: readonly Aircraft[];
  readonly #receivers: readonly (readonly Rota<Aircraft>[])[];
  readonly #reports: Rota<Aircraft>;
  readonly #lines: readonly Rota<LoadObject>[];
  readonly #radars: readonly Radar[];
  readonly #where = new Float64Array(3);
  readonly #enu = new Float64Array(3);

  constructor(options: LoadOptions) {
    this.#startAt = options.startAt;
    this.#random = new Random(options.seed);
    const { startAt } = options;
    const { aircraft, vessels } = options;
    this.#aircraft = makeAircraft(this.#random.fork('air'), aircraft).map((object, i) =>
      role(object, i / aircraft),
    );
    const heard = (how: Aircraft['how'], everyMs: number, line: number, lines: number) =>
      new Rota(
        this.#aircraft.filter(
          (one) => one.how === how && one.everyMs === everyMs && one.id % lines === line,
        ),
        everyMs,
        startAt,
      );
    this.#receivers = Array.from({ length: RECEIVERS }, (_, i) =>
      [500, 1000].map((everyMs) => heard('beast', everyMs, i, RECEIVERS)),
    );
    this.#reports = heard('station', 1000, 0, 1);
    const ships = makeVessels(this.#random.fork('sea'), vessels);
    this.#lines = Array.from({ length: AIS_LINES }, (_, i) => {
      const own = ships.filter((ship) => ship.id % AIS_LINES === i);
      return new Rota(own, AIS_MS, startAt);
    });
    const sites = radarSites(RADAR_SIDE);
    this.#radars = sites.map((_, i) => this.#radar(sites, i));
    this.channels = this.#makeChannels();
  }

  /** Everything that leaves in [fromAt, toAt), channel by channel; call with consecutive spans. */
  emissionsBetween(fromAt: number, toAt: number): LoadEmission[] {
    const out: LoadEmission[] = [];
    this.#beast(toAt, out);
    this.#station(toAt, out);
    this.#ais(toAt, out);
    for (const radar of this.#radars) this.#sweep(radar, fromAt, toAt, out);
    return out;
  }

  #makeChannels(): LoadChannel[] {
    const radars = this.#radars.map((radar): LoadChannel => {
      const sensors = [radarSensor(radar)];
      return { id: radar.id, format: 'asterix', transport: 'udp', sensors };
    });
    const plain = (id: string, format: LoadChannel['format'], transport: 'udp' | 'tcp') => {
      return { id, format, transport, sensors: [] };
    };
    return [
      ...radars,
      plain('station', 'asterix', 'udp'),
      ...Array.from({ length: RECEIVERS }, (_, i) => plain(`beast-${i}`, 'beast', 'tcp')),
      ...Array.from({ length: AIS_LINES }, (_, i) => plain(`ais-${i}`, 'ais', 'udp')),
    ];
  }

  #since(at: number): number {
    return (at - this.#startAt) / 1000;
  }

  /** ADS-B: positions, each second one velocity after it, each fifth second the call sign. */
  #beast(toAt: number, out: LoadEmission[]): void {
    for (const [i, rotas] of this.#receivers.entries()) {
      const bytes: Uint8Array[] = [];
      const plots: LoadPlot[] = [];
      for (const rota of rotas)
        rota.until(toAt, (aircraft, at) => {
          this.#squitter(aircraft, at, bytes);
          plots.push({ id: aircraft.id, at, watched: aircraft.watched });
        });
      if (bytes.length > 0)
        out.push({ channel: `beast-${i}`, at: toAt, bytes: concatBytes(bytes), plots });
    }
  }

  #squitter(aircraft: Aircraft, at: number, out: Uint8Array[]): void {
    const { id: icao, vEastMps, vNorthMps } = aircraft;
    place(aircraft, this.#since(at), this.#where);
    const n = aircraft.count++;
    const ticks = Math.floor(at * 12_000) % 2 ** 48;
    const send = (me: Uint8Array): void =>
      void out.push(encodeBeastFrame(encodeExtendedSquitter({ icao }, me), ticks, 120));
    send(
      meAirbornePosition({
        latDeg: this.#where[0]! * RAD_TO_DEG + this.#noiseDeg(8),
        lonDeg: this.#where[1]! * RAD_TO_DEG + this.#noiseDeg(8),
        altitudeFt: pressureAltitudeM(aircraft.altM) / FT_TO_M,
        odd: (n & 1) === 1,
      }),
    );
    if ((n * aircraft.everyMs) % 1000 === 0)
      send(
        meVelocity({
          eastKt: vEastMps / KT_TO_MPS,
          northKt: vNorthMps / KT_TO_MPS,
          verticalRateFpm: 0,
          geoMinusBaroFt: 0,
          nacV: 2,
        }),
      );
    if ((n * aircraft.everyMs) % 5000 === 0) send(meIdentification(aircraft.name, 'A', 3));
  }

  #noiseDeg(sdM: number): number {
    return (this.#random.normal() * sdM) / METRES_PER_DEG;
  }

  /** An ADS-B ground station that reports CAT021. */
  #station(toAt: number, out: LoadEmission[]): void {
    const records: Uint8Array[] = [];
    const plots: LoadPlot[] = [];
    this.#reports.until(toAt, (aircraft, at) => {
      place(aircraft, this.#since(at), this.#where);
      const latDeg = this.#where[0]! * RAD_TO_DEG + this.#noiseDeg(8);
      const lonDeg = this.#where[1]! * RAD_TO_DEG + this.#noiseDeg(8);
      records.push(record021(aircraft, at, latDeg, lonDeg));
      plots.push({ id: aircraft.id, at, watched: aircraft.watched });
    });
    pushBlocks(21, 'station', toAt, records, plots, out);
  }

  #ais(toAt: number, out: LoadEmission[]): void {
    for (const [i, line] of this.#lines.entries())
      line.until(toAt, (vessel, at) => {
        place(vessel, this.#since(at), this.#where);
        const latDeg = this.#where[0]! * RAD_TO_DEG + this.#noiseDeg(5);
        const lonDeg = this.#where[1]! * RAD_TO_DEG + this.#noiseDeg(5);
        const bytes = positionReport(vessel, at, latDeg, lonDeg);
        const plots = [{ id: vessel.id, at, watched: true }];
        out.push({ channel: `ais-${i}`, at: toAt, bytes, plots });
      });
  }

  #radar(sites: readonly EnuFrame[], i: number): Radar {
    const site = sites[i]!;
    const farM = (from: EnuFrame, aircraft: Aircraft): number => {
      from.fromGeodetic(aircraft.latRad, aircraft.lonRad, aircraft.altM, this.#enu);
      return Math.hypot(this.#enu[0]!, this.#enu[1]!);
    };
    // What only a radar sees is seen by the nearest one alone.
    const objects = this.#aircraft.filter((aircraft) => {
      if (!aircraft.watched) return farM(site, aircraft) < RADAR_RANGE_M;
      if (aircraft.how !== 'radar') return false;
      const ranges = sites.map((other) => farM(other, aircraft));
      return ranges.indexOf(Math.min(...ranges)) === i;
    });
    const phaseMs = Math.round((i * RADAR_PERIOD_MS) / (RADAR_SIDE * RADAR_SIDE));
    const id = `radar-${String(i + 1).padStart(2, '0')}`;
    return { id, site, sic: i + 1, phaseMs, objects, turn: -1, sectors: [] };
  }

  /** CAT048 plots of each sector that ends in the span, with the CAT034 message that ends it. */
  #sweep(radar: Radar, fromAt: number, toAt: number, out: LoadEmission[]): void {
    const sectorMs = RADAR_PERIOD_MS / SECTORS;
    const origin = this.#startAt + radar.phaseMs;
    const first = Math.ceil((fromAt - origin) / sectorMs);
    for (let n = Math.max(1, first); origin + n * sectorMs < toAt; n++) {
      const at = origin + n * sectorMs;
      const turn = Math.floor((n - 1) / SECTORS);
      if (turn !== radar.turn) this.#look(radar, turn, origin + turn * RADAR_PERIOD_MS);
      const seen = radar.sectors[(n - 1) % SECTORS]!;
      const records = seen.map((one) => plot048(radar.sic, one));
      const plots = seen.map((one) => {
        return { id: one.aircraft.id, at: one.at, watched: one.aircraft.watched };
      });
      pushBlocks(48, radar.id, at, records, plots, out);
      const bytes = blockOf(34, [crossing034(radar.sic, at, n % SECTORS, TURN)]);
      out.push({ channel: radar.id, at, bytes, plots: [] });
    }
  }

  /** Where the beam meets each aircraft in one turn. */
  #look(radar: Radar, turn: number, fromAt: number): void {
    radar.turn = turn;
    radar.sectors = Array.from({ length: SECTORS }, () => []);
    for (const aircraft of radar.objects) {
      if (!this.#random.chance(PD)) continue;
      const guess = this.#polar(radar, aircraft, fromAt + RADAR_PERIOD_MS / 2);
      const share = guess.azimuth / (2 * Math.PI);
      const at = fromAt + share * RADAR_PERIOD_MS;
      const { rangeM, azimuth } = this.#polar(radar, aircraft, at);
      const sector = Math.min(SECTORS - 1, Math.floor(share * SECTORS));
      radar.sectors[sector]!.push({
        at,
        aircraft,
        rangeM: rangeM + SD_RANGE_M * this.#random.normal(),
        azimuth: wrapTwoPi(azimuth + SD_AZIMUTH_RAD * this.#random.normal()),
      });
    }
  }

  #polar(radar: Radar, aircraft: Aircraft, at: number): { rangeM: number; azimuth: number } {
    place(aircraft, this.#since(at), this.#where);
    radar.site.fromGeodetic(this.#where[0]!, this.#where[1]!, this.#where[2]!, this.#enu);
    const [east, north, up] = [this.#enu[0]!, this.#enu[1]!, this.#enu[2]!];
    return { rangeM: Math.hypot(east, north, up), azimuth: wrapTwoPi(Math.atan2(east, north)) };
  }
}

/** Who reports an aircraft: of each hundred 57 ADS-B by receivers, 29 by a station, 7 by one radar alone. */
function role(object: LoadObject, share: number): Aircraft {
  const make = (how: Aircraft['how'], everyMs: number, watched: boolean): Aircraft => {
    return {
      ...object,
      how,
      everyMs,
      watched,
      count: 0,
      record: null,
      report: null,
    };
  };
  if (share < 0.07) return make('beast', 1000, true);
  if (share < 0.14) return make('station', 1000, true);
  if (share < 0.21) return make('radar', 0, true);
  if (share < 0.43) return make('station', 1000, false);
  return make('beast', 500, false);
}

function pushBlocks(
  category: number,
  channel: string,
  at: number,
  records: readonly Uint8Array[],
  plots: readonly LoadPlot[],
  out: LoadEmission[],
): void {
  for (let i = 0; i < records.length; i += RECORDS_A_DATAGRAM) {
    const to = i + RECORDS_A_DATAGRAM;
    const bytes = blockOf(category, records.slice(i, to));
    out.push({ channel, at, bytes, plots: plots.slice(i, to) });
  }
}

function radarSensor({ id, site, sic }: Radar): Sensor {
  return {
    id: `asterix:${SAC}/${sic}`,
    sourceId: id,
    name: id,
    kind: 'radar2d',
    latRad: site.latRad,
    lonRad: site.lonRad,
    heightM: site.heightM,
    periodS: RADAR_PERIOD_MS / 1000,
    rotating: true,
    sdRangeM: SD_RANGE_M,
    sdAzimuthRad: SD_AZIMUTH_RAD,
    sdElevationRad: Number.NaN,
    sdPositionM: Number.NaN,
    sdAltM: 30,
    sdVelocityMps: Number.NaN,
    pd: 0.9,
    clutterPerScan: 2,
    fov: {
      minRangeM: 0,
      maxRangeM: RADAR_RANGE_M * 1.1,
      azimuthFromRad: null,
      azimuthToRad: null,
      minElevationRad: -Math.PI / 2,
      maxElevationRad: Math.PI / 2,
    },
  };
}
