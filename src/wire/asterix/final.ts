/**
 * FINAL framing of ASTERIX recordings (.ff files, as written by recording and analysis tools): each frame is
 *   length 2 (of the whole frame) · error code 1 · line 1 · recording day 1 · time of day 3 (1/100 s) · blocks · A5 A5 A5 A5
 */
import { decodeFault, type DecodeFault, type DecodeOutcome } from '../../base/index.ts';

export interface FinalFrame {
  /** of the blocks, octets from the start of the bytes given */
  readonly offset: number;
  /** whole data blocks, as in a datagram; a view */
  readonly bytes: Uint8Array;
  readonly errorCode: number;
  readonly line: number;
  readonly day: number;
  /** s since midnight, when it was recorded */
  readonly secondsOfDay: number;
}

const HEADER = 8;
const TRAILER = 4;
const MARK = 0xa5;

export class FinalReader {
  /** Frames in order. Octets after `consumed` are an unfinished frame: give them again with more. */
  read(bytes: Uint8Array): DecodeOutcome<FinalFrame> {
    const records: FinalFrame[] = [];
    const faults: DecodeFault[] = [];
    let at = 0;
    while (at + HEADER + TRAILER <= bytes.length) {
      const length = bytes[at]! * 256 + bytes[at + 1]!;
      if (length > HEADER + TRAILER && at + length > bytes.length) break;
      if (length <= HEADER + TRAILER || !isTrailer(bytes, at + length - TRAILER)) {
        const next = afterTrailer(bytes, at + 1);
        const detail = `no frame of ${length} octets ends in A5 A5 A5 A5; ${next - at} octets skipped`;
        faults.push(decodeFault('bad-length', at, 'FINAL', detail));
        at = next;
        continue;
      }
      records.push(frameAt(bytes, at, length));
      at += length;
    }
    return { records, faults, consumed: at };
  }
}

function frameAt(bytes: Uint8Array, at: number, length: number): FinalFrame {
  const hundredths = bytes[at + 5]! * 65536 + bytes[at + 6]! * 256 + bytes[at + 7]!;
  return {
    offset: at + HEADER,
    bytes: bytes.subarray(at + HEADER, at + length - TRAILER),
    errorCode: bytes[at + 2]!,
    line: bytes[at + 3]!,
    day: bytes[at + 4]!,
    secondsOfDay: hundredths / 100,
  };
}

function isTrailer(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < TRAILER; i++) if (bytes[at + i] !== MARK) return false;
  return true;
}

/** Where the next frame may begin: after the next trailer, else near the end of what we have. */
function afterTrailer(bytes: Uint8Array, from: number): number {
  for (let at = from; at + TRAILER <= bytes.length; at++)
    if (isTrailer(bytes, at) && bytes[at + TRAILER] !== MARK) return at + TRAILER;
  return Math.max(from, bytes.length - TRAILER + 1);
}

/** One FINAL frame around whole blocks (at most 65,523 octets). */
export function encodeFinalFrame(frame: Omit<FinalFrame, 'offset'>): Uint8Array {
  const length = HEADER + frame.bytes.length + TRAILER;
  const out = new Uint8Array(length).fill(MARK);
  const hundredths = Math.round(frame.secondsOfDay * 100);
  out.set([length >> 8, length & 255, frame.errorCode, frame.line, frame.day]);
  out.set([hundredths >> 16, (hundredths >> 8) & 255, hundredths & 255], 5);
  out.set(frame.bytes, HEADER);
  return out;
}
