/** Captures and Tocsin recordings: what is inside is handed to one reader a flow. */
import { concatBytes, decodeFault, type DecodeFault } from '../../base/index.ts';
import {
  CaptureReader,
  TcpReader,
  UdpReader,
  type CapturePacket,
} from '../../wire/capture/index.ts';
import { isRecording, RecordingReader, type RecordingRecord } from '../../wire/recording/index.ts';
import { formatNamed, makeHead, sniffFormat } from './formats.ts';
import { readRadioPacket } from './remote-id-format.ts';
import type { DecodeFormat, ReadOptions, Sink, UnitReader } from './shown.ts';

/** Flows read at a time; at the bound the one opened first is closed. */
const MOST_FLOWS = 1024;
/** Octets of an unfinished unit that a flow may hold. */
const MOST_HELD = 2 * 1024 * 1024;

interface Flow {
  reader: UnitReader | null;
  held: Uint8Array;
}

/** One reader a flow, all of one format when it is given, else each of the one that its first octets tell. */
class Flows {
  readonly #options: ReadOptions;
  readonly #format: DecodeFormat | undefined;
  readonly #flows = new Map<string, Flow>();
  /** datagrams and pieces whose format nobody knows, by flow */
  readonly #unknown = new Map<string, number>();

  constructor(options: ReadOptions, format: DecodeFormat | undefined) {
    this.#options = options;
    this.#format = format;
  }

  datagram(key: string, bytes: Uint8Array, sink: Sink): void {
    const flow = this.#flowOf(key, sink);
    sink.place.datagram = true;
    flow.reader ??= this.#open(bytes, true);
    if (flow.reader === null) this.#countUnknown(key);
    else flow.reader.read(bytes, true, sink);
  }

  /** @param closed no more octets of this connection will come */
  stream(key: string, bytes: Uint8Array, closed: boolean, sink: Sink): void {
    const flow = this.#flowOf(key, sink);
    sink.place.datagram = false;
    const whole = flow.held.length === 0 ? bytes : concatBytes([flow.held, bytes]);
    flow.reader ??= whole.length === 0 ? null : this.#open(whole, closed);
    if (flow.reader === null) {
      if (whole.length > 0) this.#countUnknown(key);
      flow.held = new Uint8Array(0);
    } else {
      const used = flow.reader.read(whole, closed, sink);
      const rest = whole.subarray(used);
      flow.held = rest.length > MOST_HELD ? new Uint8Array(0) : rest.slice();
    }
    if (closed) this.#flows.delete(key);
  }

  /** What was unfinished when a part of the stream was lost cannot be finished. */
  gap(key: string, lost: number, sink: Sink): void {
    const flow = this.#flows.get(key);
    if (flow !== undefined) flow.held = new Uint8Array(0);
    sink.fault(
      decodeFault('truncated', 0, 'TCP', `${lost} octets of ${key} are not in the capture`),
      'pcap',
    );
  }

  end(sink: Sink): void {
    for (const [key, flow] of this.#flows)
      if (flow.reader !== null && flow.held.length > 0)
        this.stream(key, new Uint8Array(0), true, sink);
    for (const [key, count] of this.#unknown) {
      const detail = `${count} datagrams or pieces of ${key} are of no format known here`;
      sink.fault(decodeFault('unsupported', 0, 'flow', detail), 'pcap', 'warning');
    }
  }

  #open(bytes: Uint8Array, whole: boolean): UnitReader | null {
    return (this.#format ?? sniffFormat(makeHead(bytes, whole)))?.open(this.#options) ?? null;
  }

  #flowOf(key: string, sink: Sink): Flow {
    const known = this.#flows.get(key);
    if (known !== undefined) return known;
    if (this.#flows.size >= MOST_FLOWS) {
      const [oldest] = this.#flows.keys();
      this.stream(oldest!, new Uint8Array(0), true, sink);
    }
    const made: Flow = { reader: null, held: new Uint8Array(0) };
    this.#flows.set(key, made);
    return made;
  }

  #countUnknown(key: string): void {
    if (this.#unknown.size < MOST_FLOWS || this.#unknown.has(key))
      this.#unknown.set(key, (this.#unknown.get(key) ?? 0) + 1);
  }
}

/** UDP datagrams, TCP streams, and Remote ID in Wi-Fi and Bluetooth packets. */
export class CaptureUnits implements UnitReader {
  readonly #capture = new CaptureReader();
  readonly #udp = new UdpReader();
  readonly #tcp = new TcpReader();
  readonly #flows: Flows;

