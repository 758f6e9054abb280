import type { Json } from '../../base/index.ts';
import { readRestriction } from './ed269.ts';
import { readGeometry } from './geometry.ts';
import { metresIn } from './limits.ts';
import {
  firstText,
  isList,
  isObject,
  readNumber,
  readTexts,
  restOf,
  type JsonObject,
  type Reading,
} from './reading.ts';
import type { GeoPeriod, GeoZoneRecord } from './record.ts';
import { readPeriod } from './time.ts';

/** Property names that people use, in the order they are looked for; compared without case, space, _ and -. */
const NAMES = {
  identifier: ['identifier', 'id', 'ident', 'code', 'designator'],
  name: ['name', 'title', 'label', 'txtname'],
  country: ['country', 'countrycode', 'iso3', 'isoa3', 'adm0a3'],
  restriction: ['restriction', 'restrictiontype'],
  lower: [
    'lower',
    'lowerlimit',
    'lowerm',
    'floor',
    'base',
    'bottom',
    'minalt',
    'minaltitude',
    'altmin',
  ],
  upper: ['upper', 'upperlimit', 'upperm', 'ceiling', 'top', 'maxalt', 'maxaltitude', 'altmax'],
  lowerReference: [
    'lowerreference',
    'lowerverticalreference',
    'lowerref',
    'floorreference',
    'floorref',
  ],
  upperReference: [
    'upperreference',
    'upperverticalreference',
    'upperref',
    'ceilingreference',
    'ceilingref',
  ],
  unit: ['uom', 'uomdimensions', 'unit', 'units', 'altunit', 'altitudeunit'],
  radius: ['radius', 'radiusm', 'radiusmeters', 'radiusmetres'],
  start: ['start', 'startdatetime', 'validfrom', 'starttime', 'activefrom', 'from'],
  end: ['end', 'enddatetime', 'validto', 'endtime', 'activeto', 'until', 'to'],
  message: ['message', 'description', 'remarks', 'remark', 'note'],
  reason: ['reason', 'reasons'],
  schedule: ['schedule', 'dailyperiod'],
  periods: ['applicability', 'limitedapplicability', 'periods'],
} as const;
type NameKey = keyof typeof NAMES;

function plain(key: string): string {
  return key.toLowerCase().replace(/[\s_-]/g, '');
}

/** The properties under the names we use, and which keys they were. */
function findNames(properties: JsonObject): {
  readonly of: { readonly [key in NameKey]?: Json };
  readonly used: readonly string[];
  readonly keyOf: { readonly [key in NameKey]?: string };
} {
  const byPlain = new Map<string, string>();
  for (const key of Object.keys(properties)) {
    if (!byPlain.has(plain(key))) byPlain.set(plain(key), key);
  }
  const of: { [key in NameKey]?: Json } = {};
  const keyOf: { [key in NameKey]?: string } = {};
  const used: string[] = [];
  for (const name of Object.keys(NAMES) as NameKey[]) {
    for (const candidate of NAMES[name]) {
      const key = byPlain.get(candidate);
      if (key === undefined || properties[key] === null || properties[key] === '') continue;
      of[name] = properties[key]!;
      keyOf[name] = key;
      used.push(key);
      break;
    }
  }
  return { of, used, keyOf };
}

/**
 * One feature of an ordinary GeoJSON file. Height limits, radius and times are taken from properties with the names
 * people use; what is not there is open. Other properties are kept as they are.
 */
export function readGeoJsonZone(
  feature: JsonObject,
  index: number,
  path: string,
  reading: Reading,
): GeoZoneRecord | null {
  const properties = isObject(feature['properties']) ? feature['properties'] : {};
  const { of, used, keyOf } = findNames(properties);
  const at = (name: NameKey): string => `${path}/properties/${keyOf[name] ?? name}`;
  const identifier = readTexts(of.identifier)[0]?.text ?? readTexts(feature['id'])[0]?.text ?? null;
  reading.identifier = identifier ?? firstText(properties, ['name']);
  const radius = readNumber(of.radius, at('radius'), reading);
  const around = {
    lower: { value: of.lower, reference: of.lowerReference, path: at('lower') },
    upper: { value: of.upper, reference: of.upperReference, path: at('upper') },
    unit: of.unit,
    unitPath: at('unit'),
    radiusM: radius === null ? null : radius * (metresIn(of.unit) ?? 1),
  };
  const silent = of.lower === undefined && of.upper === undefined;
  const before = reading.findings.length;
  const volumes = readGeometry(feature['geometry'], `${path}/geometry`, around, reading);
  // An ordinary file has no heights: that they are open is no finding there.
  if (silent) dropHeightWarnings(reading, before);
  if (volumes.length === 0) return null;
  const country = readTexts(of.country)[0]?.text.trim().toUpperCase() ?? '';
  return {
    index,
    identifier,
    country: /^[A-Z]{3}$/.test(country) ? country : '',
    names: readTexts(of.name),
    restriction:
      of.restriction === undefined
        ? 'PROHIBITED'
        : readRestriction(wordOf(of.restriction), at('restriction'), reading),
    variant: null,
    reasons: readTexts(of.reason).map((one) => one.text),
    messages: readTexts(of.message),
    volumes,
    periods: readPeriods(of, at, reading),
    authorities: [],
    rest: restOf(properties, used),
  };
}

/** The words of our own export beside those of the standards. */
function wordOf(value: Json): Json {
  const own: { readonly [word: string]: string } = {
    prohibited: 'PROHIBITED',
    authorisation: 'REQ_AUTHORIZATION',
    authorization: 'REQ_AUTHORIZATION',
    conditional: 'CONDITIONAL',
    none: 'NO_RESTRICTION',
  };
  return typeof value === 'string' ? (own[value.trim().toLowerCase()] ?? value) : value;
}

function dropHeightWarnings(reading: Reading, from: number): void {
  const kept = reading.findings
    .splice(from)
    .filter((finding) => !/limit not stated/.test(finding.text));
  reading.findings.push(...kept);
}

function readPeriods(
  of: { readonly [key in NameKey]?: Json },
  at: (name: NameKey) => string,
  reading: Reading,
): GeoPeriod[] {
  if (isList(of.periods)) {
    return of.periods.flatMap((one, i) =>
      isObject(one) ? [readPeriod(one, `${at('periods')}/${i}`, reading)] : [],
    );
  }
  if (of.start === undefined && of.end === undefined && !isList(of.schedule)) return [];
  const period: { [key: string]: Json } = {};
  if (of.start !== undefined) period['startDateTime'] = of.start;
  if (of.end !== undefined) period['endDateTime'] = of.end;
  if (isList(of.schedule)) period['schedule'] = of.schedule;
  return [readPeriod(period, at('start').replace(/\/[^/]*$/, ''), reading)];
}
