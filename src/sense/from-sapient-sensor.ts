/** Sensors out of SAPIENT registrations and status reports: kind, site, field of view, statistics. */
import { clamp, DEG_TO_RAD, wrapTwoPi } from '../base/index.ts';
import type { FieldOfView, Sensor, SensorKind } from '../model/index.ts';
import {
  NODE_TYPE,
  RANGE_BEARING_SYSTEM,
  SPEED_UNITS,
  type LocationOrRangeBearing,
  type ModeDefinition,
  type StatusReport,
} from '../wire/sapient/index.ts';
import { placeLocation, reachOf, type Place, type PlaceOptions } from './from-sapient-place.ts';
import type { SapientNode } from './from-sapient-session.ts';

/** Standard deviations taken when a detection brings none: m, deg, deg, m. Reports with errors do not use them. */
interface Typical {
  readonly rangeM: number;
  readonly azimuthDeg: number;
  readonly elevationDeg: number;
  readonly positionM: number;
  readonly maxRangeM: number;
}
const ORDINARY: Typical = {
  rangeM: 25,
  azimuthDeg: 2,
  elevationDeg: 3,
  positionM: 50,
  maxRangeM: 20_000,
};
const TYPICAL: Readonly<Record<number, Typical>> = {
  [NODE_TYPE.RADAR]: { ...ORDINARY, rangeM: 15, azimuthDeg: 1, elevationDeg: 1.5, positionM: 25 },
  [NODE_TYPE.LIDAR]: { ...ORDINARY, rangeM: 1, azimuthDeg: 0.2, elevationDeg: 0.2, positionM: 5 },
  [NODE_TYPE.CAMERA]: { ...ORDINARY, azimuthDeg: 0.5, elevationDeg: 0.5 },
  [NODE_TYPE.ACOUSTIC]: { ...ORDINARY, azimuthDeg: 5, elevationDeg: 8, maxRangeM: 2_000 },
  [NODE_TYPE.PASSIVE_RF]: { ...ORDINARY, azimuthDeg: 3, elevationDeg: 5, positionM: 100 },
};

/** Where a node stands and what it sees, from its latest status report. */
export interface NodeSite {
  readonly place: Place;
  readonly fov: FieldOfView | null;
}

/** The mode definition in force: the one the status report names, else the first. */
export function modeOf(node: SapientNode): ModeDefinition | undefined {
  const modes = node.registration.mode_definition ?? [];
  return modes.find((mode) => mode.mode_name === node.mode) ?? modes[0];
}

/** m/s in one unit of the node's velocities: east and north, up. The registration says; m/s when it does not. */
export function speedUnits(node: SapientNode): {
  readonly horizontal: number;
  readonly up: number;
} {
  const units = modeOf(node)?.detection_definition?.find((one) => one.velocity_type !== undefined)
    ?.velocity_type?.enu_velocity_units;
  const factor = (unit: number | undefined): number => (unit === SPEED_UNITS.KPH ? 1 / 3.6 : 1);
  const horizontal = factor(units?.east_north_rate_units);
  return {
    horizontal,
    up: units?.up_rate_units === undefined ? horizontal : factor(units.up_rate_units),
  };
}

/** UTM zone of the registration, for locations that bring none. */
export function zoneOf(node: SapientNode): string | null {
  for (const { location_type } of modeOf(node)?.detection_definition ?? [])
    if (location_type?.zone !== undefined) return location_type.zone;
  return null;
}

/** What the registration lets expect: ranges and bearings, or positions. */
export function expectedKind(node: SapientNode): SensorKind {
  if (node.fusion) return 'tracks';
  const type = modeOf(node)?.detection_definition?.[0]?.location_type;
  if (type?.range_bearing_units === undefined) return 'position';
  const measuresRange = node.types.some(
    (one) => one === NODE_TYPE.RADAR || one === NODE_TYPE.LIDAR,
  );
  return measuresRange ? 'radar3d' : 'bearing';
}

