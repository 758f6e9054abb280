import type { VerticalLimit, VerticalReference, ZoneVolume } from '../model/index.ts';

/** What is known of a point's height, m; NaN what is not known. */
export interface Heights {
  aglM: number;
  amslM: number;
  wgs84M: number;
  /** geoid above the ellipsoid at the point */
  undulationM: number;
  /** terrain above mean sea level at the point */
  groundAmslM: number;
}

/** Bounds taken where terrain and geoid are not known. Narrow them for a node's own area to sharpen the answers. */
export interface HeightBounds {
  readonly groundMinM: number;
  readonly groundMaxM: number;
  readonly undulationMinM: number;
  readonly undulationMaxM: number;
}

/** The whole Earth: Dead Sea shore to Everest; EGM2008 undulation lies within -107 and +86 m. */
export const EARTH_BOUNDS: HeightBounds = {
  groundMinM: -430,
  groundMaxM: 8849,
  undulationMinM: -107,
  undulationMaxM: 86,
};

export function heightsFromWgs84(altM: number, undulationM = Number.NaN): Heights {
  return {
    aglM: Number.NaN,
    amslM: Number.NaN,
    wgs84M: altM,
    undulationM,
    groundAmslM: Number.NaN,
  };
}

/** A thing on the surface: at the ground and, as far as zones care, at mean sea level. */
export function heightsOfSurface(): Heights {
  return { aglM: 0, amslM: 0, wgs84M: Number.NaN, undulationM: Number.NaN, groundAmslM: 0 };
}

export const FIT = { outside: 0, inside: 1, perhaps: 2 } as const;
export type Fit = (typeof FIT)[keyof typeof FIT];

/** Lowest (side -1) or highest (side 1) the height above mean sea level can be. */
function amslEnd(h: Heights, b: HeightBounds, side: number): number {
  if (h.amslM === h.amslM) return h.amslM;
  if (h.wgs84M === h.wgs84M) {
    if (h.undulationM === h.undulationM) return h.wgs84M - h.undulationM;
    return h.wgs84M - (side < 0 ? b.undulationMaxM : b.undulationMinM);
  }
  if (h.aglM === h.aglM) {
    if (h.groundAmslM === h.groundAmslM) return h.aglM + h.groundAmslM;
    return h.aglM + (side < 0 ? b.groundMinM : b.groundMaxM);
  }
  return side * Infinity;
}

function endIn(limit: VerticalLimit, h: Heights, b: HeightBounds, side: number): number {
  switch (limit.reference) {
    case 'AMSL':
      return amslEnd(h, b, side);
    case 'WGS84': {
      if (h.wgs84M === h.wgs84M) return h.wgs84M;
      if (h.undulationM === h.undulationM) return amslEnd(h, b, side) + h.undulationM;
      return amslEnd(h, b, side) + (side < 0 ? b.undulationMinM : b.undulationMaxM);
    }
    case 'AGL': {
      if (h.aglM === h.aglM) return h.aglM;
      if (h.groundAmslM === h.groundAmslM) return amslEnd(h, b, side) - h.groundAmslM;
      return amslEnd(h, b, side) - (side < 0 ? b.groundMaxM : b.groundMinM);
    }
  }
}

/**
 * Whether a height lies between a volume's limits, each compared in its own reference. Where terrain or geoid would be
 * needed and is not known, the answer is `perhaps` unless the bounds settle it: conservative, never silently outside.
 */
export function fitHeight(volume: ZoneVolume, h: Heights, bounds: HeightBounds): Fit {
  const { lower, upper } = volume;
  let sure = true;
  const overGround = lower.reference === 'AGL' && lower.valueM !== null && lower.valueM <= 0;
  if (lower.valueM !== null && !overGround) {
    if (endIn(lower, h, bounds, 1) < lower.valueM) return FIT.outside;
    if (!(endIn(lower, h, bounds, -1) >= lower.valueM)) sure = false;
  }
  if (upper.valueM !== null) {
    if (endIn(upper, h, bounds, -1) > upper.valueM) return FIT.outside;
    if (!(endIn(upper, h, bounds, 1) <= upper.valueM)) sure = false;
  }
  return sure ? FIT.inside : FIT.perhaps;
}

/** A volume's limits as heights above the ellipsoid, m, as far apart as the bounds on terrain and geoid may put them. */
export function widestWgs84(
  volume: ZoneVolume,
  bounds: HeightBounds,
): { readonly lowestM: number; readonly highestM: number } {
  const { lower, upper } = volume;
  const low = lower.reference === 'AGL' && (lower.valueM ?? 0) <= 0 ? null : lower.valueM;
  const high = upper.valueM;
  return {
    lowestM: low === null ? -Infinity : low + shift(lower.reference, bounds, -1),
    highestM: high === null ? Infinity : high + shift(upper.reference, bounds, 1),
  };
}

function shift(reference: VerticalReference, b: HeightBounds, side: number): number {
  if (reference === 'WGS84') return 0;
  const geoid = side < 0 ? b.undulationMinM : b.undulationMaxM;
  return reference === 'AMSL' ? geoid : geoid + (side < 0 ? b.groundMinM : b.groundMaxM);
}
