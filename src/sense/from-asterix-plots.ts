/** Target reports that measure: CAT001 and 048 (radar plots), 010 (surface movement, coastal). */
import { DEG_TO_RAD, FT_TO_M, NM_TO_M, wrapTwoPi } from '../base/index.ts';
import { makePlot, PLOT_FORM, type Plot } from '../model/index.ts';
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
  type RecordMapper,
  type SensorEntry,
} from './from-asterix-context.ts';

/** Mode C comes in steps of 100 ft (1/4 FL with Mode S); the atmosphere and the transponder add more. */
const SD_MODE_C_M = 25;
const FL_TO_M = 100 * FT_TO_M;

type Fields<P> = Readonly<Record<keyof P, Field>>;

const PLOT_PATHS = {
  ...SOURCE_PATHS,
  time: '140',
  typ: '020/TYP',
  sim: '020/SIM',
  rab: '020/RAB',
  tst: '020/TST',
  rho: '040/RHO',
  theta: '040/THETA',
  vA: '070/V',
  gA: '070/G',
  modeA: '070/MODE3A',
  lA: '070/L',
  vC: '090/V',
  gC: '090/G',
  level: '090/FL',
  height3d: '110/3DH',
  address: '220',
  ident: '240',
  track: '161/TRN',
} as const;

/** Exercise data in a live feed is not taken in: it must never mix. Returns true when the record is to be left out. */
export function isForeign(feed: AsterixContext, sim: number, tst: number): boolean {
  if (feed.config.simulated || (sim !== 1 && tst !== 1)) return false;
  feed.counters.simulated++;
  if (feed.counters.simulated % 1024 === 1) {
    feed.report('020/SIM', 'simulated or test targets in a live feed are left out');
  }
  return true;
}

/** CAT048: one radar plot. */
export function mapCat048(edition: Edition): RecordMapper {
  const f = compileFields(edition, PLOT_PATHS);
  return (scan, row, feed) => {
    const entry = feed.sensor(scan, row, f, 'radar2d');
    if (entry === undefined || readField(scan, row, f.rho) !== readField(scan, row, f.rho)) return;
    const typ = readField(scan, row, f.typ);
    if (typ === 0) {
      feed.counters.coasted++;
      return;
    }
    if (readField(scan, row, f.rab) === 1) {
      feed.counters.monitors++;
      return;
    }
    if (isForeign(feed, readField(scan, row, f.sim), readField(scan, row, f.tst))) return;
    if (!entry.placed) {
      feed.unplaced(entry, 'I048/040');
      return;
    }
    const modeA = readField(scan, row, f.vA) === 0 && readField(scan, row, f.gA) === 0;
    const claims = makeClaims(
      readField(scan, row, f.address),
      modeA && readField(scan, row, f.lA) !== 1 ? readField(scan, row, f.modeA) : Number.NaN,
      callsignOf(readField(scan, row, f.ident)),
      readField(scan, row, f.track),
    );
    const rangeM = readField(scan, row, f.rho) * NM_TO_M;
    feed.batch.plots.push(
      polarPlot(feed, entry, {
        at: feed.timeOfDay(readField(scan, row, f.time)),
        rangeM,
        azimuthRad: readField(scan, row, f.theta) * DEG_TO_RAD,
        claims: orNull(claims),
        ...heightOf(scan, row, f, entry, rangeM),
      }),
    );
  };
}

/** Mode C where it is valid, else the height of a 3D radar (above mean sea level). */
function heightOf(
  scan: BlockScan,
  row: number,
  f: Fields<typeof PLOT_PATHS>,
  entry: SensorEntry,
  rangeM: number,
): Pick<Plot, 'altM' | 'sdAltM' | 'altKind'> {
  const level = readField(scan, row, f.level);
  const valid = readField(scan, row, f.vC) === 0 && readField(scan, row, f.gC) === 0;
  if (valid && !Number.isNaN(level)) {
    return { altM: level * FL_TO_M, sdAltM: SD_MODE_C_M, altKind: 'pressure' };
  }
  const height = readField(scan, row, f.height3d);
  if (Number.isNaN(height)) return { altM: Number.NaN, sdAltM: Number.NaN, altKind: 'none' };
  const sdElevation = entry.sensor.sdElevationRad;
  const sdAltM = Math.max(30, rangeM * (Number.isFinite(sdElevation) ? sdElevation : 0.01));
  return { altM: height * FT_TO_M, sdAltM, altKind: 'msl' };
}

