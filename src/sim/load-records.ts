import {
  assert,
  DAY_MS,
  FT_TO_M,
  fromLatin1,
  KT_TO_MPS,
  NM_TO_M,
  RAD_TO_DEG,
  wrapTwoPi,
} from '../base/index.ts';
import { encodeSentences } from '../wire/ais/index.ts';
import { encodeRecords, type ItemsInput } from '../wire/asterix/index.ts';
import type { LoadObject } from './load-traffic.ts';
import { pressureAltitudeM } from './truth-air.ts';

/** System area code of every sensor of the load. */
export const SAC = 200;

/** An aircraft with its records, made once. */
export interface Recorded extends LoadObject {
  /** its CAT048 plot and its CAT021 report */
  record: RecordTemplate | null;
  report: RecordTemplate | null;
}

/** What a radar measured of an aircraft. */
export interface RadarSight {
  readonly at: number;
  readonly aircraft: Recorded;
  readonly rangeM: number;
  readonly azimuth: number;
}

function encodeOne(category: number, items: ItemsInput): Uint8Array {
  const encoded = encodeRecords(category, undefined, [items]);
  assert(encoded.ok, `CAT${category} record of the load can be encoded`);
  return encoded.value.subarray(3);
}

/**
 * A record that the codec made once, in which single fields are then written in place: a load of many plots a second
 * costs a tenth of what encoding each by name does.
 */
export class RecordTemplate {
  readonly #category: number;
  readonly #items: ItemsInput;
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(category: number, items: ItemsInput) {
    this.#category = category;
    this.#items = items;
    this.bytes = encodeOne(category, items).slice();
    this.#view = new DataView(this.bytes.buffer);
  }

