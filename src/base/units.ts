/** Exact conversion factors. SI inside; these stand at the edges. */
export const FT_TO_M = 0.3048;
export const NM_TO_M = 1852;
export const KT_TO_MPS = 1852 / 3600;
export const FPM_TO_MPS = 0.3048 / 60;
export const DEG_TO_RAD = Math.PI / 180;
export const RAD_TO_DEG = 180 / Math.PI;
export const TWO_PI = 2 * Math.PI;

/** Angle wrapped to [-pi, pi). */
export function wrapPi(angleRad: number): number {
  const wrapped = (angleRad + Math.PI) % TWO_PI;
  return wrapped < 0 ? wrapped + Math.PI : wrapped - Math.PI;
}

/** Angle wrapped to [0, 2*pi). */
export function wrapTwoPi(angleRad: number): number {
  const wrapped = angleRad % TWO_PI;
  return wrapped < 0 ? wrapped + TWO_PI : wrapped;
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** To so many decimal digits: for what people and other systems read. */
export function roundTo(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

/** As clamp(), to the nearest whole number. */
export function clampInt(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : Math.round(value);
}

/** 95 % of a two-dimensional normal lies within this many standard deviations of its middle. */
export const SIGMAS_95 = 2.4477;
