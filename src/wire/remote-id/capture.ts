/**
 * Remote ID in packets of radio captures: Wi-Fi with a radiotap header (link type 127), bare 802.11 (105), and
 * Bluetooth LE as the nRF sniffer (272) and others (256 with a header, 251 bare) write it.
 */
import {
  findInAdvertising,
  findInWifiFrame,
  makeAdvertising,
  makeBeacon,
  transmitterOf,
  type CarriedRemoteId,
} from './carriers.ts';
import { encodeRemoteIdEnvelope } from './envelope.ts';

export const LINK_TYPE_80211 = 105;
export const LINK_TYPE_RADIOTAP = 127;
export const LINK_TYPE_BLE = 251;
export const LINK_TYPE_BLE_HEADER = 256;
export const LINK_TYPE_NORDIC_BLE = 272;

export interface ReceivedRemoteId extends CarriedRemoteId {
  readonly carrier: 'bt-ad' | 'wifi-frame';
  /** as people write it, most significant octet first; null when the packet does not say */
  readonly address: Uint8Array | null;
  readonly rssiDbm: number | null;
  /** whether the packet's checksum held, by the sniffer; null when it does not say. Do not believe a damaged one. */
  readonly intact: boolean | null;
}

/** All Remote ID broadcasts in one captured packet; none for other traffic and for link types not named above. */
export function findInPacket(linkType: number, bytes: Uint8Array): ReceivedRemoteId[] {
  switch (linkType) {
    case LINK_TYPE_RADIOTAP:
      return findInRadiotap(bytes);
    case LINK_TYPE_80211:
      return fromFrame(bytes, 0, bytes.length, null, null);
    case LINK_TYPE_NORDIC_BLE:
      return findInNordic(bytes);
    case LINK_TYPE_BLE_HEADER:
      return findInHeadedBle(bytes);
    case LINK_TYPE_BLE:
      return findInBle(bytes, 0, false, null, null);
    default:
      return [];
  }
}

/**
 * The datagram (see envelope.ts) that a receiver would have sent for a broadcast found in a capture: the same payload
 * and counter in the same kind of carrier. Undefined for an empty payload, and for one too long for its carrier.
 * @param receivedAt ms UTC; NaN = not known
 */
export function datagramOfReceived(
  received: ReceivedRemoteId,
  receivedAt: number,
): Uint8Array | undefined {
  const { payload, counter, carrier, address, rssiDbm } = received;
  if (payload.length === 0 || payload.length > MOST_PAYLOAD) return undefined;
  const bytes =
    carrier === 'bt-ad'
      ? makeAdvertising(payload, counter)
      : makeBeacon(payload, { address: address ?? new Uint8Array(6), ssid: '', counter });
  return encodeRemoteIdEnvelope({
    carrier,
    bytes,
    receivedAt,
    ...(address === null ? {} : { address }),
    ...(rssiDbm === null ? {} : { rssiDbm }),
  });
}

/** What the length octets of both carriers leave. */
const MOST_PAYLOAD = 250;

function fromFrame(
  bytes: Uint8Array,
  from: number,
  to: number,
  rssiDbm: number | null,
  intact: boolean | null,
): ReceivedRemoteId[] {
  const frame = bytes.subarray(from, to);
  return findInWifiFrame(frame).map((found) => ({
    ...found,
    offset: found.offset + from,
    carrier: 'wifi-frame',
    address: transmitterOf(frame),
    rssiDbm,
    intact,
  }));
}

/** Alignment and size of the radiotap fields up to the antenna signal. */
const RADIOTAP_FIELDS = [
  [8, 8],
  [1, 1],
  [1, 1],
  [2, 4],
  [2, 2],
  [1, 1],
] as const;
const FLAG_FCS = 0x10;
const FLAG_BAD_FCS = 0x40;

