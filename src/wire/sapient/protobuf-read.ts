// Hot path: protobuf reader; one object a message, no throw; with validation above 10,000 detections/s.
import { decodeUtf8 } from '../../base/index.ts';
import { READ, WIRE, type Field, type MessageType } from './schema.ts';

/** A decoded message: fields under the standard's names, absent fields absent, enums as numbers. */
export type ProtoObject = Record<string, unknown>;

/** A field that the table does not know, with its tag: written again on encoding. */
export interface UnknownField {
  readonly number: number;
  readonly wireType: number;
  readonly bytes: Uint8Array;
}

/** Where unknown fields of a message are kept; absent when there are none. */
export const UNKNOWN = '$unknown';

/** As deep as Google's readers go. */
const MAX_DEPTH = 100;
const { varint: VARINT, fixed64: FIXED64, length: LENGTH, group: GROUP, fixed32: FIXED32 } = WIRE;

export type ReadStatus = 'ok' | 'truncated' | 'bad-value' | 'bad-length';

/**
 * Reading state; `low` and `high` are the 32-bit halves of the varint read last, signed: every number here stays a small
 * integer. One length of 2^31 in them, and the engine reads all messages after it at half the speed (measured).
 */
export class ProtoReader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at = 0;
  low = 0;
  high = 0;
  status: ReadStatus = 'ok';
  faultAt = 0;
  detail = '';
  /** names from the damaged field outwards */
  readonly path: string[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

function failRead(reader: ProtoReader, status: ReadStatus, at: number, detail: string): false {
  reader.status = status;
  reader.faultAt = at;
  reader.detail = detail;
  return false;
}

function readVarint(reader: ProtoReader, end: number): boolean {
  const { bytes } = reader;
  const from = reader.at;
  // most numbers are tags, lengths and enums of one octet
  if (from < end && bytes[from]! < 0x80) {
    reader.low = bytes[from]!;
    reader.high = 0;
    reader.at = from + 1;
    return true;
  }
  let at = from;
  let low = 0;
  let high = 0;
  for (let i = 0; i < 10; i++) {
    if (at >= end) return failRead(reader, 'truncated', from, 'number runs over the end');
    const octet = bytes[at++]!;
    const bits = octet & 0x7f;
    if (i < 4) low |= bits << (7 * i);
    else if (i === 4) {
      low |= bits << 28;
      high |= bits >>> 4;
    } else high |= bits << (7 * i - 32);
    if (octet < 0x80) {
      reader.low = low | 0;
      reader.high = high | 0;
      reader.at = at;
      return true;
    }
  }
  return failRead(reader, 'bad-value', from, 'number of more than 10 octets');
}

/** Whether as many octets as the varint read last says are left. */
function fits({ low, high, at }: ProtoReader, end: number): boolean {
  return high === 0 && low >= 0 && low <= end - at;
}

/** Steps over a field whose tag was read; groups are walked to their end. */
function skipField(reader: ProtoReader, end: number, wireType: number, tagNumber: number): boolean {
  const from = reader.at;
  switch (wireType) {
    case VARINT:
      return readVarint(reader, end);
    case FIXED64:
    case FIXED32:
      reader.at += wireType === FIXED64 ? 8 : 4;
      break;
    case LENGTH:
      if (!readVarint(reader, end)) return false;
      if (reader.high !== 0) return failRead(reader, 'truncated', from, 'length over 4 GiB');
      if (!fits(reader, end)) return failRead(reader, 'truncated', from, 'field runs over the end');
      reader.at += reader.low;
      break;
    case GROUP:
      return skipGroup(reader, end, tagNumber);
    default:
      return failRead(reader, 'bad-value', from, `wire type ${wireType}`);
  }
  return reader.at <= end || failRead(reader, 'truncated', from, 'field runs over the end');
}

function skipGroup(reader: ProtoReader, end: number, tagNumber: number): boolean {
  const open = [tagNumber];
  while (open.length > 0) {
    if (!readVarint(reader, end)) return false;
    const wireType = reader.low & 7;
    const number = reader.low >>> 3;
    if (wireType === GROUP) {
      open.push(number);
      if (open.length > MAX_DEPTH)
        return failRead(reader, 'bad-value', reader.at, 'groups too deep');
    } else if (wireType === WIRE.groupEnd) {
      if (open.pop() !== number)
        return failRead(reader, 'bad-value', reader.at, 'group ends that was not open');
    } else if (!skipField(reader, end, wireType, number)) return false;
  }
  return true;
}

const MAX_QUICK = 64;
/** One list a length, so that fromCharCode takes exactly what was written. */
const CODES: readonly number[][] = Array.from({ length: MAX_QUICK + 1 }, (_, n) =>
  Array.from({ length: n }, () => 0),
);

/** Short ASCII without the UTF-8 state machine: names and ids are nearly always that. */
function readText(bytes: Uint8Array, from: number, to: number): string {
  const length = to - from;
  if (length > MAX_QUICK) return decodeUtf8(bytes, from, to);
  const codes = CODES[length]!;
  for (let i = 0; i < length; i++) {
    const octet = bytes[from + i]!;
    if (octet > 0x7f) return decodeUtf8(bytes, from, to);
    codes[i] = octet;
  }
  return String.fromCharCode.apply(null, codes);
}

function overrun({ low }: ProtoReader): string {
  return `length ${low >>> 0} runs over the end`;
}

function readFixed(reader: ProtoReader, size: number, end: number): unknown {
  const from = reader.at;
  if (from + size > end) {
    failRead(reader, 'truncated', from, 'number runs over the end');
    return undefined;
  }
  reader.at = from + size;
  return size === 8 ? reader.view.getFloat64(from, true) : reader.view.getFloat32(from, true);
}

function readSized(reader: ProtoReader, isText: boolean, end: number): unknown {
  const from = reader.at;
  if (!readVarint(reader, end)) return undefined;
  const start = reader.at;
  if (!fits(reader, end)) {
    failRead(reader, 'truncated', from, overrun(reader));
    return undefined;
  }
  reader.at = start + reader.low;
  return isText ? readText(reader.bytes, start, reader.at) : reader.bytes.slice(start, reader.at);
}

function readScalar(reader: ProtoReader, field: Field, end: number): unknown {
  switch (field.read) {
    case READ.double:
      return readFixed(reader, 8, end);
    case READ.float:
      return readFixed(reader, 4, end);
    case READ.string:
      return readSized(reader, true, end);
    case READ.bytes:
      return readSized(reader, false, end);
  }
  if (!readVarint(reader, end)) return undefined;
  if (field.read === READ.bool) return (reader.low | reader.high) !== 0;
  if (field.read === READ.int64) return reader.high * 4294967296 + (reader.low >>> 0);
  return reader.low;
}

function readPacked(reader: ProtoReader, field: Field, end: number, out: unknown[]): boolean {
  if (!readVarint(reader, end)) return false;
  if (!fits(reader, end)) return failRead(reader, 'truncated', reader.at, overrun(reader));
  const stop = reader.at + reader.low;
  while (reader.at < stop) {
    const value = readScalar(reader, field, stop);
    if (reader.status !== 'ok') return false;
    out.push(value);
  }
  return true;
}

function readNested(
  reader: ProtoReader,
  field: Field,
  end: number,
  into: ProtoObject,
  depth: number,
  isNew: boolean,
): boolean {
  if (!readVarint(reader, end)) return false;
  if (!fits(reader, end)) return failRead(reader, 'truncated', reader.at, overrun(reader));
  const stop = reader.at + reader.low;
  if (depth >= MAX_DEPTH) return failRead(reader, 'bad-value', reader.at, 'messages too deep');
  return readMessage(reader, field.message!, stop, into, depth + 1, isNew);
}

/** Before a member of a oneof: the others go. */
function dropSiblings(field: Field, into: ProtoObject): void {
  for (const other of field.siblings)
    if (other !== field && into[other.name] !== undefined) delete into[other.name];
}

/**
 * One field whose tag was read, into the object: repeated grow, messages merge. Looking for a property that is not
 * there costs more than reading the field: `maybe` says whether it may be there.
 */
function readField(
  reader: ProtoReader,
  field: Field,
  wireType: number,
  end: number,
  into: ProtoObject,
  depth: number,
  maybe: boolean,
): boolean {
  const found = maybe ? into[field.name] : undefined;
  if (field.repeated) {
    let list = found as unknown[] | undefined;
    if (list === undefined) into[field.name] = list = [];
    if (field.read === READ.message) {
      const item: ProtoObject = {};
      list.push(item);
      return readNested(reader, field, end, item, depth, true);
    }
    if (wireType === LENGTH && field.wireType !== LENGTH)
      return readPacked(reader, field, end, list);
    list.push(readScalar(reader, field, end));
    return reader.status === 'ok';
  }
  if (field.read === READ.message) {
    let item = found as ProtoObject | undefined;
    if (item === undefined) into[field.name] = item = {};
    return readNested(reader, field, end, item, depth, found === undefined);
  }
  const value = readScalar(reader, field, end);
  if (value === undefined) return false;
  into[field.name] = value;
  return true;
}

/**
 * Reads a message up to `end` into an object, which is empty when `isNew`. False: `reader.status`, `faultAt`, `detail`
 * and `path` say what is wrong. A known field with another wire type is kept as unknown, as protobuf readers do.
 */
export function readMessage(
  reader: ProtoReader,
  type: MessageType,
  end: number,
  into: ProtoObject,
  depth = 0,
  isNew = true,
): boolean {
  const { byNumber } = type;
  const { bytes } = reader;
  let seen = isNew ? 0 : -1;
  while (reader.at < end) {
    const from = reader.at;
    let tag = bytes[from]!;
    // Field numbers up to 15 have tags of one octet: nearly all.
    if (tag < 0x80) reader.at = from + 1;
    else {
      if (!readVarint(reader, end)) return false;
      if (reader.high !== 0) return failRead(reader, 'bad-value', from, 'no such field number');
      tag = reader.low;
    }
    const number = tag >>> 3;
    const wireType = tag & 7;
    if (number === 0) return failRead(reader, 'bad-value', from, 'no such field number');
    const field = byNumber[number];
    if (field !== undefined) {
      const own = field.wireType;
      if (wireType === own || (wireType === LENGTH && field.repeated)) {
        if ((seen & field.others) !== 0) dropSiblings(field, into);
        const maybe = (seen & field.bit) !== 0;
        seen |= field.bit;
        if (!readField(reader, field, wireType, end, into, depth, maybe)) {
          reader.path.push(field.name);
          return false;
        }
        continue;
      }
    }
    if (!skipField(reader, end, wireType, number)) return false;
    const unknown = (into[UNKNOWN] ??= []) as UnknownField[];
    unknown.push({ number, wireType, bytes: reader.bytes.slice(from, reader.at) });
  }
  return true;
}
