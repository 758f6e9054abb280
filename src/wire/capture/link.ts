/** Where the network layer begins in a packet, by link type; the numbers are those of tcpdump.org/linktypes. */
export const LINK_TYPE = {
  null: 0,
  ethernet: 1,
  rawBsd: 12,
  rawOpenBsd: 14,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  radiotap: 127,
  ipv4: 228,
  ipv6: 229,
  nrfSniffer: 272,
  linuxCooked2: 276,
} as const;

const ETHER_TYPE = {
  ipv4: 0x0800,
  ipv6: 0x86dd,
  vlan: 0x8100,
  provider: 0x88a8,
  oldProvider: 0x9100,
};

/**
 * Offset of the IP header, -1 when the packet carries none (ARP, spanning tree, a link type without IP), -2 when the
 * link header is cut off.
 */
export function findIp(bytes: Uint8Array, linkType: number): number {
  switch (linkType) {
    case LINK_TYPE.ethernet:
      return afterEtherType(bytes, 12);
    case LINK_TYPE.linuxCooked:
      return afterEtherType(bytes, 14);
    case LINK_TYPE.linuxCooked2:
      return bytes.length < 20 ? -2 : isIpType((bytes[0]! << 8) | bytes[1]!) ? 20 : -1;
    case LINK_TYPE.null:
    case LINK_TYPE.loop:
      return bytes.length < 4 ? -2 : 4;
    case LINK_TYPE.raw:
    case LINK_TYPE.rawBsd:
    case LINK_TYPE.rawOpenBsd:
    case LINK_TYPE.ipv4:
    case LINK_TYPE.ipv6:
      return 0;
    default:
      return -1;
  }
}

function isIpType(type: number): boolean {
  return type === ETHER_TYPE.ipv4 || type === ETHER_TYPE.ipv6;
}

/** Skips VLAN tags, also stacked ones (802.1Q, 802.1ad, the old 0x9100). */
function afterEtherType(bytes: Uint8Array, at: number): number {
  for (let tags = 0; tags < 8; tags++) {
    if (at + 2 > bytes.length) return -2;
    const type = (bytes[at]! << 8) | bytes[at + 1]!;
    if (isIpType(type)) return at + 2;
    const tagged =
      type === ETHER_TYPE.vlan || type === ETHER_TYPE.provider || type === ETHER_TYPE.oldProvider;
    if (!tagged) return -1;
    at += 4;
  }
  return -1;
}
