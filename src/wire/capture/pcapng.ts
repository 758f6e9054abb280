import { decodeFault, type DecodeFault, type DecodeOutcome } from '../../base/index.ts';
import { MAX_PACKET_OCTETS, type CapturePacket } from './packet.ts';

/** Block types; draft-ietf-opsawg-pcapng, section 4. */
const BLOCK = { section: 0x0a0d0d0a, interface: 1, oldPacket: 2, simple: 3, enhanced: 6 } as const;
/** Options of an interface description block, section 4.2. */
const OPTION = { end: 0, timeResolution: 9, timeOffset: 14 } as const;
const MAX_BLOCK_OCTETS = MAX_PACKET_OCTETS + 65_536;
const MAX_INTERFACES = 1024;

interface CaptureInterface {
  readonly linkType: number;
  readonly snapLength: number;
  /** ms a unit of the timestamp */
  readonly tickMs: number;
  readonly offsetMs: number;
}

export interface PcapngState {
  little: boolean;
  interfaces: CaptureInterface[];
  index: number;
  lost: boolean;
}

export function openPcapng(): PcapngState {
  return { little: true, interfaces: [], index: 0, lost: false };
}

interface Block {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  /** start of the block, its body and the end of its body */
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** Blocks from the start of `bytes`. Unknown block types are skipped, as the format asks. */
export function decodePcapng(state: PcapngState, bytes: Uint8Array): DecodeOutcome<CapturePacket> {
  const records: CapturePacket[] = [];
  const faults: DecodeFault[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (!state.lost && at + 12 <= bytes.length) {
    if (view.getUint32(at, false) === BLOCK.section) readByteOrder(state, view, at, faults);
    const length = view.getUint32(at + 4, state.little);
    if (length < 12 || length % 4 !== 0 || length > MAX_BLOCK_OCTETS) {
      const detail = `block of ${length} octets; nothing after it can be found`;
      faults.push(decodeFault('bad-length', at + 4, 'block', detail));
      state.lost = true;
      break;
    }
    if (at + length > bytes.length) break;
    if (view.getUint32(at + length - 4, state.little) !== length)
      faults.push(decodeFault('bad-length', at + length - 4, 'block', 'the two lengths differ'));
    const block = { view, bytes, start: at, body: at + 8, end: at + length - 4 };
    readBlock(state, view.getUint32(at, state.little), block, records, faults);
    at += length;
  }
  return { records, faults, consumed: state.lost ? bytes.length : at };
}

/** A section may change the byte order and forgets the interfaces of the one before. */
function readByteOrder(
  state: PcapngState,
  view: DataView,
  at: number,
  faults: DecodeFault[],
): void {
  const magic = view.getUint32(at + 8, true);
  if (magic === 0x1a2b3c4d) state.little = true;
  else if (magic === 0x4d3c2b1a) state.little = false;
  else faults.push(decodeFault('bad-value', at + 8, 'section header', 'unknown byte order'));
  state.interfaces = [];
}

function readBlock(
  state: PcapngState,
  type: number,
  block: Block,
  records: CapturePacket[],
  faults: DecodeFault[],
): void {
  const { view, body, end } = block;
  const little = state.little;
  if (type === BLOCK.interface) {
    if (end - body < 8 || state.interfaces.length >= MAX_INTERFACES) {
      faults.push(decodeFault('bad-value', body, 'interface', 'too short, or too many interfaces'));
      return;
    }
    state.interfaces.push(readInterface(block, little));
  } else if (type === BLOCK.enhanced || type === BLOCK.oldPacket) {
    if (end - body < 20) {
      faults.push(decodeFault('bad-length', body, 'packet', 'shorter than its own header'));
      return;
    }
    const number =
      type === BLOCK.enhanced ? view.getUint32(body, little) : view.getUint16(body, little);
    const ticks = view.getUint32(body + 4, little) * 2 ** 32 + view.getUint32(body + 8, little);
    const lengths = [view.getUint32(body + 12, little), view.getUint32(body + 16, little)] as const;
    pushPacket(state, block, number, ticks, { at: body + 20, lengths }, records, faults);
  } else if (type === BLOCK.simple && end - body >= 4) {
    const original = view.getUint32(body, little);
    const snap = state.interfaces[0]?.snapLength ?? 0;
    const kept = Math.min(original, end - body - 4, snap > 0 ? snap : original);
    const lengths = [kept, original] as const;
    pushPacket(state, block, 0, Number.NaN, { at: body + 4, lengths }, records, faults);
  }
}

function pushPacket(
  state: PcapngState,
  block: Block,
  interfaceNumber: number,
  ticks: number,
  data: { readonly at: number; readonly lengths: readonly [number, number] },
  records: CapturePacket[],
  faults: DecodeFault[],
): void {
  const from = state.interfaces[interfaceNumber];
  const [length, originalLength] = data.lengths;
  if (from === undefined || data.at + length > block.end) {
    const why = from === undefined ? 'interface never described' : 'longer than its block';
    faults.push(decodeFault('bad-value', block.start, 'packet', why));
    state.index++;
    return;
  }
  records.push({
    at: ticks * from.tickMs + from.offsetMs,
    linkType: from.linkType,
    bytes: block.bytes.subarray(data.at, data.at + length),
    originalLength: Math.max(originalLength, length),
    index: state.index++,
  });
}

function readInterface(block: Block, little: boolean): CaptureInterface {
  const { view, body, end } = block;
  let tickMs = 1e-3;
  let offsetMs = 0;
  let at = body + 8;
  while (at + 4 <= end) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    if (code === OPTION.end || at + 4 + length > end) break;
    if (code === OPTION.timeResolution && length >= 1) {
      const value = view.getUint8(at + 4);
      tickMs = 1000 * (value & 0x80 ? 2 ** -(value & 0x7f) : 10 ** -value);
    } else if (code === OPTION.timeOffset && length >= 8) {
      offsetMs = Number(view.getBigInt64(at + 4, little)) * 1000;
    }
    at += 4 + ((length + 3) & ~3);
  }
  const linkType = view.getUint16(body, little);
  return { linkType, snapLength: view.getUint32(body + 4, little), tickMs, offsetMs };
}
