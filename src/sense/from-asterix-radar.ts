/** Radars: CAT048 and CAT001 target reports, CAT034 and CAT002 service messages. */
import { DEG_TO_RAD, FT_TO_M, NM_TO_M, wrapTwoPi } from '../base/index.ts';
import { makePlot, PLOT_FORM, type AltKind, type Plot } from '../model/index.ts';
import {
  compileFields,
  readField,
  type BlockScan,
  type Edition,
  type Field,
} from '../wire/asterix/index.ts';
import {
  callsignOf,
  makeClaims,
  orNull,
  SOURCE_PATHS,
  type AsterixContext,
  type MakeRecordMapper,
  type RecordMapper,
  type SensorEntry,
} from './from-asterix-context.ts';

/** sd of a Mode C altitude against the true pressure altitude: 100 ft steps and encoder error, m */
const SD_MODE_C_M = 20;
/** sd of elevation of a 3D radar that nobody described, rad; CAT048 gives none with its height */
const SD_ELEVATION_RAD = 0.01;

/**
 * Standard deviations by I048/020 TYP where the sensor has none of its own: primary, SSR, Mode S.
 * Requirements of the EUROCONTROL surveillance performance documents, rounded up.
 */
const SD_PRIMARY = { rangeM: 100, azimuthRad: 0.0026 };
const SD_SECONDARY = { rangeM: 70, azimuthRad: 0.0014 };
const SD_MODE_S = { rangeM: 40, azimuthRad: 0.0012 };

const CAT048 = {
  ...SOURCE_PATHS,
  time: '140',
  type: '020/TYP',
  simulated: '020/SIM',
  monitor: '020/RAB',
  test: '020/TST',
  rho: '040/RHO',
  theta: '040/THETA',
  x: '042/X',
  y: '042/Y',
  modeAInvalid: '070/V',
  modeAGarbled: '070/G',
  modeA: '070/MODE3A',
  flightLevelInvalid: '090/V',
  flightLevelGarbled: '090/G',
  flightLevel: '090/FL',
  height3d: '110/3DH',
  address: '220',
  identification: '240',
  track: '161/TRN',
  status: '230/STAT',
} as const;
type Cat048Fields = Readonly<Record<keyof typeof CAT048, Field>>;

export const makeCat048: MakeRecordMapper = (edition) => {
  const fields = compileFields(edition, CAT048);
  return (scan, row, feed) => mapCat048(fields, scan, row, feed);
};

function mapCat048(f: Cat048Fields, scan: BlockScan, row: number, feed: AsterixContext): void {
  const entry = feed.sensor(scan, row, f, 'radar2d');
  if (!entry) return;
  const type = readField(scan, row, f.type);
  if (type === 0) {
    feed.counters.coasted++;
    return;
  }
  if (readField(scan, row, f.monitor) === 1) {
    feed.counters.monitors++;
    return;
  }
  const place = polarPlace(f, scan, row);
  if (!place) return;
  if (!entry.placed) return feed.unplaced(entry, 'I048/040');
  if (feed.isForeign(readField(scan, row, f.simulated), readField(scan, row, f.test))) return;
  const sd = type === 1 ? SD_PRIMARY : type === 2 || type === 3 ? SD_SECONDARY : SD_MODE_S;
  feed.batch.plots.push(
    radarPlot(feed, entry, {
      at: feed.timeOfDay(readField(scan, row, f.time)),
      place,
      sd,
      altitude: altitudeOf(f, scan, row, entry, place.rangeM),
      claims: claims048(f, scan, row),
    }),
  );
}

function claims048(f: Cat048Fields, scan: BlockScan, row: number): Plot['claims'] {
  const claims = makeClaims(
    readField(scan, row, f.address),
    validModeA(f, scan, row),
    callsignOf(readField(scan, row, f.identification)),
    readField(scan, row, f.track),
  );
  const status = readField(scan, row, f.status);
  if (status === 0 || status === 2) claims.onGround = false;
  else if (status === 1 || status === 3) claims.onGround = true;
  return orNull(claims);
}

interface Place {
  readonly rangeM: number;
  readonly azimuthRad: number;
}

