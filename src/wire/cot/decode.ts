// Hot path: one object an event, and its texts that are not in the table; with the scan below 6 microseconds.
import {
  decodeFault,
  encodeUtf8,
  fail,
  ok,
  type DecodeFault,
  type Result,
} from '../../base/index.ts';
import { CotDetail } from './detail.ts';
import { knownOrNull, type CotEvent } from './event.ts';
import { COT_LIMITS } from './limits.ts';
import { parseNumber } from './number.ts';
import { isWritableTime, parseTime } from './time.ts';
import { attributeText, contentText } from './xml-text.ts';
import {
  ATTRIBUTE,
  END,
  FROM,
  KEY,
  keyOfName,
  KIND,
  NAME,
  NAME_END,
  NEXT,
  SCAN,
  STRIDE,
  TO,
  XmlScan,
} from './xml-scan.ts';

const scan = new XmlScan();
/** for what follows an event */
const tail = new XmlScan();
const EMPTY = new Uint8Array(0);

/**
 * One CoT event as XML, alone in `bytes` (a datagram, a file). The event keeps a view of the octets for its detail:
 * do not change them after.
 *
 * Strict: well-formed XML in UTF-8 without a document type; `event` with uid, type, time, start and stale; exactly one
 * `point` with lat and lon in their ranges. Lenient: `how`, hae, ce, le and detail may be missing, attributes may be
 * unknown, a time without zone is UTC.
 *
 * Faults: `truncated` (the event does not end), `bad-syntax` (not well-formed), `bad-value` (a field),
 * `bad-length` (beyond COT_LIMITS), `unsupported` (another encoding).
 */
export function decodeCot(given: Uint8Array | string): Result<CotEvent, DecodeFault> {
  const bytes = typeof given === 'string' ? encodeUtf8(given) : given;
  if (bytes.length > COT_LIMITS.eventOctets)
    return fail(
      decodeFault('bad-length', 0, 'event', `more than ${COT_LIMITS.eventOctets} octets`),
    );
  const step = scan.scan(bytes, 0, bytes.length);
  if (step !== SCAN.done) return fail(scanFault(scan, step, bytes.length));
  if (hasMore(bytes, scan.end))
    return fail(decodeFault('bad-syntax', scan.end, 'event', 'something after the event'));
  return readEvent(bytes, scan);
}

export function scanFault(found: XmlScan, step: number, length: number): DecodeFault {
  return step === SCAN.more
    ? decodeFault('truncated', length, 'event', 'the event does not end')
    : decodeFault(found.faultCode, found.faultAt, 'event', found.faultText);
}

/** Whether something but white space and comments follows the event. */
function hasMore(bytes: Uint8Array, end: number): boolean {
  let i = end;
  while (i < bytes.length && bytes[i]! <= 32 && bytes[i] !== 0) i++;
  if (i === bytes.length) return false;
  const step = tail.scan(bytes, i, bytes.length, true);
  return step !== SCAN.done || tail.count > 0 || contentText(bytes, i, bytes.length).trim() !== '';
}

/** Whether the name of a node is that ASCII text. */
export function isNamed(bytes: Uint8Array, nodes: Int32Array, node: number, name: string): boolean {
  const from = nodes[node + NAME]!;
  if (nodes[node + NAME_END]! - from !== name.length) return false;
  for (let i = 0; i < name.length; i++) if (bytes[from + i] !== name.charCodeAt(i)) return false;
  return true;
}

function bad(at: number, item: string, detail: string): { ok: false; fault: DecodeFault } {
  return { ok: false, fault: decodeFault('bad-value', at, item, detail) };
}

/** Values of the last numeric or time attribute read, so that no object is needed for them. */
function numberOf(bytes: Uint8Array, nodes: Int32Array, node: number): number {
  const from = nodes[node + FROM]!;
  const to = nodes[node + TO]!;
  if (nodes[node + END] === 0) return parseNumber(bytes, from, to);
  const text = encodeUtf8(attributeText(bytes, from, to, nodes[node + END]!));
  return parseNumber(text, 0, text.length);
}

function timeOf(bytes: Uint8Array, nodes: Int32Array, node: number): number {
  const from = nodes[node + FROM]!;
  const to = nodes[node + TO]!;
  if (nodes[node + END] === 0) return parseTime(bytes, from, to);
  const text = encodeUtf8(attributeText(bytes, from, to, nodes[node + END]!));
  return parseTime(text, 0, text.length);
}