  constructor(options: ReadOptions, forced: DecodeFormat | undefined) {
    this.#flows = new Flows(options, forced);
  }

  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    const { records, faults, consumed } = this.#capture.read(bytes);
    for (const fault of faults) sink.fault(fault, 'pcap');
    for (const packet of records) this.#packet(packet, sink);
    if (!last) return consumed;
    sink.place.packet = null;
    if (consumed < bytes.length) {
      const detail = `the last ${bytes.length - consumed} octets are not a whole packet`;
      sink.fault(decodeFault('truncated', consumed, 'capture', detail), 'pcap');
    }
    this.#flows.end(sink);
    return bytes.length;
  }

  #packet(packet: CapturePacket, sink: Sink): void {
    sink.place.packet = packet.index;
    sink.place.at = packet.at;
    if (readRadioPacket(packet.linkType, packet.bytes, packet.at, sink)) return;
    const faults: DecodeFault[] = [];
    const pieces = this.#tcp.read(packet, faults);
    for (const piece of pieces ?? []) {
      const key = `${piece.source}:${piece.sourcePort} to ${piece.destination}:${piece.destinationPort}`;
      if (piece.lost > 0) this.#flows.gap(key, piece.lost, sink);
      this.#flows.stream(key, piece.bytes, piece.closed, sink);
    }
    if (pieces === null) {
      const datagram = this.#udp.read(packet, faults);
      if (datagram !== null) {
        const key = `${datagram.source} to ${datagram.destination}:${datagram.destinationPort}`;
        this.#flows.datagram(key, datagram.payload, sink);
      }
    }
    for (const fault of faults) sink.fault(fault, 'pcap');
  }
}

/** A Tocsin recording: every source by the format and options of its own configuration. */
export class RecordingUnits implements UnitReader {
  readonly #reader = new RecordingReader();
  readonly #options: ReadOptions;
  readonly #forced: DecodeFormat | undefined;
  readonly #sources = new Map<number, { readonly id: string; readonly flows: Flows }>();
  #chunks = 0;

  constructor(options: ReadOptions, forced: DecodeFormat | undefined) {
    this.#options = options;
    this.#forced = forced;
  }

  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    const { records, faults, consumed } = this.#reader.read(bytes, last);
    for (const fault of faults) sink.fault(fault, 'recording');
    for (const record of records) this.#record(record, sink);
    if (last) {
      sink.place.packet = null;
      for (const { flows } of this.#sources.values()) flows.end(sink);
    }
    return consumed;
  }

  #record(record: RecordingRecord, sink: Sink): void {
    if (record.kind === 'end') return;
    if (record.kind === 'source') {
      this.#source(record.source, record.config);
      return;
    }
    const known = this.#sources.get(record.source);
    if (known === undefined) return;
    const { id, flows } = known;
    sink.place.packet = this.#chunks++;
    sink.place.at = record.at;
    const key = `${id} connection ${record.connection}`;
    if (record.kind === 'closed') flows.stream(key, new Uint8Array(0), true, sink);
    else if (record.connection === 0) flows.datagram(key, record.bytes, sink);
    else flows.stream(key, record.bytes, false, sink);
  }

  #source(number: number, config: unknown): void {
    const { id, format, options } = (typeof config === 'object' ? (config ?? {}) : {}) as {
      readonly id?: unknown;
      readonly format?: unknown;
      readonly options?: { readonly editions?: unknown };
    };
    const editions = options?.editions;
    const own =
      typeof editions === 'object' && editions !== null
        ? { ...(editions as Record<string, string>), ...this.#options.editions }
        : this.#options.editions;
    const named = typeof format === 'string' ? formatNamed(format) : undefined;
    this.#sources.set(number, {
      id: typeof id === 'string' ? id : String(number),
      flows: new Flows({ ...this.#options, editions: own }, this.#forced ?? named),
    });
  }
}

const CAPTURE_MAGIC = [
  0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1, 0xa1b2cd34, 0x34cdb2a1, 0x0a0d0d0a,
];

/** The container that a file is, told by its first octets. */
export function containerOf(head: Uint8Array): 'pcap' | 'recording' | null {
  if (isRecording(head)) return 'recording';
  if (head.length < 24) return null;
  const magic = new DataView(head.buffer, head.byteOffset).getUint32(0);
  return CAPTURE_MAGIC.includes(magic) ? 'pcap' : null;
}
