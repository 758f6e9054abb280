// Hot path: protobuf writer; fills its buffer from the back, so a nested length is known when it is written.
import { encodeUtf8 } from '../../base/index.ts';
import { UNKNOWN, type ProtoObject, type UnknownField } from './protobuf-read.ts';
import type { Field, MessageType } from './schema.ts';

/** Octets a writer keeps between messages. */
const MAX_KEPT = 65_536;

export class ProtoWriter {
  bytes: Uint8Array;
  view: DataView;
  /** first octet written */
  at: number;

  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
    this.at = capacity;
  }

  /** Makes room for `count` more octets in front of what is written. */
  need(count: number): void {
    if (this.at >= count) return;
    const written = this.bytes.length - this.at;
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, written + count));
    grown.set(this.bytes.subarray(this.at), grown.length - written);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
    this.at = grown.length - written;
  }

  /** Forgets what is written. */
  clear(): void {
    this.at = this.bytes.length;
  }

  get length(): number {
    return this.bytes.length - this.at;
  }

  /** A copy of what is written; the writer is empty after that, and smaller when it had grown far. */
  take(): Uint8Array {
    const taken = this.bytes.slice(this.at);
    if (this.bytes.length > MAX_KEPT) {
      this.bytes = new Uint8Array(MAX_KEPT);
      this.view = new DataView(this.bytes.buffer);
    }
    this.at = this.bytes.length;
    return taken;
  }
}

function putBytes(writer: ProtoWriter, bytes: Uint8Array): void {
  writer.need(bytes.length);
  writer.at -= bytes.length;
  writer.bytes.set(bytes, writer.at);
}

/** A varint of a 64-bit number given as halves. */
function putVarint(writer: ProtoWriter, low: number, high: number): void {
  if (high === 0 && low < 128) {
    writer.need(1);
    writer.bytes[--writer.at] = low;
    return;
  }
  let size = 1;
  let restLow = low >>> 0;
  let restHigh = high >>> 0;
  writer.need(10);
  const { bytes } = writer;
  while (restHigh > 0 || restLow > 127) {
    restLow = ((restLow >>> 7) | (restHigh << 25)) >>> 0;
    restHigh >>>= 7;
    size++;
  }
  writer.at -= size;
  let at = writer.at;
  restLow = low >>> 0;
  restHigh = high >>> 0;
  while (restHigh > 0 || restLow > 127) {
    bytes[at++] = (restLow & 127) | 128;
    restLow = ((restLow >>> 7) | (restHigh << 25)) >>> 0;
    restHigh >>>= 7;
  }
  bytes[at] = restLow;
}

/** A whole number up to 2^53 in size; negative ones take ten octets, as protobuf writes int32 and int64. */
function putWhole(writer: ProtoWriter, value: number): void {
  const high = Math.floor(value / 4294967296);
  putVarint(writer, value - high * 4294967296, high);
}

function putTag(writer: ProtoWriter, number: number, wireType: number): void {
  putVarint(writer, (number << 3) | wireType, 0);
}

function putText(writer: ProtoWriter, text: string): void {
  const { length } = text;
  writer.need(length);
  const { bytes } = writer;
  const at = writer.at - length;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) {
      const encoded = encodeUtf8(text);
      putBytes(writer, encoded);
      putVarint(writer, encoded.length, 0);
      return;
    }
    bytes[at + i] = code;
  }
  writer.at = at;
  putVarint(writer, length, 0);
}

function isDefault(value: unknown): boolean {
  return value === 0 || value === '' || value === false;
}

function putValue(writer: ProtoWriter, field: Field, value: unknown): void {
  switch (field.kind) {
    case 'message': {
      const before = writer.length;
      writeMessage(writer, field.message!, value as ProtoObject);
      putVarint(writer, writer.length - before, 0);
      return;
    }
    case 'string':
      putText(writer, value as string);
      return;
    case 'bytes':
      putBytes(writer, value as Uint8Array);
      putVarint(writer, (value as Uint8Array).length, 0);
      return;
    case 'double':
      writer.need(8);
      writer.at -= 8;
      writer.view.setFloat64(writer.at, value as number, true);
      return;
    case 'float':
      writer.need(4);
      writer.at -= 4;
      writer.view.setFloat32(writer.at, value as number, true);
      return;
    case 'bool':
      putVarint(writer, value === true ? 1 : 0, 0);
      return;
    default:
      putWhole(writer, value as number);
  }
}

/** Puts a message in front of what is written: fields by ascending number, then its unknown fields. */
export function writeMessage(writer: ProtoWriter, type: MessageType, message: ProtoObject): void {
  const unknown = message[UNKNOWN] as readonly UnknownField[] | undefined;
  if (unknown) for (let i = unknown.length - 1; i >= 0; i--) putBytes(writer, unknown[i]!.bytes);
  for (let i = type.fields.length - 1; i >= 0; i--) {
    const field = type.fields[i]!;
    const value = message[field.name];
    if (value === undefined || (field.implicit && isDefault(value))) continue;
    const { wireType } = field;
    if (!field.repeated) {
      putValue(writer, field, value);
      putTag(writer, field.number, wireType);
      continue;
    }
    const list = value as readonly unknown[];
    if (wireType === 2)
      for (let n = list.length - 1; n >= 0; n--) {
        putValue(writer, field, list[n]);
        putTag(writer, field.number, 2);
      }
    else if (list.length > 0) {
      // proto3 packs repeated numbers
      const before = writer.length;
      for (let n = list.length - 1; n >= 0; n--) putValue(writer, field, list[n]);
      putVarint(writer, writer.length - before, 0);
      putTag(writer, field.number, 2);
    }
  }
}
