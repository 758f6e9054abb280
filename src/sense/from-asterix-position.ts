/** Sensors that compute positions or bearings: CAT020 (MLAT), CAT015 (independent non-cooperative), CAT205 (direction finders). */
import { DEG_TO_RAD, wrapTwoPi } from '../base/index.ts';
import { makePlot, PLOT_FORM } from '../model/index.ts';
import { compileFields, readField, type BlockScan, type Field } from '../wire/asterix/index.ts';
import {
  callsignOf,
  makeClaims,
  orNull,
  SOURCE_PATHS,
  type AsterixContext,
  type MakeRecordMapper,
} from './from-asterix-context.ts';
import {
  putAltitude,
  putCartesian,
  putGeodetic,
  putSd,
  putVelocity,
  startPlot,
} from './from-asterix-draft.ts';

const CAT020 = {
  ...SOURCE_PATHS,
  ground: '020/GBS',
  simulated: '020/SIM',
  test: '020/TST',
  monitor: '020/RAB',
  time: '140',
  lat: '041/LAT',
  lon: '041/LON',
  x: '042/X',
  y: '042/Y',
  modeA: '070/MODE3A',
  modeAInvalid: '070/V',
  modeAGarbled: '070/G',
  flightLevel: '090/FL',
  flightLevelInvalid: '090/V',
  flightLevelGarbled: '090/G',
  geometric: '105',
  measured: '110',
  track: '161/TRN',
  coasting: '170/CST',
  address: '220',
  identification: '245/CHR',
  fleet: '300',
  sdX: '500/SDP/X',
  sdY: '500/SDP/Y',
} as const;
type Cat020Fields = Readonly<Record<keyof typeof CAT020, Field>>;

export const makeCat020: MakeRecordMapper = (edition) => {
  const fields = compileFields(edition, CAT020);
  return (scan, row, feed) => mapCat020(fields, scan, row, feed);
};

function mapCat020(f: Cat020Fields, scan: BlockScan, row: number, feed: AsterixContext): void {
  const entry = feed.sensor(scan, row, f, 'position');
  if (!entry) return;
  const read = (field: Field): number => readField(scan, row, field);
  if (read(f.monitor) === 1) {
    feed.counters.monitors++;
    return;
  }
  if (read(f.coasting) === 1) {
    feed.counters.coasted++;
    return;
  }
  if (feed.isForeign(read(f.simulated), read(f.test))) return;
  const draft = startPlot(feed, entry, feed.timeOfDay(read(f.time)));
  const placed =
    putGeodetic(draft, feed, entry, read(f.lat), read(f.lon)) ||
    putCartesian(draft, feed, entry, 'I020/042', read(f.x), read(f.y));
  if (!placed) return;
  putSd(draft, read(f.sdX), read(f.sdY), 0);
  const levelBad = read(f.flightLevelInvalid) === 1 || read(f.flightLevelGarbled) === 1;
  const level = levelBad ? Number.NaN : read(f.flightLevel) * 100;
  if (!putAltitude(draft, level, 'pressure') && !putAltitude(draft, read(f.geometric), 'ellipsoid'))
    putAltitude(draft, read(f.measured), 'ellipsoid');
  const codeBad = read(f.modeAInvalid) === 1 || read(f.modeAGarbled) === 1;
  const claims = makeClaims(
    read(f.address),
    codeBad ? Number.NaN : read(f.modeA),
    callsignOf(read(f.identification)),
    read(f.track),
  );
  const vehicle = read(f.fleet) > 0;
  if (vehicle || read(f.ground) === 1) claims.onGround = true;
  draft.environment = feed.environment ?? (vehicle ? 'land' : 'air');
  draft.claims = orNull(claims);
  feed.batch.plots.push(makePlot(draft));
}

const CAT015 = {
  ...SOURCE_PATHS,
  messageType: '000/MT',
  target: '020/TTAX',
  time: '145',
  track: '161',
  terminated: '170/TUR',
  coasting: '170/CSTP',
  lat: '600/P84/LATITUDE',
  lon: '600/P84/LONGITUDE',
  sdX: '600/HPP/SDHPX',
  sdY: '600/HPP/SDHPY',
  correlation: '600/HPP/COSDHPXY',
  height: '601/GH',
  sdHeight: '601/SDGH',
  vx: '602/HV/X',
  vy: '602/HV/Y',
  sdVx: '602/SDHV/X',
  vUp: '604/VV',
} as const;
type Cat015Fields = Readonly<Record<keyof typeof CAT015, Field>>;

