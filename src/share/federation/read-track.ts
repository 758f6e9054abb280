/** A row of a `tracks` message as a track of the ally, or why it is none. A row that is wrong costs only itself. */
import { fail, ok, type Result } from '../../base/index.ts';
import { ENVIRONMENTS, IDENTITIES, type ClassClaim, type SharedTrack } from '../../model/index.ts';
import { isRecord } from '../ledger/shapes.ts';

type Row = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const MAX_TEXT = 64;
const MAX_CLASSES = 16;
/** faster than anything that flies in the air, m/s */
const MAX_SPEED_MPS = 4000;

const within =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;
const whole =
  (most: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const isText: Check = (value) => typeof value === 'string' && value.length <= MAX_TEXT;
const isFlag: Check = (value) => typeof value === 'boolean';
const speed = within(-MAX_SPEED_MPS, MAX_SPEED_MPS);

const FIELDS: { readonly [field in Exclude<keyof SharedTrack, 'claims'>]: Check } = {
  number: whole(0xffff_ffff),
  at: within(0, 8.64e15),
  latDeg: within(-90, 90),
  lonDeg: within(-180, 180),
  altM: orNull(within(-1_000, 100_000)),
  vEastMps: speed,
  vNorthMps: speed,
  vUpMps: orNull(speed),
  covEE: within(0, 1e12),
  covEN: within(-1e12, 1e12),
  covNN: within(0, 1e12),
  sdAltM: orNull(within(0, 1e6)),
  sdVelocityMps: within(0, 1e4),
  quality: whole(15),
  existence: within(0, 1),
  environment: oneOf(ENVIRONMENTS),
  identity: oneOf(IDENTITIES),
  simulated: isFlag,
};

const CLAIMS: { readonly [claim in keyof SharedTrack['claims']]-?: Check } = {
  icao: whole(0xff_ffff),
  mmsi: whole(999_999_999),
  mode3A: whole(4095),
  callsign: isText,
  uasId: isText,
  shipName: isText,
  shipType: whole(255),
  emergency: isText,
  classes: (value) =>
    Array.isArray(value) && value.length <= MAX_CLASSES && value.every(isClassClaim),
};

const isConfidence = within(0, 1);

function isClassClaim(value: unknown): value is ClassClaim {
  return isRecord(value) && isText(value['type']) && isConfidence(value['confidence']);
}

/** @returns the track with the known fields only, or a sentence that names the field at fault */
export function readTrack(value: unknown): Result<SharedTrack, string> {
  if (!isRecord(value)) return fail('a track that is no object');
  const name = `track ${String(value['number']).slice(0, MAX_TEXT)}`;
  const track = take(value, FIELDS);
  if (typeof track === 'string') return fail(`${name}: ${track} is out of its range`);
  const said = value['claims'];
  if (!isRecord(said)) return fail(`${name}: claims is no object`);
  const claims = take(said, CLAIMS, true);
  if (typeof claims === 'string') return fail(`${name}: claims.${claims} is out of its range`);
  const { covEE, covEN, covNN } = track as { covEE: number; covEN: number; covNN: number };
  if (!(covEE > 0 && covNN > 0 && covEE * covNN > covEN * covEN))
    return fail(`${name}: its covariance is not positive definite`);
  return ok({ ...track, claims } as unknown as SharedTrack);
}

/** The checked fields of a row; the name of the first that is wrong. */
function take(
  row: Row,
  checks: Readonly<Record<string, Check>>,
  mayLack = false,
): Record<string, unknown> | string {
  const out: Record<string, unknown> = {};
  for (const [field, check] of Object.entries(checks)) {
    const value = row[field];
    if (value === undefined && mayLack) continue;
    if (!check(value)) return field;
    out[field] = value;
  }
  return out;
}
