// Hot path: no allocation per event beside the event itself; octets are copied only when an event straddles chunks.
import { decodeFault, fromLatin1, type DecodeFault } from '../../base/index.ts';
import { readEvent, scanFault } from './decode.ts';
import type { CotEvent } from './event.ts';
import { COT_LIMITS } from './limits.ts';
import { decodeTakMessage, type TakMessage } from './tak-message.ts';
import { SCAN, XmlScan } from './xml-scan.ts';

/** One message of a stream. `bytes` is the event or frame as it came: a view of the chunk, or a copy. */
export interface CotStreamItem {
  readonly event: CotEvent | null;
  /** null for XML */
  readonly message: TakMessage | null;
  readonly bytes: Uint8Array;
}

/** What a chunk gave. Offsets of faults count from the start of the chunk; before it (negative) is shown as 0. */
export interface CotStreamStep {
  readonly items: CotStreamItem[];
  readonly faults: DecodeFault[];
}

export const TAK_MAGIC = 0xbf;
const MOST_FAULTS = 20;
/** End tags looked at while an event will not end: those in comments and CDATA sections are none. */
const MOST_TRIES = 16;
/** Octets of a frame's header at most. */
const HEADER_OCTETS = 11;

const scan = new XmlScan();
const NONE = new Uint8Array(0);

const START = fromLatin1('<event');
const STOP = fromLatin1('</event');
const AUTH = fromLatin1('<auth');
const AUTH_STOP = fromLatin1('</auth>');

/**
 * A TAK connection's octets to messages: XML events one after another (with or without declarations, white space,
 * comments), frames of TAK protocol version 1 (`bf`, length, TakMessage), and both mixed. A piece of an event waits
 * for the rest, up to COT_LIMITS.streamOctets; then it is given up with a fault. After damage the next event or frame
 * is found again. An `<auth>` message is passed over and never kept.
 */
export class CotStream {
  /** octets not used up yet, in #held[0, #length) */
  #held: Uint8Array = NONE;
  #length = 0;
  /** up to here no end tag is in the held octets */
  #searched = 0;
  #tries = 0;
  /** octets of rubbish passed over since the last message, told once */
  #skipping = false;
  readonly #maxOctets: number;

  /** @param maxOctets of one event or frame, at most COT_LIMITS.eventOctets */
  constructor(maxOctets: number = COT_LIMITS.streamOctets) {
    this.#maxOctets = Math.min(maxOctets, COT_LIMITS.eventOctets);
  }

  /** Octets waiting for the rest of their message. */
  get pending(): number {
    return this.#length;
  }

  push(chunk: Uint8Array): CotStreamStep {
    const step: CotStreamStep = { items: [], faults: [] };
    const heldBefore = this.#length;
    const bytes = heldBefore === 0 ? chunk : this.#append(chunk);
    const to = heldBefore === 0 ? chunk.length : this.#length;
    const isOwn = heldBefore === 0;
    const used = this.#drain(bytes, to, heldBefore, isOwn, step);
    this.#keep(bytes, used, to, isOwn);
    return step;
  }

