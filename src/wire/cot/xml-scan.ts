// Hot path: no allocation per event; one pass over the octets, below 3 ns an octet.
import type { DecodeFaultCode } from '../../base/index.ts';
import { COT_LIMITS } from './limits.ts';
import {
  AMPERSAND,
  BRACKET,
  characterOctets,
  codePointAt,
  FORBIDDEN,
  HIGH,
  isNameCharacter,
  isXmlCharacter,
  LESS,
  NAME_CLASS,
  PLAIN,
  QUOTE,
  SPACE,
  TEXT_CLASS,
  VALUE_CLASS,
} from './xml-chars.ts';

/** What a scan says. `more`: nothing is wrong so far, the rest is missing. */
export const SCAN = { done: 0, more: 1, bad: 2 } as const;

/**
 * Elements and attributes stand in `nodes` in document order, eight numbers each:
 *
 * | at | element | attribute |
 * |---|---|---|
 * | KIND | its depth, with the bits below | ATTRIBUTE |
 * | NAME, NAME_END | octets of the name | the same |
 * | KEY | keyOfName() of the name | the same |
 * | FROM, TO | octets of the content | octets of the value |
 * | END | octet after its end tag | 0, or HAS_ESCAPES and HAS_HIGH |
 * | NEXT | index of the node after all that is inside | - |
 */
export const STRIDE = 8;
export const KIND = 0;
export const NAME = 1;
export const NAME_END = 2;
export const KEY = 3;
export const FROM = 4;
export const TO = 5;
export const END = 6;
export const NEXT = 7;
export const ATTRIBUTE = -1;
export const DEPTH_BITS = 0xff;
/** there is text inside other than white space */
export const HAS_TEXT = 0x100;
export const HAS_CHILDREN = 0x200;
/** references to resolve or white space to normalise */
export const HAS_ESCAPES = 1;
/** characters above ASCII */
export const HAS_HIGH = 2;

const MORE = -1;
const BAD = -2;

/** Length, first and last octet of a name: tells names apart most of the time, and costs no look at each octet. */
function keyOfOctets(bytes: Uint8Array, from: number, to: number): number {
  return ((to - from) << 16) | (bytes[from]! << 8) | bytes[to - 1]!;
}

/** The key of an ASCII name, as it stands at KEY. */
export function keyOfName(name: string): number {
  return (name.length << 16) | (name.charCodeAt(0) << 8) | name.charCodeAt(name.length - 1);
}

/**
 * Strict XML 1.0 in UTF-8, for one element (a document) or for element content (a fragment). No document type, no
 * entities but the five of XML and character references, bounded depth and counts. Reused from event to event.
 */
export class XmlScan {
  nodes = new Int32Array(STRIDE * 512);
  count = 0;
  /** octet after the root element */
  end = 0;
  faultAt = 0;
  faultCode: DecodeFaultCode = 'bad-syntax';
  faultText = '';
  readonly #stack = new Int32Array(COT_LIMITS.depth + 1);
  #flags = 0;
  /** a bit a name of the tag at hand: only when it is set already is a name looked for among those before */
  #seen = 0;
  #lastDeclaration = new Uint8Array(0);

