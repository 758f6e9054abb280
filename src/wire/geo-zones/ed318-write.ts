import { formatIso, type Json } from '../../base/index.ts';
import { ED318_REASONS, fitsEd318 } from './ed318-check.ts';
import { geometryOf, layerOf, periodOf } from './geo-write.ts';
import { isObject, readTexts, type JsonObject } from './reading.ts';
import type { GeoZoneRecord, LangText } from './record.ts';

type Out = { [key: string]: Json };

export interface Ed318Head {
  readonly name?: string;
  readonly provider?: string;
  /** ms UTC */
  readonly issuedAt?: number;
}

/**
 * Zones as an ED-318 document that satisfies the public schema, whatever the records hold: texts are cut to their
 * lengths, identifiers to seven characters (the whole one stands in extendedProperties), what has no place in the
 * standard is left out.
 */
export function writeEd318File(records: readonly GeoZoneRecord[], head: Ed318Head = {}): string {
  const taken = new Set(
    records.flatMap((one) => (fitsIdentifier(one.identifier) ? [one.identifier] : [])),
  );
  const metadata: Out = {};
  if (head.provider !== undefined) metadata['provider'] = [shortText(head.provider, 'en')];
  if (head.issuedAt !== undefined) metadata['issued'] = formatIso(head.issuedAt);
  const document: Out = {
    type: 'FeatureCollection',
    ...(head.name === undefined ? {} : { name: cut(head.name, 200) }),
    metadata,
    features: records.map((record) => featureOf(record, taken)),
  };
  return JSON.stringify(document, null, 1);
}

function featureOf(record: GeoZoneRecord, taken: Set<string>): Out {
  const geometries = record.volumes.map((volume) => ({
    ...geometryOf(volume.shape),
    layer: layerOf(volume),
  }));
  return {
    type: 'Feature',
    geometry:
      geometries.length === 1
        ? (geometries[0] as Json)
        : { type: 'GeometryCollection', geometries },
    properties: propertiesOf(record, taken),
  };
}

function propertiesOf(record: GeoZoneRecord, taken: Set<string>): Out {
  const identifier = identifierOf(record, taken);
  const reasons = [...new Set(record.reasons)].filter((one) => ED318_REASONS.includes(one));
  const out: Out = {
    identifier,
    country: record.country === '' ? 'ZZZ' : record.country,
    name: texts(record.names),
    type: record.restriction,
    variant: record.variant ?? 'COMMON',
    ...(reasons.length > 0 ? { reason: reasons.slice(0, 9) } : {}),
    ...(record.messages.length > 0 ? { message: texts(record.messages) } : {}),
    zoneAuthority: authoritiesOf(record.authorities),
    ...(record.periods.length > 0 ? { limitedApplicability: record.periods.map(periodOf) } : {}),
  };
  const extended = record.rest['extendedProperties'];
  const more: Out = isObject(extended) ? { ...extended } : {};
  if (record.identifier !== null && record.identifier !== identifier)
    more['identifier'] = record.identifier;
  if (Object.keys(more).length > 0) out['extendedProperties'] = more;
  for (const [key, value] of Object.entries(record.rest)) {
    if (!(key in out) && fitsEd318('zone', key, value)) out[key] = value;
  }
  return out;
}

function fitsIdentifier(identifier: string | null): identifier is string {
  return identifier !== null && identifier !== '' && Array.from(identifier).length <= 7;
}

/** Seven characters: as it is when it fits, else its start and a mark reckoned from all of it. */
function identifierOf(record: GeoZoneRecord, taken: Set<string>): string {
  if (fitsIdentifier(record.identifier)) return record.identifier;
  const whole = record.identifier ?? record.names[0]?.text ?? `zone ${record.index}`;
  const start = whole
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 3)
    .toUpperCase();
  for (let salt = 0; ; salt++) {
    let hash = 2166136261 ^ salt;
    for (const char of whole) hash = Math.imul(hash ^ char.codePointAt(0)!, 16777619);
    const mark = (hash >>> 0)
      .toString(36)
      .toUpperCase()
      .padStart(7, '0')
      .slice(-(7 - start.length));
    const identifier = start + mark;
    if (taken.has(identifier)) continue;
    taken.add(identifier);
    return identifier;
  }
}

function cut(text: string, length: number): string {
  const chars = Array.from(text);
  return chars.length <= length ? text : chars.slice(0, length - 1).join('') + '…';
}

function shortText(text: string, lang: string): Out {
  return { text: cut(text, 200), lang: lang === '' || lang.length > 5 ? 'und' : lang };
}

function texts(list: readonly LangText[]): Json {
  return list.map((one) => shortText(one.text, one.lang));
}

const AUTHORITY_TEXTS = ['name', 'service', 'contactName'];

/** At least one authority with a purpose; fields that do not fit are left out. */
function authoritiesOf(list: readonly Json[]): Json {
  const out = list.filter(isObject).map(authorityOf);
  if (out.length > 0) return out;
  return [{ name: [shortText('not stated', 'en')], purpose: 'INFORMATION' }];
}

function authorityOf(authority: JsonObject): Out {
  const out: Out = {};
  for (const [key, value] of Object.entries(authority)) {
    if (AUTHORITY_TEXTS.includes(key)) {
      const found = readTexts(value);
      if (found.length > 0) out[key] = texts(found);
    } else if (value !== null && fitsEd318('authority', key, value)) out[key] = value;
  }
  if (!('purpose' in out)) out['purpose'] = 'INFORMATION';
  return out;
}
