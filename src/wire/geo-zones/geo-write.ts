import { DAY_MS, formatIso, type Json } from '../../base/index.ts';
import type { GeoDayTime, GeoLimit, GeoPeriod, GeoShape, GeoVolume } from './record.ts';
import { cutAtSeam } from './seam.ts';
import { signedArea, type Ring } from './rings.ts';

type Out = { [key: string]: Json };

/** Closed, outer ring anticlockwise, holes clockwise (RFC 7946, 3.1.6). */
function closedRings(rings: readonly Ring[]): Json {
  return rings.map((ring, i) => {
    const right = signedArea(ring) > 0 === (i === 0) ? ring : [...ring].reverse();
    return [...right, right[0]!].map(([lon, lat]) => [lon, lat]);
  });
}

/** GeoJSON geometry of a shape; a circle is a point with `extent`, as ED-318 has it. */
export function geometryOf(shape: GeoShape): Out {
  if (shape.type === 'circle') {
    const lon = shape.centre[0] - 360 * Math.round(shape.centre[0] / 360);
    return {
      type: 'Point',
      coordinates: [lon, shape.centre[1]],
      extent: { subType: 'Circle', radius: shape.radiusM },
    };
  }
  const parts = cutAtSeam(shape.rings).map(closedRings);
  return parts.length === 1
    ? { type: 'Polygon', coordinates: parts[0]! }
    : { type: 'MultiPolygon', coordinates: parts };
}

/** What a file says when there is no ceiling and it was stated. */
const NO_CEILING = 99_999;

/** The height range; an end that was not stated is left out again. */
export function layerOf(volume: GeoVolume): Out {
  const end = (name: 'lower' | 'upper', limit: GeoLimit, open: number): Out => {
    if (limit.valueM === null && !limit.stated) return {};
    return { [name]: limit.valueM ?? open, [`${name}Reference`]: limit.reference };
  };
  return {
    ...end('upper', volume.upper, NO_CEILING),
    ...end('lower', volume.lower, 0),
    uom: 'm',
  };
}

function clockText(seconds: number): string {
  return formatIso((seconds * 1000) % DAY_MS).slice(11);
}

function dayTime(end: 'start' | 'end', time: GeoDayTime): Out {
  if (typeof time !== 'number') return { [`${end}Event`]: time };
  return { [`${end}Time`]: clockText(end === 'start' ? Math.floor(time) : Math.ceil(time)) };
}

/** A period in the words of ED-318. */
export function periodOf(period: GeoPeriod): Out {
  const out: Out = {};
  if (period.startAt !== null) out['startDateTime'] = formatIso(period.startAt);
  if (period.endAt !== null) out['endDateTime'] = formatIso(Math.ceil(period.endAt / 1000) * 1000);
  if (period.schedule.length > 0)
    out['schedule'] = period.schedule.map((slot) => ({
      day: slot.days.length === 0 ? ['ANY'] : slot.days,
      ...dayTime('start', slot.start),
      ...dayTime('end', slot.end),
    }));
  return out;
}
