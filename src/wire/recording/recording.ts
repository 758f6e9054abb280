import {
  crc32,
  concatBytes,
  decodeFault,
  decodeUtf8,
  encodeUtf8,
  type DecodeFault,
  type DecodeOutcome,
  type Json,
} from '../../base/index.ts';

/**
 * Tocsin's recording: what came in, bit for bit. Little-endian.
 *
 * file   : 8 octets "TOCSREC1", then records to the end of the file
 * record : u16 0x5254 ("TR") · u8 kind · u8 0 · u32 length of the body · u32 CRC-32 of kind, 0, length and body · body
 * kind 1 : source  · u16 source number · JSON of its configuration (UTF-8). Comes before the first chunk of the source;
 *          a number may be given again when a source was reconfigured
 * kind 2 : chunk   · u16 source number · u16 0 · u32 connection · f64 receive time (ms UTC) · octets as received
 * kind 3 : closed  · u16 source number · u16 0 · u32 connection · f64 time: a stream connection ended
 * kind 4 : end     · f64 time: the recorder was stopped in order
 * A file that does not end with kind 4 was cut off (crash, full disk): all whole records are good.
 * Unknown kinds are skipped. After damage the reader looks for the next record whose CRC is right.
 */
export type RecordingRecord =
  | { readonly kind: 'source'; readonly source: number; readonly config: Json }
  | {
      readonly kind: 'chunk';
      readonly source: number;
      readonly connection: number;
      readonly at: number;
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: 'closed';
      readonly source: number;
      readonly connection: number;
      readonly at: number;
    }
  | { readonly kind: 'end'; readonly at: number };

export const RECORDING_MAGIC = encodeUtf8('TOCSREC1');
const KIND = { source: 1, chunk: 2, closed: 3, end: 4 } as const;
const HEADER = 12;
/** Larger than any datagram or socket read; a longer body is damage. */
export const MAX_RECORD_OCTETS = 4 * 1024 * 1024;

/** One record, header included. */
export function encodeRecord(record: RecordingRecord): Uint8Array {
  const body = encodeBody(record);
  const out = new Uint8Array(HEADER + body.length);
  const view = new DataView(out.buffer);
  out[0] = 0x54;
  out[1] = 0x52;
  out[2] = KIND[record.kind];
  view.setUint32(4, body.length, true);
  out.set(body, HEADER);
  view.setUint32(8, checksum(out, 0, body.length), true);
  return out;
}

function encodeBody(record: RecordingRecord): Uint8Array {
  if (record.kind === 'source') {
    const number = new Uint8Array([record.source & 255, record.source >> 8]);
    return concatBytes([number, encodeUtf8(JSON.stringify(record.config))]);
  }
  if (record.kind === 'end') {
    const body = new Uint8Array(8);
    new DataView(body.buffer).setFloat64(0, record.at, true);
    return body;
  }
  const payload = record.kind === 'chunk' ? record.bytes.length : 0;
  const body = new Uint8Array(16 + payload);
  const view = new DataView(body.buffer);
  view.setUint16(0, record.source, true);
  view.setUint32(4, record.connection, true);
  view.setFloat64(8, record.at, true);
  if (record.kind === 'chunk') body.set(record.bytes, 16);
  return body;
}

/** The CRC leaves its own field out: kind, 0 and length come before it, the body after. */
function checksum(bytes: Uint8Array, at: number, length: number): number {
  return crc32(bytes, at + HEADER, at + HEADER + length, crc32(bytes, at + 2, at + 8));
}

export function isRecording(bytes: Uint8Array): boolean {
  return RECORDING_MAGIC.every((octet, index) => bytes[index] === octet);
}

/**
 * Reads a recording piece by piece: give the octets that were not consumed again with more. Chunk bytes are views into
 * the bytes given. With `last`, nothing more will come: a tail that is not a whole record is searched for good ones and
 * then given up with a fault 'truncated'.
 */
export class RecordingReader {
  #started = false;
  /** true while octets are skipped in search of a good record */
  #lost = false;
  /** true once the end mark was read: the recording is whole */
  ended = false;

  read(bytes: Uint8Array, last = false): DecodeOutcome<RecordingRecord> {
    const records: RecordingRecord[] = [];
    const faults: DecodeFault[] = [];
    let at = 0;
    if (!this.#started) {
      if (bytes.length < RECORDING_MAGIC.length) return { records, faults, consumed: 0 };
      this.#started = true;
      if (isRecording(bytes)) at = RECORDING_MAGIC.length;
      else faults.push(decodeFault('bad-value', 0, 'file header', 'not a Tocsin recording'));
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    while (at + HEADER <= bytes.length) {
      const why = headerTrouble(bytes, view, at);
      const length = view.getUint32(at + 4, true);
      const cut = why === null && at + HEADER + length > bytes.length;
      if (cut && !last) break;
      const whole = why === null && !cut;
      if (!whole || view.getUint32(at + 8, true) !== checksum(bytes, at, length)) {
        if (!this.#lost) faults.push(cut ? cutOff(bytes, at) : damaged(at, why));
        this.#lost = true;
        at++;
        continue;
      }
      this.#lost = false;
      const record = readRecord(bytes, view, at, length, faults);
      if (record?.kind === 'end') this.ended = true;
      if (record !== null) records.push(record);
      at += HEADER + length;
    }
    if (last && at < bytes.length && !this.#lost) faults.push(cutOff(bytes, at));
    return { records, faults, consumed: last ? bytes.length : at };
  }
}

function cutOff(bytes: Uint8Array, at: number): DecodeFault {
  const detail = `the last ${bytes.length - at} octets are not a whole record`;
  return decodeFault('truncated', at, 'record', detail);
}

function damaged(at: number, why: string | null): DecodeFault {
  return decodeFault('bad-checksum', at, 'record', why ?? 'CRC-32 does not match');
}

function headerTrouble(bytes: Uint8Array, view: DataView, at: number): string | null {
  if (bytes[at] !== 0x54 || bytes[at + 1] !== 0x52) return 'no record begins here';
  return view.getUint32(at + 4, true) > MAX_RECORD_OCTETS ? 'length beyond 4 MiB' : null;
}

function readRecord(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  length: number,
  faults: DecodeFault[],
): RecordingRecord | null {
  const body = at + HEADER;
  const kind = bytes[at + 2];
  if (kind === KIND.end && length >= 8) return { kind: 'end', at: view.getFloat64(body, true) };
  if (kind === KIND.source && length >= 2) {
    try {
      const config = JSON.parse(decodeUtf8(bytes, body + 2, body + length)) as Json;
      return { kind: 'source', source: view.getUint16(body, true), config };
    } catch {
      faults.push(decodeFault('bad-syntax', body, 'source', 'configuration is not JSON'));
      return null;
    }
  }
  if ((kind !== KIND.chunk && kind !== KIND.closed) || length < 16) return null;
  const common = {
    source: view.getUint16(body, true),
    connection: view.getUint32(body + 4, true),
    at: view.getFloat64(body + 8, true),
  };
  if (kind === KIND.closed) return { kind: 'closed', ...common };
  return { kind: 'chunk', ...common, bytes: bytes.subarray(body + 16, body + length) };
}
