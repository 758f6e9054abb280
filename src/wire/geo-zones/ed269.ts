import type { Json } from '../../base/index.ts';
import { readCircle, readGeometry } from './geometry.ts';
import { metresIn, readLimits } from './limits.ts';
import { readPolygon } from './rings.ts';
import {
  isList,
  isObject,
  readNumber,
  readTexts,
  restOf,
  type JsonObject,
  type Reading,
} from './reading.ts';
import type { GeoPeriod, GeoRestriction, GeoShape, GeoVolume, GeoZoneRecord } from './record.ts';
import { readPeriod } from './time.ts';

const RESTRICTIONS: { readonly [word: string]: GeoRestriction } = {
  PROHIBITED: 'PROHIBITED',
  REQ_AUTHORISATION: 'REQ_AUTHORIZATION',
  REQ_AUTHORIZATION: 'REQ_AUTHORIZATION',
  CONDITIONAL: 'CONDITIONAL',
  NO_RESTRICTION: 'NO_RESTRICTION',
  USPACE: 'USPACE',
};

/** A restriction; one that is not known is taken as the strictest, and said. */
export function readRestriction(
  value: Json | undefined,
  path: string,
  reading: Reading,
): GeoRestriction {
  const word = typeof value === 'string' ? value.trim().toUpperCase().replace(/[\s-]/g, '_') : '';
  const known = RESTRICTIONS[word];
  if (known !== undefined) return known;
  reading.warn(path, `unknown restriction ${JSON.stringify(value ?? null)}: taken as PROHIBITED`);
  return 'PROHIBITED';
}

export function readVariant(
  value: Json | undefined,
  path: string,
  reading: Reading,
): 'COMMON' | 'CUSTOMIZED' | null {
  if (value === 'COMMON' || value === 'CUSTOMIZED') return value;
  reading.warn(path, 'neither COMMON nor CUSTOMIZED');
  return null;
}

export function readCountry(value: Json | undefined, path: string, reading: Reading): string {
  const word = typeof value === 'string' ? value.trim().toUpperCase() : '';
  if (/^[A-Z]{3}$/.test(word)) return word === 'ZZZ' ? '' : word;
  reading.warn(path, 'no ISO 3166 alpha-3 country');
  return '';
}

const READ = [
  'identifier',
  'country',
  'name',
  'type',
  'restriction',
  'reason',
  'message',
  'zoneAuthority',
  'applicability',
  'geometry',
];

/**
 * One zone of an ED-269 file: a flat object, or a GeoJSON feature with the fields in its properties.
 * Null when no volume of it can be read.
 */
export function readEd269Zone(
  feature: JsonObject,
  index: number,
  path: string,
  reading: Reading,
): GeoZoneRecord | null {
  const nested = isObject(feature['properties']);
  const zone = nested ? (feature['properties'] as JsonObject) : feature;
  const at = nested ? `${path}/properties` : path;
  const identifier = readTexts(zone['identifier'])[0]?.text ?? null;
  reading.identifier = identifier;
  if (identifier === null) reading.warn(`${at}/identifier`, 'the zone has no identifier');
  const volumes = readVolumes(feature, zone, path, reading);
  if (volumes.length === 0) return null;
  const reason = zone['reason'];
  const authority = zone['zoneAuthority'];
  return {
    index,
    identifier,
    country: readCountry(zone['country'], `${at}/country`, reading),
    names: readTexts(zone['name']),
    restriction: readRestriction(zone['restriction'], `${at}/restriction`, reading),
    variant: readVariant(zone['type'], `${at}/type`, reading),
    reasons: (isList(reason) ? reason : [reason]).filter((one) => typeof one === 'string'),
    messages: readTexts(zone['message']),
    volumes,
    periods: readApplicability(zone['applicability'], `${at}/applicability`, reading),
    authorities: isList(authority) ? authority : isObject(authority) ? [authority] : [],
    rest: restOf(zone, READ),
  };
}

