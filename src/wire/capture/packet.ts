/** One packet of a capture, as the link layer had it. */
export interface CapturePacket {
  /** ms UTC; NaN when the capture gives none (pcapng simple packet block) */
  readonly at: number;
  /** LINKTYPE_ number of the interface: 1 Ethernet, 101 raw IP, 113 Linux cooked, 127 radiotap, 272 nRF sniffer, ... */
  readonly linkType: number;
  readonly bytes: Uint8Array;
  /** octets it had on the wire; more than bytes.length when the capture cut it off */
  readonly originalLength: number;
  /** from 0, in file order */
  readonly index: number;
}

/** Largest packet taken for real: tcpdump's own limit (MAXIMUM_SNAPLEN, 256 KiB). A larger length is damage. */
export const MAX_PACKET_OCTETS = 262_144;
