import { decodeFault, latin1 } from '../../base/index.ts';
import {
  decodeRemoteId,
  decodeRemoteIdDatagram,
  findInPacket,
  formatAddress,
  ID_TYPES,
  isEmptyPack,
  MESSAGE_OCTETS,
  OPERATOR_LOCATION_TYPES,
  STATUSES,
  UA_TYPES,
  type RemoteIdMessage,
} from '../../wire/remote-id/index.ts';
import {
  utcTime,
  type DecodeFormat,
  type Head,
  type Shown,
  type ShownField,
  type ShownTime,
  type Sink,
  type UnitReader,
} from './shown.ts';
import { fieldsOf, joinFacts, placeText, withUnit, type Vocabulary } from './words.ts';

const REMOTE_ID_WORDS: Vocabulary = {
  names: {
    uaType: 'UA type',
    idType: 'ID type',
    directionDeg: 'track direction',
    geodeticAltM: 'geodetic altitude',
    pressureAltM: 'pressure altitude',
    timeOfHourS: 'time after the full hour',
    rssiDbm: 'signal',
  },
  meanings: {
    uaType: UA_TYPES,
    idType: ID_TYPES,
    status: STATUSES,
    operatorLocationType: OPERATOR_LOCATION_TYPES,
    authType: [
      'none',
      'UAS ID signature',
      'operator ID signature',
      'message set signature',
      'network',
      'specific',
    ],
    categoryEu: ['undefined', 'open', 'specific', 'certified'],
    classEu: ['undefined', 'C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6'],
  },
  hidden: new Set(['type', 'idOctets', 'receivedAt']),
};

/** How a message came: what carrier and receiver say. */
interface Reception {
  readonly carrier: string;
  readonly address: string | null;
  readonly rssiDbm: number | null;
  readonly counter: number | null;
  readonly receiver: string | null;
  readonly receivedAt: number | null;
}
const BARE: Reception = {
  carrier: 'bare',
  address: null,
  rssiDbm: null,
  counter: null,
  receiver: null,
  receivedAt: null,
};

class ShownRemoteId implements Shown {
  readonly format = 'remote-id';
  readonly type: string;
  readonly category = null;
  readonly address: string | null;
  readonly source: string | null;
  readonly time: ShownTime | null;
  readonly #message: RemoteIdMessage;
  readonly #reception: Reception;

  constructor(message: RemoteIdMessage, reception: Reception) {
    this.type = message.type;
    this.#message = message;
    this.#reception = reception;
    this.address = message.type === 'basicId' ? message.id : null;
    this.source = reception.address ?? reception.receiver;
    this.time = utcTime(reception.receivedAt);
  }

  summary(): string {
    const m = this.#message;
    switch (m.type) {
      case 'basicId':
        return joinFacts([m.id, ID_TYPES[m.idType], UA_TYPES[m.uaType]]);
      case 'location':
        return joinFacts([
          STATUSES[m.status],
          placeText(m.latDeg, m.lonDeg),
          withUnit(m.geodeticAltM, 'm geodetic', 1),
          m.heightM === null ? null : `${m.heightM} m ${m.heightType.replace('-', ' ')}`,
          withUnit(m.speedMps, 'm/s', 2),
          withUnit(m.directionDeg, 'deg'),
        ]);
      case 'auth':
        return `page ${m.page}${m.lastPage === null ? '' : ` of 0..${m.lastPage}`}`;
      case 'selfId':
        return m.text;
      case 'system':
        return joinFacts([
          `operator ${placeText(m.operatorLatDeg, m.operatorLonDeg) || 'at an unknown place'}`,
          withUnit(m.operatorAltM, 'm', 1),
        ]);
      case 'operatorId':
        return m.operatorId;
    }
  }