function readVolumes(
  feature: JsonObject,
  zone: JsonObject,
  path: string,
  reading: Reading,
): GeoVolume[] {
  const inZone = isList(zone['geometry']) || isObject(zone['geometry']);
  const geometry = inZone ? zone['geometry'] : feature['geometry'];
  const at = inZone && zone !== feature ? `${path}/properties/geometry` : `${path}/geometry`;
  const list = isList(geometry) ? geometry : [geometry];
  if (list.length === 0) {
    reading.lose(at, 'the zone has no geometry');
    return [];
  }
  return list.flatMap((one, i) => {
    const where = isList(geometry) ? `${at}/${i}` : at;
    if (!isObject(one)) {
      reading.lose(where, 'not a volume');
      return [];
    }
    return readVolume(one, zone, where, reading);
  });
}

/** A volume: height range and horizontal projection; limits may stand beside a plain GeoJSON geometry instead. */
function readVolume(
  volume: JsonObject,
  zone: JsonObject,
  path: string,
  reading: Reading,
): GeoVolume[] {
  const projection = volume['horizontalProjection'];
  const stated = 'lowerLimit' in volume || 'upperLimit' in volume || isObject(projection);
  const from = stated ? volume : zone;
  const raw = (end: 'lower' | 'upper') => ({
    value: from[`${end}Limit`],
    reference: from[`${end}VerticalReference`],
    path: `${path}/${end}Limit`,
  });
  const unit = from['uomDimensions'];
  const unitPath = `${path}/uomDimensions`;
  if (!isObject(projection)) {
    const radius = readNumber(from['radius'], `${path}/radius`, reading);
    const around = { lower: raw('lower'), upper: raw('upper'), unit, unitPath };
    const radiusM = radius === null ? null : radius * (metresIn(unit) ?? 1);
    return readGeometry(volume, path, { ...around, radiusM }, reading);
  }
  const at = `${path}/horizontalProjection`;
  const shapes = readProjection(projection, unit, at, reading);
  if (shapes.length === 0) return [];
  const { lower, upper } = readLimits(raw('lower'), raw('upper'), unit, unitPath, reading);
  return shapes.map((shape) => ({ shape, lower, upper }));
}

/** Polygon, or circle whose radius is in the volume's own unit. Coordinates and centre are lon, lat. */
function readProjection(
  projection: JsonObject,
  unit: Json | undefined,
  path: string,
  reading: Reading,
): GeoShape[] {
  if (projection['type'] === 'Circle' || 'center' in projection || 'centre' in projection) {
    const radius = readNumber(projection['radius'], `${path}/radius`, reading);
    const radiusM = radius === null ? null : radius * (metresIn(unit) ?? 1);
    const centre = projection['center'] ?? projection['centre'];
    const circle = readCircle(centre, radiusM, `${path}/center`, reading);
    return circle === null ? [] : [circle];
  }
  if (projection['type'] === 'Polygon')
    return readPolygon(projection['coordinates'], `${path}/coordinates`, reading, false).map(
      (rings) => ({ type: 'polygon', rings }),
    );
  if (projection['type'] === 'MultiPolygon' && isList(projection['coordinates']))
    return projection['coordinates'].flatMap((one, i) =>
      readPolygon(one, `${path}/coordinates/${i}`, reading, false).map((rings) => ({
        type: 'polygon' as const,
        rings,
      })),
    );
  reading.lose(path, `a ${JSON.stringify(projection['type'] ?? null)} has no area`);
  return [];
}

/** `permanent` YES applies always, whatever else is said; none stated applies always too, and is said. */
function readApplicability(value: Json | undefined, path: string, reading: Reading): GeoPeriod[] {
  const list = isList(value) ? value : isObject(value) ? [value] : [];
  if (list.length === 0) {
    reading.warn(path, 'no applicability stated: taken as always');
    return [];
  }
  const periods: GeoPeriod[] = [];
  for (const [i, one] of list.entries()) {
    if (!isObject(one)) {
      reading.warn(`${path}/${i}`, 'not a period: taken as always');
      return [];
    }
    if (one['permanent'] === 'YES' || one['permanent'] === true) return [];
    const period = readPeriod(one, `${path}/${i}`, reading);
    if (period.startAt === null && period.endAt === null && period.schedule.length === 0) {
      reading.warn(`${path}/${i}`, 'neither permanent nor any time stated: taken as always');
      return [];
    }
    periods.push(period);
  }
  return periods;
}
