import { assert, DAY_MS, FT_TO_M, NM_TO_M, RAD_TO_DEG, type Random } from '../../base/index.ts';
import { encodeRecords, type ItemsInput } from '../../wire/asterix/index.ts';
import { GEOID_M } from '../demo-area.ts';
import { pressureAltitudeM } from '../truth-air.ts';
import type { Truth } from '../truth.ts';
import { RadarModel, type RadarBuild, type RadarReport } from './radar.ts';
import { frameStart, type Emission, type SimSensor } from './sensor.ts';

const SQUAWK_EMERGENCY = 0o7700;
/** Octets that one datagram holds without being split on common links. */
const RECORDS_A_DATAGRAM = 20;

/** Time of day as the radar's clock has it, s. */
function timeOfDay(at: number, clockMs: number): number {
  const ms = (at + clockMs) % DAY_MS;
  return Math.min(ms / 1000, 86_399.99);
}

function block(category: number, records: readonly ItemsInput[]): Uint8Array {
  const encoded = encodeRecords(category, undefined, records);
  assert(encoded.ok, `the simulator makes CAT${category} records that can be encoded`);
  return encoded.value;
}

/** Blocks of at most a datagram's size. */
function blocks(category: number, records: readonly ItemsInput[]): Uint8Array[] {
  const made: Uint8Array[] = [];
  for (let i = 0; i < records.length; i += RECORDS_A_DATAGRAM)
    made.push(block(category, records.slice(i, i + RECORDS_A_DATAGRAM)));
  return made;
}

abstract class TurningRadar implements SimSensor {
  readonly id: string;
  readonly channel: string;
  readonly frameMs: number;
  readonly phaseMs: number;
  readonly maxDelayMs: number;
  readonly build: RadarBuild;
  readonly #model: RadarModel;
  readonly #random: Random;

  constructor(build: RadarBuild, truth: Truth, random: Random, phaseMs: number) {
    this.id = build.id;
    this.channel = build.id;
    this.build = build;
    this.frameMs = build.periodS * 1000;
    this.phaseMs = phaseMs;
    this.maxDelayMs = build.latencyMs + 10;
    this.#model = new RadarModel(build, truth);
    this.#random = random;
  }

  frame(index: number): Emission[] {
    const fromAt = frameStart(this, index);
    return this.emissions(fromAt, this.#model.turn(fromAt, this.#random.fork(String(index))));
  }

  protected abstract emissions(fromAt: number, reports: readonly RadarReport[]): Emission[];

  protected emit(at: number, bytes: Uint8Array): Emission {
    return { channel: this.channel, at: at + this.build.latencyMs, bytes };
  }

  protected source(): ItemsInput {
    return { SAC: this.build.sac, SIC: this.build.sic };
  }
}

/** Air surveillance radar: CAT048 plots a sector at a time, CAT034 north marker and sector messages. */
export class AirRadar extends TurningRadar {
  protected override emissions(fromAt: number, reports: readonly RadarReport[]): Emission[] {
    const { sectors } = this.build;
    const sectorMs = this.frameMs / sectors;
    const out = [this.emit(fromAt, block(34, [this.#northMarker(fromAt)]))];
    let next = 0;
    for (let sector = 0; sector < sectors; sector++) {
      const endAt = fromAt + (sector + 1) * sectorMs;
      const records: ItemsInput[] = [];
      while (next < reports.length && reports[next]!.at < endAt)
        records.push(this.#plot(reports[next++]!));
      for (const bytes of blocks(48, records)) out.push(this.emit(endAt, bytes));
      // The crossing into sector 0 is the north marker, the next turn's.
      if (sector + 1 < sectors)
        out.push(this.emit(endAt, block(34, [this.#crossing(endAt, sector + 1)])));
    }
    return out;
  }

  #northMarker(at: number): ItemsInput {
    const { at: place, heightM, periodS, clockMs } = this.build;
    return {
      '010': this.source(),
      '000': 1,
      '030': timeOfDay(at, clockMs),
      '041': periodS,
      '120': { HGT: Math.round(heightM + GEOID_M), LAT: place[1], LON: place[0] },
    };
  }

  #crossing(at: number, sector: number): ItemsInput {
    const { sectors, clockMs, periodS } = this.build;
    return {
      '010': this.source(),
      '000': 2,
      '030': timeOfDay(at, clockMs),
      '020': (sector * 360) / sectors,
      '041': periodS,
    };
  }

  #plot(report: RadarReport): ItemsInput {
    const kind = report.secondary ? (report.primary ? 7 : 5) : 1;
    const items: { [name: string]: ItemsInput[string] } = {
      '010': this.source(),
      '140': timeOfDay(report.at, this.build.clockMs),
      '020': { TYP: kind, SIM: 1 },
      '040': { RHO: report.rangeM / NM_TO_M, THETA: report.azimuthRad * RAD_TO_DEG },
    };
    const gear = report.object?.aircraft;
    if (report.secondary && gear) {
      const code = report.emergency ? SQUAWK_EMERGENCY : gear.mode3A;
      items['070'] = { MODE3A: code.toString(8).padStart(4, '0') };
      items['090'] = { FL: pressureAltitudeM(report.trueAltM) / (100 * FT_TO_M) };
      items['220'] = gear.icao;
      items['240'] = gear.callsign;
      items['230'] = { COM: 1, STAT: report.emergency ? 2 : 0, MSSC: 1, ARC: 1, AIC: 1 };
    }
    if (!Number.isNaN(report.heightM))
      items['110'] = { '3DH': (report.heightM - GEOID_M) / FT_TO_M };
    return items;
  }
}

/** Coastal radar for vessels: CAT010 plots, all of a turn at its end, then the start of the next update cycle. */
export class CoastalRadar extends TurningRadar {
  protected override emissions(fromAt: number, reports: readonly RadarReport[]): Emission[] {
    const endAt = fromAt + this.frameMs;
    const plots = reports.map((report): ItemsInput => ({
      '010': this.source(),
      '000': 1,
      '020': { TYP: 3, SIM: 1 },
      '140': timeOfDay(report.at, this.build.clockMs),
      '040': { RHO: Math.min(65_535, report.rangeM), TH: report.azimuthRad * RAD_TO_DEG },
    }));
    const cycle = { '010': this.source(), '000': 2, '140': timeOfDay(endAt, this.build.clockMs) };
    return [...blocks(10, plots), block(10, [cycle])].map((bytes) => this.emit(endAt, bytes));
  }
}
