import { assert } from '../base/index.ts';
import { ALERT_PRIORITIES, type AlertPriority } from './alert.ts';

/**
 * The binary track frame that the node sends to a console: little-endian, a 32-octet header, then columns.
 *
 * header: u16 magic 0x4654 ("TF") · u8 version 1 · u8 flags · u32 count · u32 seq · u32 reserved · f64 at (ms UTC)
 *         · f64 reserved
 * columns, each `count` long and starting on a multiple of 4 octets from the start of the frame:
 *   u32 trackNumber · i32 lat (1e-7 deg) · i32 lon (1e-7 deg) · i16 altM (-32768 unknown) · i16 vEast (0.1 m/s)
 *   · i16 vNorth (0.1 m/s) · i16 vUp (0.1 m/s) · u16 age (0.1 s since last plot, 65535 = that or more)
 *   · u16 radius95M (95 % position error, 65535 = that or more) · u16 detailVersion (low 16 bits)
 *   · u8 status (TRACK_STATUS; bit 7: simulated) · u8 quality 0..15 · u8 identity (index in IDENTITIES)
 *   · u8 environment (index in ENVIRONMENTS) · u8 alert (0 none, 1 emergency .. 4 advisory; bit 7: unacknowledged)
 * A frame holds every track in the client's view: a track that is absent is gone or out of view.
 */
export const TRACK_FRAME_MAGIC = 0x4654;
export const TRACK_FRAME_FLAGS = { replay: 1, exercise: 2, clipped: 4 } as const;
const HEADER = 32;

export interface TrackFrame {
  readonly at: number;
  readonly seq: number;
  readonly flags: number;
  readonly count: number;
  readonly trackNumber: Uint32Array;
  readonly lat: Int32Array;
  readonly lon: Int32Array;
  readonly altM: Int16Array;
  readonly vEast: Int16Array;
  readonly vNorth: Int16Array;
  readonly vUp: Int16Array;
  readonly age: Uint16Array;
  readonly radius95M: Uint16Array;
  readonly detailVersion: Uint16Array;
  readonly status: Uint8Array;
  readonly quality: Uint8Array;
  readonly identity: Uint8Array;
  readonly environment: Uint8Array;
  readonly alert: Uint8Array;
}

function pad4(n: number): number {
  return (n + 3) & ~3;
}

/** Octets of a frame with `count` tracks. */
export function trackFrameLength(count: number): number {
  return HEADER + 12 * count + 7 * pad4(2 * count) + 5 * pad4(count);
}

function viewFrame(
  buffer: ArrayBufferLike,
  start: number,
  count: number,
): Omit<TrackFrame, 'at' | 'seq' | 'flags'> {
  let at = start + HEADER;
  const take = (octets: number): number => {
    const here = at;
    at += pad4(octets);
    return here;
  };
  return {
    count,
    trackNumber: new Uint32Array(buffer, take(4 * count), count),
    lat: new Int32Array(buffer, take(4 * count), count),
    lon: new Int32Array(buffer, take(4 * count), count),
    altM: new Int16Array(buffer, take(2 * count), count),
    vEast: new Int16Array(buffer, take(2 * count), count),
    vNorth: new Int16Array(buffer, take(2 * count), count),
    vUp: new Int16Array(buffer, take(2 * count), count),
    age: new Uint16Array(buffer, take(2 * count), count),
    radius95M: new Uint16Array(buffer, take(2 * count), count),
    detailVersion: new Uint16Array(buffer, take(2 * count), count),
    status: new Uint8Array(buffer, take(count), count),
    quality: new Uint8Array(buffer, take(count), count),
    identity: new Uint8Array(buffer, take(count), count),
    environment: new Uint8Array(buffer, take(count), count),
    alert: new Uint8Array(buffer, take(count), count),
  };
}

/** An empty frame of the right size and its columns to write into; `bytes` is what to send. */
export function makeTrackFrame(
  count: number,
  at: number,
  seq: number,
  flags: number,
): { readonly bytes: Uint8Array; readonly frame: TrackFrame } {
  const buffer = new ArrayBuffer(trackFrameLength(count));
  const view = new DataView(buffer);
  view.setUint16(0, TRACK_FRAME_MAGIC, true);
  view.setUint8(2, 1);
  view.setUint8(3, flags);
  view.setUint32(4, count, true);
  view.setUint32(8, seq, true);
  view.setFloat64(16, at, true);
  return {
    bytes: new Uint8Array(buffer),
    frame: { at, seq, flags, ...viewFrame(buffer, 0, count) },
  };
}

/** The same frame for another reader: a copy with that reader's number. */
export function copyTrackFrame(bytes: Uint8Array, seq: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(8, seq, true);
  return copy;
}

/**
 * Frames that follow each other in `bytes` (one from the live socket, many from the history API), as views without a
 * copy; stops at the first thing that is not a whole frame. `bytes` must start on a multiple of 4 in its buffer.
 */
export function readTrackFrames(bytes: Uint8Array): TrackFrame[] {
  assert(bytes.byteOffset % 4 === 0, 'track frames start on a multiple of 4');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: TrackFrame[] = [];
  let start = 0;
  while (start + HEADER <= bytes.length) {
    if (view.getUint16(start, true) !== TRACK_FRAME_MAGIC || view.getUint8(start + 2) !== 1) break;
    const count = view.getUint32(start + 4, true);
    const length = trackFrameLength(count);
    if (start + length > bytes.length) break;
    frames.push({
      at: view.getFloat64(start + 16, true),
      seq: view.getUint32(start + 8, true),
      flags: view.getUint8(start + 3),
      ...viewFrame(bytes.buffer, bytes.byteOffset + start, count),
    });
    start += length;
  }
  return frames;
}

/** Code of the alert column. */
export function alertCode(priority: AlertPriority | null, unacknowledged: boolean): number {
  if (priority === null) return 0;
  return (ALERT_PRIORITIES.indexOf(priority) + 1) | (unacknowledged ? 0x80 : 0);
}