  /**
   * @param fragment content of an element, elements and text as they come, up to `to`
   * @returns SCAN.done, with `end` after the root element (or at `to`); SCAN.more; SCAN.bad with the fault
   */
  scan(bytes: Uint8Array, from: number, to: number, fragment = false): number {
    this.count = 0;
    let i = fragment ? from : this.#start(bytes, from, to);
    let depth = 0;
    let mask = 0;
    while (i >= 0) {
      for (; i < to; i++) {
        const kind = TEXT_CLASS[bytes[i]!]!;
        mask |= kind;
        if (kind <= PLAIN) continue;
        if (kind === LESS) break;
        const past = this.#special(bytes, i, to, kind);
        if (past < 0) return this.#answer(past);
        i = past - 1;
      }
      if ((mask & ~(SPACE | LESS)) !== 0) {
        if (depth > 0) this.nodes[this.#stack[depth - 1]! + KIND]! |= HAS_TEXT;
        else if (!fragment) return this.#answer(this.#bad(i, 'text outside the element'));
      }
      mask = 0;
      if (i >= to) {
        this.end = to;
        return depth === 0 && fragment ? SCAN.done : SCAN.more;
      }
      const next = i + 1 < to ? bytes[i + 1]! : -1;
      if (next < 0) return SCAN.more;
      if (next === 0x2f) {
        if (depth === 0) return this.#answer(this.#bad(i, 'an end tag without its start'));
        const node = this.#stack[--depth]!;
        i = this.#endTag(bytes, i, to, node);
        if (i >= 0 && depth === 0 && !fragment) return this.#finish(i);
      } else if (next === 0x21) {
        const cdata = i + 2 < to && bytes[i + 2] === 0x5b;
        if (cdata && depth === 0 && !fragment)
          return this.#answer(this.#bad(i, 'text outside the element'));
        if (cdata && depth > 0) this.nodes[this.#stack[depth - 1]! + KIND]! |= HAS_TEXT;
        i = cdata ? this.#cdata(bytes, i, to) : this.#comment(bytes, i, to);
      } else if (next === 0x3f) i = this.#instruction(bytes, i, to);
      else {
        const node = this.count;
        if (depth > 0) this.nodes[this.#stack[depth - 1]! + KIND]! |= HAS_CHILDREN;
        i = this.#startTag(bytes, i, to, depth);
        if (i < 0) break;
        if (this.nodes[node + END] === 0) this.#stack[depth++] = node;
        else if (depth === 0 && !fragment) return this.#finish(i);
      }
    }
    return this.#answer(i);
  }

  #finish(end: number): number {
    this.end = end;
    return SCAN.done;
  }

  #answer(step: number): number {
    return step === MORE ? SCAN.more : SCAN.bad;
  }

  #bad(at: number, text: string, code: DecodeFaultCode = 'bad-syntax'): number {
    this.faultAt = at;
    this.faultText = text;
    this.faultCode = code;
    return BAD;
  }

