import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from '../../base/index.ts';
import { WIDTH, type Snapshot } from './snapshot.ts';
import { TokenReader, TokenWriter } from './tokens.ts';

/** u32 length of the body, u32 CRC-32 of the body; body: f64 time, u32 count, then the columns */
const HEADER = 8;
const BODY_HEADER = 12;

/** The state both sides keep: the picture before, and the row of each track in it. */
class Before {
  values: Int32Array = new Int32Array(0);
  count = 0;
  readonly rows = new Map<number, number>();

  /** Row in the picture before of each row now, -1 for new tracks. */
  match(values: Int32Array, count: number): Int32Array {
    const out = new Int32Array(count);
    for (let row = 0; row < count; row++) out[row] = this.rows.get(values[row]!) ?? -1;
    return out;
  }

  set(values: Int32Array, count: number): void {
    this.values = values;
    this.count = count;
    this.rows.clear();
    for (let row = 0; row < count; row++) this.rows.set(values[row]!, row);
  }
}

/**
 * Pictures that are not in segments yet, in a plain file: what a start after kill -9 finds. Each picture is kept as
 * differences from the one before it (about 10 octets a track). Written, not synced: a power cut may cost what the
 * system had not written, as it may with any history of less than a minute.
 */
export class Journal {
  readonly #file: number;
  readonly #writer = new TokenWriter();
  #before = new Before();
  #length = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'a+', 0o600);
    this.clear();
  }

  /** Throws the system's error when the disk refuses; what was written before stays readable. */
  add(snapshot: Snapshot): void {
    const { at, count, values } = snapshot;
    const matched = this.#before.match(values, count);
    const writer = this.#writer;
    writer.reset();
    let above = 0;
    for (let row = 0; row < count; row++) {
      writer.put(values[row]! - above);
      above = values[row]!;
    }
    writer.endColumn();
    for (let c = 1; c < WIDTH; c++) {
      for (let row = 0; row < count; row++) {
        const old = matched[row]!;
        const from = old < 0 ? 0 : this.#before.values[c * this.#before.count + old]!;
        writer.put(values[c * count + row]! - from);
      }
      writer.endColumn();
    }
    this.#write(at, count, writer.take());
    this.#before.set(values, count);
  }

  /** Everything is in segments now. */
  clear(): void {
    ftruncateSync(this.#file, 0);
    this.#length = 0;
    this.#before = new Before();
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(at: number, count: number, columns: Uint8Array): void {
    const record = Buffer.alloc(HEADER + BODY_HEADER + columns.length);
    record.writeUInt32LE(BODY_HEADER + columns.length, 0);
    record.writeDoubleLE(at, HEADER);
    record.writeUInt32LE(count, HEADER + 8);
    record.set(columns, HEADER + BODY_HEADER);
    record.writeUInt32LE(crc32(record, HEADER), 4);
    try {
      writeSync(this.#file, record);
      this.#length += record.length;
    } catch (error) {
      // Half a record would hide the ones after it.
      ftruncateSync(this.#file, this.#length);
      throw error;
    }
  }
}

/** Pictures of a journal, oldest first; a tail that was cut off is left out. No file: none. */
export function readJournal(path: string): Snapshot[] {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    return [];
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out: Snapshot[] = [];
  const before = new Before();
  const reader = new TokenReader();
  let at = 0;
  while (at + HEADER + BODY_HEADER <= bytes.length) {
    const length = view.getUint32(at, true);
    const body = at + HEADER;
    if (length < BODY_HEADER || body + length > bytes.length) break;
    if (view.getUint32(at + 4, true) !== crc32(bytes, body, body + length)) break;
    reader.open(bytes, body + BODY_HEADER);
    const snapshot = readPicture(
      view.getFloat64(body, true),
      view.getUint32(body + 8, true),
      reader,
      before,
    );
    if (snapshot === null) break;
    out.push(snapshot);
    at = body + length;
  }
  return out;
}

function readPicture(
  at: number,
  count: number,
  reader: TokenReader,
  before: Before,
): Snapshot | null {
  const column = new Float64Array(count);
  const values = new Int32Array(WIDTH * count);
  reader.column(count, column, 0);
  for (let row = 0, above = 0; row < count; row++) {
    above += column[row]!;
    values[row] = above;
  }
  const matched = before.match(values, count);
  for (let c = 1; c < WIDTH; c++) {
    reader.column(count, column, 0);
    for (let row = 0; row < count; row++) {
      const old = matched[row]!;
      const from = old < 0 ? 0 : before.values[c * before.count + old]!;
      values[c * count + row] = from + column[row]!;
    }
  }
  if (reader.damaged) return null;
  before.set(values, count);
  return { number: 0, at, count, values };
}
