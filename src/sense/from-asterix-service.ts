/** Service messages: CAT002 and 034 tell where the antenna is, and with CAT034 where the radar stands. */
import { DEG_TO_RAD } from '../base/index.ts';
import {
  compileFields,
  readField,
  type BlockScan,
  type Edition,
  type Field,
} from '../wire/asterix/index.ts';
import {
  SOURCE_PATHS,
  type AsterixContext,
  type RecordMapper,
  type SensorEntry,
} from './from-asterix-context.ts';

const NORTH_MARKER = 1;
const SECTOR_CROSSING = 2;
/** A site that moves less than this is the same site said again, rad (about 6 m). */
const SAME_SITE_RAD = 1e-6;

const CAT034_PATHS = {
  ...SOURCE_PATHS,
  type: '000',
  sector: '020',
  time: '030',
  turn: '041',
  height: '120/HGT',
  lat: '120/LAT',
  lon: '120/LON',
} as const;
const CAT002_PATHS = {
  ...SOURCE_PATHS,
  type: '000',
  sector: '020',
  time: '030',
  turn: '041',
} as const;

export function mapCat034(edition: Edition): RecordMapper {
  const f = compileFields(edition, CAT034_PATHS);
  return (scan, row, feed) => {
    const entry = feed.sensor(scan, row, f, 'radar2d');
    if (entry === undefined) return;
    learnSite(scan, row, f, feed, entry);
    mark(scan, row, f, feed, entry);
  };
}

export function mapCat002(edition: Edition): RecordMapper {
  const f = compileFields(edition, CAT002_PATHS);
  return (scan, row, feed) => {
    const entry = feed.sensor(scan, row, f, 'radar2d');
    if (entry !== undefined) mark(scan, row, f, feed, entry);
  };
}

function mark(
  scan: BlockScan,
  row: number,
  f: Readonly<Record<keyof typeof CAT002_PATHS, Field>>,
  feed: AsterixContext,
  entry: SensorEntry,
): void {
  const type = readField(scan, row, f.type);
  if (type !== NORTH_MARKER && type !== SECTOR_CROSSING) return;
  const turn = readField(scan, row, f.turn);
  const known = entry.sensor.periodS;
  const differs = turn > 0 && !(Math.abs(turn - known) < 0.1 * turn);
  if (differs && !feed.isConfigured(entry.sensor.id))
    feed.putSensor(entry, { ...entry.sensor, periodS: turn });
  const azimuth = type === NORTH_MARKER ? 0 : readField(scan, row, f.sector) * DEG_TO_RAD;
  feed.batch.marks.push({
    sensorId: entry.sensor.id,
    at: feed.timeOfDay(readField(scan, row, f.time)),
    kind: type === NORTH_MARKER ? 'north' : 'sector',
    azimuthRad: Number.isNaN(azimuth) ? 0 : azimuth,
  });
}

/** I034/120: the radar says where it stands. Configuration, where there is one, is believed more. */
function learnSite(
  scan: BlockScan,
  row: number,
  f: Readonly<Record<keyof typeof CAT034_PATHS, Field>>,
  feed: AsterixContext,
  entry: SensorEntry,
): void {
  const lat = readField(scan, row, f.lat);
  if (Number.isNaN(lat) || feed.isConfigured(entry.sensor.id)) return;
  const latRad = lat * DEG_TO_RAD;
  const lonRad = readField(scan, row, f.lon) * DEG_TO_RAD;
  const same =
    Math.abs(latRad - entry.sensor.latRad) < SAME_SITE_RAD &&
    Math.abs(lonRad - entry.sensor.lonRad) < SAME_SITE_RAD;
  if (same) return;
  const height = readField(scan, row, f.height);
  feed.putSensor(entry, {
    ...entry.sensor,
    latRad,
    lonRad,
    heightM: Number.isNaN(height) ? 0 : height,
  });
}