  tree(): object {
    return { ...this.#message, reception: this.#reception };
  }

  fields(): ShownField[] {
    const told = Object.entries(this.#reception).filter(([, value]) => value !== null);
    return fieldsOf({ ...this.#message, reception: Object.fromEntries(told) }, '', REMOTE_ID_WORDS);
  }
}

/** A message or pack; real transmitters send empty packs while they start, which is nothing wrong. */
function givePayload(payload: Uint8Array, offset: number, reception: Reception, sink: Sink): void {
  if (isEmptyPack(payload)) return;
  const { messages, faults } = decodeRemoteId(payload);
  for (const message of messages) sink.record(new ShownRemoteId(message, reception), offset);
  for (const fault of faults) sink.fault({ ...fault, offset: offset + fault.offset }, 'remote-id');
}

/** A datagram, a file of messages and packs one after the other, or hex text with one unit a line. */
class RemoteIdUnits implements UnitReader {
  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    if (sink.place.datagram) {
      giveDatagram(bytes, sink);
      return bytes.length;
    }
    let at = 0;
    while (at < bytes.length) {
      const size = unitSize(bytes, at);
      if (size === 0) {
        const next = nextUnit(bytes, at + 1);
        const detail = `no message, pack or envelope begins here; ${next - at} octets skipped`;
        sink.fault(decodeFault('bad-value', at, 'message', detail), 'remote-id');
        at = next;
        continue;
      }
      if (at + size > bytes.length) {
        if (!last) return at;
        const detail = `the last ${bytes.length - at} octets are not a whole message`;
        sink.fault(decodeFault('truncated', at, 'message', detail), 'remote-id');
        return bytes.length;
      }
      givePayload(bytes.subarray(at, at + size), at, BARE, sink);
      at += size;
    }
    return at;
  }
}

function giveDatagram(bytes: Uint8Array, sink: Sink): void {
  const read = decodeRemoteIdDatagram(bytes);
  if (!read.ok) {
    sink.fault(read.fault, 'remote-id');
    return;
  }
  for (const { payload, ...reception } of read.value)
    givePayload(
      payload,
      reception.offset,
      {
        carrier: reception.carrier,
        address: reception.address,
        rssiDbm: reception.rssiDbm,
        counter: reception.counter,
        receiver: reception.receiver === '' ? null : reception.receiver,
        receivedAt: reception.receivedAt,
      },
      sink,
    );
}

/** Octets of the message or pack that begins at `at`; 0 when none can. */
function unitSize(bytes: Uint8Array, at: number): number {
  const type = bytes[at]! >> 4;
  if (type <= 5) return MESSAGE_OCTETS;
  if (type !== 15) return 0;
  if (bytes.length - at < 3) return 3;
  const count = bytes[at + 2]!;
  return bytes[at + 1] === MESSAGE_OCTETS && count <= 9 ? 3 + count * MESSAGE_OCTETS : 0;
}

function nextUnit(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && unitSize(bytes, at) === 0) at++;
  return at;
}

/** Remote ID in a packet of a radio capture; the sniffer's word on damage is believed. */
export function readRadioPacket(
  linkType: number,
  bytes: Uint8Array,
  at: number,
  sink: Sink,
): boolean {
  const found = findInPacket(linkType, bytes);
  for (const one of found) {
    if (one.intact === false) {
      const detail = 'the sniffer found the packet damaged; not decoded';
      sink.fault(
        decodeFault('bad-checksum', one.offset, one.carrier, detail),
        'remote-id',
        'warning',
      );
      continue;
    }
    const reception: Reception = {
      carrier: one.carrier,
      address: one.address === null ? null : formatAddress(one.address),
      rssiDbm: one.rssiDbm,
      counter: one.counter,
      receiver: null,
      receivedAt: Number.isFinite(at) ? at : null,
    };
    givePayload(one.payload, one.offset, reception, sink);
  }
  return found.length > 0;
}

/** Whole messages with known types and few reserved bits, nothing left over. */
function sniffRemoteId({ bytes, whole, text }: Head): number {
  if (bytes.length < MESSAGE_OCTETS || text !== null) return 0;
  if (latin1(bytes, 0, 4) === 'TRID') return 3;
  let at = 0;
  let units = 0;
  while (at < bytes.length) {
    const size = unitSize(bytes, at);
    if (size === 0 || (bytes[at]! & 15) > 2) return 0;
    if (at + size > bytes.length) return whole ? 0 : units > 0 ? 1 : 0;
    const read = decodeRemoteId(bytes.subarray(at, at + size));
    if (read.faults.length > 0 && !isEmptyPack(bytes, at)) return 0;
    at += size;
    units++;
  }
  return 2;
}

export const REMOTE_ID_FORMAT: DecodeFormat = {
  name: 'remote-id',
  what: 'Remote ID messages, packs, envelopes (and radio captures)',
  sniff: sniffRemoteId,
  open: () => new RemoteIdUnits(),
};
