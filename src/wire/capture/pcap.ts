import { decodeFault, type DecodeOutcome } from '../../base/index.ts';
import { MAX_PACKET_OCTETS, type CapturePacket } from './packet.ts';

const FILE_HEADER = 24;
const RECORD_HEADER = 16;

/** What the file header says of the rest. */
export interface PcapState {
  readonly little: boolean;
  /** ms a unit of the fraction field */
  readonly tickMs: number;
  readonly linkType: number;
  /** octets before each packet: 16, or 24 in the "modified" layout of old Linux captures */
  readonly recordHeader: number;
  index: number;
  /** set when lengths stopped making sense: the format has no marks to find the next packet by */
  lost: boolean;
}

/**
 * The file header of a classic capture, or null when the magic is none of its.
 * Source: draft-ietf-opsawg-pcap, section 4 (File Header): magic 0xA1B2C3D4 (microseconds), 0xA1B23C4D (nanoseconds),
 * either byte order; link type in the low 16 bits of the last word (the others hold FCS length).
 */
export function openPcap(bytes: Uint8Array): PcapState | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const little of [true, false]) {
    const magic = view.getUint32(0, little);
    const nano = magic === 0xa1b23c4d;
    const modified = magic === 0xa1b2cd34;
    if (magic !== 0xa1b2c3d4 && !nano && !modified) continue;
    return {
      little,
      tickMs: nano ? 1e-6 : 1e-3,
      linkType: view.getUint32(20, little) & 0xffff,
      recordHeader: modified ? 24 : RECORD_HEADER,
      index: 0,
      lost: false,
    };
  }
  return null;
}

export const PCAP_FILE_HEADER = FILE_HEADER;

/** Packets from `from` on; `consumed` counts from the start of `bytes`. */
export function decodePcap(
  state: PcapState,
  bytes: Uint8Array,
  from: number,
): DecodeOutcome<CapturePacket> {
  const outcome = { records: [] as CapturePacket[], faults: [] as DecodeOutcome<never>['faults'] };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  while (!state.lost && at + state.recordHeader <= bytes.length) {
    const length = view.getUint32(at + 8, state.little);
    const originalLength = view.getUint32(at + 12, state.little);
    if (length > MAX_PACKET_OCTETS) {
      const detail = `packet of ${length} octets; nothing after it can be found`;
      outcome.faults.push(decodeFault('bad-length', at + 8, 'packet', detail));
      state.lost = true;
      break;
    }
    const end = at + state.recordHeader + length;
    if (end > bytes.length) break;
    outcome.records.push({
      at:
        view.getUint32(at, state.little) * 1000 +
        view.getUint32(at + 4, state.little) * state.tickMs,
      linkType: state.linkType,
      bytes: bytes.subarray(at + state.recordHeader, end),
      originalLength: Math.max(originalLength, length),
      index: state.index++,
    });
    at = end;
  }
  return { ...outcome, consumed: state.lost ? bytes.length : at };
}
