/** Reports that give positions: CAT020 (multilateration), 021 (ADS-B), 062 (another tracker's tracks). */
import { DEG_TO_RAD, FPM_TO_MPS, FT_TO_M, NM_TO_M } from '../base/index.ts';
import { makePlot, PLOT_FORM, type ClassClaim, type Plot } from '../model/index.ts';
import { compileFields, readField, type Edition } from '../wire/asterix/index.ts';
import {
  callsignOf,
  EMERGENCIES,
  makeClaims,
  orNull,
  SOURCE_PATHS,
  type RecordMapper,
} from './from-asterix-context.ts';
import { isForeign } from './from-asterix-plots.ts';

const FL_TO_M = 100 * FT_TO_M;

/** 95 % bound of NACp 0..11 (DO-260B table 2-74), m, as a standard deviation an axis: EPU / 2.45. */
const NACP_SD_M = [2000, 7560, 3024, 1512, 756, 378, 227, 76, 38, 12.2, 4.1, 1.2];
/** NUCp 0..9 of the first version (DO-260 table 2-11), containment radius as above. */
const NUCP_SD_M = [4000, 15120, 7560, 3780, 1512, 756, 378, 151, 8, 3];

function variance(nacp: number, nucp: number, otherwiseSdM: number): number {
  const sd = Number.isNaN(nacp) ? NUCP_SD_M[nucp] : NACP_SD_M[nacp];
  return (sd === undefined ? otherwiseSdM : Math.max(sd, 5)) ** 2;
}

/** I021/020 emitter category to words; the rest says nothing of use. */
const EMITTERS: ReadonlyMap<number, string> = new Map([
  [1, 'aircraft'],
  [2, 'aircraft'],
  [3, 'aircraft'],
  [4, 'aircraft'],
  [5, 'aircraft'],
  [6, 'aircraft'],
  [10, 'helicopter'],
  [11, 'glider'],
  [12, 'balloon'],
  [13, 'drone'],
  [15, 'ultralight'],
  [20, 'vehicle'],
  [21, 'vehicle'],
]);

const CAT021_PATHS = {
  ...SOURCE_PATHS,
  address: '080',
  at: '071',
  received: '073',
  old: '030',
  sent: '077',
  sim: '040/SIM',
  tst: '040/TST',
  rab: '040/RAB',
  gbs: '040/GBS',
  lat: '131/LAT',
  lon: '131/LON',
  latLow: '130/LAT',
  lonLow: '130/LON',
  nacp: '090/NACP',
  nucp: '090/NUCPNIC',
  height: '140',
  level: '145',
  speed: '160/GS',
  course: '160/TA',
  climb: '157/GVR',
  climbBaro: '155/BVR',
  modeA: '070/MODE3A',
  ident: '170',
  emitter: '020',
  status: '200/PS',
} as const;

