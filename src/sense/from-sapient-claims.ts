import type { Claims, ClassClaim, Environment } from '../model/index.ts';
import type {
  Classification,
  DetectionReport,
  ObjectInfo,
  SubClass,
} from '../wire/sapient/index.ts';

/** Bounds on what one detection may claim. */
const MAX_CLASSES = 16;
const MAX_SIGNALS = 8;
const MAX_TEXT = 64;
const MAX_NODES = 8;

/** CTA-2063-A serial: four letters of the maker, the length of the rest (1..F), the rest. No letters I and O. */
const UAS_SERIAL = /^[0-9A-HJ-NP-Z]{4}([1-9A-F])([0-9A-HJ-NP-Z]{1,15})$/;
/** Aircraft registration: national prefix, dash, rest; or a US one. */
const TAIL = /^(?:[A-Z0-9]{1,2}-[A-Z0-9]{2,5}|N\d{1,5}[A-Z]{0,2})$/;

/** Classes of the standard's taxonomy, the most specific of each branch, in the words of the source. */
export function flattenClasses(
  classification: readonly Classification[] | undefined,
): ClassClaim[] {
  const out: ClassClaim[] = [];
  for (const one of classification ?? []) addBranch(one, 1, 0, out);
  return out;
}

/** A branch's confidence goes to its sub-classes as far as they claim it; the rest stays with the class itself. */
function addBranch(
  branch: Classification | SubClass,
  parentConfidence: number,
  depth: number,
  out: ClassClaim[],
): void {
  if (out.length >= MAX_CLASSES || depth > 4) return;
  const own = unit(branch.confidence) ?? parentConfidence;
  let left = own;
  for (const sub of branch.sub_class ?? []) {
    addBranch(sub, own, depth + 1, out);
    left -= Math.min(left, unit(sub.confidence) ?? own);
  }
  const type = (branch.type ?? '').trim().slice(0, MAX_TEXT);
  if (type !== '' && left > 0.005 && out.length < MAX_CLASSES) out.push({ type, confidence: left });
}

function unit(value: number | undefined): number | undefined {
  return value !== undefined && value >= 0 && value <= 1 ? value : undefined;
}

/** Where an object of these classes is: by the top level of the taxonomy. */
export function environmentOf(classification: readonly Classification[] | undefined): Environment {
  let best: Environment = 'unknown';
  let bestConfidence = 0;
  for (const one of classification ?? []) {
    const confidence = unit(one.confidence) ?? 0.5;
    const where = environmentOfClass(one);
    if (where !== 'unknown' && confidence > bestConfidence) {
      best = where;
      bestConfidence = confidence;
    }
  }
  return best;
}

function environmentOfClass(one: Classification): Environment {
  switch ((one.type ?? '').trim().toLowerCase()) {
    case 'air vehicle':
      // a control station is filed under Air Vehicle, and stands on the ground
      return one.sub_class?.[0]?.type === 'UAS Control Station' ? 'land' : 'air';
    case 'sea vessel':
      return 'sea';
    case 'land vehicle':
    case 'human':
    case 'fixed object':
      return 'land';
    case 'animal':
      return one.sub_class?.[0]?.type?.toLowerCase() === 'bird' ? 'air' : 'land';
    default:
      return 'unknown';
  }
}

/** What a detection says of who the object is. */
export function claimsOf(detection: DetectionReport): Claims {
  const claims: { -readonly [K in keyof Claims]: Claims[K] } = {};
  if (detection.object_id !== undefined) claims.objectId = detection.object_id.slice(0, MAX_TEXT);
  const classes = flattenClasses(detection.classification);
  if (classes.length > 0) claims.classes = classes;
  const behaviours = (detection.behaviour ?? []).slice(0, MAX_CLASSES).map((one) => ({
    type: (one.type ?? '').slice(0, MAX_TEXT),
    confidence: unit(one.confidence) ?? 1,
  }));
  if (behaviours.length > 0) claims.behaviours = behaviours;
  const signals = (detection.signal ?? []).slice(0, MAX_SIGNALS).map((one) => ({
    centreHz: one.centre_frequency ?? Number.NaN,
    amplitude: one.amplitude ?? Number.NaN,
  }));
  if (signals.length > 0) claims.signals = signals;
  const contributors = nodesIn(detection);
  if (contributors.length > 0) claims.contributors = contributors;
  const confidence = unit(detection.detection_confidence);
  if (confidence !== undefined) claims.detectionConfidence = confidence;
  nameClaims(detection, classes, claims);
  for (const info of detection.object_info ?? []) infoClaim(info, claims);
  return claims;
}

/** Nodes whose detections a fusion node says are in this one. */
function nodesIn({ associated_detection, derived_detection }: DetectionReport): string[] {
  const nodes = new Set<string>();
  for (const one of [...(associated_detection ?? []), ...(derived_detection ?? [])])
    if (one.node_id && nodes.size < MAX_NODES) nodes.add(one.node_id.slice(0, MAX_TEXT));
  return [...nodes];
}

/** `id` carries what the object calls itself: a Remote ID serial, or a tail number. */
function nameClaims(
  detection: DetectionReport,
  classes: readonly ClassClaim[],
  claims: { uasId?: string; tail?: string },
): void {
  const id = (detection.id ?? '').trim().slice(0, MAX_TEXT);
  if (id === '') return;
  const serial = UAS_SERIAL.exec(id);
  const unmanned = classes.some(({ type }) => /\bUA[SV]\b/i.test(type));
  if (serial && Number.parseInt(serial[1]!, 16) === serial[2]!.length) claims.uasId = id;
  else if (TAIL.test(id) || !unmanned) claims.tail = id;
  else claims.uasId = id;
}

/** Identities that nodes put into object_info under a name of their own. */
function infoClaim(
  info: ObjectInfo,
  claims: { icao?: number; mmsi?: number; callsign?: string; uasId?: string; shipName?: string },
): void {
  const value = (info.value ?? '').trim().slice(0, MAX_TEXT);
  if (value === '') return;
  switch ((info.type ?? '').toLowerCase().replace(/[^a-z]/g, '')) {
    case 'icao':
    case 'icaoaddress':
    case 'modes':
      if (/^[0-9a-f]{6}$/i.test(value)) claims.icao = Number.parseInt(value, 16);
      return;
    case 'mmsi':
      if (/^\d{9}$/.test(value)) claims.mmsi = Number(value);
      return;
    case 'callsign':
      claims.callsign = value;
      return;
    case 'remoteid':
    case 'uasid':
    case 'serialnumber':
      claims.uasId = value;
      return;
    case 'shipname':
    case 'vesselname':
      claims.shipName = value;
      return;
    default:
      return;
  }
}