/** Measured polar position (040), or the sender's own cartesian one (042) where only that was sent. */
function polarPlace(
  f: Pick<Cat048Fields, 'rho' | 'theta' | 'x' | 'y'>,
  scan: BlockScan,
  row: number,
): Place | undefined {
  const rho = readField(scan, row, f.rho);
  if (!Number.isNaN(rho)) {
    const theta = readField(scan, row, f.theta);
    return { rangeM: rho * NM_TO_M, azimuthRad: theta * DEG_TO_RAD };
  }
  const x = readField(scan, row, f.x);
  if (Number.isNaN(x)) return undefined;
  const y = readField(scan, row, f.y);
  return { rangeM: Math.hypot(x, y) * NM_TO_M, azimuthRad: wrapTwoPi(Math.atan2(x, y)) };
}

function validModeA(
  f: Pick<Cat048Fields, 'modeA' | 'modeAInvalid' | 'modeAGarbled'>,
  scan: BlockScan,
  row: number,
): number {
  const sound = readField(scan, row, f.modeAInvalid) === 0;
  const clear = readField(scan, row, f.modeAGarbled) === 0;
  return sound && clear ? readField(scan, row, f.modeA) : Number.NaN;
}

interface Altitude {
  readonly altM: number;
  readonly sdAltM: number;
  readonly altKind: AltKind;
}
const NO_ALTITUDE: Altitude = { altM: Number.NaN, sdAltM: Number.NaN, altKind: 'none' };

function altitudeOf(
  f: Cat048Fields,
  scan: BlockScan,
  row: number,
  entry: SensorEntry,
  rangeM: number,
): Altitude {
  const pressure = modeCOf(f, scan, row);
  if (pressure !== NO_ALTITUDE) return pressure;
  const height = readField(scan, row, f.height3d);
  if (Number.isNaN(height)) return NO_ALTITUDE;
  const { sdElevationRad } = entry.sensor;
  const sdRad = sdElevationRad > 0 ? sdElevationRad : SD_ELEVATION_RAD;
  return { altM: height * FT_TO_M, sdAltM: Math.max(30, rangeM * sdRad), altKind: 'msl' };
}

/** Mode C as pressure altitude; not validated or garbled codes say nothing. */
function modeCOf(
  f: Pick<Cat048Fields, 'flightLevel' | 'flightLevelInvalid' | 'flightLevelGarbled'>,
  scan: BlockScan,
  row: number,
): Altitude {
  // Editions of CAT048 before 1.32 call the field unsigned, but radars have always sent negative levels in it.
  const sent = readField(scan, row, f.flightLevel);
  const level = sent >= 2048 ? sent - 4096 : sent;
  const sound = readField(scan, row, f.flightLevelInvalid) === 0;
  const clear = readField(scan, row, f.flightLevelGarbled) === 0;
  if (Number.isNaN(level) || !sound || !clear) return NO_ALTITUDE;
  return { altM: level * 100 * FT_TO_M, sdAltM: SD_MODE_C_M, altKind: 'pressure' };
}

interface RadarPlot {
  readonly at: number;
  readonly place: Place;
  readonly sd: { readonly rangeM: number; readonly azimuthRad: number };
  readonly altitude: Altitude;
  readonly claims: Plot['claims'];
}

function radarPlot(feed: AsterixContext, entry: SensorEntry, given: RadarPlot): Plot {
  const { sensor, configured: own } = entry;
  return makePlot({
    sourceId: feed.config.id,
    sensorId: sensor.id,
    at: given.at,
    receivedAt: feed.receivedAt,
    form: PLOT_FORM.polar2d,
    environment: feed.environment ?? 'air',
    rangeM: given.place.rangeM,
    azimuthRad: given.place.azimuthRad,
    sdRangeM: own ? sensor.sdRangeM : given.sd.rangeM,
    sdAzimuthRad: own ? sensor.sdAzimuthRad : given.sd.azimuthRad,
    altM: given.altitude.altM,
    sdAltM: given.altitude.sdAltM,
    altKind: given.altitude.altKind,
    claims: given.claims,
    simulated: feed.config.simulated,
  });
}

const CAT001 = {
  ...SOURCE_PATHS,
  time: '141',
  detection: '020/SSRPSR',
  simulated: '020/SIM',
  monitor: '020/RAB',
  test: '020/TST',
  rho: '040/RHO',
  theta: '040/THETA',
  x: '042/X',
  y: '042/Y',
  modeAInvalid: '070/V',
  modeAGarbled: '070/G',
  modeA: '070/MODE3A',
  flightLevelInvalid: '090/V',
  flightLevelGarbled: '090/G',
  flightLevel: '090/HGT',
  track: '161',
} as const;
type Cat001Fields = Readonly<Record<keyof typeof CAT001, Field>>;