function polarPlot(
  feed: AsterixContext,
  entry: SensorEntry,
  given: Pick<Plot, 'at' | 'rangeM' | 'azimuthRad' | 'claims'> & Partial<Plot>,
): Plot {
  const { sensor } = entry;
  return makePlot({
    sourceId: feed.config.id,
    sensorId: sensor.id,
    receivedAt: feed.receivedAt,
    form: PLOT_FORM.polar2d,
    environment: feed.environment ?? 'air',
    sdRangeM: sensor.sdRangeM,
    sdAzimuthRad: sensor.sdAzimuthRad,
    simulated: feed.config.simulated,
    ...given,
    azimuthRad: wrapTwoPi(given.azimuthRad),
  });
}

const CAT001_PATHS = {
  ...SOURCE_PATHS,
  time: '141',
  typ: '020/TYP',
  sim: '020/SIM',
  seen: '020/SSRPSR',
  rab: '020/RAB',
  tst: '020/TST',
  rho: '040/RHO',
  theta: '040/THETA',
  vA: '070/V',
  gA: '070/G',
  modeA: '070/MODE3A',
  lA: '070/L',
  vC: '090/V',
  gC: '090/G',
  level: '090/HGT',
  track: '161',
} as const;

/** CAT001: a plot, or a track of the radar's own with its last plot. */
export function mapCat001(edition: Edition): RecordMapper {
  const f = compileFields(edition, CAT001_PATHS);
  return (scan, row, feed) => {
    const entry = feed.sensor(scan, row, f, 'radar2d');
    const rho = readField(scan, row, f.rho);
    if (entry === undefined || Number.isNaN(rho)) return;
    if (readField(scan, row, f.seen) === 0) {
      feed.counters.coasted++;
      return;
    }
    if (readField(scan, row, f.rab) === 1) {
      feed.counters.monitors++;
      return;
    }
    if (isForeign(feed, readField(scan, row, f.sim), readField(scan, row, f.tst))) return;
    if (!entry.placed) {
      feed.unplaced(entry, 'I001/040');
      return;
    }
    const modeA = readField(scan, row, f.vA) === 0 && readField(scan, row, f.gA) === 0;
    const track = readField(scan, row, f.typ) === 1 ? readField(scan, row, f.track) : Number.NaN;
    const code =
      modeA && readField(scan, row, f.lA) !== 1 ? readField(scan, row, f.modeA) : Number.NaN;
    const level = readField(scan, row, f.level);
    const valid =
      !Number.isNaN(level) && readField(scan, row, f.vC) === 0 && readField(scan, row, f.gC) === 0;
    feed.batch.plots.push(
      polarPlot(feed, entry, {
        at: feed.truncatedTimeOfDay(readField(scan, row, f.time)),
        rangeM: rho * NM_TO_M,
        azimuthRad: readField(scan, row, f.theta) * DEG_TO_RAD,
        claims: orNull(makeClaims(Number.NaN, code, '', track)),
        altM: valid ? level * FL_TO_M : Number.NaN,
        sdAltM: valid ? 2 * SD_MODE_C_M : Number.NaN,
        altKind: valid ? 'pressure' : 'none',
      }),
    );
  };
}

const CAT010_PATHS = {
  ...SOURCE_PATHS,
  type: '000',
  time: '140',
  sim: '020/SIM',
  rab: '020/RAB',
  tst: '020/TST',
  gbs: '020/GBS',
  lat: '041/LAT',
  lon: '041/LON',
  rho: '040/RHO',
  theta: '040/TH',
  x: '042/X',
  y: '042/Y',
  vx: '202/VX',
  vy: '202/VY',
  speed: '200/GSP',
  course: '200/TRA',
  vA: '060/V',
  modeA: '060/MODE3A',
  level: '090/FL',
  address: '220',
  ident: '245/CHR',
  track: '161/TRK',
  sdX: '500/DEVX',
  sdY: '500/DEVY',
} as const;

