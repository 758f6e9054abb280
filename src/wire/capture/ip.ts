import { decodeFault, type DecodeFault } from '../../base/index.ts';

/** The transport layer of one IP packet, or one fragment of it. */
export interface IpPayload {
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  readonly bytes: Uint8Array;
  /** octets that the IP header promised but the capture cut off */
  readonly missing: number;
  /** null: not fragmented */
  readonly fragment: {
    readonly id: number;
    readonly offset: number;
    readonly more: boolean;
  } | null;
}

export const PROTOCOL = { tcp: 6, udp: 17 } as const;
/** Extension headers stepped over: hop-by-hop, routing, fragment, authentication, destination options (RFC 8200). */
const EXTENSION = { hopByHop: 0, routing: 43, fragment: 44, authentication: 51, destination: 60 };

/** Reads an IPv4 or IPv6 header at `at`. Trailing link padding is cut off by the header's own length. */
export function readIp(bytes: Uint8Array, at: number): IpPayload | DecodeFault {
  if (at >= bytes.length) return decodeFault('truncated', at, 'IP', 'no octet of it');
  const version = bytes[at]! >> 4;
  if (version === 4) return readIpv4(bytes, at);
  if (version === 6) return readIpv6(bytes, at);
  return decodeFault('bad-value', at, 'IP', `version ${version}`);
}

function readIpv4(bytes: Uint8Array, at: number): IpPayload | DecodeFault {
  if (at + 20 > bytes.length) return decodeFault('truncated', at, 'IPv4', 'header cut off');
  const header = (bytes[at]! & 15) * 4;
  // A sending host with segmentation offload is captured before the card fills in the length: 0 means all of it.
  const stated = word(bytes, at + 2);
  const total = stated === 0 ? bytes.length - at : stated;
  if (header < 20 || total < header)
    return decodeFault('bad-length', at, 'IPv4', `header ${header}, total ${total}`);
  const end = Math.min(bytes.length, at + total);
  const flags = word(bytes, at + 6);
  const offset = (flags & 0x1fff) * 8;
  const more = (flags & 0x2000) !== 0;
  return {
    source: ipv4Text(bytes, at + 12),
    destination: ipv4Text(bytes, at + 16),
    protocol: bytes[at + 9]!,
    bytes: bytes.subarray(Math.min(at + header, end), end),
    missing: at + total - end,
    fragment: more || offset > 0 ? { id: word(bytes, at + 4), offset, more } : null,
  };
}

function readIpv6(bytes: Uint8Array, at: number): IpPayload | DecodeFault {
  if (at + 40 > bytes.length) return decodeFault('truncated', at, 'IPv6', 'header cut off');
  const stated = word(bytes, at + 4);
  const total = stated === 0 ? bytes.length - at - 40 : stated;
  const end = Math.min(bytes.length, at + 40 + total);
  let next = bytes[at + 6]!;
  let from = at + 40;
  let fragment: IpPayload['fragment'] = null;
  for (let headers = 0; headers < 16 && Object.values(EXTENSION).includes(next); headers++) {
    if (from + 8 > end) return decodeFault('truncated', from, 'IPv6', 'extension header cut off');
    const kind = next;
    next = bytes[from]!;
    if (kind === EXTENSION.fragment) {
      const flags = word(bytes, from + 2);
      const id = word(bytes, from + 4) * 65_536 + word(bytes, from + 6);
      fragment = { id, offset: flags & 0xfff8, more: (flags & 1) !== 0 };
      if (fragment.offset === 0 && !fragment.more) fragment = null;
      from += 8;
    } else {
      const units = bytes[from + 1]!;
      from += kind === EXTENSION.authentication ? (units + 2) * 4 : (units + 1) * 8;
    }
    // A later fragment holds no more headers: `next` names what the first fragment begins with.
    if (fragment !== null && fragment.offset > 0) break;
  }
  return {
    source: ipv6Text(bytes, at + 8),
    destination: ipv6Text(bytes, at + 24),
    protocol: next,
    bytes: bytes.subarray(Math.min(from, end), end),
    missing: at + 40 + total - end,
    fragment,
  };
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/** All eight groups, lower case, no `::`: an identifier for counting, not the RFC 5952 form. */
function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups: string[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(word(bytes, at + i).toString(16));
  return groups.join(':');
}
