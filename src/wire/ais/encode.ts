/** AIS messages to payload bits and sentences: the tables of layouts.ts, written. All 27 types. */
import { writeApplication } from './application.ts';
import { BitWriter, type Payload } from './bits.ts';
import { bitsOf, writeLayout, type Layout } from './layout.ts';
import * as layouts from './layouts.ts';
import type {
  AddressedBinary,
  AidToNavigation,
  AisMessage,
  BroadcastBinary,
  ChannelManagement,
  Interrogation,
  SlotBinary,
  StaticPartB,
} from './messages.ts';

/** Payload of a message. Values outside their field are clamped, null is written as "not available". */
export function encodeAis(message: AisMessage): Payload {
  const writer = new BitWriter();
  writer.put(message.type, 6);
  const write = (layout: Layout, values: object = message): void =>
    writeLayout(layout, values, writer);
  switch (message.type) {
    case 1:
    case 2:
    case 3:
      write(layouts.POSITION);
      break;
    case 4:
    case 11:
      write(layouts.BASE_STATION);
      break;
    case 5:
      write(layouts.STATIC_VOYAGE);
      break;
    case 6:
    case 8:
      writeBinary(message, writer);
      break;
    case 7:
    case 13:
      write(layouts.SPARE_2);
      for (const row of message.acknowledged.slice(0, 4)) write(layouts.ACKNOWLEDGED, row);
      break;
    case 9:
      write(layouts.SAR_AIRCRAFT);
      break;
    case 10:
      write(layouts.UTC_INQUIRY);
      break;
    case 12:
      write(layouts.ADDRESSED);
      writer.putText(message.text, message.text?.length ?? 0);
      break;
    case 14:
      write(layouts.SPARE_2);
      writer.putText(message.text, message.text?.length ?? 0);
      break;
    case 15:
      writeRequests(message, writer);
      break;
    case 16:
      write(layouts.SPARE_2);
      for (const row of message.assignments.slice(0, 2)) write(layouts.ASSIGNMENT, row);
      // one assignment is filled up to whole octets
      if (message.assignments.length < 2) writer.put(0, 4);
      break;
    case 17:
      write(layouts.DGNSS);
      writer.putHex(message.data, message.dataBits);
      break;
    case 18:
      write(layouts.CLASS_B);
      break;
    case 19:
      write(layouts.CLASS_B_EXTENDED);
      break;
    case 20:
      write(layouts.SPARE_2);
      for (const row of message.reservations.slice(0, 4)) write(layouts.RESERVATION, row);
      fillOctet(writer);
      break;
    case 21:
      writeAid(message, writer);
      break;
    case 22:
      writeChannels(message, writer);
      break;
    case 23:
      write(layouts.GROUP_HEAD);
      write(layouts.AREA, message.area);
      write(layouts.GROUP_TAIL);
      break;
    case 24:
      if (message.part === 'A') write(layouts.STATIC_A);
      else writeStaticB(message, writer);
      break;
    case 25:
    case 26:
      writeSlotBinary(message, writer);
      break;
    case 27:
      write(layouts.LONG_RANGE);
      break;
  }
  return writer.payload();
}

function fillOctet(writer: BitWriter): void {
  if (writer.bits % 8 !== 0) writer.put(0, 8 - (writer.bits % 8));
}

function writeBinary(message: AddressedBinary | BroadcastBinary, writer: BitWriter): void {
  writeLayout(message.type === 6 ? layouts.ADDRESSED : layouts.SPARE_2, message, writer);
  writeLayout(layouts.APPLICATION, message, writer);
  const { dac, fi, content, data, dataBits } = message;
  // What came as bits goes as bits; values alone are written by their layout.
  if (dataBits > 0 || content === null) writer.putHex(data, dataBits);
  else writeApplication(dac, fi, content, writer);
}

function writeRequests(message: Interrogation, writer: BitWriter): void {
  const [first, ...others] = message.requests;
  const second = others.find((request) => request.mmsi === first?.mmsi);
  const last = others.find((request) => request.mmsi !== first?.mmsi);
  writeLayout(layouts.SPARE_2, message, writer);
  writer.put(first?.mmsi ?? 0, 30);
  writer.put(first?.messageType ?? 0, 6).put(first?.slotOffset ?? 0, 12);
  if (second === undefined && last === undefined) return;
  writer
    .put(0, 2)
    .put(second?.messageType ?? 0, 6)
    .put(second?.slotOffset ?? 0, 12)
    .put(0, 2);
  if (last === undefined) return;
  writer.put(last.mmsi, 30).put(last.messageType, 6).put(last.slotOffset, 12).put(0, 2);
}

