import type { Json } from '../../base/index.ts';
import { geometryOf, layerOf, periodOf } from './geo-write.ts';
import type { GeoZoneRecord } from './record.ts';

type Out = { [key: string]: Json };

/**
 * Zones as ordinary GeoJSON (RFC 7946): one feature a zone, heights and radius in properties where all volumes share
 * them, else as `layer` in a geometry collection. Our reader takes all of it back.
 * @param words the restriction in the words of this file
 */
export function writeGeoJsonFile(
  records: readonly GeoZoneRecord[],
  words: { readonly [restriction in GeoZoneRecord['restriction']]: string },
): string {
  const features = records.map((record): Out => {
    const { geometry, heights } = placeOf(record);
    const properties: Out = {
      ...(record.identifier === null ? {} : { identifier: record.identifier }),
      name: record.names[0]?.text ?? '',
      ...(record.names.length > 1 ? { names: record.names as unknown as Json } : {}),
      country: record.country,
      restriction: words[record.restriction],
      ...heights,
      ...(record.reasons.length > 0 ? { reason: record.reasons } : {}),
      ...(record.messages.length > 0 ? { message: record.messages as unknown as Json } : {}),
      ...(record.periods.length > 0 ? { applicability: record.periods.map(periodOf) } : {}),
      ...record.rest,
    };
    return { type: 'Feature', geometry, properties };
  });
  return JSON.stringify({ type: 'FeatureCollection', features }, null, 1);
}

function placeOf(record: GeoZoneRecord): { readonly geometry: Json; readonly heights: Out } {
  const layers = record.volumes.map(layerOf);
  const geometries = record.volumes.map((volume) => geometryOf(volume.shape));
  const shared = layers.every((one) => JSON.stringify(one) === JSON.stringify(layers[0]));
  if (!shared)
    return {
      geometry: {
        type: 'GeometryCollection',
        geometries: geometries.map((one, i) => ({ ...one, layer: layers[i]! })),
      },
      heights: {},
    };
  const heights = layers[0] ?? {};
  const first = geometries[0]!;
  if (geometries.length > 1) return { geometry: joinPolygons(geometries), heights };
  const extent = first['extent'];
  if (extent === undefined) return { geometry: first, heights };
  // The radius also stands where ordinary programs look for it.
  const { shape } = record.volumes[0]!;
  const radius = shape.type === 'circle' ? shape.radiusM : 0;
  return { geometry: first, heights: { ...heights, radius } };
}

/** A multipolygon where all are polygons, else a collection. */
function joinPolygons(geometries: readonly Out[]): Json {
  if (geometries.some((one) => one['type'] === 'Point'))
    return { type: 'GeometryCollection', geometries };
  const coordinates = geometries.flatMap((one) =>
    one['type'] === 'MultiPolygon' ? (one['coordinates'] as Json[]) : [one['coordinates']!],
  );
  return { type: 'MultiPolygon', coordinates };
}
