import { decodeFault, type DecodeFault } from '../../base/index.ts';
import { PROTOCOL, readIp } from './ip.ts';
import { findIp } from './link.ts';
import type { CapturePacket } from './packet.ts';

/** The next octets of one direction of a TCP connection, in order. */
export interface TcpPiece {
  readonly at: number;
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  /** may be empty when only the end is told */
  readonly bytes: Uint8Array;
  /** octets before these that the capture does not hold: what was unfinished cannot be finished */
  readonly lost: number;
  /** the connection ended with this packet */
  readonly closed: boolean;
}

interface Segment {
  readonly seq: number;
  readonly bytes: Uint8Array;
}

interface Direction {
  /** sequence number of its first octet */
  readonly first: number;
  /** sequence number due next */
  next: number;
  readonly waiting: Segment[];
  waitingOctets: number;
}

const MAX_DIRECTIONS = 1024;
/** Segments kept while one before them is missing; then the gap is given up. */
const MAX_WAITING = 64;
const MAX_WAITING_OCTETS = 1 << 20;
const FLAG = { fin: 1, syn: 2, rst: 4 } as const;

/**
 * Puts the TCP streams of captured packets together: repeated segments dropped, early ones kept until their turn,
 * gaps given up when too much waits. Bounds: 1,024 directions (the one opened first goes), 1 MiB waiting in each.
 */
export class TcpReader {
  /** octets that the capture does not hold */
  lost = 0;
  readonly #open = new Map<string, Direction>();

  /** The pieces that this packet makes readable; null when it is no TCP (another reader's packet, or a fault). */
  read(packet: CapturePacket, faults: DecodeFault[]): TcpPiece[] | null {
    const at = findIp(packet.bytes, packet.linkType);
    if (at < 0) return null;
    const ip = readIp(packet.bytes, at);
    if ('code' in ip || ip.protocol !== PROTOCOL.tcp || ip.fragment !== null) return null;
    const { bytes } = ip;
    const header = bytes.length < 20 ? 0 : (bytes[12]! >> 4) * 4;
    if (header < 20 || header > bytes.length) {
      faults.push(decodeFault('truncated', 0, 'TCP', 'header cut off'));
      return [];
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const ports = [view.getUint16(0), view.getUint16(2)] as const;
    const seq = view.getUint32(4);
    const flags = bytes[13]!;
    const key = `${ip.source}:${ports[0]}>${ip.destination}:${ports[1]}`;
    const direction = this.#directionOf(key, (flags & FLAG.syn) !== 0 ? seq + 1 : seq, flags);
    const pieces = this.#take(direction, seq, bytes.slice(header));
    const closed = (flags & (FLAG.fin | FLAG.rst)) !== 0;
    if (closed) {
      if (direction.waiting.length > 0) pieces.push(...this.#giveUpGap(direction));
      this.#open.delete(key);
      if (pieces.length === 0) pieces.push({ bytes: new Uint8Array(0), lost: 0 });
    }
    return pieces.map((piece, index) => ({
      at: packet.at,
      source: ip.source,
      sourcePort: ports[0],
      destination: ip.destination,
      destinationPort: ports[1],
      ...piece,
      closed: closed && index === pieces.length - 1,
    }));
  }

  #directionOf(key: string, first: number, flags: number): Direction {
    const known = this.#open.get(key);
    // A SYN with another number is a new connection on the same ports; with the same, it was sent again.
    const isNew = (flags & FLAG.syn) !== 0 && known?.first !== first >>> 0;
    if (known !== undefined && !isNew) return known;
    const made: Direction = {
      first: first >>> 0,
      next: first >>> 0,
      waiting: [],
      waitingOctets: 0,
    };
    this.#open.set(key, made);
    if (this.#open.size > MAX_DIRECTIONS)
      for (const oldest of this.#open.keys()) {
        this.#open.delete(oldest);
        break;
      }
    return made;
  }

  #take(
    direction: Direction,
    seq: number,
    bytes: Uint8Array,
  ): { bytes: Uint8Array; lost: number }[] {
    if (bytes.length === 0) return [];
    const ahead = distance(direction.next, seq);
    if (ahead > 0) {
      direction.waiting.push({ seq, bytes });
      direction.waitingOctets += bytes.length;
      const full =
        direction.waiting.length > MAX_WAITING || direction.waitingOctets > MAX_WAITING_OCTETS;
      return full ? this.#giveUpGap(direction) : [];
    }
    const out = [];
    if (bytes.length > -ahead) {
      out.push({ bytes: bytes.subarray(-ahead), lost: 0 });
      direction.next = (seq + bytes.length) >>> 0;
    }
    out.push(...release(direction));
    return out;
  }

  /** Goes on after the gap, at the earliest segment that waits. */
  #giveUpGap(direction: Direction): { bytes: Uint8Array; lost: number }[] {
    let least = Infinity;
    for (const { seq } of direction.waiting) least = Math.min(least, distance(direction.next, seq));
    this.lost += least;
    direction.next = (direction.next + least) >>> 0;
    const pieces = release(direction);
    return pieces.map((piece, index) => (index === 0 ? { ...piece, lost: least } : piece));
  }
}

/** Signed distance of sequence numbers, which wrap at 2^32. */
function distance(from: number, to: number): number {
  return (to - from) | 0;
}

/** Segments that waited and whose turn it is. */
function release(direction: Direction): { bytes: Uint8Array; lost: number }[] {
  const out: { bytes: Uint8Array; lost: number }[] = [];
  for (;;) {
    const index = direction.waiting.findIndex(({ seq }) => distance(direction.next, seq) <= 0);
    if (index < 0) return out;
    const [segment] = direction.waiting.splice(index, 1);
    const { seq, bytes } = segment!;
    direction.waitingOctets -= bytes.length;
    const old = -distance(direction.next, seq);
    if (old >= bytes.length) continue;
    out.push({ bytes: bytes.subarray(old), lost: 0 });
    direction.next = (seq + bytes.length) >>> 0;
  }
}
