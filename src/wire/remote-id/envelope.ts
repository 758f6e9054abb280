/**
 * How a Remote ID receiver hands its catch to Tocsin: one UDP datagram a broadcast. Little-endian:
 *
 * | octets | what |
 * |---|---|
 * | 0-3 | `TRID` |
 * | 4 | version, 1 |
 * | 5 | carrier: 1 Bluetooth advertising data, 2 Wi-Fi management frame without radiotap and FCS, 3 a message or pack |
 * | 6-11 | transmitter address, most significant octet first; all 0 = not known |
 * | 12 | signal, dBm, signed; 127 = not known |
 * | 13 | length of the receiver's name, n, 0..32 |
 * | 14-21 | receive time, ms since the Unix epoch UTC, float64; NaN = not known |
 * | 22.. | receiver's name, n octets of UTF-8, then the carrier's octets |
 *
 * A datagram without the mark is taken as a bare message (25 octets), a bare pack, Bluetooth advertising data or a
 * Wi-Fi frame, whichever it is: simple receivers need no envelope.
 */
import {
  concatBytes,
  decodeFault,
  decodeUtf8,
  encodeUtf8,
  fail,
  ok,
  toHex,
  type DecodeFault,
  type Result,
} from '../../base/index.ts';
import { findInAdvertising, findInWifiFrame, transmitterOf, type CarrierKind } from './carriers.ts';
import { MESSAGE_OCTETS, MESSAGE_TYPE } from './messages.ts';

const MARK = [0x54, 0x52, 0x49, 0x44] as const;
const HEADER = 22;
const VERSION = 1;
const CARRIERS: readonly CarrierKind[] = ['bt-ad', 'wifi-frame', 'bare'];
const NO_SIGNAL = 127;
const MAX_NAME = 32;

/** One broadcast as a receiver heard it. */
export interface RemoteIdCatch {
  readonly carrier: CarrierKind;
  /** aa:bb:cc:dd:ee:ff; null when not known */
  readonly address: string | null;
  readonly rssiDbm: number | null;
  /** the receiver's name; empty when it gave none */
  readonly receiver: string;
  /** ms UTC by the receiver's clock; null when not known */
  readonly receivedAt: number | null;
  /** message counter of the carrier; null for a bare message */
  readonly counter: number | null;
  /** a message or a pack */
  readonly payload: Uint8Array;
  /** of the payload in the datagram */
  readonly offset: number;
}

export interface EnvelopeFields {
  readonly carrier: CarrierKind;
  /** what the carrier held: advertising data, Wi-Fi frame, or message or pack */
  readonly bytes: Uint8Array;
  readonly address?: Uint8Array;
  readonly rssiDbm?: number;
  readonly receiver?: string;
  readonly receivedAt?: number;
}

/** A datagram for Tocsin. */
export function encodeRemoteIdEnvelope(fields: EnvelopeFields): Uint8Array {
  const name = encodeUtf8(fields.receiver ?? '').slice(0, MAX_NAME);
  const header = new Uint8Array(HEADER);
  const view = new DataView(header.buffer);
  header.set(MARK);
  header[4] = VERSION;
  header[5] = 1 + CARRIERS.indexOf(fields.carrier);
  if (fields.address) header.set(fields.address.subarray(0, 6), 6);
  view.setInt8(12, Math.max(-128, Math.min(126, Math.round(fields.rssiDbm ?? NO_SIGNAL))));
  if (fields.rssiDbm === undefined) view.setInt8(12, NO_SIGNAL);
  header[13] = name.length;
  view.setFloat64(14, fields.receivedAt ?? Number.NaN, true);
  return concatBytes([header, name, fields.bytes]);
}

/**
 * The broadcasts of a datagram: none when it carries no Remote ID (a beacon of another kind).
 * Faults: `truncated`, `unsupported` (version or carrier not known), `bad-value` (not a Remote ID datagram at all).
 */
export function decodeRemoteIdDatagram(
  bytes: Uint8Array,
): Result<readonly RemoteIdCatch[], DecodeFault> {
  const bare = bytes.length === MESSAGE_OCTETS;
  if (bare || !MARK.every((octet, index) => bytes[index] === octet)) return readBare(bytes);
  if (bytes.length < HEADER)
    return fail(decodeFault('truncated', 0, 'envelope', `${bytes.length} of ${HEADER} octets`));
  if (bytes[4] !== VERSION)
    return fail(decodeFault('unsupported', 4, 'envelope', `version ${bytes[4]}`));
  const carrier = CARRIERS[bytes[5]! - 1];
  if (carrier === undefined)
    return fail(decodeFault('unsupported', 5, 'envelope', `carrier ${bytes[5]}`));
  const from = HEADER + bytes[13]!;
  if (from > bytes.length)
    return fail(decodeFault('truncated', 13, 'envelope', `name of ${bytes[13]} octets`));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signal = view.getInt8(12);
  const receivedAt = view.getFloat64(14, true);
  const own = bytes.subarray(6, 12);
  return ok(
    readCarrier(carrier, bytes, from, {
      address: own.every((octet) => octet === 0) ? null : formatAddress(own),
      rssiDbm: signal === NO_SIGNAL ? null : signal,
      receiver: decodeUtf8(bytes, HEADER, from),
      receivedAt: Number.isFinite(receivedAt) ? receivedAt : null,
    }),
  );
}

type Reception = Pick<RemoteIdCatch, 'address' | 'rssiDbm' | 'receiver' | 'receivedAt'>;
const UNKNOWN_RECEPTION: Reception = {
  address: null,
  rssiDbm: null,
  receiver: '',
  receivedAt: null,
};

function readCarrier(
  carrier: CarrierKind,
  bytes: Uint8Array,
  from: number,
  reception: Reception,
): RemoteIdCatch[] {
  const content = bytes.subarray(from);
  if (carrier === 'bare')
    return [{ carrier, ...reception, counter: null, payload: content.slice(), offset: from }];
  const found = carrier === 'bt-ad' ? findInAdvertising(content) : findInWifiFrame(content);
  const transmitter = carrier === 'wifi-frame' ? transmitterOf(content) : null;
  const address = reception.address ?? (transmitter && formatAddress(transmitter));
  return found.map((one) => ({
    carrier,
    ...reception,
    address,
    counter: one.counter,
    payload: one.payload,
    offset: from + one.offset,
  }));
}

function readBare(bytes: Uint8Array): Result<readonly RemoteIdCatch[], DecodeFault> {
  const type = (bytes[0] ?? 0) >> 4;
  const message = bytes.length === MESSAGE_OCTETS;
  const pack = type === MESSAGE_TYPE.pack && bytes[1] === MESSAGE_OCTETS;
  if (message || pack) return ok(readCarrier('bare', bytes, 0, UNKNOWN_RECEPTION));
  const advertising = readCarrier('bt-ad', bytes, 0, UNKNOWN_RECEPTION);
  if (advertising.length > 0) return ok(advertising);
  const frame = readCarrier('wifi-frame', bytes, 0, UNKNOWN_RECEPTION);
  if (frame.length > 0) return ok(frame);
  return fail(
    decodeFault('bad-value', 0, 'datagram', 'neither envelope, message, pack nor carrier'),
  );
}

/** aa:bb:cc:dd:ee:ff */
export function formatAddress(address: Uint8Array): string {
  let out = '';
  for (let i = 0; i < address.length; i++) out += (i === 0 ? '' : ':') + toHex(address, i, i + 1);
  return out;
}