  /** Where an item's first octet stands: found by encoding it with another value whose first octet differs. */
  offsetOf(item: string, other: ItemsInput[string]): number {
    const changed = encodeOne(this.#category, { ...this.#items, [item]: other });
    const at = changed.findIndex((octet, i) => octet !== this.bytes[i]);
    assert(at >= 0 && changed.length === this.bytes.length, `I${item} can be written in place`);
    return at;
  }

  put8(offset: number, value: number): void {
    this.#view.setUint8(offset, value);
  }

  put16(offset: number, value: number): void {
    this.#view.setUint16(offset, value);
  }

  put24(offset: number, value: number): void {
    this.#view.setUint8(offset, value >>> 16);
    this.#view.setUint16(offset + 1, value & 0xffff);
  }

  put32(offset: number, value: number): void {
    this.#view.setInt32(offset, value);
  }
}

/** A data block of whole records. */
export function blockOf(category: number, records: readonly Uint8Array[]): Uint8Array {
  const length = records.reduce((sum, record) => sum + record.length, 3);
  const out = new Uint8Array(length);
  out.set([category, length >>> 8, length & 255]);
  let at = 3;
  for (const record of records) {
    out.set(record, at);
    at += record.length;
  }
  return out;
}

/** One AIS position report as a sentence. */
export function positionReport(
  vessel: LoadObject,
  at: number,
  latDeg: number,
  lonDeg: number,
): Uint8Array {
  const courseDeg = wrapTwoPi(Math.atan2(vessel.vEastMps, vessel.vNorthMps)) * RAD_TO_DEG;
  const sentences = encodeSentences(
    {
      type: 1,
      repeat: 0,
      mmsi: vessel.id,
      accurate: true,
      latDeg,
      lonDeg,
      speedKt: Math.hypot(vessel.vEastMps, vessel.vNorthMps) / KT_TO_MPS,
      courseDeg,
      headingDeg: Math.round(courseDeg) % 360,
      utcSecond: Math.floor(at / 1000) % 60,
      raim: false,
      radio: 0,
      navStatus: 0,
      turnRaw: 0,
      turnDegPerMin: 0,
      maneuver: 0,
    },
    { channel: 'A' },
  );
  return fromLatin1(sentences.join(''));
}

function timeOfDay(at: number): number {
  return Math.min((at % DAY_MS) / 1000, 86_399.99);
}

function groundVector({ vEastMps, vNorthMps }: LoadObject): { GS: number; TA: number } {
  return {
    GS: Math.hypot(vEastMps, vNorthMps) / NM_TO_M,
    TA: wrapTwoPi(Math.atan2(vEastMps, vNorthMps)) * RAD_TO_DEG,
  };
}

/** Units of the fields written in place: time 1/128 s, range 1/256 NM, angle 2^-16 turn, position 180/2^30 deg. */
const TIME_LSB_S = 1 / 128;
const RANGE_LSB_M = NM_TO_M / 256;
const ANGLE_LSB_RAD = (2 * Math.PI) / 65_536;
const POSITION_LSB_DEG = 180 / 2 ** 30;

/** Places of the written fields, the same in every record of a kind; found with the first. */
const places: {
  plot?: Readonly<Record<'sic' | 'time' | 'polar', number>>;
  report?: Readonly<Record<'time' | 'lat', number>>;
} = {};

/** A CAT048 plot of a radar. */
export function plot048(sic: number, seen: RadarSight): Uint8Array {
  const { aircraft, at, rangeM, azimuth } = seen;
  aircraft.record ??= new RecordTemplate(48, {
    '010': { SAC, SIC: 0 },
    '140': 0,
    '020': { TYP: 5, SIM: 1 },
    '040': { RHO: 0, THETA: 0 },
    '070': { MODE3A: aircraft.mode3A.toString(8).padStart(4, '0') },
    '090': { FL: pressureAltitudeM(aircraft.altM) / (100 * FT_TO_M) },
    '220': aircraft.id,
    '240': aircraft.name,
  });
  const { record } = aircraft;
  places.plot ??= {
    sic: record.offsetOf('010', { SAC, SIC: 255 }),
    time: record.offsetOf('140', 86_399),
    polar: record.offsetOf('040', { RHO: 255, THETA: 0 }),
  };
  record.put8(places.plot.sic, sic);
  record.put24(places.plot.time, Math.floor(timeOfDay(at) / TIME_LSB_S));
  record.put16(places.plot.polar, Math.min(65_535, Math.max(0, Math.round(rangeM / RANGE_LSB_M))));
  record.put16(places.plot.polar + 2, Math.round(azimuth / ANGLE_LSB_RAD) & 0xffff);
  return record.bytes.slice();
}

/** A CAT021 report of a ground station. */
export function record021(
  aircraft: Recorded,
  at: number,
  latDeg: number,
  lonDeg: number,
): Uint8Array {
  aircraft.report ??= new RecordTemplate(21, {
    '010': { SAC, SIC: 200 },
    '040': { ATP: 0 },
    '071': 0,
    '080': aircraft.id,
    '090': { NUCRNACV: 2, NUCPNIC: 8, NACP: 9 },
    '131': { LAT: 0, LON: 0 },
    '145': pressureAltitudeM(aircraft.altM) / (100 * FT_TO_M),
    '160': groundVector(aircraft),
    '170': aircraft.name,
  });
  const { report } = aircraft;
  places.report ??= {
    time: report.offsetOf('071', 86_399),
    lat: report.offsetOf('131', { LAT: 80, LON: 0 }),
  };
  report.put24(places.report.time, Math.floor(timeOfDay(at) / TIME_LSB_S));
  report.put32(places.report.lat, Math.round(latDeg / POSITION_LSB_DEG));
  report.put32(places.report.lat + 4, Math.round(lonDeg / POSITION_LSB_DEG));
  return report.bytes.slice();
}

/** The CAT034 message that the beam passes into a sector, of `sectors` a turn; into sector 0: north. */
export function crossing034(
  sic: number,
  at: number,
  sector: number,
  turn: { readonly sectors: number; readonly periodS: number },
): Uint8Array {
  return new RecordTemplate(34, {
    '010': { SAC, SIC: sic },
    '000': sector === 0 ? 1 : 2,
    '030': timeOfDay(at),
    ...(sector === 0 ? {} : { '020': (sector * 360) / turn.sectors }),
    '041': turn.periodS,
  }).bytes;
}