function findInRadiotap(bytes: Uint8Array): ReceivedRemoteId[] {
  if (bytes.length < 8) return [];
  const length = bytes[2]! | (bytes[3]! << 8);
  if (bytes[0] !== 0 || length < 8 || length > bytes.length) return [];
  let at = 8;
  // more presence words follow while bit 31 is set
  while ((bytes[at - 1]! & 0x80) !== 0 && at + 4 <= length) at += 4;
  let flags = 0;
  let rssiDbm: number | null = null;
  for (let bit = 0; bit < RADIOTAP_FIELDS.length; bit++) {
    if ((bytes[4]! & (1 << bit)) === 0) continue;
    const [align, size] = RADIOTAP_FIELDS[bit]!;
    at = Math.ceil(at / align) * align;
    if (at + size > length) break;
    if (bit === 1) flags = bytes[at]!;
    if (bit === 5) rssiDbm = (bytes[at]! << 24) >> 24;
    at += size;
  }
  const end = flags & FLAG_FCS ? Math.max(length, bytes.length - 4) : bytes.length;
  const intact = bytes[4]! & 2 ? (flags & FLAG_BAD_FCS) === 0 : null;
  return fromFrame(bytes, length, end, rssiDbm, intact);
}

/** Advertising PDUs with an advertiser address in front of their data: ADV_IND, NONCONN_IND, SCAN_RSP, SCAN_IND. */
const LEGACY_PDUS: ReadonlySet<number> = new Set([0, 2, 4, 6]);
const EXTENDED_PDU = 7;
const NORDIC_HEADER = 17;
const ACCESS_ADDRESS = 4;
const CRC = 3;

/**
 * nRF sniffer: board 1, length 2, version 1, counter 2, id 1; then 10 octets with flags and signal; then access
 * address, with coded PHY a coding indicator, PDU, CRC.
 */
function findInNordic(bytes: Uint8Array): ReceivedRemoteId[] {
  if (bytes.length < NORDIC_HEADER) return [];
  const coded = ((bytes[8]! >> 4) & 7) === 2;
  return findInBle(bytes, NORDIC_HEADER, coded, -bytes[10]!, (bytes[8]! & 1) !== 0);
}

/** Channel 1, signal 1, noise 1, access address offences 1, reference access address 4, flags 2; then as above. */
const BLE_HEADER = 10;
const BLE_SIGNAL_VALID = 0x0002;
const BLE_CRC_CHECKED = 0x0400;
const BLE_CRC_VALID = 0x0800;
const BLE_PHY_CODED = 2;

function findInHeadedBle(bytes: Uint8Array): ReceivedRemoteId[] {
  if (bytes.length < BLE_HEADER) return [];
  const flags = bytes[8]! | (bytes[9]! << 8);
  const rssiDbm = (flags & BLE_SIGNAL_VALID) !== 0 ? (bytes[1]! << 24) >> 24 : null;
  const intact = (flags & BLE_CRC_CHECKED) !== 0 ? (flags & BLE_CRC_VALID) !== 0 : null;
  return findInBle(bytes, BLE_HEADER, flags >> 14 === BLE_PHY_CODED, rssiDbm, intact);
}

/** A link layer packet from its access address at `from` on. */
function findInBle(
  bytes: Uint8Array,
  from: number,
  coded: boolean,
  rssiDbm: number | null,
  intact: boolean | null,
): ReceivedRemoteId[] {
  let at = from + ACCESS_ADDRESS + (coded ? 1 : 0);
  if (bytes.length < at + 2) return [];
  const pdu = bytes[at]! & 15;
  const end = Math.min(at + 2 + bytes[at + 1]!, bytes.length - CRC);
  at += 2;
  let address: Uint8Array | null = null;
  if (LEGACY_PDUS.has(pdu)) {
    address = bytes.slice(at, at + 6).reverse();
    at += 6;
  } else if (pdu === EXTENDED_PDU) {
    const headerLength = (bytes[at] ?? 0) & 63;
    const hasAddress = headerLength > 6 && ((bytes[at + 1] ?? 0) & 1) !== 0;
    if (hasAddress) address = bytes.slice(at + 2, at + 8).reverse();
    at += 1 + headerLength;
  } else return [];
  const data = bytes.subarray(0, end);
  let found = at < end ? findInAdvertising(data, at) : [];
  // Damaged lengths hide the structure; what is in the air is shown all the same, as not intact.
  if (found.length === 0 && intact === false) found = searchAdvertising(data, from);
  return found.map((one) => ({ ...one, carrier: 'bt-ad', address, rssiDbm, intact }));
}

/** The first place from which advertising data reads as Remote ID. */
function searchAdvertising(data: Uint8Array, from: number): CarriedRemoteId[] {
  for (let at = from; at + 6 < data.length; at++) {
    if (data[at + 1] !== 0x16 || data[at + 2] !== 0xfa) continue;
    const found = findInAdvertising(data, at);
    if (found.length > 0) return found;
  }
  return [];
}