  /** A datagram or the end of the connection: what is left is a message cut off. */
  end(): CotStreamStep {
    const step: CotStreamStep = { items: [], faults: [] };
    if (this.#length > 0 && !isBlank(this.#held, 0, this.#length))
      step.faults.push(decodeFault('truncated', 0, 'event', 'the stream ends inside a message'));
    this.#length = 0;
    this.#searched = 0;
    this.#tries = 0;
    this.#skipping = false;
    return step;
  }

  #append(chunk: Uint8Array): Uint8Array {
    const need = this.#length + chunk.length;
    if (need > this.#held.length) {
      const grown = new Uint8Array(Math.max(need, Math.min(this.#held.length * 2, 4 << 20)));
      grown.set(this.#held.subarray(0, this.#length));
      this.#held = grown;
    }
    this.#held.set(chunk, this.#length);
    this.#length = need;
    return this.#held;
  }

  #keep(bytes: Uint8Array, used: number, to: number, isOwn: boolean): void {
    const left = to - used;
    this.#searched = Math.max(0, this.#searched - used);
    if (left === 0) {
      this.#length = 0;
      if (this.#held.length > 65_536) this.#held = NONE;
      return;
    }
    if (isOwn) {
      if (this.#held.length < left || this.#held.length > Math.max(65_536, left * 4))
        this.#held = new Uint8Array(Math.max(4096, left * 2));
      this.#held.set(bytes.subarray(used, to));
    } else this.#held.copyWithin(0, used, to);
    this.#length = left;
  }

  /** Takes messages from the front; returns the octets used up. */
  #drain(
    bytes: Uint8Array,
    to: number,
    heldBefore: number,
    isOwn: boolean,
    step: CotStreamStep,
  ): number {
    let at = 0;
    const tell = (fault: DecodeFault): void => {
      if (step.faults.length < MOST_FAULTS)
        step.faults.push({ ...fault, offset: Math.max(0, fault.offset - heldBefore) });
    };
    while (at < to) {
      const c = bytes[at]!;
      if (c <= 32 && c !== 0) {
        at++;
        continue;
      }
      const next =
        c === TAK_MAGIC
          ? this.#frame(bytes, at, to, isOwn, step, tell)
          : this.#xml(bytes, at, to, isOwn, step, tell);
      if (next === at) {
        if (to - at <= this.#maxOctets + HEADER_OCTETS) return at;
        tell(
          decodeFault('bad-length', at, 'event', `more than ${this.#maxOctets} octets without end`),
        );
        at = this.#resync(bytes, at + 1, to);
        continue;
      }
      at = next;
    }
    return at;
  }

  /** One step from an octet that begins no frame; returns where to go on, `at` for more octets needed. */
  #xml(
    bytes: Uint8Array,
    at: number,
    to: number,
    isOwn: boolean,
    step: CotStreamStep,
    tell: (fault: DecodeFault) => void,
  ): number {
    if (startsWith(bytes, at, to, START) && (at + 6 >= to || isNameEnd(bytes[at + 6]!)))
      return at + 6 >= to ? at : this.#event(bytes, at, to, isOwn, step, tell);
    if (startsWith(bytes, at, to, AUTH)) {
      const stop = find(bytes, at, to, AUTH_STOP);
      if (stop >= 0) return stop + AUTH_STOP.length;
      if (to - at < 4096) return at;
    }
    const past = this.#between(bytes, at, to);
    if (past !== at) {
      if (past > 0) return past;
      return at;
    }
    const next = this.#resync(bytes, at + 1, to);
    if (!this.#skipping) {
      this.#skipping = true;
      tell(decodeFault('bad-syntax', at, 'stream', 'octets that begin no event; passed over'));
    }
    return next;
  }

  /**
   * Declaration, byte order mark, comment or instruction between events: the octet after it; -1 when cut off; `at`
   * when it is none of them.
   */
  #between(bytes: Uint8Array, at: number, to: number): number {
    const c = bytes[at]!;
    if (c === 0xef) {
      if (to - at < 3) return -1;
      return bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? at + 3 : at;
    }
    if (c !== 0x3c) return at;
    const second = bytes[at + 1];
    if (to - at < 6 && second !== 0x3f) return isPrefixOf(bytes, at, to) ? -1 : at;
    const isComment = second === 0x21 && bytes[at + 2] === 0x2d && bytes[at + 3] === 0x2d;
    if (second !== 0x3f && !isComment) return at;
    const stop = isComment ? COMMENT_STOP : INSTRUCTION_STOP;
    const found = find(bytes, at + (isComment ? 4 : 2), to, stop);
    if (found >= 0) return found + stop.length;
    return to - at < 4096 ? -1 : at;
  }

  #event(
    bytes: Uint8Array,
    at: number,
    to: number,
    isOwn: boolean,
    step: CotStreamStep,
    tell: (fault: DecodeFault) => void,
  ): number {
    // The strict scan runs when an end tag is there, so that an event in tiny pieces is not scanned again and again.
    let from = Math.max(at, this.#searched - STOP.length);
    for (;;) {
      const stop = find(bytes, from, to, STOP);
      const past = stop < 0 ? -1 : endOfTag(bytes, stop + STOP.length, to);
      if (past < 0) {
        this.#searched = stop < 0 ? to : stop;
        return at;
      }
      const limit = Math.min(to, past);
      const state = scan.scan(bytes, at, limit);
      if (state === SCAN.done) {
        this.#settle();
        return this.#deliver(bytes, at, isOwn, step, tell);
      }
      if (state === SCAN.bad || ++this.#tries >= MOST_TRIES) {
        tell(scanFault(scan, state, past));
        this.#settle();
        // A later event may stand inside what the damaged one took for itself.
        return this.#resync(bytes, at + 1, to);
      }
      const inside = this.#innerEvent(bytes, at + 1, stop, past);
      if (inside > 0) {
        tell(decodeFault('truncated', inside, 'event', 'an event begins before this one ended'));
        this.#settle();
        return inside;
      }
      from = past;
    }
  }

  #settle(): void {
    this.#tries = 0;
    this.#searched = 0;
    this.#skipping = false;
  }

  /** Where the last whole event before an end tag begins, when the octets before it are an event cut off; else -1. */
  #innerEvent(bytes: Uint8Array, from: number, stop: number, past: number): number {
    for (let at = stop - 1; at >= from; at--) {
      if (bytes[at] !== 0x3c || !startsWith(bytes, at, stop, START)) continue;
      if (!isNameEnd(bytes[at + START.length]!)) continue;
      const whole = scan.scan(bytes, at, past) === SCAN.done && scan.end === past;
      return whole && readEvent(bytes, scan).ok ? at : -1;
    }
    return -1;
  }

  #deliver(
    bytes: Uint8Array,
    at: number,
    isOwn: boolean,
    step: CotStreamStep,
    tell: (fault: DecodeFault) => void,
  ): number {
    const { end } = scan;
    // Held octets are written over later: the event gets its own.
    const piece = isOwn ? bytes.subarray(at, end) : bytes.slice(at, end);
    const read = readEvent(bytes, scan, piece, at);
    if (read.ok) step.items.push({ event: read.value, message: null, bytes: piece });
    else tell(read.fault);
    return end;
  }

