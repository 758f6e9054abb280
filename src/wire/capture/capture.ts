import { decodeFault, type DecodeFault, type DecodeOutcome } from '../../base/index.ts';
import { type CapturePacket } from './packet.ts';
import { decodePcap, openPcap, PCAP_FILE_HEADER, type PcapState } from './pcap.ts';
import { decodePcapng, openPcapng, type PcapngState } from './pcapng.ts';

/**
 * Reads .pcap and .pcapng, whichever it is, piece by piece: give `read` the octets it did not consume again with more.
 * Packets are views into the bytes given.
 */
export class CaptureReader {
  #pcap: PcapState | null = null;
  #pcapng: PcapngState | null = null;
  #unknown = false;

  read(bytes: Uint8Array): DecodeOutcome<CapturePacket> {
    if (this.#unknown) return { records: [], faults: [], consumed: bytes.length };
    if (this.#pcapng !== null) return decodePcapng(this.#pcapng, bytes);
    if (this.#pcap !== null) return decodePcap(this.#pcap, bytes, 0);
    if (bytes.length < PCAP_FILE_HEADER) return { records: [], faults: [], consumed: 0 };
    if (bytes[0] === 0x0a && bytes[1] === 0x0d && bytes[2] === 0x0d && bytes[3] === 0x0a) {
      this.#pcapng = openPcapng();
      return decodePcapng(this.#pcapng, bytes);
    }
    this.#pcap = openPcap(bytes);
    if (this.#pcap !== null) return decodePcap(this.#pcap, bytes, PCAP_FILE_HEADER);
    this.#unknown = true;
    const fault = decodeFault('bad-value', 0, 'file header', 'neither pcap nor pcapng');
    return { records: [], faults: [fault], consumed: bytes.length };
  }
}

/** All packets of a whole file. A cut-off tail is a fault 'truncated'; what is before it is given. */
export function decodeCapture(bytes: Uint8Array): DecodeOutcome<CapturePacket> {
  const outcome = new CaptureReader().read(bytes);
  if (outcome.consumed === bytes.length) return outcome;
  const cut: DecodeFault = decodeFault(
    'truncated',
    outcome.consumed,
    'capture',
    `the last ${bytes.length - outcome.consumed} octets are not a whole packet`,
  );
  return { ...outcome, faults: [...outcome.faults, cut] };
}