export const makeCat001: MakeRecordMapper = (edition) => {
  const fields = compileFields(edition, CAT001);
  return (scan, row, feed) => mapCat001(fields, scan, row, feed);
};

function mapCat001(f: Cat001Fields, scan: BlockScan, row: number, feed: AsterixContext): void {
  const entry = feed.sensor(scan, row, f, 'radar2d');
  if (!entry) return;
  const detection = readField(scan, row, f.detection);
  if (detection === 0) {
    feed.counters.coasted++;
    return;
  }
  if (readField(scan, row, f.monitor) === 1) {
    feed.counters.monitors++;
    return;
  }
  const place = polarPlace(f, scan, row);
  if (!place) return;
  if (!entry.placed) return feed.unplaced(entry, 'I001/040');
  if (feed.isForeign(readField(scan, row, f.simulated), readField(scan, row, f.test))) return;
  const claims = makeClaims(
    Number.NaN,
    validModeA(f, scan, row),
    '',
    readField(scan, row, f.track),
  );
  feed.batch.plots.push(
    radarPlot(feed, entry, {
      at: feed.truncatedTimeOfDay(readField(scan, row, f.time)),
      place,
      sd: detection === 1 ? SD_PRIMARY : SD_SECONDARY,
      altitude: modeCOf(f, scan, row),
      claims: orNull(claims),
    }),
  );
}

const SERVICE = {
  ...SOURCE_PATHS,
  type: '000',
  sector: '020',
  time: '030',
  period: '041',
  height: '120/HGT',
  lat: '120/LAT',
  lon: '120/LON',
} as const;
type ServiceFields = Readonly<Record<keyof typeof SERVICE, Field>>;

const NORTH_MARKER = 1;
const SECTOR_CROSSING = 2;

/** CAT034 and CAT002: the antenna's marks, its turn time and, in CAT034, its site. */
const makeService: MakeRecordMapper = (edition: Edition): RecordMapper => {
  const fields = compileFields(edition, SERVICE);
  return (scan, row, feed) => mapService(fields, scan, row, feed);
};
export const makeCat034 = makeService;
export const makeCat002 = makeService;

function mapService(f: ServiceFields, scan: BlockScan, row: number, feed: AsterixContext): void {
  const entry = feed.sensor(scan, row, f, 'radar2d');
  if (!entry) return;
  updateSite(f, scan, row, feed, entry);
  const type = readField(scan, row, f.type);
  if (type !== NORTH_MARKER && type !== SECTOR_CROSSING) return;
  const sector = readField(scan, row, f.sector);
  const north = type === NORTH_MARKER;
  if (!north && Number.isNaN(sector)) return;
  feed.batch.marks.push({
    sensorId: entry.sensor.id,
    at: feed.timeOfDay(readField(scan, row, f.time)),
    kind: north ? 'north' : 'sector',
    azimuthRad: north ? 0 : sector * DEG_TO_RAD,
  });
}

/** Site and turn time the radar tells of itself; what the operator configured stands. */
function updateSite(
  f: ServiceFields,
  scan: BlockScan,
  row: number,
  feed: AsterixContext,
  entry: SensorEntry,
): void {
  const { sensor, configured } = entry;
  const period = readField(scan, row, f.period);
  const lat = readField(scan, row, f.lat) * DEG_TO_RAD;
  const lon = readField(scan, row, f.lon) * DEG_TO_RAD;
  const height = readField(scan, row, f.height);
  const mayMove = !configured || !entry.placed;
  const moved =
    mayMove &&
    !Number.isNaN(lat) &&
    (lat !== sensor.latRad || lon !== sensor.lonRad || height !== sensor.heightM);
  // Turn times jitter from turn to turn: only a real change (2 %) is news.
  const turned =
    period > 0 &&
    (Number.isNaN(sensor.periodS) ||
      (!configured && Math.abs(period - sensor.periodS) > 0.02 * sensor.periodS));
  if (!moved && !turned) return;
  const site = moved ? { latRad: lat, lonRad: lon, heightM: height } : {};
  feed.putSensor(entry, { ...sensor, ...site, ...(turned ? { periodS: period } : {}) });
}
