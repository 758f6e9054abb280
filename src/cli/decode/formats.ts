/** The table of formats that `tocsin decode` knows. A new format is a row here and a file beside. */
import { AIS_FORMAT } from './ais-format.ts';
import { ASTERIX_FORMAT, FINAL_FORMAT } from './asterix-format.ts';
import { COT_FORMAT } from './cot-format.ts';
import { CAP_FORMAT, EDXL_FORMAT, GEO_ZONES_FORMAT } from './document-formats.ts';
import { PACKAGE_FORMAT } from './package-format.ts';
import { MODES_FORMATS } from './modes-formats.ts';
import { REMOTE_ID_FORMAT } from './remote-id-format.ts';
import { SAPIENT_FORMATS } from './sapient-formats.ts';
import type { DecodeFormat, Head } from './shown.ts';

export const FORMATS: readonly DecodeFormat[] = [
  ASTERIX_FORMAT,
  FINAL_FORMAT,
  ...MODES_FORMATS,
  AIS_FORMAT,
  ...SAPIENT_FORMATS,
  REMOTE_ID_FORMAT,
  COT_FORMAT,
  PACKAGE_FORMAT,
  CAP_FORMAT,
  EDXL_FORMAT,
  GEO_ZONES_FORMAT,
];

export function formatNamed(name: string): DecodeFormat | undefined {
  return FORMATS.find((format) => format.name === name);
}

/** The format that fits the first octets best; undefined when none does. */
export function sniffFormat(head: Head): DecodeFormat | undefined {
  let best: DecodeFormat | undefined;
  let sure = 0;
  for (const format of FORMATS) {
    const score = format.sniff(head);
    if (score > sure) [best, sure] = [format, score];
  }
  return best;
}

/** Octets that decide the format. */
export const HEAD_OCTETS = 65_536;

export function makeHead(bytes: Uint8Array, whole: boolean): Head {
  const part = bytes.length > HEAD_OCTETS ? bytes.subarray(0, HEAD_OCTETS) : bytes;
  const text = textOf(part);
  const isJson = text !== null && (text.startsWith('{') || text.startsWith('['));
  const keys = isJson
    ? new Set([...text.matchAll(/"([A-Za-z_]\w*)"\s*:/g)].map((m) => m[1]!))
    : null;
  return { bytes, whole, text, keys };
}

/** Latin-1 text when nearly all octets are printable; one in 200 may be line noise. */
function textOf(bytes: Uint8Array): string | null {
  let odd = 0;
  let out = '';
  for (let at = 0; at < bytes.length; at += 4096)
    out += String.fromCharCode(...bytes.subarray(at, at + 4096));
  for (const octet of bytes) if (octet < 9 || (octet > 13 && octet < 32) || octet === 127) odd++;
  if (bytes.length === 0 || odd * 200 > bytes.length) return null;
  return out.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
}
