/** Web Mercator in MapLibre's unit square: x grows east, y grows south, both 0..1 over the whole world. */
export const MAX_LAT_DEG = 85.0511;
/** circumference of the sphere that Web Mercator is drawn on, m */
export const MERCATOR_WORLD_M = 40_075_016.69;

export function mercatorX(lonDeg: number): number {
  return lonDeg / 360 + 0.5;
}

export function mercatorY(latDeg: number): number {
  const lat = Math.max(-MAX_LAT_DEG, Math.min(MAX_LAT_DEG, latDeg));
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
}

export function lonOf(x: number): number {
  return (x - 0.5) * 360;
}

export function latOf(y: number): number {
  return (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;
}

/** Mercator units a metre at a latitude. */
export function unitsPerM(latDeg: number): number {
  return 1 / (MERCATOR_WORLD_M * Math.cos((latDeg * Math.PI) / 180));
}
