import type { Feature } from 'geojson';
import { create } from 'zustand';
import { bearingRad, DEG_TO_RAD, distanceM, NM_TO_M, RAD_TO_DEG } from '../../base/index.ts';
import { formatCourse, formatDistance } from '../format/quantity.ts';
import type { MapTool } from '../state/ui-state.ts';
import { circleRing, type LonLat } from '../zones/zone-model.ts';

/** What the tool in hand has so far. Points are lon, lat in deg. */
export interface ToolState {
  readonly tool: MapTool;
  readonly points: readonly LonLat[];
  /** where the pointer is: the point that would come next */
  readonly pointer: LonLat | null;
}

export const useTool = create<ToolState>(() => ({ tool: 'none', points: [], pointer: null }));

/** distances of range rings, NM */
export const RINGS_NM = [5, 10, 20, 40, 60] as const;

/**
 * The state after a click.
 * @returns `finished` when the shape is complete: a circle has two points, a measured line two, rings one
 */
export function clickTool(
  state: ToolState,
  point: LonLat,
): { readonly state: ToolState; readonly finished: boolean } {
  const { tool, points } = state;
  if (tool === 'none') return { state, finished: false };
  if (tool === 'measure')
    return {
      state: { ...state, points: points.length >= 2 ? [point] : [...points, point] },
      finished: false,
    };
  if (tool === 'rings') return { state: { ...state, points: [point] }, finished: false };
  if (tool === 'draw-circle') {
    const next = [...points, point].slice(0, 2);
    return { state: { ...state, points: next }, finished: next.length === 2 };
  }
  return { state: { ...state, points: [...points, point] }, finished: false };
}

export interface Leg {
  readonly distanceM: number;
  readonly bearingDeg: number;
}

export function measure(from: LonLat, to: LonLat): Leg {
  const a = [from[1] * DEG_TO_RAD, from[0] * DEG_TO_RAD] as const;
  const b = [to[1] * DEG_TO_RAD, to[0] * DEG_TO_RAD] as const;
  return {
    distanceM: distanceM(a[0], a[1], b[0], b[1]),
    bearingDeg: bearingRad(a[0], a[1], b[0], b[1]) * RAD_TO_DEG,
  };
}

/** 12.4 NM 097° */
export function legText({ distanceM: far, bearingDeg }: Leg): string {
  return `${formatDistance(far)}  ${formatCourse(bearingDeg)}`;
}

const point = (at: LonLat, properties: Feature['properties']): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [...at] },
});
const line = (points: readonly LonLat[], thin = false): Feature => ({
  type: 'Feature',
  properties: { thin },
  geometry: { type: 'LineString', coordinates: points.map((at) => [...at]) },
});
const area = (ring: readonly LonLat[], fill: boolean): Feature => ({
  type: 'Feature',
  properties: { fill },
  geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!].map((at) => [...at])] },
});

export function toolFeatures({ tool, points, pointer }: ToolState): Feature[] {
  const [first] = points;
  const vertices = points.map((at) => point(at, { vertex: true }));
  const ahead =
    pointer === null || (tool === 'measure' && points.length >= 2) ? points : [...points, pointer];
  if (first === undefined) return [];
  const end = ahead.at(-1)!;
  switch (tool) {
    case 'none':
      return [];
    case 'measure':
      if (ahead.length < 2) return vertices;
      return [line(ahead), ...vertices, point(end, { text: legText(measure(first, end)) })];
    case 'rings':
      return ringFeatures(first, pointer);
    case 'draw-circle': {
      const radiusM = measure(first, end).distanceM;
      if (radiusM < 1) return vertices;
      return [
        area(circleRing(first, radiusM), true),
        ...vertices,
        point(end, { text: formatDistance(radiusM) }),
      ];
    }
    case 'draw-polygon':
      return [...(ahead.length > 2 ? [area(ahead, true)] : [line(ahead)]), ...vertices];
  }
}

function ringFeatures(centre: LonLat, pointer: LonLat | null): Feature[] {
  const rings = RINGS_NM.flatMap((nm) => {
    const ring = circleRing(centre, nm * NM_TO_M, 120);
    return [line([...ring, ring[0]!], true), point(ring[0]!, { text: `${nm} NM` })];
  });
  const leg =
    pointer === null
      ? []
      : [line([centre, pointer]), point(pointer, { text: legText(measure(centre, pointer)) })];
  return [...rings, point(centre, { vertex: true }), ...leg];
}
