import type { Json } from '../../base/index.ts';
import { readEd269Zone } from './ed269.ts';
import { checkEd318 } from './ed318-check.ts';
import { readEd318Zone } from './ed318.ts';
import { readGeoJsonZone } from './geojson.ts';
import { parseZoneFile } from './parse.ts';
import { firstText, isList, isObject, Reading, type JsonObject } from './reading.ts';
import { GEO_BOUNDS, type GeoZoneFormat, type GeoZoneRecord, type GeoZoneSet } from './record.ts';

const READERS = { ed269: readEd269Zone, ed318: readEd318Zone, geojson: readGeoJsonZone } as const;

/**
 * Reads a file of geographical zones. Never throws: good zones are loaded, what is wrong is in the findings, and
 * `incomplete` says that something was not loaded.
 * @param format 'auto' tells the three apart by their fields
 * Sources: ED-269 (EUROCAE, 2020) as national feeds publish it; ED-318 by its public JSON schema; RFC 7946.
 */
export function readGeoZones(bytes: Uint8Array, format: GeoZoneFormat | 'auto'): GeoZoneSet {
  const reading = new Reading();
  const root = parseZoneFile(bytes, reading);
  const { list, path } = findList(root);
  const chosen = format === 'auto' ? detectFormat(root, list) : format;
  if (list === null && !reading.lost)
    reading.lose('', 'no list of zones: neither features nor UASZoneList nor a single feature');
  const records: GeoZoneRecord[] = [];
  const items = list ?? [];
  if (items.length > GEO_BOUNDS.zones)
    reading.lose(path, `${items.length} zones: only the first ${GEO_BOUNDS.zones} are read`);
  for (let i = 0; i < Math.min(items.length, GEO_BOUNDS.zones); i++) {
    const item = items[i];
    const at = path === '/' ? '' : list === null ? path : `${path}/${i}`;
    reading.zone = i;
    reading.identifier = null;
    if (!isObject(item)) reading.lose(at, 'not an object');
    else {
      const record = READERS[chosen](item, i, at, reading);
      if (record !== null) records.push(record);
    }
  }
  if (chosen === 'ed318' && root !== null) addSchemaFaults(root, reading);
  reading.finish();
  return {
    format: chosen,
    title: isObject(root) ? (firstText(root, ['name', 'title', 'description']) ?? '') : '',
    records,
    findings: reading.findings,
    incomplete: reading.lost,
  };
}

/** Where a file breaks the public schema, as warnings: the reader has taken what it could all the same. */
function addSchemaFaults(root: Json, reading: Reading): void {
  for (const { path, keyword } of checkEd318(root)) {
    const zone = /^\/features\/(\d+)/.exec(path)?.[1];
    reading.zone = zone === undefined ? null : Number(zone);
    reading.identifier = null;
    reading.warn(path, `against the ED-318 schema: ${keyword}`);
  }
}

/** The zones of a file: under `features` or `UASZoneList`, the root itself when it is a list, or one lone feature. */
function findList(root: Json): { readonly list: readonly Json[] | null; readonly path: string } {
  if (isList(root)) return { list: root, path: '' };
  if (!isObject(root)) return { list: null, path: '' };
  for (const key of ['features', 'UASZoneList', 'uasZoneList', 'zones']) {
    if (isList(root[key])) return { list: root[key], path: `/${key}` };
  }
  if (root['type'] === 'Feature' || 'geometry' in root) return { list: [root], path: '/' };
  const bare = ['Polygon', 'MultiPolygon', 'GeometryCollection'];
  if (bare.some((type) => type === root['type']))
    return { list: [{ type: 'Feature', geometry: root }], path: '/' };
  return { list: null, path: '' };
}

const ED269_WORD = /^(PROHIBITED|REQ_AUTHORI[SZ]ATION|CONDITIONAL|NO_RESTRICTION)$/;

/** By the fields of the first zones: each standard has names the other lacks. */
function detectFormat(root: Json, list: readonly Json[] | null): GeoZoneFormat {
  if (isObject(root) && 'UASZoneList' in root) return 'ed269';
  let ed269 = 0;
  let ed318 = 0;
  for (const item of (list ?? []).slice(0, 50)) {
    if (!isObject(item)) continue;
    const nested = isObject(item['properties']);
    const zone = nested ? (item['properties'] as JsonObject) : item;
    if (isList(zone['geometry']) || isList(item['geometry'])) ed269 += 2;
    if (typeof zone['restriction'] === 'string' && ED269_WORD.test(zone['restriction'])) ed269++;
    if (zone['type'] === 'COMMON' || zone['type'] === 'CUSTOMIZED') ed269++;
    if ('variant' in zone) ed318 += 2;
    if ('limitedApplicability' in zone) ed318++;
    if (isObject(item['geometry']) && 'layer' in item['geometry']) ed318++;
    if ('zoneAuthority' in zone && nested) ed318++;
  }
  if (isObject(root) && isObject(root['datasetMetadata'])) ed318++;
  if (ed269 === 0 && ed318 === 0) return 'geojson';
  return ed269 > ed318 ? 'ed269' : 'ed318';
}
