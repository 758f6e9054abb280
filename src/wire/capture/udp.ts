import { concatBytes, decodeFault, type DecodeFault } from '../../base/index.ts';
import { readIp, PROTOCOL, type IpPayload } from './ip.ts';
import { findIp } from './link.ts';
import type { CapturePacket } from './packet.ts';

export interface UdpDatagram {
  readonly at: number;
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
}

interface Assembly {
  readonly parts: { readonly offset: number; readonly bytes: Uint8Array }[];
  octets: number;
  /** known once the last fragment is here; -1 before */
  total: number;
}

const MAX_ASSEMBLIES = 256;
const MAX_DATAGRAM = 65_535;

/**
 * Takes the UDP datagrams out of captured packets, IP fragments joined. Bound: 256 unfinished datagrams, the oldest is
 * given up and counted.
 */
export class UdpReader {
  /** packets that carry no UDP */
  other = 0;
  /** fragmented datagrams given up because a part never came */
  incomplete = 0;
  readonly #open = new Map<string, Assembly>();

  /**
   * The datagram that this packet completes, or null. A datagram cut off by the capture is given as far as it goes,
   * with a fault 'truncated', so that the records before the cut are not lost.
   */
  read(packet: CapturePacket, faults: DecodeFault[]): UdpDatagram | null {
    const at = findIp(packet.bytes, packet.linkType);
    if (at < 0) {
      if (at === -2) faults.push(decodeFault('truncated', 0, 'link header', 'cut off'));
      else this.other++;
      return null;
    }
    const ip = readIp(packet.bytes, at);
    if ('code' in ip) {
      faults.push(ip);
      return null;
    }
    if (ip.protocol !== PROTOCOL.udp) {
      this.other++;
      return null;
    }
    const bytes = ip.fragment === null ? ip.bytes : this.#join(ip, faults);
    return bytes === null ? null : readUdp(ip, bytes, packet.at, faults);
  }

  /** Unfinished datagrams at the end of the capture count as incomplete. */
  end(): void {
    this.incomplete += this.#open.size;
    this.#open.clear();
  }

  #join(ip: IpPayload, faults: DecodeFault[]): Uint8Array | null {
    const fragment = ip.fragment!;
    const key = `${ip.source}>${ip.destination}#${fragment.id}`;
    let assembly = this.#open.get(key);
    if (assembly === undefined) {
      assembly = { parts: [], octets: 0, total: -1 };
      this.#open.set(key, assembly);
      if (this.#open.size > MAX_ASSEMBLIES) this.#giveUpOldest();
    }
    if (fragment.offset + ip.bytes.length > MAX_DATAGRAM) {
      faults.push(decodeFault('bad-length', 0, 'fragment', 'beyond 65,535 octets'));
      this.#open.delete(key);
      return null;
    }
    if (assembly.parts.some((part) => part.offset === fragment.offset)) return null;
    assembly.parts.push({ offset: fragment.offset, bytes: ip.bytes.slice() });
    assembly.octets += ip.bytes.length;
    if (!fragment.more) assembly.total = fragment.offset + ip.bytes.length;
    if (assembly.total < 0 || assembly.octets < assembly.total) return null;
    this.#open.delete(key);
    assembly.parts.sort((a, b) => a.offset - b.offset);
    return concatBytes(assembly.parts.map((part) => part.bytes)).subarray(0, assembly.total);
  }

  #giveUpOldest(): void {
    for (const key of this.#open.keys()) {
      this.#open.delete(key);
      this.incomplete++;
      return;
    }
  }
}

function readUdp(
  ip: IpPayload,
  bytes: Uint8Array,
  at: number,
  faults: DecodeFault[],
): UdpDatagram | null {
  if (bytes.length < 8) {
    faults.push(decodeFault('truncated', 0, 'UDP', 'header cut off'));
    return null;
  }
  const stated = (bytes[4]! << 8) | bytes[5]!;
  // 0: a jumbogram (RFC 2675) or a header not yet filled in; the rest of the packet is the payload.
  const length = stated === 0 ? bytes.length : stated;
  if (length < 8) {
    faults.push(decodeFault('bad-length', 4, 'UDP', `length ${length}`));
    return null;
  }
  if (length > bytes.length)
    faults.push(decodeFault('truncated', 4, 'UDP', `${length - bytes.length} octets cut off`));
  return {
    at,
    source: ip.source,
    sourcePort: (bytes[0]! << 8) | bytes[1]!,
    destination: ip.destination,
    destinationPort: (bytes[2]! << 8) | bytes[3]!,
    payload: bytes.subarray(8, Math.min(length, bytes.length)),
  };
}
