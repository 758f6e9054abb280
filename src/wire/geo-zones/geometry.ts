import type { Json } from '../../base/index.ts';
import { readLimits, type RawLimit } from './limits.ts';
import { readPolygon, readPosition } from './rings.ts';
import { isList, isObject, readNumber, type JsonObject, type Reading } from './reading.ts';
import type { GeoShape, GeoVolume } from './record.ts';

const MAX_RADIUS_M = 2_000_000;

/** A circle from its centre and radius; null when it is none. */
export function readCircle(
  centre: Json | undefined,
  radiusM: number | null,
  path: string,
  reading: Reading,
): GeoShape | null {
  const point = readPosition(centre, path, reading);
  if (point === null) return null;
  if (radiusM === null || !(radiusM > 0 && radiusM <= MAX_RADIUS_M)) {
    reading.lose(path, 'a circle needs a radius above 0 m and at most 2,000 km');
    return null;
  }
  return { type: 'circle', centre: point, radiusM };
}

/** The height range that holds for a geometry, and where a circle's radius is to be found besides `extent`. */
export interface Around {
  readonly lower: RawLimit;
  readonly upper: RawLimit;
  readonly unit: Json | undefined;
  readonly unitPath: string;
  /** m; null: none was given */
  readonly radiusM: number | null;
}

/** `layer` of ED-318 (also taken on plain GeoJSON), where the geometry has one. */
function layerOf(geometry: JsonObject, path: string, around: Around): Around {
  const layer = geometry['layer'];
  if (!isObject(layer)) return around;
  const at = `${path}/layer`;
  return {
    ...around,
    lower: { value: layer['lower'], reference: layer['lowerReference'], path: `${at}/lower` },
    upper: { value: layer['upper'], reference: layer['upperReference'], path: `${at}/upper` },
    unit: layer['uom'],
    unitPath: `${at}/uom`,
  };
}

/**
 * Volumes of a GeoJSON geometry: polygons, points with a radius, and collections of them. What cannot be an area
 * (lines, bare points) is an error in the findings.
 */
export function readGeometry(
  value: Json | undefined,
  path: string,
  around: Around,
  reading: Reading,
): GeoVolume[] {
  if (!isObject(value)) {
    reading.lose(path, 'the zone has no geometry');
    return [];
  }
  const here = layerOf(value, path, around);
  const shapes: GeoShape[] = [];
  const type = value['type'];
  const coordinates = value['coordinates'];
  const at = `${path}/coordinates`;
  const addPolygons = (list: Json | undefined, where: string): void => {
    for (const rings of readPolygon(list, where, reading, true))
      shapes.push({ type: 'polygon', rings });
  };
  switch (type) {
    case 'Polygon':
      addPolygons(coordinates, at);
      break;
    case 'MultiPolygon':
      if (!isList(coordinates) || coordinates.length === 0)
        reading.lose(at, 'a multipolygon without polygons');
      else coordinates.forEach((one, i) => addPolygons(one, `${at}/${i}`));
      break;
    case 'Point': {
      const circle = readCircle(coordinates, radiusOf(value, path, here, reading), at, reading);
      if (circle !== null) shapes.push(circle);
      break;
    }
    case 'MultiPoint':
      if (isList(coordinates))
        coordinates.forEach((one, i) => {
          const radius = radiusOf(value, path, here, reading);
          const circle = readCircle(one, radius, `${at}/${i}`, reading);
          if (circle !== null) shapes.push(circle);
        });
      break;
    case 'GeometryCollection': {
      const list = value['geometries'];
      if (!isList(list) || list.length === 0) {
        reading.lose(path, 'a geometry collection without geometries');
        return [];
      }
      return list.flatMap((one, i) => readGeometry(one, `${path}/geometries/${i}`, here, reading));
    }
    default:
      reading.lose(path, `a ${JSON.stringify(type)} has no area`);
  }
  if (shapes.length === 0) return [];
  const { lower, upper } = readLimits(here.lower, here.upper, here.unit, here.unitPath, reading);
  return shapes.map((shape) => ({ shape, lower, upper }));
}

/** `extent.radius` is in metres, whatever the layer's unit: `uom` speaks of the layer only. */
function radiusOf(
  geometry: JsonObject,
  path: string,
  around: Around,
  reading: Reading,
): number | null {
  const extent = geometry['extent'];
  if (!isObject(extent)) return around.radiusM;
  if (extent['subType'] !== 'Circle')
    reading.warn(`${path}/extent/subType`, 'an extent other than Circle: taken as a circle');
  return readNumber(extent['radius'], `${path}/extent/radius`, reading);
}
