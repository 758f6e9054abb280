import type { Sensor } from '../model/index.ts';

/** The sensor that stands for what objects say of themselves through one source: no site, no scan, no misses. */
export function makeSelfReportSensor(id: string, sourceId: string, name: string): Sensor {
  return {
    id,
    sourceId,
    name,
    kind: 'selfreport',
    latRad: Number.NaN,
    lonRad: Number.NaN,
    heightM: Number.NaN,
    periodS: Number.NaN,
    rotating: false,
    sdRangeM: Number.NaN,
    sdAzimuthRad: Number.NaN,
    sdElevationRad: Number.NaN,
    sdPositionM: 30,
    sdAltM: 30,
    sdVelocityMps: 2,
    // A report that did not come says nothing, and none is invented by noise.
    pd: 0.5,
    clutterPerScan: 0,
    fov: null,
  };
}
