/**
 * A seeded sky of any size, at one density for cost against size: aircraft over a disc that grows with their number,
 * rotating radars with Mode C on a lattice over it (so their number grows too), ADS-B from half of the aircraft.
 * Made a second at a time, so that 50,000 aircraft fit in memory.
 */
import { DEG_TO_RAD, EnuFrame, Random, TWO_PI } from '../src/base/index.ts';
import { PLOT_FORM, makePlot, type Plot, type Scan, type Sensor } from '../src/model/index.ts';
import { makeSelfReportSensor } from '../src/sense/self-report-sensor.ts';

export const SKY_LAT_RAD = 50 * DEG_TO_RAD;
export const SKY_LON_RAD = 10 * DEG_TO_RAD;
/** aircraft a square metre: 70 in 1,000 km2, that of the 10,000 in S7 */
const DENSITY = 7e-8;
const SPACING_M = 120_000;
const REACH_M = 100_000;
const TURN_S = 4;
const SECTORS = 16;
const PD = 0.9;
const FALSE_PER_TURN = 20;
const SD_RANGE_M = 60;
const SD_AZIMUTH_RAD = 0.12 * DEG_TO_RAD;
const REPORT_S = 0.5;

interface Radar {
  readonly sensor: Sensor;
  readonly site: EnuFrame;
  readonly east: number;
  readonly north: number;
  nextTurnS: number;
}

export class BigSky {
  readonly count: number;
  readonly radiusM: number;
  readonly radars: readonly Radar[];
  readonly sensors: readonly Sensor[];
  readonly #random: Random;
  readonly #plane = new EnuFrame(SKY_LAT_RAD, SKY_LON_RAD, 0);
  /** per aircraft: east, north, height, speed, course, turn rate */
  readonly #state: Float64Array;
  readonly #startAt = Date.UTC(2026, 0, 1);
  readonly #place = new Float64Array(3);
  readonly #seen = new Float64Array(3);
  #pending: Scan[] = [];
  #nextReportS = REPORT_S;

  /** Over a disc of `radiusM`; without it, of the size that gives DENSITY. */
  constructor(count: number, seed: number, radiusM = Math.sqrt(count / DENSITY / Math.PI)) {
    this.count = count;
    this.#random = new Random(seed);
    this.radiusM = radiusM;
    this.#state = new Float64Array(count * 6);
    for (let i = 0; i < count; i++) this.#spawn(i);
    this.radars = this.#lattice();
    this.sensors = [...this.radars.map((radar) => radar.sensor), adsb()];
  }

  #spawn(i: number): void {
    const r = this.radiusM * Math.sqrt(this.#random.next());
    const a = this.#random.between(0, TWO_PI);
    const turns = this.#random.chance(0.2);
    const rate = turns ? this.#random.between(-2, 2) * DEG_TO_RAD : 0;
    this.#state[i * 6] = r * Math.sin(a);
    this.#state[i * 6 + 1] = r * Math.cos(a);
    this.#state[i * 6 + 2] = this.#random.between(1000, 12_000);
    this.#state[i * 6 + 3] = this.#random.between(80, 250);
    this.#state[i * 6 + 4] = this.#random.between(0, TWO_PI);
    this.#state[i * 6 + 5] = rate;
  }

  #lattice(): Radar[] {
    const radars: Radar[] = [];
    const rows = Math.ceil(this.radiusM / SPACING_M) + 1;
    for (let row = -rows; row <= rows; row++) {
      for (let column = -rows; column <= rows; column++) {
        const east = (column + (row % 2) / 2) * SPACING_M;
        const north = row * SPACING_M * Math.sqrt(0.75);
        if (Math.hypot(east, north) > Math.max(this.radiusM, 1)) continue;
        radars.push(this.#radar(`R${radars.length + 1}`, east, north));
      }
    }
    return radars;
  }

  #radar(id: string, east: number, north: number): Radar {
    this.#plane.toGeodetic(east, north, -(east * east + north * north) / 12_742_000, this.#place);
    const [latRad, lonRad] = [this.#place[0]!, this.#place[1]!];
    const sensor: Sensor = {
      id,
      sourceId: id,
      name: id,
      kind: 'radar2d',
      latRad,
      lonRad,
      heightM: 50,
      periodS: TURN_S,
      rotating: true,
      sdRangeM: SD_RANGE_M,
      sdAzimuthRad: SD_AZIMUTH_RAD,
      sdElevationRad: Number.NaN,
      sdPositionM: Number.NaN,
      sdAltM: 15,
      sdVelocityMps: Number.NaN,
      pd: PD,
      clutterPerScan: FALSE_PER_TURN,
      fov: {
        minRangeM: 500,
        maxRangeM: REACH_M,
        azimuthFromRad: null,
        azimuthToRad: null,
        minElevationRad: 0,
        maxElevationRad: 1.4,
      },
    };
    const nextTurnS = this.#random.between(0, TURN_S);
    return { sensor, site: new EnuFrame(latRad, lonRad, 50), east, north, nextTurnS };
  }