/** CAT021: what an aircraft says of itself, heard by a ground station. */
export function mapCat021(edition: Edition): RecordMapper {
  const f = compileFields(edition, CAT021_PATHS);
  return (scan, row, feed) => {
    const entry = feed.sensor(scan, row, f, 'selfreport');
    const high = readField(scan, row, f.lat);
    const lat = Number.isNaN(high) ? readField(scan, row, f.latLow) : high;
    if (entry === undefined || Number.isNaN(lat)) return;
    const lon = readField(scan, row, Number.isNaN(high) ? f.lonLow : f.lon);
    if (readField(scan, row, f.rab) === 1) {
      feed.counters.monitors++;
      return;
    }
    if (isForeign(feed, readField(scan, row, f.sim), readField(scan, row, f.tst))) return;
    const claims = makeClaims(
      readField(scan, row, f.address),
      readField(scan, row, f.modeA),
      callsignOf(readField(scan, row, f.ident)),
      Number.NaN,
    );
    const emergency = EMERGENCIES[readField(scan, row, f.status)];
    if (emergency !== undefined) claims.emergency = emergency;
    if (readField(scan, row, f.gbs) === 1) claims.onGround = true;
    const kind = EMITTERS.get(readField(scan, row, f.emitter));
    if (kind !== undefined) claims.classes = [{ type: kind, confidence: 0.9 } satisfies ClassClaim];
    const speed = readField(scan, row, f.speed) * NM_TO_M;
    const course = readField(scan, row, f.course) * DEG_TO_RAD;
    const climb = readField(scan, row, f.climb);
    const varM2 = variance(
      readField(scan, row, f.nacp),
      readField(scan, row, f.nucp),
      entry.sensor.sdPositionM,
    );
    feed.batch.plots.push(
      makePlot({
        sourceId: feed.config.id,
        sensorId: entry.sensor.id,
        at: feed.timeOfDay(
          firstOf(
            readField(scan, row, f.at),
            readField(scan, row, f.received),
            readField(scan, row, f.old),
            readField(scan, row, f.sent),
          ),
        ),
        receivedAt: feed.receivedAt,
        form: PLOT_FORM.position,
        environment: feed.environment ?? 'air',
        latRad: lat * DEG_TO_RAD,
        lonRad: lon * DEG_TO_RAD,
        covEE: varM2,
        covEN: 0,
        covNN: varM2,
        ...heightOf(
          readField(scan, row, f.height) * FT_TO_M,
          readField(scan, row, f.level) * FL_TO_M,
        ),
        vEastMps: speed * Math.sin(course),
        vNorthMps: speed * Math.cos(course),
        vUpMps: (Number.isNaN(climb) ? readField(scan, row, f.climbBaro) : climb) * FPM_TO_MPS,
        sdVelocityMps: entry.sensor.sdVelocityMps,
        claims: orNull(claims),
        simulated: feed.config.simulated,
      }),
    );
  };
}

function firstOf(...values: readonly number[]): number {
  return values.find((value) => !Number.isNaN(value)) ?? Number.NaN;
}

function heightOf(
  geometricM: number,
  pressureM: number,
): Pick<Plot, 'altM' | 'sdAltM' | 'altKind'> {
  if (!Number.isNaN(geometricM)) return { altM: geometricM, sdAltM: 20, altKind: 'ellipsoid' };
  if (!Number.isNaN(pressureM)) return { altM: pressureM, sdAltM: 25, altKind: 'pressure' };
  return { altM: Number.NaN, sdAltM: Number.NaN, altKind: 'none' };
}

const CAT062_PATHS = {
  ...SOURCE_PATHS,
  time: '070',
  number: '040',
  sim: '080/SIM',
  tse: '080/TSE',
  lat: '105/LAT',
  lon: '105/LON',
  vx: '185/VX',
  vy: '185/VY',
  climb: '220',
  geometric: '130',
  baro: '135/CTB',
  level: '136',
  modeA: '060/MODE3A',
  address: '380/ADR',
  ident: '380/ID',
  target: '245/CHR',
  sdX: '500/APC/X',
  sdY: '500/APC/Y',
} as const;