  #frame(
    bytes: Uint8Array,
    at: number,
    to: number,
    isOwn: boolean,
    step: CotStreamStep,
    tell: (fault: DecodeFault) => void,
  ): number {
    let length = 0;
    let scale = 1;
    let i = at + 1;
    for (; ; i++) {
      if (i >= to) return at;
      length += (bytes[i]! & 127) * scale;
      scale *= 128;
      if (bytes[i]! < 128) break;
      if (i - at >= 10) {
        tell(decodeFault('bad-length', at, 'TakMessage length', 'more than 10 octets'));
        return this.#resync(bytes, i + 1, to);
      }
    }
    if (length > this.#maxOctets) {
      tell(decodeFault('bad-length', at, 'TakMessage length', `${length} octets: refused`));
      return this.#resync(bytes, i + 1, to);
    }
    const from = i + 1;
    // within #maxOctets: a small integer, as protobuf.ts says why
    const end = from + (length | 0);
    if (end > to) return at;
    const piece = isOwn ? bytes.subarray(at, end) : bytes.slice(at, end);
    const read = decodeTakMessage(piece, from - at, piece.length);
    this.#settle();
    if (read.ok) {
      if (length > 0)
        step.items.push({ event: read.value.event, message: read.value, bytes: piece });
      return end;
    }
    tell({ ...read.fault, offset: read.fault.offset + at });
    // When the next message begins where this one ends, only its inside is damaged; else its length is wrong too.
    const fits = end === to || bytes[end] === TAK_MAGIC || bytes[end] === 0x3c || bytes[end]! <= 32;
    return fits ? end : this.#resync(bytes, at + 1, to);
  }

  /** The next place from `at` where a message may begin. */
  #resync(bytes: Uint8Array, at: number, to: number): number {
    for (let i = at; i < to; i++) {
      const c = bytes[i]!;
      if (c === TAK_MAGIC && isFrameStart(bytes, i, to)) return i;
      if (c !== 0x3c) continue;
      if (to - i < 6 ? isPrefixOf(bytes, i, to) : isOpening(bytes, i, to)) return i;
    }
    return to;
  }
}

const COMMENT_STOP = fromLatin1('-->');
const INSTRUCTION_STOP = fromLatin1('?>');
const DECLARATION = fromLatin1('<?xml');
const COMMENT = fromLatin1('<!--');