  /** The scans that arrive in [untilS - 1, untilS), in order of arrival. Call with 1, 2, 3, ... */
  scansUntil(untilS: number): Scan[] {
    for (const radar of this.radars) {
      while (radar.nextTurnS < untilS) {
        this.#turn(radar, radar.nextTurnS);
        radar.nextTurnS += TURN_S;
      }
    }
    for (; this.#nextReportS < untilS; this.#nextReportS += REPORT_S) this.#reports();
    const end = this.#startAt + untilS * 1000;
    const due = this.#pending.filter((scan) => scan.arrivedAt < end);
    this.#pending = this.#pending.filter((scan) => scan.arrivedAt >= end);
    return due.sort((a, b) => a.arrivedAt - b.arrivedAt);
  }

  /** Instant of a second of this sky. */
  at(s: number): number {
    return this.#startAt + s * 1000;
  }

  /** East, north of aircraft i in the middle plane, and latRad, lonRad, heightM in #place. */
  #move(i: number, s: number): [number, number] {
    const at = i * 6;
    const [speed, course, rate] = [
      this.#state[at + 3]!,
      this.#state[at + 4]!,
      this.#state[at + 5]!,
    ];
    let east = this.#state[at]!;
    let north = this.#state[at + 1]!;
    if (rate === 0) {
      east += speed * Math.sin(course) * s;
      north += speed * Math.cos(course) * s;
    } else {
      east += (speed / rate) * (Math.cos(course) - Math.cos(course + rate * s));
      north += (speed / rate) * (Math.sin(course + rate * s) - Math.sin(course));
    }
    return [east, north];
  }

