/** The flow map's sheet: North Atlantic and Europe, degrees and pixels. */
const WEST = -125;
const EAST = 48;
const NORTH = 74;
const SOUTH = 24;
export const VIEW = { width: 1000, height: 430 } as const;

/** Equirectangular: good enough for who sends to whom, and every capital is on the sheet. */
export function project(lonDeg: number, latDeg: number): [number, number] {
  // The ocean is squeezed, so that Europe has room.
  const x = squeeze(lonDeg);
  return [
    ((x - squeeze(WEST)) / (squeeze(EAST) - squeeze(WEST))) * VIEW.width,
    ((NORTH - latDeg) / (NORTH - SOUTH)) * VIEW.height,
  ];
}

/** West of this meridian a degree is drawn at a quarter of its width. */
const OCEAN = -26;
function squeeze(lonDeg: number): number {
  return lonDeg >= OCEAN ? lonDeg : OCEAN + (lonDeg - OCEAN) / 4;
}

/** A curve that bends to the left of its way, so that lines over one another stay apart. */
export function arc(from: readonly [number, number], to: readonly [number, number]): string {
  const [x1, y1] = from;
  const [x2, y2] = to;
  const cx = (x1 + x2) / 2 + (y2 - y1) * 0.15;
  const cy = (y1 + y2) / 2 - (x2 - x1) * 0.15;
  const n = (value: number): string => value.toFixed(1);
  return `M${n(x1)},${n(y1)}Q${n(cx)},${n(cy)} ${n(x2)},${n(y2)}`;
}

/** SVG path of a ring of [lon, lat]; where it jumps over the antimeridian it is cut, not drawn across the sheet. */
export function ringPath(ring: readonly (readonly number[])[]): string {
  let path = '';
  let before: number | null = null;
  for (const [lon, lat] of ring) {
    const [x, y] = project(lon!, lat!);
    const jumps = before === null || Math.abs(lon! - before) > 180;
    path += `${jumps ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`;
    before = lon!;
  }
  return path;
}
