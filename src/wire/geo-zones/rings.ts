import type { Json } from '../../base/index.ts';
import { isList, readNumber, type Reading } from './reading.ts';
import { GEO_BOUNDS } from './record.ts';

export type Point = readonly [number, number];
export type Ring = readonly Point[];

/** A position, lon then lat, deg; null when it is none (said in the findings). */
export function readPosition(
  value: Json | undefined,
  path: string,
  reading: Reading,
): Point | null {
  if (!isList(value) || value.length < 2) {
    reading.lose(path, 'not a position');
    return null;
  }
  const lon = readNumber(value[0], path, reading);
  const lat = readNumber(value[1], path, reading);
  if (lon === null || lat === null) {
    reading.lose(path, 'a position without two numbers');
    return null;
  }
  if (Math.abs(lat) > 90) {
    const swapped = Math.abs(lon) <= 90 ? ' (latitude and longitude exchanged?)' : '';
    reading.lose(path, `latitude ${lat} is beyond 90 degrees${swapped}`);
    return null;
  }
  if (Math.abs(lon) > 360) {
    reading.lose(path, `longitude ${lon} is beyond 360 degrees`);
    return null;
  }
  reading.points++;
  return [lon, lat];
}

/** Twice the signed area, deg^2; above 0: anticlockwise. */
export function signedArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [x1, y1] = ring[i]!;
    const [x2, y2] = ring[(i + 1) % ring.length]!;
    sum += x1 * y2 - x2 * y1;
  }
  return sum;
}

function samePoint(a: Point, b: Point): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/**
 * Points of a ring: no closing point, no repeated ones. Null when it is no ring.
 * @param nearLon longitude of the ring before, to stay in its turn across the antimeridian; NaN for the first
 */
function readRing(
  value: Json | undefined,
  path: string,
  reading: Reading,
  nearLon: number,
): Point[] | null {
  if (!isList(value)) {
    reading.lose(path, 'not a ring of positions');
    return null;
  }
  if (reading.points + value.length > GEO_BOUNDS.points) {
    reading.lose(path, `more than ${GEO_BOUNDS.points} points in the file`);
    return null;
  }
  const ring: Point[] = [];
  let repeated = 0;
  for (const [i, one] of value.entries()) {
    const point = readPosition(one, `${path}/${i}`, reading);
    if (point === null) return null;
    const last = ring[ring.length - 1];
    if (last !== undefined && samePoint(last, point)) repeated++;
    else ring.push(point);
  }
  if (repeated > 0) reading.warn(path, `${repeated} repeated point(s) left out`);
  if (ring.length > 1 && samePoint(ring[0]!, ring[ring.length - 1]!)) ring.pop();
  else if (ring.length > 2) reading.warn(path, 'the ring is not closed: closed here');
  if (ring.length < 3) {
    reading.lose(path, 'a ring needs three different points');
    return null;
  }
  return unwrap(ring, nearLon);
}

/** Longitudes made continuous, so that areas and tests across the antimeridian come out right. */
function unwrap(ring: Point[], nearLon: number): Point[] {
  let previous = ring[0]![0];
  let turns = Number.isNaN(nearLon) ? 0 : Math.round((nearLon - previous) / 360);
  return ring.map(([lon, lat]) => {
    const step = lon - previous;
    if (Math.abs(step) > 180 && Math.abs(step) < 360) turns -= Math.round(step / 360);
    previous = lon;
    return [lon + 360 * turns, lat] as const;
  });
}

/** Cuts a ring where it comes back to a point it has been at: loops that do not touch themselves. Spikes go away. */
export function splitAtTouches(ring: Ring): Ring[] {
  const loops: Ring[] = [];
  const stack: Point[] = [];
  const seen = new Map<string, number>();
  const key = (point: Point): string => `${point[0]},${point[1]}`;
  for (const point of ring) {
    const at = seen.get(key(point));
    if (at !== undefined) {
      const loop = stack.splice(at + 1);
      for (const gone of loop) seen.delete(key(gone));
      loop.unshift(stack[at]!);
      if (loop.length >= 3) loops.push(loop);
      continue;
    }
    seen.set(key(point), stack.length);
    stack.push(point);
  }
  if (stack.length >= 3) loops.push(stack);
  return loops.filter(hasArea);
}

/** Not all on one line. (The signed area will not do: the halves of a bow tie cancel.) */
function hasArea(ring: Ring): boolean {
  const [x0, y0] = ring[0]!;
  const [x1, y1] = ring[1]!;
  return ring.some(([x, y]) => (x1 - x0) * (y - y0) !== (y1 - y0) * (x - x0));
}

