/** ADS-B ground stations: CAT021, old (0.23 to 0.26) and new (2.x) editions. What the aircraft says of itself: a claim. */
import { DEG_TO_RAD, FPM_TO_MPS, NM_TO_M, SIGMAS_95 } from '../base/index.ts';
import { makePlot } from '../model/index.ts';
import { compileFields, readField, type BlockScan, type Field } from '../wire/asterix/index.ts';
import {
  callsignOf,
  EMERGENCIES,
  makeClaims,
  orNull,
  SOURCE_PATHS,
  type AsterixContext,
  type DraftClaims,
  type MakeRecordMapper,
} from './from-asterix-context.ts';
import {
  putAltitude,
  putGeodetic,
  putSd,
  putVelocity,
  startPlot,
  type DraftPlot,
} from './from-asterix-draft.ts';

const CAT021 = {
  ...SOURCE_PATHS,
  emitter: '020',
  addressType: '040/ATP',
  ground: '040/GBS',
  simulated: '040/SIM',
  test: '040/TST',
  monitor: '040/RAB',
  modeA: '070/MODE3A',
  modeAInvalid: '070/V',
  timeOfDay: '030',
  applicability: '071',
  reception: '073',
  transmission: '077',
  address: '080',
  nacV: '090/NUCRNACV',
  nic: '090/NUCPNIC',
  nacP: '090/NACP',
  oldPosition: '090/PA',
  lat: '130/LAT',
  lon: '130/LON',
  fineLat: '131/LAT',
  fineLon: '131/LON',
  geometric: '140',
  flightLevel: '145',
  barometricRate: '155/BVR',
  oldBarometricRate: '155',
  geometricRate: '157/GVR',
  oldGeometricRate: '157',
  speed: '160/GS',
  course: '160/TA',
  identification: '170',
  status: '200/PS',
  oldStatus: '200',
} as const;
type Cat021Fields = Readonly<Record<keyof typeof CAT021, Field>>;

/** 95 % radius of position by NACp, m (DO-260B table 2-72); index 0 = unknown */
const NACP_M = [NaN, 18520, 7408, 3704, 1852, 926, 555.6, 185.2, 92.6, 30, 10, 3];
/** containment radius by NIC, m (DO-260B table 2-70); close to the 95 % radius of older transponders by NUCp */
const NIC_M = [NaN, 37040, 14816, 7408, 3704, 1852, 1111, 370.4, 185.2, 75, 25, 7.5];
/** 95 % of horizontal velocity by NACv, m/s (DO-260B table 2-22) */
const NACV_MPS = [NaN, 10, 3, 1, 0.3];

export const makeCat021: MakeRecordMapper = (edition) => {
  const fields = compileFields(edition, CAT021);
  // I021/040 ATP: 3 is anonymous in every edition; 0 is 'not unique' in those before 1.0 and ICAO since.
  const anonymous = Number(edition.edition) < 1 ? [0, 3] : [3];
  return (scan, row, feed) => mapCat021(fields, anonymous, scan, row, feed);
};

function mapCat021(
  f: Cat021Fields,
  anonymous: readonly number[],
  scan: BlockScan,
  row: number,
  feed: AsterixContext,
): void {
  const entry = feed.sensor(scan, row, f, 'selfreport');
  if (!entry) return;
  const read = (field: Field): number => readField(scan, row, field);
  if (read(f.monitor) === 1) {
    feed.counters.monitors++;
    return;
  }
  if (feed.isForeign(read(f.simulated), read(f.test))) return;
  const draft = startPlot(feed, entry, feed.timeOfDay(positionTime(f, read)));
  // 131 is the finer of the two positions of one report.
  const placed =
    putGeodetic(draft, feed, entry, read(f.fineLat), read(f.fineLon)) ||
    putGeodetic(draft, feed, entry, read(f.lat), read(f.lon));
  if (!placed) return;
  putAccuracy(draft, f, read);
  // The height above the ellipsoid places it without asking for the weather; on the ground neither means anything.
  const airborne = read(f.ground) !== 1;
  if (airborne && !putAltitude(draft, read(f.geometric), 'ellipsoid'))
    putAltitude(draft, read(f.flightLevel) * 100, 'pressure');
  putMotion(draft, f, read, entry.sensor.sdVelocityMps);
  const claims = claims021(f, read, anonymous.includes(read(f.addressType)));
  draft.environment = feed.environment ?? (isSurfaceVehicle(read(f.emitter)) ? 'land' : 'air');
  draft.claims = orNull(claims);
  feed.batch.plots.push(makePlot(draft));
}