/** Whether a length that can be and the first field of a TakMessage follow, as far as octets are there. */
function isFrameStart(bytes: Uint8Array, at: number, to: number): boolean {
  for (let i = at + 1; i < at + 4; i++) {
    if (i >= to) return true;
    if (bytes[i]! >= 128) continue;
    const first = bytes[i + 1];
    return i + 1 >= to || first === 0x0a || first === 0x12;
  }
  return false;
}

function isOpening(bytes: Uint8Array, at: number, to: number): boolean {
  return startsWith(bytes, at, to, START) || startsWith(bytes, at, to, DECLARATION);
}

/** Whether the last few octets may be the beginning of an event, a declaration, a comment or an authentication. */
function isPrefixOf(bytes: Uint8Array, at: number, to: number): boolean {
  return [START, DECLARATION, COMMENT, AUTH].some((whole) => {
    for (let k = 0; at + k < to && k < whole.length; k++)
      if (bytes[at + k] !== whole[k]) return false;
    return true;
  });
}

function startsWith(bytes: Uint8Array, at: number, to: number, what: Uint8Array): boolean {
  if (to - at < what.length) return false;
  for (let k = 0; k < what.length; k++) if (bytes[at + k] !== what[k]) return false;
  return true;
}

function find(bytes: Uint8Array, from: number, to: number, what: Uint8Array): number {
  const first = what[0]!;
  for (let i = from; i <= to - what.length; i++) {
    i = bytes.indexOf(first, i);
    if (i < 0 || i > to - what.length) return -1;
    if (startsWith(bytes, i, to, what)) return i;
  }
  return -1;
}

/** White space and `>` after the name of an end tag: the octet after it; -1 when cut off or none. */
function endOfTag(bytes: Uint8Array, at: number, to: number): number {
  let i = at;
  while (i < to && bytes[i]! <= 32) i++;
  return i < to ? i + 1 : -1;
}

function isNameEnd(c: number): boolean {
  return c <= 32 || c === 0x3e || c === 0x2f;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! > 32) return false;
  return true;
}

/** Frame of a stream: `bf`, length, payload. */
export function frameTakStream(payload: Uint8Array): Uint8Array {
  const head: number[] = [TAK_MAGIC];
  let rest = payload.length;
  for (; rest > 127; rest = Math.floor(rest / 128)) head.push((rest % 128) | 128);
  head.push(rest);
  return join(head, payload);
}

/** Datagram of the mesh: `bf 01 bf`, payload. */
export function frameTakMesh(payload: Uint8Array): Uint8Array {
  return join([TAK_MAGIC, 1, TAK_MAGIC], payload);
}

function join(head: readonly number[], payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(head.length + payload.length);
  out.set(head);
  out.set(payload, head.length);
  return out;
}

/**
 * One datagram of the mesh: `bf 01 bf` and a TakMessage, or XML, of which one datagram may carry several events. A
 * version above 1 is a fault `unsupported`.
 */
export function decodeCotDatagram(bytes: Uint8Array): CotStreamStep {
  const mesh = readMeshHeader(bytes);
  if (mesh !== null && mesh.version === 1) {
    const read = decodeTakMessage(bytes, mesh.from, bytes.length);
    return read.ok
      ? { items: [{ event: read.value.event, message: read.value, bytes }], faults: [] }
      : { items: [], faults: [read.fault] };
  }
  if (mesh !== null && mesh.version !== 0) {
    const detail = `version ${mesh.version} of the TAK protocol`;
    return { items: [], faults: [decodeFault('unsupported', 1, 'TAK header', detail)] };
  }
  const stream = new CotStream(COT_LIMITS.eventOctets);
  const { items, faults } = stream.push(mesh === null ? bytes : bytes.subarray(mesh.from));
  const rest = stream.end();
  return { items, faults: [...faults, ...rest.faults] };
}

function readMeshHeader(bytes: Uint8Array): { version: number; from: number } | null {
  if (bytes[0] !== TAK_MAGIC) return null;
  let version = 0;
  let scale = 1;
  for (let i = 1; i < Math.min(bytes.length - 1, 11); i++) {
    version += (bytes[i]! & 127) * scale;
    scale *= 128;
    if (bytes[i]! < 128) return bytes[i + 1] === TAK_MAGIC ? { version, from: i + 2 } : null;
  }
  return null;
}
