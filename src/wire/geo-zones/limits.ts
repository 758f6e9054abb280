import { FT_TO_M, NM_TO_M, type Json } from '../../base/index.ts';
import type { GeoLimit } from './record.ts';
import { readNumber, type Reading } from './reading.ts';

/** In ED-269 and ED-318 feeds: no ceiling, whatever the reference and unit. */
const NO_CEILING = 99_999;

const REFERENCES: { readonly [word: string]: GeoLimit['reference'] } = {
  AGL: 'AGL',
  AMSL: 'AMSL',
  WGS84: 'WGS84',
  GND: 'AGL',
  SFC: 'AGL',
  GROUND: 'AGL',
  MSL: 'AMSL',
  ALT: 'AMSL',
  HAE: 'WGS84',
  ELLIPSOID: 'WGS84',
  'WGS-84': 'WGS84',
  STD: 'AMSL',
  FL: 'AMSL',
};

const UNITS: { readonly [word: string]: number } = {
  m: 1,
  meter: 1,
  metre: 1,
  meters: 1,
  metres: 1,
  ft: FT_TO_M,
  feet: FT_TO_M,
  foot: FT_TO_M,
  km: 1000,
  nm: NM_TO_M,
  nmi: NM_TO_M,
};

/** What a file says of one end of a height range. */
export interface RawLimit {
  readonly value: Json | undefined;
  readonly reference: Json | undefined;
  readonly path: string;
}

/** Metres in a unit of length; null when the unit is not known. */
export function metresIn(unit: Json | undefined): number | null {
  if (unit === null || unit === undefined || unit === '') return 1;
  const word = typeof unit === 'string' ? unit.trim().toLowerCase() : '';
  return Object.hasOwn(UNITS, word) ? UNITS[word]! : null;
}

/** Hundreds of feet by the standard atmosphere, which is near sea level's height: no unit of ED-269, but used. */
function isFlightLevel(unit: Json | undefined): boolean {
  return typeof unit === 'string' && /^(fl|flight level)$/i.test(unit.trim());
}

function readReference(raw: RawLimit, reading: Reading): GeoLimit['reference'] {
  if (raw.reference === null || raw.reference === undefined || raw.reference === '') return 'AGL';
  const word = typeof raw.reference === 'string' ? raw.reference.trim().toUpperCase() : '';
  const reference = REFERENCES[word];
  if (reference === undefined) {
    reading.warn(
      raw.path,
      `unknown height reference ${JSON.stringify(raw.reference)}: taken as AGL`,
    );
    return 'AGL';
  }
  if (word !== reference) reading.warn(raw.path, `height reference ${word} taken as ${reference}`);
  return reference;
}

/**
 * The two ends of a volume's height. Not stated means ground, and no ceiling; so does what cannot be read. Heights are
 * never guessed smaller than the file may mean.
 */
export function readLimits(
  lower: RawLimit,
  upper: RawLimit,
  unit: Json | undefined,
  unitPath: string,
  reading: Reading,
): { readonly lower: GeoLimit; readonly upper: GeoLimit } {
  const isLevel = isFlightLevel(unit);
  const scale = isLevel ? 100 * FT_TO_M : metresIn(unit);
  if (isLevel) reading.warn(unitPath, 'flight levels: taken as heights above sea level');
  else if (scale === null)
    reading.warn(unitPath, `unknown unit ${JSON.stringify(unit)}: from the ground, no ceiling`);
  const end = (raw: RawLimit, missing: string): GeoLimit =>
    scale === null
      ? { valueM: null, reference: 'AGL', stated: false }
      : readEnd(isLevel ? { ...raw, reference: 'AMSL' } : raw, scale, reading, missing);
  const low = end(lower, 'lower limit not stated: taken from the ground');
  const high = end(upper, 'upper limit not stated: taken as no ceiling');
  if (
    low.valueM !== null &&
    high.valueM !== null &&
    low.reference === high.reference &&
    low.valueM > high.valueM
  ) {
    reading.warn(lower.path, 'the lower limit is above the upper one: the two are exchanged');
    return { lower: high, upper: low };
  }
  return { lower: low, upper: high };
}

function readEnd(raw: RawLimit, scale: number, reading: Reading, missing: string): GeoLimit {
  const reference = readReference(raw, reading);
  const value = readNumber(raw.value, raw.path, reading);
  if (value === null) {
    reading.warn(raw.path, missing);
    return { valueM: null, reference, stated: false };
  }
  if (value >= NO_CEILING) return { valueM: null, reference, stated: true };
  if (raw.reference === null || raw.reference === undefined)
    reading.warn(raw.path, 'height reference not stated: taken as AGL');
  return { valueM: value * scale, reference, stated: true };
}