  #locate(i: number, east: number, north: number): void {
    const up = this.#state[i * 6 + 2]! - (east * east + north * north) / 12_742_000;
    this.#plane.toGeodetic(east, north, up, this.#place);
  }

  #turn(radar: Radar, fromS: number): void {
    const sectors: Plot[][] = Array.from({ length: SECTORS }, () => []);
    for (let i = 0; i < this.count; i++) {
      const de = this.#state[i * 6]! - radar.east;
      const dn = this.#state[i * 6 + 1]! - radar.north;
      const most = REACH_M + 250 * (fromS + TURN_S) + 1000;
      if (de * de + dn * dn > most * most) continue;
      this.#look(radar, i, fromS, sectors);
    }
    for (let k = this.#random.poisson(FALSE_PER_TURN); k > 0; k--) {
      const azimuth = this.#random.between(0, TWO_PI);
      const range = REACH_M * Math.sqrt(this.#random.between(0.01, 1));
      putPlot(this.#plot(radar, range, azimuth, Number.NaN, fromS), azimuth, sectors);
    }
    sectors.forEach((plots, k) => this.#pending.push(this.#sector(radar, fromS, k, plots)));
  }

  #look(radar: Radar, i: number, fromS: number, sectors: Plot[][]): void {
    const [e0, n0] = this.#move(i, fromS + TURN_S / 2);
    // by the radar's own north, which its plots' times go by
    this.#locate(i, e0, n0);
    radar.site.fromGeodetic(this.#place[0]!, this.#place[1]!, this.#place[2]!, this.#seen);
    const first = Math.atan2(this.#seen[0]!, this.#seen[1]!);
    const atS = fromS + ((first < 0 ? first + TWO_PI : first) / TWO_PI) * TURN_S;
    const [east, north] = this.#move(i, atS);
    this.#locate(i, east, north);
    radar.site.fromGeodetic(this.#place[0]!, this.#place[1]!, this.#place[2]!, this.#seen);
    const [e, n, u] = [this.#seen[0]!, this.#seen[1]!, this.#seen[2]!];
    const range = Math.hypot(e, n, u);
    if (range > REACH_M || range < 500 || u < 0 || !this.#random.chance(PD)) return;
    const azimuth = Math.atan2(e, n) + SD_AZIMUTH_RAD * this.#random.normal();
    const height = this.#place[2]! + 15 * this.#random.normal();
    const alt = this.#random.chance(0.95) ? height : Number.NaN;
    const measured = range + SD_RANGE_M * this.#random.normal();
    const turned = ((azimuth % TWO_PI) + TWO_PI) % TWO_PI;
    putPlot(this.#plot(radar, measured, turned, alt, fromS), turned, sectors);
  }

  #plot(radar: Radar, rangeM: number, azimuthRad: number, altM: number, fromS: number): Plot {
    const at = this.at(fromS + (azimuthRad / TWO_PI) * TURN_S);
    return makePlot({
      sourceId: radar.sensor.id,
      sensorId: radar.sensor.id,
      at,
      receivedAt: at,
      form: PLOT_FORM.polar2d,
      environment: 'air',
      rangeM,
      azimuthRad,
      sdRangeM: SD_RANGE_M,
      sdAzimuthRad: SD_AZIMUTH_RAD,
      altM,
      sdAltM: 15,
      altKind: Number.isNaN(altM) ? 'none' : 'ellipsoid',
      simulated: true,
    });
  }

  #sector(radar: Radar, fromS: number, k: number, plots: Plot[]): Scan {
    const toAt = this.at(fromS + ((k + 1) / SECTORS) * TURN_S);
    return {
      sensorId: radar.sensor.id,
      fromAt: this.at(fromS + (k / SECTORS) * TURN_S),
      toAt,
      arrivedAt: toAt + this.#random.between(50, 300),
      complete: true,
      azimuthFromRad: (k / SECTORS) * TWO_PI,
      azimuthToRad: ((k + 1) / SECTORS) * TWO_PI,
      plots,
    };
  }

  /** One report a second of every second aircraft, half of them in each half second. */
  #reports(): void {
    const fromS = this.#nextReportS - REPORT_S;
    const half = Math.round(fromS / REPORT_S) % 2;
    const plots: Plot[] = [];
    for (let i = half * 2; i < this.count; i += 4) {
      const atS = fromS + this.#random.between(0, REPORT_S);
      const [east, north] = this.#move(i, atS);
      this.#locate(i, east, north);
      plots.push(this.#report(i, this.at(atS)));
    }
    this.#pending.push({
      sensorId: 'ADSB',
      fromAt: this.at(fromS),
      toAt: this.at(this.#nextReportS),
      arrivedAt: this.at(this.#nextReportS) + 150,
      complete: false,
      azimuthFromRad: 0,
      azimuthToRad: TWO_PI,
      plots,
    });
  }

  /** Reports aircraft i, located in #place; its velocity is local: a second on, seen from where it is. */
  #report(i: number, at: number): Plot {
    const [latRad, lonRad, heightM] = [this.#place[0]!, this.#place[1]!, this.#place[2]!];
    const [east, north] = this.#move(i, (at - this.at(0)) / 1000 + 1);
    this.#locate(i, east, north);
    const local = new EnuFrame(latRad, lonRad, heightM);
    local.fromGeodetic(this.#place[0]!, this.#place[1]!, this.#place[2]!, this.#seen);
    return makePlot({
      sourceId: 'ADSB',
      sensorId: 'ADSB',
      at,
      receivedAt: at,
      form: PLOT_FORM.position,
      environment: 'air',
      latRad: latRad + (20 / 6_371_000) * this.#random.normal(),
      lonRad: lonRad + (20 / (6_371_000 * Math.cos(latRad))) * this.#random.normal(),
      covEE: 400,
      covEN: 0,
      covNN: 400,
      altM: heightM + 15 * this.#random.normal(),
      sdAltM: 15,
      altKind: 'ellipsoid',
      vEastMps: this.#seen[0]! + this.#random.normal(),
      vNorthMps: this.#seen[1]! + this.#random.normal(),
      sdVelocityMps: 1.5,
      claims: { icao: 0x400000 + i },
      simulated: true,
    });
  }
}

function putPlot(plot: Plot, azimuthRad: number, sectors: Plot[][]): void {
  const k = Math.min(SECTORS - 1, Math.floor((azimuthRad / TWO_PI) * SECTORS));
  sectors[k]!.push(plot);
}

function adsb(): Sensor {
  return {
    ...makeSelfReportSensor('ADSB', 'ADSB', 'ADSB'),
    periodS: 1,
    sdPositionM: 20,
    sdAltM: 15,
    sdVelocityMps: 1.5,
    pd: 0.95,
  };
}
