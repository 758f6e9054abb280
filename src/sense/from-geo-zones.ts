import type { Json } from '../base/index.ts';
import {
  ENVIRONMENTS,
  ALERT_PRIORITIES,
  IDENTITIES,
  OWN_ONLY,
  type AlertPriority,
  type Restriction,
  type Zone,
  type ZoneFinding,
  type ZoneKind,
  type ZoneRule,
} from '../model/index.ts';
import {
  readGeoZones,
  type GeoRestriction,
  type GeoZoneFormat,
  type GeoZoneRecord,
} from '../wire/geo-zones/index.ts';

/** What a zone file gives the model. */
export interface ZonesRead {
  readonly format: GeoZoneFormat;
  readonly zones: readonly Zone[];
  readonly findings: readonly ZoneFinding[];
  /** zones, or volumes of them, could not be loaded */
  readonly incomplete: boolean;
  /** zones of the file with an error: not loaded, or not whole */
  readonly errors: number;
}

const RESTRICTIONS: { readonly [word in GeoRestriction]: Restriction } = {
  PROHIBITED: 'prohibited',
  REQ_AUTHORIZATION: 'authorisation',
  CONDITIONAL: 'conditional',
  NO_RESTRICTION: 'none',
  USPACE: 'conditional',
};

/** How serious it is to be inside without right, where the file does not say. */
const PRIORITIES: { readonly [word in Restriction]: AlertPriority } = {
  prohibited: 'warning',
  authorisation: 'caution',
  conditional: 'advisory',
  none: 'advisory',
};

/**
 * Zones of a GeoJSON, ED-269 or ED-318 file. Ids come from the zone's own identifier and country, with a number where
 * one identifier stands for several zones, so that the next edition of the same file replaces them.
 * `extra.index` is the place in the file; `extra` also holds what the model has no room for.
 */
export function readZones(bytes: Uint8Array, format: GeoZoneFormat | 'auto' = 'auto'): ZonesRead {
  const set = readGeoZones(bytes, format);
  const seen = new Map<string, number>();
  const zones = set.records.map((record) => {
    const own = set.format === 'geojson' ? record.rest['tocsinId'] : undefined;
    const said = `${set.format}:${record.country}:${record.identifier ?? nameOf(record)}`;
    const base = typeof own === 'string' && own !== '' ? own : said;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return toZone(record, set.format, times === 1 ? base : `${base}#${times}`);
  });
  const bad = new Set(
    set.findings.filter((one) => one.severity === 'error').map((one) => one.zone),
  );
  return {
    format: set.format,
    zones,
    findings: set.findings,
    incomplete: set.incomplete,
    errors: bad.size,
  };
}

/** A name in English, or in no stated language, else the first. */
function nameOf(record: GeoZoneRecord): string {
  const names = record.names;
  const best =
    names.find((one) => one.lang.toLowerCase().startsWith('en')) ??
    names.find((one) => one.lang === '') ??
    names[0];
  return best?.text.trim() ?? record.identifier ?? `zone ${record.index + 1}`;
}

function toZone(record: GeoZoneRecord, format: GeoZoneFormat, id: string): Zone {
  const { rest } = record;
  const restriction = RESTRICTIONS[record.restriction];
  const own = format === 'geojson';
  const kind = own ? readKind(rest['kind'] ?? rest['type']) : null;
  const extra: Record<string, unknown> = { ...rest, index: record.index };
  if (own) for (const key of ['tocsinId', 'kind', 'active', 'rule']) delete extra[key];
  if (record.identifier !== null) extra['identifier'] = record.identifier;
  if (record.restriction === 'USPACE') extra['uspace'] = true;
  if (record.variant !== null) extra['variant'] = record.variant;
  if (record.names.length > 0 && !own) extra['names'] = record.names;
  if (record.reasons.length > 0) extra['reason'] = record.reasons;
  if (record.messages.length > 0) extra['message'] = record.messages;
  if (record.authorities.length > 0) extra['zoneAuthority'] = record.authorities;
  return {
    id,
    name: nameOf(record),
    kind: kind ?? (own ? 'other' : 'geo-zone'),
    country: record.country,
    restriction,
    rule: readRule(own ? rest['rule'] : undefined, defaultRule(restriction, own)),
    volumes: record.volumes,
    applicability: record.periods,
    origin: format,
    active: !(own && rest['active'] === false),
    label: OWN_ONLY,
    extra,
  };
}

/** UAS geo-zones speak of unmanned aircraft; other zones of anything. Civil traffic may pass. */
function defaultRule(restriction: Restriction, anything: boolean): ZoneRule {
  return {
    environments: anything ? [] : ['air'],
    exempt: ['friend', 'assumed-friend', 'neutral'],
    lookAheadS: 600,
    minProbability: 0.5,
    priority: PRIORITIES[restriction],
  };
}

const KINDS: readonly ZoneKind[] = [
  'border',
  'territorial-sea',
  'airspace',
  'geo-zone',
  'critical-site',
  'danger',
  'other',
];

function readKind(value: Json | undefined): ZoneKind | null {
  const word = typeof value === 'string' ? value.trim().toLowerCase().replace(/[\s_]/g, '-') : '';
  return KINDS.find((kind) => kind === word) ?? null;
}

/** The rule that our own GeoJSON export carries; a part that does not fit falls back to the default. */
function readRule(value: Json | undefined, fallback: ZoneRule): ZoneRule {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fallback;
  const rule = value as { readonly [key: string]: Json };
  const among = <T extends string>(key: string, words: readonly T[]): readonly T[] | null => {
    const list = rule[key];
    if (!Array.isArray(list)) return null;
    const found = (list as readonly Json[]).flatMap((one) => words.filter((word) => word === one));
    return found.length === list.length ? found : null;
  };
  const between = (key: string, low: number, high: number): number | null => {
    const number = rule[key];
    return typeof number === 'number' && number >= low && number <= high ? number : null;
  };
  return {
    environments: among('environments', ENVIRONMENTS) ?? fallback.environments,
    exempt: among('exempt', IDENTITIES) ?? fallback.exempt,
    lookAheadS: between('lookAheadS', 0, 3600) ?? fallback.lookAheadS,
    minProbability: between('minProbability', 0.01, 1) ?? fallback.minProbability,
    priority: ALERT_PRIORITIES.find((one) => one === rule['priority']) ?? fallback.priority,
  };
}
