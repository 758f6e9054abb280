/** UTF-8 without the platform's TextDecoder, so that the core stays free of Node and DOM. */

/** Octets at once: more arguments than this are too many for some platforms. */
const PIECE = 4096;
/** A shorter run of ASCII costs less one by one. */
const LEAST_RUN = 8;

/** Text of octets that are ASCII. */
function asciiOf(bytes: Uint8Array, from: number, to: number): string {
  let out = '';
  for (let at = from; at < to; at += PIECE) {
    const piece = bytes.subarray(at, Math.min(to, at + PIECE));
    out += String.fromCharCode.apply(null, piece as unknown as number[]);
  }
  return out;
}

/** Text of a byte range; damaged sequences become U+FFFD, never a throw. A leading BOM is kept. */
export function decodeUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let out = '';
  let i = from;
  while (i < to) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      let end = i + 1;
      while (end < to && bytes[end]! < 0x80) end++;
      if (end - i >= LEAST_RUN) {
        out += asciiOf(bytes, i, end);
        i = end;
      } else for (; i < end; i++) out += String.fromCharCode(bytes[i]!);
      continue;
    }
    const need = lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
    if (need === 0 || lead >= 0xf5) {
      out += '\ufffd';
      i++;
      continue;
    }
    let code = lead & (0x3f >> need);
    let got = 0;
    while (got < need && i + 1 + got < to && (bytes[i + 1 + got]! & 0xc0) === 0x80) {
      code = (code << 6) | (bytes[i + 1 + got]! & 0x3f);
      got++;
    }
    const surrogate = code >= 0xd800 && code < 0xe000;
    const overlong = (need === 2 && code < 0x800) || (need === 3 && code < 0x10000);
    if (got < need || surrogate || overlong || code > 0x10ffff) out += '\ufffd';
    else out += String.fromCodePoint(code);
    i += 1 + got;
  }
  return out;
}

export function encodeUtf8(text: string): Uint8Array {
  const { length } = text;
  const ascii = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return encodeAny(text);
    ascii[i] = code;
  }
  return ascii;
}

function encodeAny(text: string): Uint8Array {
  const out = new Uint8Array(text.length * 3);
  let n = 0;
  for (const char of text) {
    let code = char.codePointAt(0)!;
    if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
    if (code < 0x80) out[n++] = code;
    else if (code < 0x800) {
      out[n++] = 0xc0 | (code >> 6);
      out[n++] = 0x80 | (code & 63);
    } else if (code < 0x10000) {
      out[n++] = 0xe0 | (code >> 12);
      out[n++] = 0x80 | ((code >> 6) & 63);
      out[n++] = 0x80 | (code & 63);
    } else {
      out[n++] = 0xf0 | (code >> 18);
      out[n++] = 0x80 | ((code >> 12) & 63);
      out[n++] = 0x80 | ((code >> 6) & 63);
      out[n++] = 0x80 | (code & 63);
    }
  }
  return out.subarray(0, n);
}
