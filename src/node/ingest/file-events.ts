import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { concatBytes, type DecodeFault, type DecodeOutcome } from '../../base/index.ts';
import type { SourceConfig } from '../../model/index.ts';
import { CaptureReader, findIp, UdpReader, type CapturePacket } from '../../wire/capture/index.ts';
import { isRecording, RecordingReader, type RecordingRecord } from '../../wire/recording/index.ts';
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

/**
 * Captures give their UDP payloads, filtered by the options `port` and `destination`; packets of link types without IP
 * (radiotap, Bluetooth) are given whole, for the formats that live there.
 */
class CaptureFile implements FileReader {
  readonly #config: SourceConfig;
  readonly #reader = new CaptureReader();
  readonly #udp = new UdpReader();
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
      const payload = this.#payload(packet, faults);
      if (payload !== null)
        events.push({
          kind: 'chunk',
          sourceId: this.#config.id,
          at: this.#lastAt,
          connection: 0,
          bytes: payload,
        });
    }
    if (last && outcome.consumed < bytes.length) {
      const detail = `the last ${bytes.length - outcome.consumed} octets are not a whole packet`;
      faults.push({ code: 'truncated', offset: 0, item: 'capture', detail });
    }
    events.push(...faults.map((fault): FileEvent => ({ kind: 'fault', fault })));
    return { events, consumed: outcome.consumed };
  }

  #payload(packet: CapturePacket, faults: DecodeFault[]): Uint8Array | null {
    if (findIp(packet.bytes, packet.linkType) === -1 && isRadio(packet.linkType))
      return packet.bytes;
    const datagram = this.#udp.read(packet, faults);
    if (datagram === null) return null;
    const { port, destination } = this.#config.options;
    if (port !== undefined && datagram.destinationPort !== port) return null;
    if (destination !== undefined && datagram.destination !== destination) return null;
    return datagram.payload;
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
