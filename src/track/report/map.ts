/** Truth, tracks and sensors from above, in metres about the middle, north up. */
import { DEG_TO_RAD, EnuFrame } from '../../base/index.ts';
import { escapeText, showNumber } from './markup.ts';
import { type Path } from './paths.ts';
import { type Box, drawing, pathOf, px } from './scale.ts';

export interface MapSensor {
  readonly id: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly reachM: number;
}

export interface MapPlan {
  readonly truth: readonly Path[];
  readonly tracks: readonly Path[];
  readonly sensors: readonly MapSensor[];
}

const WIDTH = 760;
const TALLEST = 760;
const EDGE = 16;
const TONES = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];

interface Extent {
  west: number;
  east: number;
  south: number;
  north: number;
}

function middleOf(plan: MapPlan): EnuFrame {
  let [south, north, west, east] = [Infinity, -Infinity, Infinity, -Infinity];
  const take = (lat: number, lon: number): void => {
    if (lat < south) south = lat;
    if (lat > north) north = lat;
    if (lon < west) west = lon;
    if (lon > east) east = lon;
  };
  for (const path of [...plan.truth, ...plan.tracks])
    for (let i = 0; i < path.length; i += 2) take(path[i]!, path[i + 1]!);
  if (south > north) for (const sensor of plan.sensors) take(sensor.latDeg, sensor.lonDeg);
  if (south > north) return new EnuFrame(0, 0, 0);
  return new EnuFrame(((south + north) / 2) * DEG_TO_RAD, ((west + east) / 2) * DEG_TO_RAD, 0);
}

/** Metres east and north of the middle. */
function flatten(frame: EnuFrame, path: Path): [number, number][] {
  const out = new Float64Array(3);
  const points: [number, number][] = [];
  for (let i = 0; i < path.length; i += 2) {
    frame.fromGeodetic(path[i]! * DEG_TO_RAD, path[i + 1]! * DEG_TO_RAD, 0, out);
    points.push([out[0]!, out[1]!]);
  }
  return points;
}

function widen(extent: Extent, points: readonly (readonly [number, number])[]): void {
  for (const [e, n] of points) {
    if (e < extent.west) extent.west = e;
    if (e > extent.east) extent.east = e;
    if (n < extent.south) extent.south = n;
    if (n > extent.north) extent.north = n;
  }
}

export function drawMap(id: string, words: string, plan: MapPlan): string {
  const frame = middleOf(plan);
  const truth = plan.truth.map((path) => flatten(frame, path));
  const tracks = plan.tracks.map((path) => flatten(frame, path));
  const sites = plan.sensors.map((sensor) => flatten(frame, [sensor.latDeg, sensor.lonDeg])[0]!);
  const extent: Extent = { west: -500, east: 500, south: -500, north: 500 };
  for (const points of [...truth, ...tracks, sites]) widen(extent, points);
  const wide = extent.east - extent.west;
  const tall = extent.north - extent.south;
  const perM = Math.min((WIDTH - 2 * EDGE) / wide, (TALLEST - 2 * EDGE) / tall);
  const height = Math.max(220, Math.round(tall * perM + 2 * EDGE));
  const left = (WIDTH - wide * perM) / 2;
  const top = (height - tall * perM) / 2;
  const place = ([e, n]: readonly [number, number]): [number, number] => [
    left + (e - extent.west) * perM,
    top + (extent.north - n) * perM,
  ];
  const box: Box = { width: WIDTH, height, left: 0, right: 0, top: 0, bottom: 0 };
  const lines = [
    ...plan.sensors.map((sensor, i) => drawReach(place(sites[i]!), sensor.reachM * perM)),
    ...truth.map((points) => `<path class="truth" d="${pathOf(points.map(place))}"/>`),
    ...tracks.map(
      (points, i) =>
        `<path class="track ${TONES[i % TONES.length]!}" d="${pathOf(points.map(place))}"/>`,
    ),
    ...plan.sensors.map((sensor, i) => drawSite(place(sites[i]!), sensor.id)),
  ];
  return drawing(id, box, 'Map', words, lines.join('') + drawBar(height, perM));
}

function drawReach([x, y]: readonly [number, number], radius: number): string {
  if (!(radius > 0) || radius > 5000) return '';
  return `<circle class="reach" cx="${px(x)}" cy="${px(y)}" r="${px(radius)}"/>`;
}

function drawSite([x, y]: readonly [number, number], id: string): string {
  return (
    `<path class="site" d="M${px(x)} ${px(y - 7)}L${px(x + 6)} ${px(y + 4)}L${px(x - 6)} ${px(y + 4)}Z"/>` +
    `<text class="label" x="${px(x + 9)}" y="${px(y + 4)}">${escapeText(id.slice(0, 24))}</text>`
  );
}

/** A scale bar of a round length, about a fifth of the width. */
function drawBar(height: number, perM: number): string {
  const aim = WIDTH / 5 / perM;
  const power = 10 ** Math.floor(Math.log10(aim));
  const length = [5, 2, 1].map((m) => m * power).find((m) => m <= aim) ?? power;
  const y = height - 12;
  const x = EDGE;
  const end = px(x + length * perM);
  const text = length >= 1000 ? `${showNumber(length / 1000, 0)} km` : `${showNumber(length, 0)} m`;
  return (
    `<path class="axis" d="M${x} ${y - 5}V${y}H${end}V${y - 5}"/>` +
    `<text class="tick" x="${x + 4}" y="${y - 5}">${text}</text>` +
    `<text class="tick" text-anchor="end" x="${WIDTH - EDGE}" y="${y - 2}">north is up</text>`
  );
}
