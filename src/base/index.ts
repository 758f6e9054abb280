export { assert, AssertionFailed, unreachable } from './assert.ts';
export { bytesEqual, concatBytes, fromHex, fromLatin1, latin1, toHex } from './bytes.ts';
export { canonicalJson, type Json } from './canonical-json.ts';
export { crc32 } from './crc32.ts';
export {
  DECODE_FAULT_CODES,
  decodeFault,
  type DecodeFault,
  type DecodeFaultCode,
  type DecodeOutcome,
} from './fault.ts';
export {
  bearingRad,
  destination,
  distanceM,
  EARTH_RADIUS_M,
  ecefToGeodetic,
  EnuFrame,
  geodeticToEcef,
  WGS84_A,
  WGS84_E2,
  WGS84_F,
} from './geodesy.ts';
export { Random } from './random.ts';
export { fail, ok, type Result } from './result.ts';
export {
  DAY_MS,
  formatDtg,
  formatIso,
  HOUR_MS,
  MINUTE_MS,
  resolvePeriodic,
  resolveTimeOfDay,
} from './time.ts';
export {
  clamp,
  clampInt,
  DEG_TO_RAD,
  FPM_TO_MPS,
  FT_TO_M,
  KT_TO_MPS,
  NM_TO_M,
  RAD_TO_DEG,
  SIGMAS_95,
  TWO_PI,
  wrapPi,
  wrapTwoPi,
  roundTo,
} from './units.ts';
export { decodeUtf8, encodeUtf8 } from './utf8.ts';
export { amountWords, countWords, thingWords } from './count-words.ts';
