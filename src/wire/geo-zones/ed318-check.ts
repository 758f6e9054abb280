import type { Json } from '../../base/index.ts';
import { isList, isObject } from './reading.ts';
import { GEO_DAYS, GEO_RESTRICTIONS, SUN_EVENTS } from './record.ts';

/**
 * The public JSON schema of ED-318 (UASGeoZones/ED-318, EUROCONTROL, MIT), re-expressed as a table of checks. Verdict
 * and places are those of a draft-07 validator with formats on; where an alternative is null, only what is wrong with
 * the other one is said.
 */
export interface SchemaFault {
  /** JSON pointer */
  readonly path: string;
  /** the schema keyword that does not hold */
  readonly keyword: string;
}

type Check = (value: Json | undefined, path: string, out: SchemaFault[]) => void;

function say(out: SchemaFault[], path: string, keyword: string): void {
  out.push({ path, keyword });
}

interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  readonly among?: readonly string[];
  readonly format?: keyof typeof FORMATS;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(z|[+-]\d\d(?::?\d\d)?)$/i;

function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match.map(Number);
  const back = new Date(Date.UTC(year!, month! - 1, day!));
  return back.getUTCMonth() === month! - 1 && back.getUTCDate() === day!;
}

function isTime(text: string): boolean {
  const match = TIME.exec(text);
  if (match === null) return false;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (hour > 23 || minute > 59) return false;
  return second < 60 || (hour === 23 && minute === 59 && second < 61);
}

const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

const FORMATS = {
  'date-time': (text: string): boolean => {
    const parts = text.split(/t|\s/i);
    return parts.length === 2 && isDate(parts[0]!) && isTime(parts[1]!);
  },
  time: isTime,
  uri: (text: string): boolean => /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text),
  email: (text: string): boolean => EMAIL.test(text),
  duration: (text: string): boolean =>
    /^P(?!$)((\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?|(\d+W)?)$/.test(text),
} as const;

function text(limits: TextLimits = {}): Check {
  return (value, path, out) => {
    if (typeof value !== 'string') {
      say(out, path, 'type');
      if (limits.among !== undefined) say(out, path, 'enum');
      return;
    }
    const length = Array.from(value).length;
    if (limits.min !== undefined && length < limits.min) say(out, path, 'minLength');
    if (limits.max !== undefined && length > limits.max) say(out, path, 'maxLength');
    if (limits.among !== undefined && !limits.among.includes(value)) say(out, path, 'enum');
    if (limits.format !== undefined && !FORMATS[limits.format](value)) say(out, path, 'format');
  };
}

const number: Check = (value, path, out) => {
  if (typeof value !== 'number') say(out, path, 'type');
};

const integer: Check = (value, path, out) => {
  if (!Number.isInteger(value)) say(out, path, 'type');
};

function list(each: Check, min = 0, max = Infinity): Check {
  return (value, path, out) => {
    if (!isList(value)) {
      say(out, path, 'type');
      return;
    }
    if (value.length < min) say(out, path, 'minItems');
    if (value.length > max) say(out, path, 'maxItems');
    value.forEach((one, i) => each(one, `${path}/${i}`, out));
  };
}

function object(
  fields: { readonly [key: string]: Check },
  required: readonly string[] = [],
  closed = false,
): Check {
  return (value, path, out) => {
    if (!isObject(value)) {
      say(out, path, 'type');
      return;
    }
    for (const key of required) if (!(key in value)) say(out, path, 'required');
    for (const [key, one] of Object.entries(value)) {
      const check = fields[key];
      if (check !== undefined) check(one, `${path}/${key}`, out);
      else if (closed) say(out, path, 'additionalProperties');
    }
  };
}

function orNull(check: Check): Check {
  return (value, path, out) => {
    if (value !== null) check(value, path, out);
  };
}

