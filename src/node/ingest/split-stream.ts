import type { FeedFormat } from '../../model/index.ts';

/**
 * One unit of a raw feed file and what it says of its time:
 * - epoch: ms UTC · day: ms since midnight UTC · relative: ms since some start (a receiver's tick counter)
 * - none: nothing
 */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly time: number;
  readonly clock: 'epoch' | 'day' | 'relative' | 'none';
}

export interface Split {
  readonly pieces: Piece[];
  /** octets used; the rest is an unfinished unit */
  readonly consumed: number;
}

/** Ticks of the 12 MHz counter of Mode S receivers in a ms (Beast, AVR with time). */
const TICKS_PER_MS = 12_000;
/** From here up receivers put marks (MLAT results), not time. */
const MARKS = 0xff0000000000;
/** Octets given at once where a file has no units of its own, or lost them. */
const PIECE_OCTETS = 16_384;

/** Cuts a raw file where its format has units, so that replay can be paced. It decodes nothing and drops nothing. */
export function splitStream(format: FeedFormat, bytes: Uint8Array, last: boolean): Split {
  const split = splitters[format](bytes);
  if (last && split.consumed < bytes.length) {
    split.pieces.push({ bytes: bytes.subarray(split.consumed), time: Number.NaN, clock: 'none' });
    return { pieces: split.pieces, consumed: bytes.length };
  }
  return split;
}

const splitters: Readonly<Record<FeedFormat, (bytes: Uint8Array) => Split>> = {
  asterix: splitAsterix,
  beast: splitBeast,
  avr: (bytes) => splitLines(bytes, avrTime),
  sbs: (bytes) => splitLines(bytes, sbsTime),
  'aircraft-json': splitBlind,
  ais: (bytes) => splitLines(bytes, nmeaTime),
  'remote-id': splitBlind,
  sapient: splitBlind,
  cot: splitCot,
};

function splitBlind(bytes: Uint8Array): Split {
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length; at += PIECE_OCTETS)
    pieces.push({ bytes: bytes.subarray(at, at + PIECE_OCTETS), time: Number.NaN, clock: 'none' });
  return { pieces, consumed: bytes.length };
}

/** Data blocks: category, then length of the whole block in two octets. A length below 3 gives up the units. */
function splitAsterix(bytes: Uint8Array): Split {
  const pieces: Piece[] = [];
  let at = 0;
  while (at + 3 <= bytes.length) {
    const length = (bytes[at + 1]! << 8) | bytes[at + 2]!;
    const size = length < 3 ? bytes.length - at : length;
    if (at + size > bytes.length) break;
    pieces.push({ bytes: bytes.subarray(at, at + size), time: Number.NaN, clock: 'none' });
    at += size;
  }
  return { pieces, consumed: at };
}

/** Frames begin with 0x1A and a type; 0x1A inside a frame is doubled. Six octets of ticks follow the type. */
function splitBeast(bytes: Uint8Array): Split {
  const pieces: Piece[] = [];
  let start = 0;
  let at = bytes[0] === 0x1a ? 2 : 0;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0x1a) at++;
    else if (bytes[at + 1] === 0x1a) at += 2;
    else {
      pieces.push(beastPiece(bytes.subarray(start, at)));
      start = at;
      at += 2;
    }
  }
  return { pieces, consumed: start };
}

function beastPiece(frame: Uint8Array): Piece {
  const type = frame[1];
  if (frame[0] !== 0x1a || type === undefined || type < 0x31 || type > 0x33)
    return { bytes: frame, time: Number.NaN, clock: 'none' };
  let ticks = 0;
  let at = 2;
  for (let octet = 0; octet < 6; octet++) {
    const value = frame[at];
    if (value === undefined) return { bytes: frame, time: Number.NaN, clock: 'none' };
    ticks = ticks * 256 + value;
    at += value === 0x1a ? 2 : 1;
  }
  if (ticks >= MARKS) return { bytes: frame, time: Number.NaN, clock: 'none' };
  return { bytes: frame, time: ticks / TICKS_PER_MS, clock: 'relative' };
}

/**
 * CoT: XML events up to their end tag, with their own time, and frames of the TAK protocol (`bf`, length, payload). An
 * end tag in a comment cuts early; the decoder then says so.
 */
