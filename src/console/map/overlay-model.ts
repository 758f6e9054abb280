import type { Feature, FeatureCollection, Position } from 'geojson';
import type { Advisory, SensorInfo, TrackInfo, TrackPoint, Zone } from '../../model/index.ts';
import { circleRing, innerPoint, ringsOf } from '../zones/zone-model.ts';
import { forecastRegion } from './forecast-region.ts';

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
    zone.volumes.flatMap(({ shape }) => {
      const rings = ringsOf(shape);
      const properties = {
        id: zone.id,
        title: [LETTER[zone.restriction], zone.name].filter((text) => text !== '').join(' · '),
        restricted: zone.restriction === 'prohibited' || zone.restriction === 'authorisation',
        active: zone.active,
        selected: zone.id === selectedId,
      };
      return [
        feature({ type: 'Polygon', coordinates: rings.map(closed) }, properties),
        // The name stands at a point of its own: on the polygon it would be written once in every map tile.
        feature({ type: 'Point', coordinates: [...innerPoint(rings)] }, properties),
      ];
    }),
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

/** A ring with the node's name where a sensor node says that something is, until a person has answered. */
export function advisoryFeatures(advisories: readonly Advisory[]): Feature[] {
  return advisories.flatMap(({ latDeg, lonDeg, answer, cleared, ofObject, nodeName, id }) =>
    latDeg === null || lonDeg === null || answer !== null || cleared || !ofObject
      ? []
      : [
          feature(
            { type: 'Point', coordinates: [lonDeg, latDeg] },
            { advisory: id, name: nodeName },
          ),
        ],
  );
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

/**
 * The predicted path to the first zone entry that is still to come, the place of crossing, and the region in which the
 * object is with 95 % on its way there, from the covariance of its own track.
 */
export function forecastFeatures(info: TrackInfo): Feature[] {
  const entry = info.entries.find((one) => !one.inside && one.forecast !== null);
  const forecast = entry?.forecast;
  if (forecast === undefined || forecast === null) return [];
  const from: Position = [info.lonDeg, info.latDeg];
  const to: Position = [forecast.lonDeg, forecast.latDeg];
  const untilS = Math.max(0, (forecast.likelyAt - info.at) / 1000);
  return [
    feature({ type: 'Polygon', coordinates: [forecastRegion(info, untilS)] }, {}),
    feature({ type: 'LineString', coordinates: [from, to] }, {}),
    feature({ type: 'Point', coordinates: to }, {}),
  ];
}