function writeAid(message: AidToNavigation, writer: BitWriter): void {
  const name = message.name ?? '';
  writeLayout(layouts.AID, { ...message, name: name.slice(0, 20) }, writer);
  if (name.length <= 20) return;
  writer.putText(name.slice(20, 34), Math.min(14, name.length - 20));
  fillOctet(writer);
}

function writeChannels(message: ChannelManagement, writer: BitWriter): void {
  writeLayout(layouts.CHANNELS, message, writer);
  if (message.destMmsis !== null) {
    const [first, second] = message.destMmsis;
    writer.put(first, 30).put(0, 5).put(second, 30).put(0, 5);
  } else writeLayout(layouts.AREA, message.area ?? {}, writer);
  writeLayout(layouts.CHANNELS_TAIL, { ...message, addressed: message.destMmsis !== null }, writer);
}

function writeStaticB(message: StaticPartB, writer: BitWriter): void {
  if (message.mothershipMmsi === null) {
    writeLayout(layouts.STATIC_B, { ...message, partNumber: 1 }, writer);
    return;
  }
  const at = layouts.STATIC_B.findIndex((row) => row.key === 'toBowM');
  writeLayout(layouts.STATIC_B.slice(0, at), { ...message, partNumber: 1 }, writer);
  writer.put(message.mothershipMmsi, bitsOf(layouts.STATIC_B.slice(at, at + 4)));
  writeLayout(layouts.STATIC_B.slice(at + 4), message, writer);
}

function writeSlotBinary(message: SlotBinary, writer: BitWriter): void {
  writeLayout(layouts.HEAD, message, writer);
  writer.putFlag(message.destMmsi !== null).putFlag(message.applicationId !== null);
  if (message.destMmsi !== null) writer.put(message.destMmsi, 30);
  if (message.applicationId !== null) writer.put(message.applicationId, 16);
  writer.putHex(message.data, message.dataBits);
  if (message.type === 26) writer.put(message.radio ?? 0, 20);
}

/** Characters of a payload, six bits each, and how many bits of the last are filling. */
export function armour(payload: Payload): { readonly text: string; readonly fill: number } {
  const chars = Math.ceil(payload.bits / 6);
  let text = '';
  for (let i = 0; i < chars; i++) {
    const at = i * 6;
    const octet = at >> 3;
    const word = (payload.bytes[octet]! << 8) | payload.bytes[octet + 1]!;
    const six = (word >> (10 - (at & 7))) & 63;
    text += String.fromCharCode(six < 40 ? six + 48 : six + 56);
  }
  return { text, fill: chars * 6 - payload.bits };
}

export interface SentenceOptions {
  /** default AI */
  readonly talker?: string;
  /** true: VDO, own ship */
  readonly own?: boolean;
  /** default A */
  readonly channel?: string;
  /** 0..9, for messages of several sentences; default 0 */
  readonly sequence?: number;
  /** tag block: station and Unix time in s */
  readonly station?: string;
  readonly timeS?: number;
}

/** Characters of payload in one sentence of at most 82 characters. */
const MOST_CHARS = 56;

/** NMEA 0183 sentences of a message, each with its line end. */
export function encodeSentences(message: AisMessage, options: SentenceOptions = {}): string[] {
  const { text, fill } = armour(encodeAis(message));
  const total = Math.max(1, Math.ceil(text.length / MOST_CHARS));
  const out: string[] = [];
  for (let part = 0; part < total; part++) {
    const body = [
      `${options.talker ?? 'AI'}${options.own === true ? 'VDO' : 'VDM'}`,
      total,
      part + 1,
      total > 1 ? (options.sequence ?? 0) : '',
      options.channel ?? 'A',
      text.slice(part * MOST_CHARS, (part + 1) * MOST_CHARS),
      part === total - 1 ? fill : 0,
    ].join(',');
    out.push(`${tagBlock(options)}!${body}*${checksumOf(body)}\r\n`);
  }
  return out;
}

function tagBlock(options: SentenceOptions): string {
  const fields: string[] = [];
  if (options.station !== undefined) fields.push(`s:${options.station}`);
  if (options.timeS !== undefined) fields.push(`c:${Math.floor(options.timeS)}`);
  if (fields.length === 0) return '';
  const body = fields.join(',');
  return `\\${body}*${checksumOf(body)}\\`;
}

/** NMEA checksum: exclusive or of the characters between ! or $ and *, two hex digits. */
export function checksumOf(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum ^= body.charCodeAt(i);
  return (sum & 255).toString(16).toUpperCase().padStart(2, '0');
}
