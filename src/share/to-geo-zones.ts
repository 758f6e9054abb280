import type { Json } from '../base/index.ts';
import type { Restriction, Zone } from '../model/index.ts';
import {
  writeEd318File,
  writeGeoJsonFile,
  type Ed318Head,
  type GeoRestriction,
  type GeoZoneRecord,
  type LangText,
} from '../wire/geo-zones/index.ts';

const RESTRICTIONS: { readonly [word in Restriction]: GeoRestriction } = {
  prohibited: 'PROHIBITED',
  authorisation: 'REQ_AUTHORIZATION',
  conditional: 'CONDITIONAL',
  none: 'NO_RESTRICTION',
};
const WORDS: { readonly [word in GeoRestriction]: string } = {
  PROHIBITED: 'prohibited',
  REQ_AUTHORIZATION: 'authorisation',
  CONDITIONAL: 'conditional',
  NO_RESTRICTION: 'none',
  USPACE: 'USPACE',
};

/** Keys of `extra` that have a place of their own in a record. */
const PLACED = [
  'index',
  'identifier',
  'uspace',
  'variant',
  'names',
  'reason',
  'message',
  'zoneAuthority',
];

/**
 * Zones as an ED-318 document, valid against the public schema. Alert rules stay at home: they are no part of a zone
 * for others.
 */
export function writeEd318(zones: readonly Zone[], head: Ed318Head = {}): string {
  return writeEd318File(
    zones.map((zone, i) => toRecord(zone, i, {})),
    head,
  );
}

/** Zones as GeoJSON with everything Tocsin knows of them, so that reading it back gives the same zones. */
export function writeGeoJson(zones: readonly Zone[]): string {
  const records = zones.map((zone, i) =>
    toRecord(zone, i, {
      tocsinId: zone.id,
      kind: zone.kind,
      active: zone.active,
      rule: zone.rule as unknown as Json,
    }),
  );
  return writeGeoJsonFile(records, WORDS);
}

/** `extra` is whatever a file or the API gave: take only what has the right shape. */
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function langTexts(value: unknown): LangText[] {
  return list(value).flatMap((one) => {
    const { text, lang } = (one ?? {}) as { readonly text?: unknown; readonly lang?: unknown };
    return typeof text === 'string' ? [{ text, lang: typeof lang === 'string' ? lang : '' }] : [];
  });
}

function toRecord(
  zone: Zone,
  index: number,
  more: { readonly [key: string]: Json },
): GeoZoneRecord {
  const { extra } = zone;
  const rest: { [key: string]: Json } = { ...more };
  for (const [key, value] of Object.entries(extra)) {
    if (!PLACED.includes(key) && !(key in rest)) rest[key] = value as Json;
  }
  const names = langTexts(extra['names']);
  const named = names.find((one) => one.text.trim() === zone.name);
  const { identifier, variant } = extra;
  return {
    index,
    identifier: typeof identifier === 'string' ? identifier : zone.id,
    country: zone.country,
    // A zone renamed here no longer goes by the names of its file.
    names:
      named === undefined
        ? [{ text: zone.name, lang: '' }]
        : [named, ...names.filter((one) => one !== named)],
    restriction:
      extra['uspace'] === true && zone.restriction === 'conditional'
        ? 'USPACE'
        : RESTRICTIONS[zone.restriction],
    variant: variant === 'COMMON' || variant === 'CUSTOMIZED' ? variant : null,
    reasons: list(extra['reason']).filter((one) => typeof one === 'string'),
    messages: langTexts(extra['message']),
    volumes: zone.volumes,
    periods: zone.applicability,
    authorities: list(extra['zoneAuthority']) as readonly Json[],
    rest,
  };
}