/** Attributes of `event` that are texts, in the order of their slots. */
const TEXTS = ['version', 'uid', 'type', 'how', 'access', 'qos', 'opex', 'caveat', 'releaseableTo'];
const TIMES = ['time', 'start', 'stale'];
const NUMBERS = ['lat', 'lon', 'hae', 'ce', 'le'];
const TEXT_KEYS = Int32Array.from(TEXTS, keyOfName);
const TIME_KEYS = Int32Array.from(TIMES, keyOfName);
const NUMBER_KEYS = Int32Array.from(NUMBERS, keyOfName);
/** Nodes of them in the event being read; 0 when not given. Filled anew each time. */
const textNodes = new Int32Array(TEXTS.length);
const timeNodes = new Int32Array(TIMES.length);
const numberNodes = new Int32Array(NUMBERS.length);

function fileNode(
  bytes: Uint8Array,
  nodes: Int32Array,
  node: number,
  names: readonly string[],
  keys: Int32Array,
  slots: Int32Array,
): boolean {
  const key = nodes[node + KEY]!;
  for (let k = 0; k < keys.length; k++) {
    if (keys[k] !== key || !isNamed(bytes, nodes, node, names[k]!)) continue;
    slots[k] = node;
    return true;
  }
  return false;
}

/**
 * The event that a scan (done) of `bytes` found. Faults: `bad-value`.
 * @param kept octets that the event may keep a view of: `bytes` itself, or a copy of it from `keptFrom` on
 */
export function readEvent(
  bytes: Uint8Array,
  found: XmlScan,
  kept: Uint8Array = bytes,
  keptFrom = 0,
): Result<CotEvent, DecodeFault> {
  const { nodes, count } = found;
  const root = nodes[NAME]! - 1;
  if (!isNamed(bytes, nodes, 0, 'event')) return bad(root, 'event', 'the root is no event');
  textNodes.fill(0);
  timeNodes.fill(0);
  let other: Map<string, string> | null = null;
  let node = STRIDE;
  for (; node < count && nodes[node + KIND] === ATTRIBUTE; node += STRIDE) {
    if (fileNode(bytes, nodes, node, TEXTS, TEXT_KEYS, textNodes)) continue;
    if (fileNode(bytes, nodes, node, TIMES, TIME_KEYS, timeNodes)) continue;
    other ??= new Map();
    const name = contentText(bytes, nodes[node + NAME]!, nodes[node + NAME_END]!);
    other.set(name, valueOf(bytes, nodes, node));
  }
  let point = 0;
  let detail = 0;
  for (; node < count; node = nodes[node + NEXT]!) {
    if (isNamed(bytes, nodes, node, 'point')) {
      if (point > 0) return bad(nodes[node + NAME]!, 'point', 'given twice');
      point = node;
    } else if (isNamed(bytes, nodes, node, 'detail')) {
      if (detail > 0) return bad(nodes[node + NAME]!, 'detail', 'given twice');
      detail = node;
    }
  }
  for (const k of [1, 2]) if (textNodes[k] === 0) return bad(root, TEXTS[k]!, 'is required');
  if (point === 0) return bad(root, 'point', 'is required');
  const uidNode = textNodes[1]!;
  const uidOctets = nodes[uidNode + TO]! - nodes[uidNode + FROM]!;
  if (uidOctets > COT_LIMITS.uidOctets)
    return bad(nodes[uidNode + FROM]!, 'uid', `more than ${COT_LIMITS.uidOctets} octets`);
  const uid = valueOf(bytes, nodes, uidNode);
  const type = valueOf(bytes, nodes, textNodes[2]!);
  if (uid === '') return bad(nodes[uidNode + FROM]!, 'uid', 'is empty');
  if (type === '') return bad(nodes[textNodes[2]! + FROM]!, 'type', 'is empty');
  const wrongTime = checkTimes(bytes, nodes, root);
  if (wrongTime !== null) return fail(wrongTime);
  const wrongPoint = readPoint(bytes, nodes, count, point);
  if (wrongPoint !== null) return fail(wrongPoint);
  const version = textNodes[0]! === 0 ? '2.0' : valueOf(bytes, nodes, textNodes[0]!);
  // the schema takes every decimal from 2 on
  if (version !== '2.0' && !(/^\s*\d+(\.\d*)?\s*$/.test(version) && Number(version) >= 2))
    return bad(root, 'version', `${JSON.stringify(version)} is not 2.0 or later`);
  return ok({
    version,
    uid,
    type,
    how: optional(bytes, nodes, 3) ?? '',
    timeAt: times[0]!,
    startAt: times[1]!,
    staleAt: times[2]!,
    latDeg: numbers[0]!,
    lonDeg: numbers[1]!,
    haeM: knownOrNull(numbers[2]!),
    ceM: numbers[3]! < 0 ? null : knownOrNull(numbers[3]!),
    leM: numbers[4]! < 0 ? null : knownOrNull(numbers[4]!),
    access: optional(bytes, nodes, 4),
    qos: optional(bytes, nodes, 5),
    opex: optional(bytes, nodes, 6),
    caveat: optional(bytes, nodes, 7),
    releaseableTo: optional(bytes, nodes, 8),
    other,
    detail: detail === 0 ? null : detailOf(kept, keptFrom, nodes, detail),
  });
}