/** CAT062: a track another system already made; correlated, never counted twice. The end of a track gives no plot. */
export function mapCat062(edition: Edition): RecordMapper {
  const f = compileFields(edition, CAT062_PATHS);
  return (scan, row, feed) => {
    const entry = feed.sensor(scan, row, f, 'tracks');
    const lat = readField(scan, row, f.lat);
    if (entry === undefined || Number.isNaN(lat) || readField(scan, row, f.tse) === 1) return;
    if (isForeign(feed, readField(scan, row, f.sim), 0)) return;
    const ident = callsignOf(readField(scan, row, f.ident));
    const claims = makeClaims(
      readField(scan, row, f.address),
      readField(scan, row, f.modeA),
      ident === '' ? callsignOf(readField(scan, row, f.target)) : ident,
      readField(scan, row, f.number),
    );
    const sdX = readField(scan, row, f.sdX);
    const sd = entry.sensor.sdPositionM;
    const level = readField(scan, row, f.level);
    feed.batch.plots.push(
      makePlot({
        sourceId: feed.config.id,
        sensorId: entry.sensor.id,
        at: feed.timeOfDay(readField(scan, row, f.time)),
        receivedAt: feed.receivedAt,
        form: PLOT_FORM.position,
        environment: feed.environment ?? 'air',
        latRad: lat * DEG_TO_RAD,
        lonRad: readField(scan, row, f.lon) * DEG_TO_RAD,
        covEE: (Number.isNaN(sdX) ? sd : Math.max(sdX, 1)) ** 2,
        covEN: 0,
        covNN: (Number.isNaN(sdX) ? sd : Math.max(readField(scan, row, f.sdY), 1)) ** 2,
        ...heightOf(
          readField(scan, row, f.geometric) * FT_TO_M,
          firstOf(level, readField(scan, row, f.baro)) * FL_TO_M,
        ),
        vEastMps: readField(scan, row, f.vx),
        vNorthMps: readField(scan, row, f.vy),
        vUpMps: readField(scan, row, f.climb) * FPM_TO_MPS,
        sdVelocityMps: entry.sensor.sdVelocityMps,
        claims: orNull(claims),
        simulated: feed.config.simulated,
      }),
    );
  };
}

const CAT020_PATHS = {
  ...SOURCE_PATHS,
  time: '140',
  sim: '020/SIM',
  tst: '020/TST',
  rab: '020/RAB',
  gbs: '020/GBS',
  lat: '041/LAT',
  lon: '041/LON',
  x: '042/X',
  y: '042/Y',
  vx: '202/VX',
  vy: '202/VY',
  modeA: '070/MODE3A',
  level: '090/FL',
  geometric: '105',
  address: '220',
  ident: '245/CHR',
  track: '161/TRN',
} as const;

const scratch = new Float64Array(3);

/** CAT020: a position computed from arrival times at several stations. */
export function mapCat020(edition: Edition): RecordMapper {
  const f = compileFields(edition, CAT020_PATHS);
  return (scan, row, feed) => {
    const entry = feed.sensor(scan, row, f, 'position');
    if (entry === undefined) return;
    if (readField(scan, row, f.rab) === 1) {
      feed.counters.monitors++;
      return;
    }
    if (isForeign(feed, readField(scan, row, f.sim), readField(scan, row, f.tst))) return;
    let latRad = readField(scan, row, f.lat) * DEG_TO_RAD;
    let lonRad = readField(scan, row, f.lon) * DEG_TO_RAD;
    if (Number.isNaN(latRad)) {
      const x = readField(scan, row, f.x);
      if (Number.isNaN(x)) return;
      if (entry.frame === null) {
        feed.unplaced(entry, 'I020/042');
        return;
      }
      entry.frame.toGeodetic(x, readField(scan, row, f.y), 0, scratch);
      latRad = scratch[0]!;
      lonRad = scratch[1]!;
    }
    const claims = makeClaims(
      readField(scan, row, f.address),
      readField(scan, row, f.modeA),
      callsignOf(readField(scan, row, f.ident)),
      readField(scan, row, f.track),
    );
    if (readField(scan, row, f.gbs) === 1) claims.onGround = true;
    const varM2 = entry.sensor.sdPositionM ** 2;
    feed.batch.plots.push(
      makePlot({
        sourceId: feed.config.id,
        sensorId: entry.sensor.id,
        at: feed.timeOfDay(readField(scan, row, f.time)),
        receivedAt: feed.receivedAt,
        form: PLOT_FORM.position,
        environment: feed.environment ?? 'air',
        latRad,
        lonRad,
        covEE: varM2,
        covEN: 0,
        covNN: varM2,
        ...heightOf(
          readField(scan, row, f.geometric) * FT_TO_M,
          readField(scan, row, f.level) * FL_TO_M,
        ),
        vEastMps: readField(scan, row, f.vx),
        vNorthMps: readField(scan, row, f.vy),
        sdVelocityMps: entry.sensor.sdVelocityMps,
        claims: orNull(claims),
        simulated: feed.config.simulated,
      }),
    );
  };
}