const shortText = object({ text: text({ max: 200 }), lang: text({ max: 5 }) }, ['lang']);
const dateTime = text({ format: 'date-time' });
const event = text({ among: SUN_EVENTS });
const dailyPeriod = object(
  {
    day: list(text({ among: [...GEO_DAYS, 'ANY'] })),
    startTime: text({ format: 'time' }),
    startEvent: event,
    endTime: text({ format: 'time' }),
    endEvent: event,
  },
  ['day'],
  true,
);
const timePeriod = object(
  { startDateTime: dateTime, endDateTime: dateTime, schedule: list(dailyPeriod) },
  [],
  true,
);
const AUTHORITY: { readonly [key: string]: Check } = {
  name: list(shortText),
  service: list(shortText),
  contactName: list(shortText),
  siteURL: text({ format: 'uri' }),
  email: text({ format: 'email' }),
  phone: text({ max: 200 }),
  purpose: text({ among: ['AUTHORIZATION', 'NOTIFICATION', 'INFORMATION'] }),
  intervalBefore: text({ format: 'duration' }),
};
const authority = object(AUTHORITY, ['purpose']);
const REASONS = [
  'AIR_TRAFFIC',
  'SENSITIVE',
  'PRIVACY',
  'POPULATION',
  'NATURE',
  'NOISE',
  'EMERGENCY',
  'DAR',
  'OTHER',
] as const;
export const ED318_REASONS: readonly string[] = REASONS;

const PROPERTIES: { readonly [key: string]: Check } = {
  identifier: text({ max: 7 }),
  country: text({ min: 3, max: 3 }),
  name: list(shortText),
  type: text({ among: GEO_RESTRICTIONS }),
  variant: text({ among: ['COMMON', 'CUSTOMIZED'] }),
  restrictionConditions: text(),
  region: integer,
  reason: list(text({ among: REASONS }), 0, 9),
  otherReasonInfo: list(shortText),
  regulationExemption: text({ among: ['YES', 'NO'] }),
  message: list(shortText),
  zoneAuthority: list(authority, 1),
  limitedApplicability: list(timePeriod),
  dataSource: object({
    creationDate: text(),
    updateDateTime: text(),
    originator: shortText,
  }),
  extendedProperties: object({}),
};
const properties = object(
  PROPERTIES,
  ['identifier', 'country', 'type', 'variant', 'zoneAuthority'],
  true,
);

const position = list(number, 2);
const rings = list(list(position, 4));
const COORDINATES: { readonly [type: string]: Check } = {
  Point: position,
  LineString: list(position, 2),
  Polygon: rings,
  MultiPoint: list(position),
  MultiLineString: list(list(position, 2)),
  MultiPolygon: list(rings),
};
const bbox = list(number, 4);
const reference = text({ among: ['AGL', 'AMSL', 'WGS84'] });
const layer = object({
  upper: number,
  upperReference: reference,
  lower: number,
  lowerReference: reference,
  uom: text({ among: ['m', 'ft'] }),
});

function geometry(collections: boolean): Check {
  return (value, path, out) => {
    if (!isObject(value)) {
      say(out, path, 'type');
      return;
    }
    const { type } = value;
    const known = typeof type === 'string' ? COORDINATES[type] : undefined;
    if (known !== undefined) {
      object({ coordinates: known, bbox, layer }, ['coordinates'])(value, path, out);
    } else if (type === 'GeometryCollection' && collections) {
      const members = list(geometry(false));
      object({ geometries: members, bbox, layer }, ['geometries'])(value, path, out);
    } else {
      object({ layer }, ['type'])(value, path, out);
      if ('type' in value) say(out, `${path}/type`, 'enum');
    }
  };
}

const feature = object(
  {
    type: text({ among: ['Feature'] }),
    id: (value, path, out) => {
      if (typeof value !== 'number' && typeof value !== 'string') say(out, path, 'oneOf');
    },
    properties: orNull(properties),
    geometry: orNull(geometry(true)),
    bbox,
  },
  ['type', 'properties', 'geometry'],
);

const texts = list(shortText);
const collection = object(
  {
    type: text({ among: ['FeatureCollection'] }),
    name: text({ max: 200 }),
    bbox,
    metadata: object({
      validFrom: dateTime,
      validTo: dateTime,
      issued: dateTime,
      provider: texts,
      description: texts,
      otherGeoid: text(),
      technicalLimitations: texts,
    }),
    features: list(feature),
  },
  ['type', 'features'],
);

/** Everything in which a value breaks the schema; empty: it is valid ED-318. At most 1,000 faults. */
export function checkEd318(root: Json): SchemaFault[] {
  const out: SchemaFault[] = [];
  collection(root, '', out);
  return out.slice(0, 1000);
}

/** Whether a value may stand under a key of a zone's properties, or of an authority. Unknown keys may not. */
export function fitsEd318(where: 'zone' | 'authority', key: string, value: Json): boolean {
  const check = (where === 'zone' ? PROPERTIES : AUTHORITY)[key];
  if (check === undefined) return false;
  const out: SchemaFault[] = [];
  check(value, '', out);
  return out.length === 0;
}