function splitCot(bytes: Uint8Array): Split {
  const pieces: Piece[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes[start] === 0xbf ? frameEnd(bytes, start) : eventEnd(bytes, start);
    if (end < 0) break;
    const piece = bytes.subarray(start, end);
    pieces.push({ bytes: piece, ...cotTime(piece) });
    start = end;
    while (start < bytes.length && bytes[start]! <= 32) start++;
  }
  if (bytes.length - start > MOST_EVENT_OCTETS) {
    pieces.push({ bytes: bytes.subarray(start), ...NO_TIME });
    start = bytes.length;
  }
  return { pieces, consumed: start };
}

/** More is no event of CoT. */
const MOST_EVENT_OCTETS = 1 << 20;

function frameEnd(bytes: Uint8Array, start: number): number {
  let length = 0;
  for (let i = 1; i < 6; i++) {
    const octet = bytes[start + i];
    if (octet === undefined) return -1;
    length += (octet & 127) * 128 ** (i - 1);
    if (octet < 128) {
      const end = start + i + 1 + length;
      return end <= bytes.length ? end : -1;
    }
  }
  return bytes.length;
}

const END_TAG = Uint8Array.from('</event', (c) => c.charCodeAt(0));

function eventEnd(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0x3c, start); at >= 0; at = bytes.indexOf(0x3c, at + 1)) {
    if (!END_TAG.every((octet, k) => bytes[at + k] === octet)) continue;
    const close = bytes.indexOf(0x3e, at);
    return close < 0 ? -1 : close + 1;
  }
  return -1;
}

/** The `time` of an XML event, when it says its zone. */
function cotTime(piece: Uint8Array): Omit<Piece, 'bytes'> {
  if (piece[0] === 0xbf) return NO_TIME;
  const head = String.fromCharCode(...piece.subarray(0, 1000));
  const match = /\stime\s*=\s*["']([^"']{10,40})["']/.exec(head);
  const time = match === null ? Number.NaN : Date.parse(match[1]!);
  return Number.isNaN(time) ? NO_TIME : { time, clock: 'epoch' };
}

type LineTime = (bytes: Uint8Array, from: number, to: number) => Omit<Piece, 'bytes'>;
const NO_TIME: Omit<Piece, 'bytes'> = { time: Number.NaN, clock: 'none' };

function splitLines(bytes: Uint8Array, timeOf: LineTime): Split {
  const pieces: Piece[] = [];
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(10, start);
    if (end < 0) break;
    pieces.push({ bytes: bytes.subarray(start, end + 1), ...timeOf(bytes, start, end) });
    start = end + 1;
  }
  // A line without end that long is no line: pass it on rather than keep it.
  if (bytes.length - start > PIECE_OCTETS * 4) {
    pieces.push({ bytes: bytes.subarray(start), ...NO_TIME });
    start = bytes.length;
  }
  return { pieces, consumed: start };
}

/** `@` and twelve hex digits of ticks before the message; `*` lines carry no time. */
function avrTime(bytes: Uint8Array, from: number, to: number): Omit<Piece, 'bytes'> {
  if (bytes[from] !== 0x40 || to < from + 13) return NO_TIME;
  const text = String.fromCharCode(...bytes.subarray(from + 1, from + 13));
  if (!/^[0-9a-fA-F]{12}$/.test(text)) return NO_TIME;
  return { time: parseInt(text, 16) / TICKS_PER_MS, clock: 'relative' };
}

/** The `c:` field of an NMEA 4.10 tag block: Unix time in s, or in ms by writers that do so. */
function nmeaTime(bytes: Uint8Array, from: number, to: number): Omit<Piece, 'bytes'> {
  if (bytes[from] !== 0x5c) return NO_TIME;
  const block = String.fromCharCode(...bytes.subarray(from + 1, Math.min(to, from + 120)));
  const match = /(?:^|,)c:(\d{9,14})(?=[,*\\])/.exec(block);
  if (match === null) return NO_TIME;
  const value = Number(match[1]);
  return { time: value > 1e11 ? value : value * 1000, clock: 'epoch' };
}

/** Fields 7 and 8: date and time of the message, without a zone, taken for UTC. */
function sbsTime(bytes: Uint8Array, from: number, to: number): Omit<Piece, 'bytes'> {
  const line = String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 120)));
  const match = /^(?:[^,]*,){6}(\d{4})\/(\d\d)\/(\d\d),(\d\d:\d\d:\d\d(?:\.\d{1,3})?),/.exec(line);
  if (match === null) return NO_TIME;
  const time = Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}Z`);
  return Number.isNaN(time) ? NO_TIME : { time, clock: 'epoch' };
}