  /** Byte order mark, white space, and the XML declaration, which must say UTF-8 or nothing of the encoding. */
  #start(bytes: Uint8Array, from: number, to: number): number {
    let i = from;
    if (bytes[i] === 0xef && bytes[i + 1] === 0xbb && bytes[i + 2] === 0xbf && i + 2 < to) i += 3;
    while (i < to && TEXT_CLASS[bytes[i]!] === SPACE) i++;
    const known = this.#knownDeclaration(bytes, i, to);
    if (known > 0) return known;
    const declared = '<?xml';
    for (let k = 0; k < 5; k++) {
      if (i + k >= to) return MORE;
      if (bytes[i + k] !== declared.charCodeAt(k)) return i;
    }
    if (i + 5 >= to) return MORE;
    if (TEXT_CLASS[bytes[i + 5]!] !== SPACE) return i;
    let text = '';
    for (let k = i + 5; k < to && k < i + 200; k++) {
      if (bytes[k] === 0x3e) {
        const past = this.#declaration(text, i, k + 1);
        if (past > 0) this.#lastDeclaration = bytes.slice(i, past);
        return past;
      }
      text += String.fromCharCode(bytes[k]!);
    }
    return to < i + 200 ? MORE : this.#bad(i, 'an XML declaration without end');
  }

  /** Senders write the same declaration each time: the octet after it when it is the one last found sound; else 0. */
  #knownDeclaration(bytes: Uint8Array, at: number, to: number): number {
    const last = this.#lastDeclaration;
    const { length } = last;
    if (length === 0 || at + length > to) return 0;
    for (let k = 0; k < length; k++) if (bytes[at + k] !== last[k]) return 0;
    return at + length;
  }

  #declaration(text: string, at: number, past: number): number {
    const match =
      /^\s+version\s*=\s*(?:'1\.\d+'|"1\.\d+")(?:\s+encoding\s*=\s*(?:'([\w.-]+)'|"([\w.-]+)"))?(?:\s+standalone\s*=\s*(?:'(?:yes|no)'|"(?:yes|no)"))?\s*\?$/.exec(
        text,
      );
    if (match === null) return this.#bad(at, 'no XML declaration by the standard');
    const encoding = (match[1] ?? match[2] ?? 'utf-8').toLowerCase();
    if (!['utf-8', 'utf8', 'us-ascii', 'ascii'].includes(encoding))
      return this.#bad(at, `encoding ${encoding}: only UTF-8 is read`, 'unsupported');
    return past;
  }

  /** References, ]]>, characters above ASCII, and what XML forbids. Returns the octet after it. */
  #special(bytes: Uint8Array, i: number, to: number, kind: number): number {
    if (kind === HIGH) {
      const octets = characterOctets(bytes, i, to);
      if (octets === -1) return MORE;
      return octets < 0 ? this.#bad(i, 'no UTF-8 character that XML can carry') : i + octets;
    }
    if (kind === AMPERSAND) return this.#reference(bytes, i, to);
    if (kind === BRACKET) {
      const isEnd = bytes[i + 1] === 0x5d && i + 2 < to && bytes[i + 2] === 0x3e;
      return isEnd ? this.#bad(i, ']]> in text') : i + 1;
    }
    return this.#bad(i, 'a control character');
  }

  #reference(bytes: Uint8Array, i: number, to: number): number {
    let k = i + 1;
    for (; k < to && k < i + 12; k++) {
      const c = bytes[k]!;
      if (c === 0x3b) break;
      const word = NAME_CLASS[c] === 1 || NAME_CLASS[c] === 2 || (c === 0x23 && k === i + 1);
      if (!word) return this.#bad(i, 'an ampersand that begins no reference');
    }
    if (k >= to) return MORE;
    let text = '';
    for (let j = i + 1; j < k; j++) text += String.fromCharCode(bytes[j]!);
    return resolveReference(text) < 0
      ? this.#bad(i, `reference &${text}; is none that XML has by itself`)
      : k + 1;
  }

  #endTag(bytes: Uint8Array, at: number, to: number, node: number): number {
    const { nodes } = this;
    let i = at + 2;
    for (let k = nodes[node + NAME]!; k < nodes[node + NAME_END]!; k++, i++) {
      if (i >= to) return MORE;
      if (bytes[i] !== bytes[k]) return this.#bad(at, 'an end tag of another name');
    }
    while (i < to && TEXT_CLASS[bytes[i]!] === SPACE) i++;
    if (i >= to) return MORE;
    if (bytes[i] !== 0x3e) return this.#bad(at, 'an end tag of another name');
    nodes[node + TO] = at;
    nodes[node + END] = i + 1;
    nodes[node + NEXT] = this.count;
    return i + 1;
  }

  #startTag(bytes: Uint8Array, at: number, to: number, depth: number): number {
    if (depth >= COT_LIMITS.depth)
      return this.#bad(at, `more than ${COT_LIMITS.depth} elements deep`, 'bad-length');
    const node = this.#push();
    if (node < 0) return this.#bad(at, `more than ${COT_LIMITS.nodes} nodes`, 'bad-length');
    let i = this.#name(bytes, at + 1, to);
    if (i < 0) return i;
    const { nodes } = this;
    nodes[node + KIND] = depth;
    nodes[node + NAME] = at + 1;
    nodes[node + NAME_END] = i;
    nodes[node + KEY] = keyOfOctets(bytes, at + 1, i);
    nodes[node + END] = 0;
    this.#seen = 0;
    for (let attributes = 0; ; attributes++) {
      const before = i;
      while (i < to && TEXT_CLASS[bytes[i]!] === SPACE) i++;
      if (i >= to) return MORE;
      const c = bytes[i]!;
      if (c === 0x3e) return this.#open(node, i + 1);
      if (c === 0x2f) {
        if (i + 1 >= to) return MORE;
        if (bytes[i + 1] !== 0x3e) return this.#bad(i, 'a / inside a tag');
        this.nodes[node + TO] = i + 2;
        this.nodes[node + END] = i + 2;
        this.nodes[node + NEXT] = this.count;
        return this.#open(node, i + 2);
      }
      if (i === before) return this.#bad(i, 'no space before an attribute');
      if (attributes >= COT_LIMITS.attributes)
        return this.#bad(i, `more than ${COT_LIMITS.attributes} attributes`, 'bad-length');
      i = this.#attribute(bytes, i, to, node);
      if (i < 0) return i;
    }
  }

  #open(node: number, contentFrom: number): number {
    this.nodes[node + FROM] = contentFrom;
    return contentFrom;
  }

  #attribute(bytes: Uint8Array, at: number, to: number, element: number): number {
    const node = this.#push();
    if (node < 0) return this.#bad(at, `more than ${COT_LIMITS.nodes} nodes`, 'bad-length');
    let i = this.#name(bytes, at, to);
    if (i < 0) return i;
    const nameEnd = i;
    const key = keyOfOctets(bytes, at, nameEnd);
    while (i < to && TEXT_CLASS[bytes[i]!] === SPACE) i++;
    if (i >= to) return MORE;
    if (bytes[i] !== 0x3d) return this.#bad(i, 'an attribute without a value');
    i++;
    while (i < to && TEXT_CLASS[bytes[i]!] === SPACE) i++;
    if (i >= to) return MORE;
    const from = i + 1;
    i = this.#value(bytes, i, to);
    if (i < 0) return i;
    const { nodes } = this;
    const bit = 1 << (key ^ (key >>> 5) ^ (key >>> 15));
    if ((this.#seen & bit) !== 0)
      for (let other = element + STRIDE; other < node; other += STRIDE)
        if (nodes[other + KEY] === key && this.#sameName(bytes, other, at, nameEnd))
          return this.#bad(at, 'an attribute given twice');
    this.#seen |= bit;
    nodes[node + KIND] = ATTRIBUTE;
    nodes[node + NAME] = at;
    nodes[node + NAME_END] = nameEnd;
    nodes[node + KEY] = key;
    nodes[node + FROM] = from;
    nodes[node + TO] = i - 1;
    nodes[node + END] = this.#flags;
    return i;
  }

  #sameName(bytes: Uint8Array, node: number, from: number, to: number): boolean {
    const start = this.nodes[node + NAME]!;
    if (this.nodes[node + NAME_END]! - start !== to - from) return false;
    for (let k = 0; k < to - from; k++) if (bytes[start + k] !== bytes[from + k]) return false;
    return true;
  }

  /** A quoted value; sets #flags. Returns the octet after its closing quote. */
  #value(bytes: Uint8Array, at: number, to: number): number {
    const quote = bytes[at]!;
    if (quote !== 0x22 && quote !== 0x27) return this.#bad(at, 'a value without quotes');
    this.#flags = 0;
    for (let i = at + 1; i < to; i++) {
      const kind = VALUE_CLASS[bytes[i]!]!;
      if (kind === 0) continue;
      if (kind === QUOTE) {
        if (bytes[i] === quote) return i + 1;
        continue;
      }
      if (kind === LESS) return this.#bad(i, 'a < inside a value');
      this.#flags |= kind === HIGH ? HAS_HIGH : HAS_ESCAPES;
      // a tab or the end of a line
      if (kind === SPACE) continue;
      const past = this.#special(bytes, i, to, kind);
      if (past < 0) return past;
      i = past - 1;
    }
    return MORE;
  }

  /** A name. Returns the octet after it. */
  #name(bytes: Uint8Array, at: number, to: number): number {
    if (at >= to) return MORE;
    let i = at;
    while (i < to) {
      const c = bytes[i]!;
      const kind = NAME_CLASS[c]!;
      if (kind === 0) break;
      if (kind === 1 && i === at) break;
      if (kind === 3) {
        const octets = characterOctets(bytes, i, to);
        if (octets === -1) return MORE;
        if (octets < 0 || !isNameCharacter(codePointAt(bytes, i, octets), i === at)) break;
        i += octets;
        continue;
      }
      i++;
    }
    if (i >= to) return MORE;
    if (i === at) return this.#bad(at, 'a name was expected');
    return i;
  }

  #comment(bytes: Uint8Array, at: number, to: number): number {
    for (let k = 2; k < 4; k++) {
      if (at + k >= to) return MORE;
      if (bytes[at + k] !== 0x2d)
        return this.#bad(at, 'a document type or other declaration: none is read');
    }
    for (let i = at + 4; i < to; i++) {
      const kind = TEXT_CLASS[bytes[i]!]!;
      if (kind === HIGH || kind === FORBIDDEN) {
        const past = this.#special(bytes, i, to, kind);
        if (past < 0) return past;
        i = past - 1;
      } else if (bytes[i] === 0x2d && bytes[i + 1] === 0x2d && i + 2 < to)
        return bytes[i + 2] === 0x3e ? i + 3 : this.#bad(i, '-- inside a comment');
    }
    return MORE;
  }

  #cdata(bytes: Uint8Array, at: number, to: number): number {
    const opening = '<![CDATA[';
    for (let k = 2; k < opening.length; k++) {
      if (at + k >= to) return MORE;
      if (bytes[at + k] !== opening.charCodeAt(k)) return this.#bad(at, 'no CDATA section');
    }
    for (let i = at + opening.length; i < to; i++) {
      const kind = TEXT_CLASS[bytes[i]!]!;
      if (kind === HIGH || kind === FORBIDDEN) {
        const past = this.#special(bytes, i, to, kind);
        if (past < 0) return past;
        i = past - 1;
      } else if (bytes[i] === 0x5d && bytes[i + 1] === 0x5d && i + 2 < to && bytes[i + 2] === 0x3e)
        return i + 3;
    }
    return MORE;
  }

  #instruction(bytes: Uint8Array, at: number, to: number): number {
    let i = this.#name(bytes, at + 2, to);
    if (i < 0) return i;
    const isXml =
      i === at + 5 &&
      (bytes[at + 2]! | 32) === 0x78 &&
      (bytes[at + 3]! | 32) === 0x6d &&
      (bytes[at + 4]! | 32) === 0x6c;
    if (isXml) return this.#bad(at, 'an XML declaration that does not stand first');
    if (bytes[i] !== 0x3f && TEXT_CLASS[bytes[i]!] !== SPACE)
      return this.#bad(i, 'no processing instruction');
    for (; i < to; i++) {
      const kind = TEXT_CLASS[bytes[i]!]!;
      if (kind === HIGH || kind === FORBIDDEN) {
        const past = this.#special(bytes, i, to, kind);
        if (past < 0) return past;
        i = past - 1;
      } else if (bytes[i] === 0x3f && i + 1 < to && bytes[i + 1] === 0x3e) return i + 2;
    }
    return MORE;
  }

  #push(): number {
    const at = this.count;
    if (at >= COT_LIMITS.nodes * STRIDE) return -1;
    if (at + STRIDE > this.nodes.length) {
      const grown = new Int32Array(this.nodes.length * 2);
      grown.set(this.nodes);
      this.nodes = grown;
    }
    this.count = at + STRIDE;
    return at;
  }
}

const ENTITIES: Readonly<Record<string, number>> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39 };

/** Code point of a reference's inside (`amp`, `#65`, `#x1F600`); -1 when it is none that XML has by itself. */
export function resolveReference(text: string): number {
  const named = Object.hasOwn(ENTITIES, text) ? ENTITIES[text]! : -1;
  if (named >= 0) return named;
  const code = /^#\d{1,8}$/.test(text)
    ? Number(text.slice(1))
    : /^#x[0-9A-Fa-f]{1,8}$/.test(text)
      ? Number.parseInt(text.slice(2), 16)
      : -1;
  return code >= 0 && isXmlCharacter(code) ? code : -1;
}