const times = new Float64Array(3);
const numbers = new Float64Array(5);

function valueOf(bytes: Uint8Array, nodes: Int32Array, node: number): string {
  return attributeText(bytes, nodes[node + FROM]!, nodes[node + TO]!, nodes[node + END]!);
}

function optional(bytes: Uint8Array, nodes: Int32Array, slot: number): string | null {
  const node = textNodes[slot]!;
  return node === 0 ? null : valueOf(bytes, nodes, node);
}

function detailOf(kept: Uint8Array, keptFrom: number, nodes: Int32Array, node: number): CotDetail {
  const from = nodes[node + FROM]!;
  const to = nodes[node + TO]!;
  return new CotDetail(from < to ? kept.subarray(from - keptFrom, to - keptFrom) : EMPTY);
}

/** Fills `times`. */
function checkTimes(bytes: Uint8Array, nodes: Int32Array, root: number): DecodeFault | null {
  for (let k = 0; k < 3; k++) {
    const node = timeNodes[k]!;
    if (node === 0) return decodeFault('bad-value', root, TIMES[k]!, 'is required');
    const at = timeOf(bytes, nodes, node);
    if (!isWritableTime(at)) {
      const text = JSON.stringify(valueOf(bytes, nodes, node).slice(0, 40));
      return decodeFault('bad-value', nodes[node + FROM]!, TIMES[k]!, `${text} is no time`);
    }
    times[k] = at;
  }
  return null;
}

/** Fills `numbers`: latitude, longitude, and hae, ce, le with NaN for what was not given. */
function readPoint(
  bytes: Uint8Array,
  nodes: Int32Array,
  count: number,
  point: number,
): DecodeFault | null {
  numberNodes.fill(0);
  for (let node = point + STRIDE; node < count && nodes[node + KIND] === ATTRIBUTE; node += STRIDE)
    fileNode(bytes, nodes, node, NUMBERS, NUMBER_KEYS, numberNodes);
  for (let k = 0; k < 5; k++) {
    const node = numberNodes[k]!;
    const value = node === 0 ? Number.NaN : numberOf(bytes, nodes, node);
    numbers[k] = value;
    const most = k === 0 ? 90 : k === 1 ? 180 : Number.POSITIVE_INFINITY;
    if (Math.abs(value) <= most) continue;
    const at = node === 0 ? nodes[point + NAME]! : nodes[node + FROM]!;
    if (k < 2 && node === 0) return decodeFault('bad-value', at, NUMBERS[k]!, 'is required');
    const text = node === 0 ? '' : valueOf(bytes, nodes, node).trim();
    // a height or error written NaN, or not at all, is one that is not known
    if (k >= 2 && /^(|[-+]?(nan|inf|infinity))$/i.test(text)) continue;
    const why = k < 2 ? `no number within ${most} deg` : 'no number';
    return decodeFault(
      'bad-value',
      at,
      NUMBERS[k]!,
      `${JSON.stringify(text.slice(0, 40))} is ${why}`,
    );
  }
  return null;
}
