/** Zip archives as TAK data packages use them: stored and deflated entries, no encryption, no parts, no zip64. */
import {
  crc32,
  decodeFault,
  decodeUtf8,
  encodeUtf8,
  fail,
  ok,
  type DecodeFault,
  type Result,
} from '../../base/index.ts';

/** Bounds of what is read. */
export const ZIP_LIMITS = {
  entries: 2000,
  /** octets of one entry, unpacked */
  entryOctets: 64 * 2 ** 20,
} as const;

/** Unpacks raw deflate; null when the octets are damaged or give more than `mostOctets`. */
export type Inflate = (packed: Uint8Array, mostOctets: number) => Uint8Array | null;

export interface ZipEntry {
  readonly name: string;
  /** unpacked */
  readonly octets: number;
  readonly packedOctets: number;
  readonly deflated: boolean;
  readonly crc: number;
  /** of its local header in the archive */
  readonly at: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_OCTETS = 22;
const MOST_COMMENT = 65_535;

function bad(at: number, item: string, detail: string): { ok: false; fault: DecodeFault } {
  return fail(decodeFault('bad-value', at, item, detail));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The entries of an archive by its central directory; folders are left out. */
export function listZip(bytes: Uint8Array): Result<ZipEntry[], DecodeFault> {
  const view = viewOf(bytes);
  const end = findEnd(view);
  if (end < 0) return fail(decodeFault('truncated', bytes.length, 'zip', 'no end of an archive'));
  const count = view.getUint16(end + 10, true);
  if (count > ZIP_LIMITS.entries)
    return fail(decodeFault('bad-length', end, 'zip', `more than ${ZIP_LIMITS.entries} entries`));
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    const read = readCentral(bytes, view, at);
    if (!read.ok) return read;
    const { entry, next } = read.value;
    if (names.has(entry.name)) return bad(at, 'zip', `two entries ${JSON.stringify(entry.name)}`);
    names.add(entry.name);
    if (!entry.name.endsWith('/')) entries.push(entry);
    at = next;
  }
  return ok(entries);
}

function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - END_OCTETS - MOST_COMMENT);
  for (let at = view.byteLength - END_OCTETS; at >= least; at--)
    if (view.getUint32(at, true) === END) return at;
  return -1;
}

function readCentral(
  bytes: Uint8Array,
  view: DataView,
  at: number,
): Result<{ entry: ZipEntry; next: number }, DecodeFault> {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
    return bad(at, 'zip', 'no entry of a directory');
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const nameOctets = view.getUint16(at + 28, true);
  const next = at + 46 + nameOctets + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > bytes.length) return bad(at, 'zip', 'an entry beyond the end');
  const name = decodeUtf8(bytes, at + 46, at + 46 + nameOctets);
  if (!isSafeName(name)) return bad(at, 'zip', `the name ${JSON.stringify(name)} leads elsewhere`);
  const entry: ZipEntry = {
    name,
    crc: view.getUint32(at + 16, true),
    packedOctets: view.getUint32(at + 20, true),
    octets: view.getUint32(at + 24, true),
    deflated: method === 8,
    at: view.getUint32(at + 42, true),
  };
  if ((flags & 1) !== 0 || (method !== 0 && method !== 8))
    return fail(decodeFault('unsupported', at, name, 'encrypted, or packed otherwise'));
  if (entry.octets > ZIP_LIMITS.entryOctets)
    return fail(decodeFault('bad-length', at, name, `${entry.octets} octets: refused`));
  return ok({ entry, next });
}

/** A relative path that stays inside: no empty part but the last, no `..`, no drive, no backslash. */
function isSafeName(name: string): boolean {
  if (name === '' || name.length > 512 || /[\\:]/.test(name)) return false;
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) < 32) return false;
  const parts = name.split('/');
  return parts.every((part, i) => part !== '..' && (part !== '' || i === parts.length - 1));
}

/** An entry unpacked and checked against its checksum. */
export function readZipEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  inflate: Inflate,
): Result<Uint8Array, DecodeFault> {
  const view = viewOf(bytes);
  const { at, name } = entry;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL)
    return bad(at, name, 'no entry where the directory says');
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const to = from + entry.packedOctets;
  if (to > bytes.length) return fail(decodeFault('truncated', bytes.length, name, 'is cut off'));
  const packed = bytes.subarray(from, to);
  const unpacked = entry.deflated ? inflate(packed, entry.octets) : packed;
  if (unpacked?.length !== entry.octets) return bad(from, name, 'does not unpack to its length');
  return crc32(unpacked) === entry.crc
    ? ok(unpacked)
    : fail(decodeFault('bad-checksum', from, name, 'CRC-32 does not match'));
}

/** An archive of stored entries. @param at time of the entries, ms since the Unix epoch, written as UTC */
export function writeZip(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  at: number,
): Uint8Array {
  const heads = files.map(({ name }) => encodeUtf8(name));
  const dataOctets = files.reduce(
    (sum, { bytes }, i) => sum + 30 + heads[i]!.length + bytes.length,
    0,
  );
  const directoryOctets = heads.reduce((sum, name) => sum + 46 + name.length, 0);
  const out = new Uint8Array(dataOctets + directoryOctets + END_OCTETS);
  const view = viewOf(out);
  const [time, date] = dosTime(at);
  let to = 0;
  let directory = dataOctets;
  files.forEach(({ bytes }, i) => {
    const name = heads[i]!;
    const crc = crc32(bytes);
    /** What both headers say, from the version needed on. */
    const common = (from: number): void => {
      view.setUint16(from, 20, true);
      view.setUint16(from + 2, 0x800, true);
      view.setUint16(from + 6, time, true);
      view.setUint16(from + 8, date, true);
      view.setUint32(from + 10, crc, true);
      view.setUint32(from + 14, bytes.length, true);
      view.setUint32(from + 18, bytes.length, true);
      view.setUint16(from + 22, name.length, true);
    };
    view.setUint32(to, LOCAL, true);
    common(to + 4);
    out.set(name, to + 30);
    out.set(bytes, to + 30 + name.length);
    view.setUint32(directory, CENTRAL, true);
    view.setUint16(directory + 4, 20, true);
    common(directory + 6);
    view.setUint32(directory + 42, to, true);
    out.set(name, directory + 46);
    to += 30 + name.length + bytes.length;
    directory += 46 + name.length;
  });
  view.setUint32(directory, END, true);
  view.setUint16(directory + 8, files.length, true);
  view.setUint16(directory + 10, files.length, true);
  view.setUint32(directory + 12, directoryOctets, true);
  view.setUint32(directory + 16, dataOctets, true);
  return out;
}

/** Time and date as MS-DOS has them: two seconds, from 1980. */
function dosTime(at: number): readonly [number, number] {
  const when = new Date(Math.max(at, Date.UTC(1980, 0, 1)));
  const time =
    (when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1);
  const date =
    ((when.getUTCFullYear() - 1980) << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate();
  return [time, date];
}
