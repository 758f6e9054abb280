/** System tracks of another tracker: CAT062 target reports, CAT065 end of batch. */
import { FPM_TO_MPS, FT_TO_M, RAD_TO_DEG, WGS84_A } from '../base/index.ts';
import { makePlot } from '../model/index.ts';
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
  putSd,
  putVelocity,
  startPlot,
  type DraftPlot,
} from './from-asterix-draft.ts';

const CAT062 = {
  ...SOURCE_PATHS,
  track: '040',
  modeA: '060/MODE3A',
  modeAInvalid: '060/V',
  modeAGarbled: '060/G',
  time: '070',
  simulated: '080/SIM',
  ending: '080/TSE',
  coasting: '080/CST',
  emergency: '080/ME',
  x: '100/X',
  y: '100/Y',
  lat: '105/LAT',
  lon: '105/LON',
  geometric: '130',
  barometric: '135/CTB',
  barometricQnh: '135/QNH',
  flightLevel: '136',
  vx: '185/VX',
  vy: '185/VY',
  vUp: '220',
  identification: '245/CHR',
  address: '380/ADR',
  aircraftId: '380/ID',
  lastSac: '340/SID/SAC',
  lastSic: '340/SID/SIC',
  sdX: '500/APC/X',
  sdY: '500/APC/Y',
  cov: '500/COV',
  sdLat: '500/APW/LAT',
  sdLon: '500/APW/LON',
  sdGeometric: '500/AGA',
  sdVx: '500/ATV/X',
  sdVy: '500/ATV/Y',
} as const;
type Cat062Fields = Readonly<Record<keyof typeof CAT062, Field>>;

export const makeCat062: MakeRecordMapper = (edition) => {
  const fields = compileFields(edition, CAT062);
  return (scan, row, feed) => mapCat062(fields, scan, row, feed);
};

function mapCat062(f: Cat062Fields, scan: BlockScan, row: number, feed: AsterixContext): void {
  const entry = feed.sensor(scan, row, f, 'tracks');
  if (!entry) return;
  const read = (field: Field): number => readField(scan, row, field);
  if (read(f.coasting) === 1 || read(f.ending) === 1) {
    feed.counters.coasted++;
    return;
  }
  if (feed.isForeign(read(f.simulated), Number.NaN)) return;
  const draft = startPlot(feed, entry, feed.timeOfDay(read(f.time)));
  const placed =
    putGeodetic(draft, feed, entry, read(f.lat), read(f.lon)) ||
    putCartesian(draft, feed, entry, 'I062/100', read(f.x), read(f.y));
  if (!placed) return;
  putAccuracy(draft, f, read);
  putTrackAltitude(draft, f, read);
  const sdVelocity = Math.max(read(f.sdVx), read(f.sdVy));
  putVelocity(
    draft,
    read(f.vx),
    read(f.vy),
    sdVelocity > 0 ? sdVelocity : entry.sensor.sdVelocityMps,
  );
  draft.vUpMps = read(f.vUp) * FPM_TO_MPS;
  draft.environment = feed.environment ?? 'air';
  draft.claims = orNull(claims062(f, read));
  feed.batch.plots.push(makePlot(draft));
}

type Read = (field: Field) => number;

/** I062/500: APC in the plane, else APW in degrees. COV is sign(c) * sqrt(|c|). */
function putAccuracy(draft: DraftPlot, f: Cat062Fields, read: Read): void {
  const root = read(f.cov);
  const sdX = read(f.sdX);
  if (!Number.isNaN(sdX)) {
    putSd(draft, sdX, read(f.sdY), Math.sign(root) * root * root);
    return;
  }
  const metrePerDeg = WGS84_A / RAD_TO_DEG;
  const east = read(f.sdLon) * metrePerDeg * Math.cos(draft.latRad ?? 0);
  putSd(draft, east, read(f.sdLat) * metrePerDeg, 0);
}

/** Measured flight level before the calculated ones: it is nearest to what the transponder said. */
function putTrackAltitude(draft: DraftPlot, f: Cat062Fields, read: Read): void {
  if (putAltitude(draft, read(f.flightLevel) * 100, 'pressure')) return;
  const kind = read(f.barometricQnh) === 1 ? 'msl' : 'pressure';
  if (putAltitude(draft, read(f.barometric) * 100, kind)) return;
  if (!putAltitude(draft, read(f.geometric), 'ellipsoid')) return;
  const sdFt = read(f.sdGeometric);
  if (sdFt > 0) draft.sdAltM = sdFt * FT_TO_M;
}

function claims062(f: Cat062Fields, read: Read): DraftClaims {
  const bad = read(f.modeAInvalid) === 1 || read(f.modeAGarbled) === 1;
  const aircraftId = callsignOf(read(f.aircraftId));
  const claims = makeClaims(
    read(f.address),
    bad ? Number.NaN : read(f.modeA),
    aircraftId === '' ? callsignOf(read(f.identification)) : aircraftId,
    read(f.track),
  );
  if (claims.emergency === undefined && read(f.emergency) === 1) claims.emergency = 'general';
  // the sensor of the last plot in the track, by the id that its own feed would give it here
  const sac = read(f.lastSac);
  if (!Number.isNaN(sac)) claims.contributors = [`asterix:${sac}/${read(f.lastSic)}`];
  return claims;
}

const CAT065 = { ...SOURCE_PATHS, messageType: '000', time: '030' } as const;
type Cat065Fields = Readonly<Record<keyof typeof CAT065, Field>>;
const END_OF_BATCH = 2;

export const makeCat065: MakeRecordMapper = (edition) => {
  const fields = compileFields(edition, CAT065);
  return (scan, row, feed) => mapCat065(fields, scan, row, feed);
};

function mapCat065(f: Cat065Fields, scan: BlockScan, row: number, feed: AsterixContext): void {
  if (readField(scan, row, f.messageType) !== END_OF_BATCH) return;
  const entry = feed.sensor(scan, row, f, 'tracks');
  if (!entry) return;
  const at = feed.timeOfDay(readField(scan, row, f.time));
  feed.batch.marks.push({ sensorId: entry.sensor.id, at, kind: 'frame', azimuthRad: 0 });
}
