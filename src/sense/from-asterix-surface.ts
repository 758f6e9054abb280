/** Surface surveillance: CAT010 (monosensor: surface and coastal radar, MLAT) and CAT011 (A-SMGCS fused tracks). */
import { makePlot, type Environment } from '../model/index.ts';
import { compileFields, readField, type BlockScan, type Field } from '../wire/asterix/index.ts';
import {
  callsignOf,
  makeClaims,
  orNull,
  SOURCE_PATHS,
  type AsterixContext,
  type DraftClaims,
  type MakeRecordMapper,
} from './from-asterix-context.ts';
import {
  putAltitude,
  putCartesian,
  putGeodetic,
  putPolar,
  putSd,
  startPlot,
} from './from-asterix-draft.ts';

const CAT010 = {
  ...SOURCE_PATHS,
  messageType: '000',
  ground: '020/GBS',
  simulated: '020/SIM',
  test: '020/TST',
  monitor: '020/RAB',
  kind: '020/TOT',
  time: '140',
  lat: '041/LAT',
  lon: '041/LON',
  rho: '040/RHO',
  theta: '040/TH',
  x: '042/X',
  y: '042/Y',
  modeA: '060/MODE3A',
  modeAInvalid: '060/V',
  flightLevel: '090/FL',
  flightLevelInvalid: '090/V',
  height: '091',
  track: '161/TRK',
  coasting: '170/CST',
  address: '220',
  identification: '245/CHR',
  fleet: '300',
  sdX: '500/DEVX',
  sdY: '500/DEVY',
  covXY: '500/COVXY',
} as const;
type Cat010Fields = Readonly<Record<keyof typeof CAT010, Field>>;

const TARGET_REPORT = 1;
const START_OF_UPDATE = 2;

export const makeCat010: MakeRecordMapper = (edition) => {
  const fields = compileFields(edition, CAT010);
  return (scan, row, feed) => mapCat010(fields, scan, row, feed);
};

function mapCat010(f: Cat010Fields, scan: BlockScan, row: number, feed: AsterixContext): void {
  const read = (field: Field): number => readField(scan, row, field);
  const at = feed.timeOfDay(read(f.time));
  const messageType = read(f.messageType);
  // A radar measures range and azimuth; whoever sends positions only is taken for a multilateration system.
  const kind = Number.isNaN(read(f.rho)) && messageType === TARGET_REPORT ? 'position' : 'radar2d';
  const entry = feed.sensor(scan, row, f, kind, 'surface');
  if (!entry) return;
  if (messageType === START_OF_UPDATE)
    feed.batch.marks.push({ sensorId: entry.sensor.id, at, kind: 'frame', azimuthRad: 0 });
  if (messageType !== TARGET_REPORT) return;
  if (read(f.monitor) === 1) {
    feed.counters.monitors++;
    return;
  }
  if (read(f.coasting) > 0) {
    feed.counters.coasted++;
    return;
  }
  if (feed.isForeign(read(f.simulated), read(f.test))) return;
  const draft = startPlot(feed, entry, at);
  const placed =
    putGeodetic(draft, feed, entry, read(f.lat), read(f.lon)) ||
    putPolar(draft, feed, entry, 'I010/040', read(f.rho), read(f.theta)) ||
    putCartesian(draft, feed, entry, 'I010/042', read(f.x), read(f.y));
  if (!placed) return;
  if (!Number.isNaN(draft.latRad ?? Number.NaN))
    putSd(draft, read(f.sdX), read(f.sdY), read(f.covXY));
  const level = read(f.flightLevelInvalid) === 1 ? Number.NaN : read(f.flightLevel);
  if (!putAltitude(draft, level * 100, 'pressure')) putAltitude(draft, read(f.height), 'msl');
  const claims = makeClaims(
    read(f.address),
    read(f.modeAInvalid) === 0 ? read(f.modeA) : Number.NaN,
    callsignOf(read(f.identification)),
    read(f.track),
  );
  const onGround = putGround(claims, read(f.ground), read(f.kind) === 2 || read(f.fleet) > 0);
  draft.environment = feed.environment ?? onGround;
  draft.claims = orNull(claims);
  feed.batch.plots.push(makePlot(draft));
}

/** Says what is known of the ground in the claims, and gives the environment it means. */
function putGround(claims: DraftClaims, groundBit: number, vehicle: boolean): Environment {
  if (vehicle) {
    claims.onGround = true;
    return 'land';
  }
  if (groundBit === 1) claims.onGround = true;
  return groundBit === 1 || claims.icao !== undefined ? 'air' : 'unknown';
}

const CAT011 = {
  ...SOURCE_PATHS,
  messageType: '000',
  time: '140',
  lat: '041/LAT',
  lon: '041/LON',
  x: '042/X',
  y: '042/Y',
  modeA: '060/MOD3A',
  flightLevel: '090',
  geometric: '092',
  track: '161/FTN',
  ground: '170/GBS',
  simulated: '170/SIM',
  ending: '170/TSE',
  coasting: '170/CST',
  address: '380/ADR',
  identification: '245/TID',
  fleet: '300',
  sdX: '500/APC/X',
  sdY: '500/APC/Y',
} as const;
type Cat011Fields = Readonly<Record<keyof typeof CAT011, Field>>;

export const makeCat011: MakeRecordMapper = (edition) => {
  const fields = compileFields(edition, CAT011);
  return (scan, row, feed) => mapCat011(fields, scan, row, feed);
};

function mapCat011(f: Cat011Fields, scan: BlockScan, row: number, feed: AsterixContext): void {
  const entry = feed.sensor(scan, row, f, 'tracks');
  if (!entry) return;
  const read = (field: Field): number => readField(scan, row, field);
  if (read(f.messageType) !== TARGET_REPORT) return;
  if (read(f.coasting) === 1 || read(f.ending) === 1) {
    feed.counters.coasted++;
    return;
  }
  if (feed.isForeign(read(f.simulated), Number.NaN)) return;
  const draft = startPlot(feed, entry, feed.timeOfDay(read(f.time)));
  const placed =
    putGeodetic(draft, feed, entry, read(f.lat), read(f.lon)) ||
    putCartesian(draft, feed, entry, 'I011/042', read(f.x), read(f.y));
  if (!placed) return;
  putSd(draft, read(f.sdX), read(f.sdY), 0);
  if (!putAltitude(draft, read(f.flightLevel) * 100, 'pressure'))
    putAltitude(draft, read(f.geometric), 'ellipsoid');
  const claims = makeClaims(
    read(f.address),
    read(f.modeA),
    callsignOf(read(f.identification)),
    read(f.track),
  );
  const environment = putGround(claims, read(f.ground), read(f.fleet) > 0);
  draft.environment = feed.environment ?? environment;
  draft.claims = orNull(claims);
  feed.batch.plots.push(makePlot(draft));
}