/** Site and field of view of a status report; null when it brings no location that can be used. */
export function siteOf(
  status: StatusReport,
  options: PlaceOptions,
): { readonly site: NodeSite | null; readonly note: string | null } {
  if (status.node_location === undefined) return { site: null, note: null };
  const placed = placeLocation(status.node_location, { ...options, node: null });
  if (placed.value === null) return { site: null, note: placed.note };
  const view = status.field_of_view ?? status.coverage?.[0];
  const fov = view === undefined ? null : fieldOfView(view, placed.value, options);
  return { site: { place: placed.value, fov }, note: placed.note };
}

function fieldOfView(
  view: LocationOrRangeBearing,
  at: Place,
  options: PlaceOptions,
): FieldOfView | null {
  const cone = view.range_bearing;
  if (cone === undefined) {
    const places = (view.location_list?.locations ?? []).slice(0, 1000).flatMap((location) => {
      const { value } = placeLocation(location, { ...options, node: at });
      return value === null ? [] : [value];
    });
    const reach = reachOf(at, places);
    return reach === null ? null : allRound(reach.rangeM);
  }
  const { DEGREES_M, DEGREES_KM, RADIANS_KM } = RANGE_BEARING_SYSTEM;
  const system = cone.coordinate_system;
  const angle = system === DEGREES_M || system === DEGREES_KM ? DEG_TO_RAD : 1;
  const length = system === DEGREES_KM || system === RADIANS_KM ? 1000 : 1;
  const range = (cone.range ?? Number.NaN) * length;
  if (!(range > 0)) return null;
  const width = (cone.horizontal_extent ?? Number.NaN) * angle;
  const sector = cone.azimuth !== undefined && width > 0 && width < 2 * Math.PI - 1e-6;
  const height = (cone.vertical_extent ?? Number.NaN) * angle;
  const middle = (cone.elevation ?? 0) * angle;
  const half = height > 0 ? height / 2 : Math.PI / 2;
  const azimuth = (cone.azimuth ?? 0) * angle;
  return {
    minRangeM: 0,
    maxRangeM: range,
    azimuthFromRad: sector ? wrapTwoPi(azimuth - width / 2) : null,
    azimuthToRad: sector ? wrapTwoPi(azimuth + width / 2) : null,
    minElevationRad: clamp(middle - half, -Math.PI / 2, Math.PI / 2),
    maxElevationRad: clamp(middle + half, -Math.PI / 2, Math.PI / 2),
  };
}

function allRound(maxRangeM: number): FieldOfView {
  return {
    minRangeM: 0,
    maxRangeM,
    azimuthFromRad: null,
    azimuthToRad: null,
    minElevationRad: -Math.PI / 2,
    maxElevationRad: Math.PI / 2,
  };
}

/** The sensor a node is for one kind of report. Effectors are shown like others, and never commanded. */
export function makeSensor(
  id: string,
  sourceId: string,
  node: SapientNode,
  kind: SensorKind,
  site: NodeSite | null,
): Sensor {
  const typical = TYPICAL[node.types[0] ?? 0] ?? ORDINARY;
  const { name, short_name } = node.registration;
  const called = (name || short_name || node.nodeId).slice(0, 80);
  return {
    id,
    sourceId,
    name: node.effector ? `${called} (effector node, never commanded)` : called,
    kind,
    latRad: site?.place.latRad ?? Number.NaN,
    lonRad: site?.place.lonRad ?? Number.NaN,
    heightM: heightOf(site),
    periodS: Number.NaN,
    rotating: false,
    sdRangeM: typical.rangeM,
    sdAzimuthRad: typical.azimuthDeg * DEG_TO_RAD,
    sdElevationRad: typical.elevationDeg * DEG_TO_RAD,
    sdPositionM: typical.positionM,
    sdAltM: 2 * typical.positionM,
    sdVelocityMps: 5,
    pd: 0.9,
    clutterPerScan: kind === 'radar2d' || kind === 'radar3d' || kind === 'position' ? 0.5 : 0.05,
    fov: site === null ? null : (site.fov ?? allRound(typical.maxRangeM)),
  };
}

/** A site without height stands on the ellipsoid: better than none. */
function heightOf(site: NodeSite | null): number {
  if (site === null) return Number.NaN;
  return Number.isNaN(site.place.altM) ? 0 : site.place.altM;
}