type Read = (field: Field) => number;

/** Of the position: applicability, else reception, else the report's own time; one time of day in old editions. */
function positionTime(f: Cat021Fields, read: Read): number {
  for (const field of [f.applicability, f.reception, f.timeOfDay, f.transmission]) {
    const seconds = read(field);
    if (!Number.isNaN(seconds)) return seconds;
  }
  return Number.NaN;
}

function putAccuracy(draft: DraftPlot, f: Cat021Fields, read: Read): void {
  const radii = [NACP_M[read(f.nacP)], NIC_M[read(f.nic)], NIC_M[read(f.oldPosition)]];
  const radiusM = radii.find((radius) => radius !== undefined && radius > 0) ?? Number.NaN;
  putSd(draft, radiusM / SIGMAS_95, radiusM / SIGMAS_95, 0);
}

function putMotion(draft: DraftPlot, f: Cat021Fields, read: Read, sdMps: number): void {
  const speedMps = read(f.speed) * NM_TO_M;
  const courseRad = read(f.course) * DEG_TO_RAD;
  const accuracy = NACV_MPS[read(f.nacV)] ?? Number.NaN;
  const sd = Number.isNaN(accuracy) ? sdMps : accuracy / SIGMAS_95;
  putVelocity(draft, speedMps * Math.sin(courseRad), speedMps * Math.cos(courseRad), sd);
  for (const field of [
    f.geometricRate,
    f.oldGeometricRate,
    f.barometricRate,
    f.oldBarometricRate,
  ]) {
    const feetPerMinute = read(field);
    if (Number.isNaN(feetPerMinute)) continue;
    draft.vUpMps = feetPerMinute * FPM_TO_MPS;
    return;
  }
}

function claims021(f: Cat021Fields, read: Read, anonymous: boolean): DraftClaims {
  const address = read(f.address);
  const claims = makeClaims(
    anonymous ? Number.NaN : address,
    read(f.modeAInvalid) === 1 ? Number.NaN : read(f.modeA),
    callsignOf(read(f.identification)),
    Number.NaN,
  );
  // Written as readsb does: a tilde before an address that is not ICAO's.
  if (anonymous && address > 0)
    claims.objectId = `~${address.toString(16).toUpperCase().padStart(6, '0')}`;
  const status = read(f.status);
  const emergency = EMERGENCIES[Number.isNaN(status) ? read(f.oldStatus) : status];
  if (emergency !== undefined) claims.emergency = emergency;
  const ground = read(f.ground);
  if (!Number.isNaN(ground)) claims.onGround = ground === 1;
  const emitter = EMITTERS[read(f.emitter)];
  if (emitter !== undefined) claims.classes = [{ type: emitter, confidence: 0.9 }];
  return claims;
}

/** I021/020 emitter category in the words used for Mode S; weight classes are all aircraft. */
const EMITTERS: Readonly<Record<number, string>> = {
  1: 'aircraft',
  2: 'aircraft',
  3: 'aircraft',
  4: 'aircraft',
  5: 'aircraft',
  6: 'aircraft',
  10: 'helicopter',
  11: 'glider',
  12: 'balloon',
  13: 'drone',
  14: 'space-vehicle',
  15: 'ultralight',
  16: 'parachutist',
  20: 'vehicle',
  21: 'vehicle',
  22: 'obstacle',
  23: 'obstacle',
  24: 'obstacle',
};

function isSurfaceVehicle(emitter: number): boolean {
  return emitter >= 20 && emitter <= 24;
}
