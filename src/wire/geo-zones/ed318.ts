import type { Json } from '../../base/index.ts';
import { readCountry, readRestriction, readVariant } from './ed269.ts';
import { readGeometry } from './geometry.ts';
import { isList, isObject, readTexts, restOf, type JsonObject, type Reading } from './reading.ts';
import type { GeoPeriod, GeoZoneRecord } from './record.ts';
import { readPeriod } from './time.ts';

const READ = [
  'identifier',
  'country',
  'name',
  'type',
  'variant',
  'reason',
  'message',
  'zoneAuthority',
  'limitedApplicability',
];

/** One feature of an ED-318 file. Null when no volume of it can be read. */
export function readEd318Zone(
  feature: JsonObject,
  index: number,
  path: string,
  reading: Reading,
): GeoZoneRecord | null {
  const properties = isObject(feature['properties']) ? feature['properties'] : {};
  const at = `${path}/properties`;
  const identifier = readTexts(properties['identifier'])[0]?.text ?? null;
  reading.identifier = identifier;
  if (identifier === null) reading.warn(`${at}/identifier`, 'the zone has no identifier');
  const none = { value: undefined, reference: undefined, path: `${path}/geometry/layer` };
  const around = {
    lower: none,
    upper: none,
    unit: undefined,
    unitPath: none.path,
    radiusM: null,
  };
  const volumes = readGeometry(feature['geometry'], `${path}/geometry`, around, reading);
  if (volumes.length === 0) return null;
  if (typeof properties['name'] === 'string')
    reading.warn(`${at}/name`, 'a plain text where the standard has a list of texts');
  const reason = properties['reason'];
  if (typeof reason === 'string') reading.warn(`${at}/reason`, 'a plain text instead of a list');
  const authority = properties['zoneAuthority'];
  if (!isList(authority) || authority.length === 0)
    reading.warn(`${at}/zoneAuthority`, 'no authority is named');
  return {
    index,
    identifier,
    country: readCountry(properties['country'], `${at}/country`, reading),
    names: readTexts(properties['name']),
    restriction: readRestriction(properties['type'], `${at}/type`, reading),
    variant: readVariant(properties['variant'], `${at}/variant`, reading),
    reasons: (isList(reason) ? reason : [reason]).filter((one) => typeof one === 'string'),
    messages: readTexts(properties['message']),
    volumes,
    periods: readLimited(properties, `${at}/limitedApplicability`, reading),
    authorities: isList(authority) ? authority : [],
    rest: restOf(properties, READ),
  };
}

/** Absent or empty: always. */
function readLimited(properties: JsonObject, path: string, reading: Reading): GeoPeriod[] {
  const value: Json | undefined = properties['limitedApplicability'];
  if (value === undefined || value === null) return [];
  if (!isList(value)) {
    reading.warn(path, 'not a list of periods: taken as always');
    return [];
  }
  const periods: GeoPeriod[] = [];
  for (const [i, one] of value.entries()) {
    if (!isObject(one)) {
      reading.warn(`${path}/${i}`, 'not a period: taken as always');
      return [];
    }
    periods.push(readPeriod(one, `${path}/${i}`, reading));
  }
  return periods;
}
