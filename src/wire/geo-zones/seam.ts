import { splitAtTouches, type Point, type Ring } from './rings.ts';

/** The part of a ring on one side of a meridian (Sutherland-Hodgman); `keep` 1: east of it, -1: west. */
function clip(ring: Ring, meridian: number, keep: 1 | -1): Ring {
  const out: Point[] = [];
  const inside = (point: Point): boolean => keep * (point[0] - meridian) >= 0;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    if (inside(a)) out.push(a);
    if (inside(a) !== inside(b)) {
      const t = (meridian - a[0]) / (b[0] - a[0]);
      out.push([meridian, a[1] + t * (b[1] - a[1])]);
    }
  }
  return out.filter((point, i) => {
    const before = out[(i + out.length - 1) % out.length]!;
    return out.length < 2 || point[0] !== before[0] || point[1] !== before[1];
  });
}

/**
 * A polygon cut at the antimeridian, as RFC 7946 (3.1.9) asks: every part within -180 and 180 degrees of longitude.
 * A part that comes to the meridian several times keeps joining edges along it, which have no area.
 */
export function cutAtSeam(rings: readonly Ring[]): Ring[][] {
  const lons = rings.flatMap((ring) => ring.map((point) => point[0]));
  const low = lons.reduce((a, b) => Math.min(a, b), Infinity);
  const high = lons.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low >= -180 && high <= 180) return [rings.map((ring) => [...ring])];
  const parts: Ring[][] = [];
  for (let turn = Math.floor((low + 180) / 360); turn <= Math.floor((high + 180) / 360); turn++) {
    const west = turn * 360 - 180;
    const cut = rings.flatMap((ring) => {
      const within = clip(clip(ring, west, 1), west + 360, -1);
      return within.length < 3 ? [] : splitAtTouches(within).slice(0, 1).length > 0 ? [within] : [];
    });
    if (cut.length === 0) continue;
    parts.push(cut.map((ring) => ring.map(([lon, lat]) => [lon - turn * 360, lat] as const)));
  }
  return parts;
}