/** I010/000: 1 = target report, 2 = start of update cycle, 3 and 4 = status and event. */
const TARGET_REPORT = 1;
const UPDATE_CYCLE = 2;

/** CAT010: polar, cartesian or WGS-84 position of a surface target; the start of an update cycle ends the frame. */
export function mapCat010(edition: Edition): RecordMapper {
  const f = compileFields(edition, CAT010_PATHS);
  return (scan, row, feed) => {
    const entry = feed.sensor(scan, row, f, 'radar2d');
    if (entry === undefined) return;
    const at = feed.timeOfDay(readField(scan, row, f.time));
    const type = readField(scan, row, f.type);
    if (type === UPDATE_CYCLE) {
      feed.batch.marks.push({ sensorId: entry.sensor.id, at, kind: 'frame', azimuthRad: 0 });
      return;
    }
    if (type !== TARGET_REPORT) return;
    if (readField(scan, row, f.rab) === 1) {
      feed.counters.monitors++;
      return;
    }
    if (isForeign(feed, readField(scan, row, f.sim), readField(scan, row, f.tst))) return;
    const place = surfacePlace(scan, row, f, feed, entry);
    if (place === null) return;
    const code = readField(scan, row, f.vA) === 0 ? readField(scan, row, f.modeA) : Number.NaN;
    const claims = makeClaims(
      readField(scan, row, f.address),
      code,
      callsignOf(readField(scan, row, f.ident)),
      readField(scan, row, f.track),
    );
    if (readField(scan, row, f.gbs) === 1) claims.onGround = true;
    const speed = readField(scan, row, f.speed) * NM_TO_M;
    const course = readField(scan, row, f.course) * DEG_TO_RAD;
    const vx = readField(scan, row, f.vx);
    feed.batch.plots.push(
      makePlot({
        sourceId: feed.config.id,
        sensorId: entry.sensor.id,
        at,
        receivedAt: feed.receivedAt,
        environment: feed.environment ?? 'unknown',
        vEastMps: Number.isNaN(vx) ? speed * Math.sin(course) : vx,
        vNorthMps: Number.isNaN(vx) ? speed * Math.cos(course) : readField(scan, row, f.vy),
        sdVelocityMps: entry.sensor.sdVelocityMps,
        claims: orNull(claims),
        simulated: feed.config.simulated,
        ...place,
      }),
    );
  };
}

const scratch = new Float64Array(3);

function surfacePlace(
  scan: BlockScan,
  row: number,
  f: Fields<typeof CAT010_PATHS>,
  feed: AsterixContext,
  entry: SensorEntry,
): Partial<Plot> | null {
  const sd = entry.sensor.sdPositionM;
  const own = readField(scan, row, f.sdX);
  const varE = (Number.isNaN(own) ? sd : Math.max(own, 0.5)) ** 2;
  const varN = (Number.isNaN(own) ? sd : Math.max(readField(scan, row, f.sdY), 0.5)) ** 2;
  const position = { form: PLOT_FORM.position, covEE: varE, covEN: 0, covNN: varN };
  const lat = readField(scan, row, f.lat);
  if (!Number.isNaN(lat)) {
    return {
      ...position,
      latRad: lat * DEG_TO_RAD,
      lonRad: readField(scan, row, f.lon) * DEG_TO_RAD,
    };
  }
  if (!entry.placed) {
    feed.unplaced(entry, 'I010/040');
    return null;
  }
  const rho = readField(scan, row, f.rho);
  if (!Number.isNaN(rho)) {
    const azimuthRad = wrapTwoPi(readField(scan, row, f.theta) * DEG_TO_RAD);
    const { sdRangeM, sdAzimuthRad } = entry.sensor;
    return { form: PLOT_FORM.polar2d, rangeM: rho, azimuthRad, sdRangeM, sdAzimuthRad };
  }
  const x = readField(scan, row, f.x);
  if (Number.isNaN(x) || entry.frame === null) return null;
  entry.frame.toGeodetic(x, readField(scan, row, f.y), 0, scratch);
  return { ...position, latRad: scratch[0]!, lonRad: scratch[1]! };
}
