import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { concatBytes, type DecodeFault, type DecodeOutcome } from '../../base/index.ts';
import type { SourceConfig } from '../../model/index.ts';
import {
  CaptureReader,
  findIp,
  TcpReader,
  UdpReader,
  type CapturePacket,
  type TcpPiece,
} from '../../wire/capture/index.ts';
import { isRecording, RecordingReader, type RecordingRecord } from '../../wire/recording/index.ts';
import { datagramOfReceived, findInPacket } from '../../wire/remote-id/index.ts';
import { AsterixTime } from './asterix-time.ts';
import { FileTime } from './file-time.ts';
import { numberOption, plainBytes } from './source.ts';
import { splitStream, type Piece } from './split-stream.ts';

/** What a file gives, in its own order; `sourceId` is that of the configuration, or of the source in a recording. */
export type FileEvent =
  | {
      readonly kind: 'chunk';
      readonly sourceId: string;
      readonly at: number;
      readonly connection: number;
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: 'closed';
      readonly sourceId: string;
      readonly at: number;
      readonly connection: number;
    }
  | { readonly kind: 'source'; readonly config: SourceConfig }
  | { readonly kind: 'fault'; readonly fault: DecodeFault };

const READ_OCTETS = 256 * 1024;
/** Units a second where a raw file has no times of its own; option `perSecond` */
const UNITS_PER_S = 100;

/** Turns the octets of one file into events; `last` with the final piece. */
interface FileReader {
  read(
    bytes: Uint8Array,
    last: boolean,
  ): { readonly events: FileEvent[]; readonly consumed: number };
}

/**
 * Reads a capture, a recording or a raw feed file (told apart by their first octets), also when gzipped (.gz).
 * Rejects only when the file cannot be read; damage inside is an event.
 * @param now wall clock, ms: the time of the first unit where neither file nor option `startAt` gives one
 */
export async function* readFileEvents(
  config: SourceConfig,
  path: string,
  now: number,
): AsyncGenerator<FileEvent> {
  const file = createReadStream(path, { highWaterMark: READ_OCTETS });
  const stream = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  if (stream !== file) file.on('error', (error) => stream.destroy(error));
  let reader: FileReader | null = null;
  let rest: Uint8Array = new Uint8Array(0);
  try {
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      // A copy: decoders may keep views of what they got, and streams reuse their buffers.
      rest = concatBytes([rest, plainBytes(piece)]);
      if (reader === null && rest.length < 24) continue;
      reader ??= chooseReader(config, rest, now);
      const { events, consumed } = reader.read(rest, false);
      rest = rest.subarray(consumed);
      yield* events;
    }
  } finally {
    file.destroy();
  }
  reader ??= chooseReader(config, rest, now);
  yield* reader.read(rest, true).events;
}

function chooseReader(config: SourceConfig, head: Uint8Array, now: number): FileReader {
  if (isRecording(head)) return new RecordingFile(config);
  const magic = head.length < 4 ? 0 : new DataView(head.buffer, head.byteOffset).getUint32(0);
  const captures = [
    0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1, 0xa1b2cd34, 0x34cdb2a1, 0x0a0d0d0a,
  ];
  if (captures.includes(magic)) return new CaptureFile(config);
  return new RawFile(config, now);
}

class RawFile implements FileReader {
  readonly #config: SourceConfig;
  readonly #time: FileTime;
  readonly #connection: number;
  readonly #asterix: AsterixTime | null;

  constructor(config: SourceConfig, now: number) {
    this.#config = config;
    this.#asterix = config.format === 'asterix' ? new AsterixTime(config) : null;
    const startAt = numberOption(config, 'startAt', now);
    this.#time = new FileTime(startAt, numberOption(config, 'perSecond', UNITS_PER_S));
    // ASTERIX blocks are cut whole, as in datagrams; everything else is a stream.
    this.#connection = config.format === 'asterix' ? 0 : 1;
  }

  read(bytes: Uint8Array, last: boolean): { events: FileEvent[]; consumed: number } {
    const { pieces, consumed } = splitStream(this.#config.format, bytes, last);
    const events: FileEvent[] = pieces.map((piece) => ({
      kind: 'chunk',
      sourceId: this.#config.id,
      at: this.#time.next(this.#timed(piece)),
      connection: this.#connection,
      bytes: piece.bytes,
    }));
    return { events, consumed };
  }

  #timed(piece: Piece): Piece {
    const seconds = this.#asterix?.secondsOfDay(piece.bytes) ?? Number.NaN;
    return Number.isNaN(seconds) ? piece : { ...piece, time: seconds * 1000, clock: 'day' };
  }
}

/** Streams of a capture that are numbered at a time; more are as many connections as the reader itself keeps. */
const MOST_STREAMS = 1024;

/**
 * Captures give their UDP payloads and their TCP streams, filtered by the options `port` and `destination`; of radio
 * captures (radiotap, Bluetooth) each Remote ID broadcast as the datagram a receiver would have made of it.
 */
class CaptureFile implements FileReader {
  readonly #config: SourceConfig;
  readonly #reader = new CaptureReader();
  readonly #udp = new UdpReader();
  readonly #tcp = new TcpReader();
  /** connection numbers of streams, from 1 */
  readonly #streams = new Map<string, number>();
  #lastStream = 0;
  #lastAt = 0;

  constructor(config: SourceConfig) {
    this.#config = config;
  }

