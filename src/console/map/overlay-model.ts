import type { Feature, FeatureCollection, Position } from 'geojson';
import { destination, DEG_TO_RAD, RAD_TO_DEG } from '../../base/index.ts';
import type { SensorInfo, TrackInfo, TrackPoint, Zone } from '../../model/index.ts';
import { circleRing, ringsOf } from '../zones/zone-model.ts';

/** What lies on the map beside tracks, as GeoJSON for the sources of map-style.ts. */
export function collection(features: readonly Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features: [...features] };
}

function feature(geometry: Feature['geometry'], properties: Feature['properties']): Feature {
  return { type: 'Feature', properties, geometry };
}

const closed = (ring: readonly (readonly [number, number])[]): Position[] => [
  ...ring.map((point) => [...point]),
  [...(ring[0] ?? [0, 0])],
];

const LETTER: Readonly<Record<Zone['restriction'], string>> = {
  prohibited: 'P',
  authorisation: 'A',
  conditional: 'C',
  none: '',
};

/** A zone's rings; restricted ones are solid and carry the restriction's letter, so that colour is not the only sign. */
export function zoneFeatures(zones: readonly Zone[], selectedId: string | null): Feature[] {
  return zones.flatMap((zone) =>
    zone.volumes.map(({ shape }) =>
      feature(
        { type: 'Polygon', coordinates: ringsOf(shape).map(closed) },
        {
          id: zone.id,
          title: [LETTER[zone.restriction], zone.name].filter((text) => text !== '').join(' · '),
          restricted: zone.restriction === 'prohibited' || zone.restriction === 'authorisation',
          active: zone.active,
          selected: zone.id === selectedId,
        },
      ),
    ),
  );
}

export function sensorFeatures(sensors: readonly SensorInfo[], coverage: boolean): Feature[] {
  const features: Feature[] = [];
  for (const { latDeg, lonDeg, maxRangeM, name } of sensors) {
    if (latDeg === null || lonDeg === null) continue;
    features.push(feature({ type: 'Point', coordinates: [lonDeg, latDeg] }, { name }));
    if (coverage && maxRangeM !== null && maxRangeM > 0)
      features.push(
        feature(
          { type: 'Polygon', coordinates: [closed(circleRing([lonDeg, latDeg], maxRangeM, 96))] },
          { name },
        ),
      );
  }
  return features;
}

/** A gap in the history longer than this is a gap in the line, ms. */
const GAP_MS = 90_000;

export function historyFeatures(points: readonly TrackPoint[]): Feature[] {
  const lines: Position[][] = [];
  let before = -Infinity;
  for (const { at, latDeg, lonDeg } of points) {
    if (at - before > GAP_MS) lines.push([]);
    lines.at(-1)!.push([lonDeg, latDeg]);
    before = at;
  }
  const drawn = lines.filter((line) => line.length > 1);
  return drawn.length === 0 ? [] : [feature({ type: 'MultiLineString', coordinates: drawn }, {})];
}

/** 95 % of a two-dimensional error grows at least this fast with a manoeuvring object, rad of course either way. */
const CONE_RAD = 12 * DEG_TO_RAD;

/**
 * The predicted path to the first zone entry that is still to come, the place of crossing, and a cone that opens with
 * the time window: its far side lies between the earliest and the latest crossing.
 */
export function forecastFeatures(info: TrackInfo): Feature[] {
  const entry = info.entries.find((one) => !one.inside && one.forecast !== null);
  const forecast = entry?.forecast;
  if (forecast === undefined || forecast === null) return [];
  const from: Position = [info.lonDeg, info.latDeg];
  const to: Position = [forecast.lonDeg, forecast.latDeg];
  return [
    feature({ type: 'Polygon', coordinates: [cone(info, from, to)] }, {}),
    feature({ type: 'LineString', coordinates: [from, to] }, {}),
    feature({ type: 'Point', coordinates: to }, {}),
  ];
}

function cone(info: TrackInfo, from: Position, to: Position): Position[] {
  const lat = info.latDeg * DEG_TO_RAD;
  const dx = (to[0]! - from[0]!) * DEG_TO_RAD * Math.cos(lat);
  const dy = (to[1]! - from[1]!) * DEG_TO_RAD;
  const course = Math.atan2(dx, dy);
  const distanceM = Math.hypot(dx, dy) * 6_371_009;
  const out = new Float64Array(2);
  const arc = Array.from({ length: 9 }, (_, i) => {
    destination(lat, info.lonDeg * DEG_TO_RAD, distanceM, course + CONE_RAD * (i / 4 - 1), out);
    return [out[1]! * RAD_TO_DEG, out[0]! * RAD_TO_DEG];
  });
  return [from, ...arc, from];
}