/** Even-odd test in the plane of longitude and latitude; a point on the line may fall either way. */
export function ringContains(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  for (let i = 0; i < ring.length; i++) {
    const [x1, y1] = ring[i]!;
    const [x2, y2] = ring[(i + 1) % ring.length]!;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

/** Whether a ring lies inside another (they may touch): asks for the middle of an edge and the vertices. */
function liesWithin(inner: Ring, outer: Ring): boolean {
  let votes = 0;
  const tries = Math.min(inner.length, 16);
  for (let k = 0; k < tries; k++) {
    const i = Math.floor((k * inner.length) / tries);
    const a = inner[i]!;
    const b = inner[(i + 1) % inner.length]!;
    const middle: Point = [a[0] + 0.37 * (b[0] - a[0]), a[1] + 0.37 * (b[1] - a[1])];
    votes += ringContains(outer, middle) ? 1 : -1;
  }
  return votes > 0;
}

/** Number of edge pairs that cross properly; looks at no more than `limit` points. */
export function countCrossings(ring: Ring, limit = 3000): number {
  const n = ring.length;
  if (n < 4 || n > limit) return 0;
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => lowX(ring, a) - lowX(ring, b),
  );
  let count = 0;
  for (let i = 0; i < n; i++) {
    const a = order[i]!;
    const high = Math.max(ring[a]![0], ring[(a + 1) % n]![0]);
    for (let j = i + 1; j < n && lowX(ring, order[j]!) <= high; j++) {
      if (cross(ring, a, order[j]!)) count++;
    }
  }
  return count;
}

function lowX(ring: Ring, edge: number): number {
  return Math.min(ring[edge]![0], ring[(edge + 1) % ring.length]![0]);
}

function cross(ring: Ring, a: number, b: number): boolean {
  const n = ring.length;
  if ((a + 1) % n === b || (b + 1) % n === a || a === b) return false;
  const [p, q] = [ring[a]!, ring[(a + 1) % n]!];
  const [r, s] = [ring[b]!, ring[(b + 1) % n]!];
  const side = (u: Point, v: Point, w: Point): number =>
    (v[0] - u[0]) * (w[1] - u[1]) - (v[1] - u[1]) * (w[0] - u[0]);
  return side(p, q, r) * side(p, q, s) < 0 && side(r, s, p) * side(r, s, q) < 0;
}

/**
 * The polygons of one GeoJSON-style coordinates list (outer ring, then holes), made clean: rings closed, turned the
 * right-hand way, cut where they touch themselves; a "hole" that lies outside becomes an area of its own, because a
 * feed that writes one means one. Empty when the outer ring is no ring.
 * @param ordered the format wants the right-hand rule: say so when it is broken
 */
export function readPolygon(
  value: Json | undefined,
  path: string,
  reading: Reading,
  ordered: boolean,
): Ring[][] {
  if (!isList(value) || value.length === 0) {
    reading.lose(path, 'a polygon without rings');
    return [];
  }
  const loops: Ring[] = [];
  for (const [i, one] of value.entries()) {
    const at = `${path}/${i}`;
    const ring = readRing(one, at, reading, loops[0]?.[0]?.[0] ?? Number.NaN);
    if (ring === null) {
      if (i === 0) return [];
      continue;
    }
    if (ordered && signedArea(ring) > 0 !== (i === 0))
      reading.warn(at, `ring runs ${i === 0 ? 'clockwise' : 'anticlockwise'}, against RFC 7946`);
    const parts = splitAtTouches(ring);
    if (parts.length === 0) reading.lose(at, 'the ring has no area');
    else if (parts.length > 1)
      reading.warn(at, `the ring touches itself: cut into ${parts.length} rings`);
    for (const part of parts) {
      if (countCrossings(part) > 0)
        reading.warn(
          at,
          'the ring crosses itself: what it runs round an odd number of times counts',
        );
    }
    loops.push(...parts);
  }
  return nestRings(loops, path, reading);
}

/** Groups loops: one that lies in an odd number of others is a hole of the smallest of them. */
function nestRings(loops: readonly Ring[], path: string, reading: Reading): Ring[][] {
  const sized = loops
    .map((ring) => ({ ring, area: Math.abs(signedArea(ring)) }))
    .sort((a, b) => b.area - a.area);
  const placed: { ring: Ring; depth: number; polygon: Ring[] }[] = [];
  const polygons: Ring[][] = [];
  for (const { ring } of sized) {
    const around = placed.filter((one) => liesWithin(ring, one.ring));
    const parent = around[around.length - 1];
    const depth = around.length;
    if (depth % 2 === 1 && parent !== undefined) {
      parent.polygon.push(turn(ring, false));
      placed.push({ ring, depth, polygon: parent.polygon });
    } else {
      const polygon = [turn(ring, true)];
      polygons.push(polygon);
      placed.push({ ring, depth, polygon });
    }
  }
  if (polygons.length > 1)
    reading.warn(path, `${polygons.length} separate areas in one polygon: each is kept`);
  return polygons;
}

function turn(ring: Ring, anticlockwise: boolean): Ring {
  return signedArea(ring) > 0 === anticlockwise ? ring : [...ring].reverse();
}