export const makeCat015: MakeRecordMapper = (edition) => {
  const fields = compileFields(edition, CAT015);
  return (scan, row, feed) => mapCat015(fields, scan, row, feed);
};

/** I015/020 TTAX: 0 actual, 1 reference, 2 synthetic, 3 simulated or replayed */
const REFERENCE_TARGET = 1;

/** Target reports with a WGS84 position. Range, bistatic and Doppler measurements stay in the record. */
function mapCat015(f: Cat015Fields, scan: BlockScan, row: number, feed: AsterixContext): void {
  const entry = feed.sensor(scan, row, f, 'position');
  if (!entry) return;
  const read = (field: Field): number => readField(scan, row, field);
  const target = read(f.target);
  if (target === REFERENCE_TARGET) {
    feed.counters.monitors++;
    return;
  }
  if (read(f.coasting) === 1 || read(f.terminated) === 1 || read(f.messageType) === 5) {
    feed.counters.coasted++;
    return;
  }
  if (feed.isForeign(target > REFERENCE_TARGET ? 1 : 0, 0)) return;
  const draft = startPlot(feed, entry, feed.timeOfDay(read(f.time)));
  if (!putGeodetic(draft, feed, entry, read(f.lat), read(f.lon))) return;
  const sdX = read(f.sdX);
  const sdY = read(f.sdY);
  putSd(draft, sdX, sdY, read(f.correlation) * sdX * sdY);
  const height = read(f.height);
  if (!Number.isNaN(height)) {
    draft.altM = height;
    draft.altKind = 'ellipsoid';
    draft.sdAltM = read(f.sdHeight) > 0 ? read(f.sdHeight) : entry.sensor.sdAltM;
  }
  const sdVelocity = read(f.sdVx) > 0 ? read(f.sdVx) : entry.sensor.sdVelocityMps;
  putVelocity(draft, read(f.vx), read(f.vy), sdVelocity);
  draft.vUpMps = read(f.vUp);
  draft.environment = feed.environment ?? 'air';
  draft.claims = orNull(makeClaims(Number.NaN, Number.NaN, '', read(f.track)));
  feed.batch.plots.push(makePlot(draft));
}

const CAT205 = {
  ...SOURCE_PATHS,
  messageType: '000',
  time: '030',
  lat: '050/LAT',
  lon: '050/LON',
  bearing: '070',
  uncertainty: '110',
  track: '160',
  sensor: '170',
} as const;
type Cat205Fields = Readonly<Record<keyof typeof CAT205, Field>>;

export const makeCat205: MakeRecordMapper = (edition) => {
  const fields = compileFields(edition, CAT205);
  return (scan, row, feed) => mapCat205(fields, scan, row, feed);
};

const SYSTEM_POSITION = 1;
const SENSOR_DATA = 5;

/** Positions the system computed, and bearings of single direction finders (the sensor is SAC/SIC: one site each). */
function mapCat205(f: Cat205Fields, scan: BlockScan, row: number, feed: AsterixContext): void {
  const read = (field: Field): number => readField(scan, row, field);
  const messageType = read(f.messageType);
  if (messageType === SYSTEM_POSITION) {
    const entry = feed.sensor(scan, row, f, 'position');
    if (!entry) return;
    const draft = startPlot(feed, entry, feed.timeOfDay(read(f.time)));
    if (!putGeodetic(draft, feed, entry, read(f.lat), read(f.lon))) return;
    putSd(draft, read(f.uncertainty), read(f.uncertainty), 0);
    draft.claims = orNull(makeClaims(Number.NaN, Number.NaN, '', read(f.track)));
    feed.batch.plots.push(makePlot(draft));
  } else if (messageType === SENSOR_DATA) {
    const bearing = read(f.bearing);
    const entry = feed.sensor(scan, row, f, 'bearing');
    if (!entry || Number.isNaN(bearing)) return;
    if (!entry.placed) return feed.unplaced(entry, 'I205/070');
    const draft = startPlot(feed, entry, feed.timeOfDay(read(f.time)));
    draft.form = PLOT_FORM.bearing;
    draft.azimuthRad = wrapTwoPi(bearing * DEG_TO_RAD);
    draft.sdAzimuthRad = entry.sensor.sdAzimuthRad;
    feed.batch.plots.push(makePlot(draft));
  }
}