  read(bytes: Uint8Array, last: boolean): { events: FileEvent[]; consumed: number } {
    const outcome: DecodeOutcome<CapturePacket> = this.#reader.read(bytes);
    const faults: DecodeFault[] = [...outcome.faults];
    const events: FileEvent[] = [];
    for (const packet of outcome.records) {
      if (!Number.isNaN(packet.at)) this.#lastAt = packet.at;
      this.#packet(packet, events, faults);
    }
    if (last && outcome.consumed < bytes.length) {
      const detail = `the last ${bytes.length - outcome.consumed} octets are not a whole packet`;
      faults.push({ code: 'truncated', offset: 0, item: 'capture', detail });
    }
    events.push(...faults.map((fault): FileEvent => ({ kind: 'fault', fault })));
    return { events, consumed: outcome.consumed };
  }

  #packet(packet: CapturePacket, events: FileEvent[], faults: DecodeFault[]): void {
    if (findIp(packet.bytes, packet.linkType) === -1 && isRadio(packet.linkType)) {
      this.#broadcasts(packet, events, faults);
      return;
    }
    const pieces = this.#tcp.read(packet, faults);
    for (const piece of pieces ?? []) if (this.#isWanted(piece)) this.#piece(piece, events, faults);
    if (pieces !== null) return;
    const datagram = this.#udp.read(packet, faults);
    if (datagram !== null && this.#isWanted(datagram)) this.#chunk(0, datagram.payload, events);
  }

  #isWanted(to: { readonly destination: string; readonly destinationPort: number }): boolean {
    const { port, destination } = this.#config.options;
    if (port !== undefined && to.destinationPort !== port) return false;
    return destination === undefined || to.destination === destination;
  }

  #chunk(connection: number, bytes: Uint8Array, events: FileEvent[]): void {
    const sourceId = this.#config.id;
    events.push({ kind: 'chunk', sourceId, at: this.#lastAt, connection, bytes });
  }

  #broadcasts(packet: CapturePacket, events: FileEvent[], faults: DecodeFault[]): void {
    for (const one of findInPacket(packet.linkType, packet.bytes)) {
      const datagram = datagramOfReceived(one, packet.at);
      if (one.intact === false)
        faults.push({
          code: 'bad-checksum',
          offset: one.offset,
          item: one.carrier,
          detail: 'the sniffer found the packet damaged',
        });
      else if (datagram !== undefined) this.#chunk(0, datagram, events);
    }
  }

  /** One connection a direction; octets that the capture lost end it, for what was unfinished cannot be finished. */
  #piece(piece: TcpPiece, events: FileEvent[], faults: DecodeFault[]): void {
    const key = `${piece.source}:${piece.sourcePort}>${piece.destination}:${piece.destinationPort}`;
    if (piece.lost > 0) {
      const detail = `${piece.lost} octets of ${key} are not in the capture`;
      faults.push({ code: 'truncated', offset: 0, item: 'TCP', detail });
      this.#end(key, events);
    }
    let connection = this.#streams.get(key);
    if (connection === undefined) {
      connection = ++this.#lastStream;
      this.#streams.set(key, connection);
      if (this.#streams.size > MOST_STREAMS) this.#end([...this.#streams.keys()][0]!, events);
    }
    if (piece.bytes.length > 0) this.#chunk(connection, piece.bytes, events);
    if (piece.closed) this.#end(key, events);
  }

  #end(key: string, events: FileEvent[]): void {
    const connection = this.#streams.get(key);
    if (connection === undefined) return;
    this.#streams.delete(key);
    events.push({ kind: 'closed', sourceId: this.#config.id, at: this.#lastAt, connection });
  }
}

/** Link types that carry Remote ID frames themselves: 802.11 (105, 127), Bluetooth LE (251, 256, 272). */
function isRadio(linkType: number): boolean {
  return [105, 127, 251, 256, 272].includes(linkType);
}

/**
 * A recording replays every source in it under its own id, or only the one that option `recordedSource` names, under
 * the id of this configuration.
 */
class RecordingFile implements FileReader {
  readonly #config: SourceConfig;
  readonly #reader = new RecordingReader();
  readonly #sources = new Map<number, SourceConfig>();

  constructor(config: SourceConfig) {
    this.#config = config;
  }

  read(bytes: Uint8Array, last: boolean): { events: FileEvent[]; consumed: number } {
    const outcome = this.#reader.read(bytes, last);
    const events: FileEvent[] = [];
    for (const record of outcome.records) this.#push(record, events);
    events.push(...outcome.faults.map((fault): FileEvent => ({ kind: 'fault', fault })));
    return { events, consumed: outcome.consumed };
  }

  #push(record: RecordingRecord, events: FileEvent[]): void {
    if (record.kind === 'end') return;
    if (record.kind === 'source') {
      const config = record.config as unknown as SourceConfig;
      this.#sources.set(record.source, config);
      if (this.#config.options['recordedSource'] === undefined)
        events.push({ kind: 'source', config: this.#childConfig(config) });
      return;
    }
    const from = this.#sources.get(record.source);
    if (from === undefined) return;
    const only = this.#config.options['recordedSource'];
    if (only !== undefined && only !== from.id) return;
    const sourceId = only === undefined ? from.id : this.#config.id;
    if (record.kind === 'chunk') events.push({ ...record, sourceId });
    else events.push({ ...record, sourceId });
  }

  /** Simulated stays simulated, and a replay marked as such marks all that is in it. */
  #childConfig(config: SourceConfig): SourceConfig {
    return { ...config, simulated: config.simulated || this.#config.simulated };
  }
}
