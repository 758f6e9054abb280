import { decodeUtf8, type Json } from '../../base/index.ts';
import { GEO_BOUNDS } from './record.ts';
import type { Reading } from './reading.ts';

/**
 * The JSON value in a file's bytes; null when there is none (said in the findings). Takes UTF-8 with and without byte
 * order mark, and UTF-16 with one. A file that breaks off is read up to its last whole zone.
 */
export function parseZoneFile(bytes: Uint8Array, reading: Reading): Json {
  if (bytes.length > GEO_BOUNDS.bytes) {
    reading.lose('', `the file is larger than ${GEO_BOUNDS.bytes / 1024 / 1024} MB`);
    return null;
  }
  const text = decodeText(bytes, reading);
  if (text.trim() === '') {
    reading.lose('', 'the file is empty');
    return null;
  }
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    reading.lose(
      '',
      `not JSON: ${String(error instanceof Error ? error.message : error).slice(0, 120)}`,
    );
    return salvage(text, reading);
  }
}

function decodeText(bytes: Uint8Array, reading: Reading): string {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (little || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    const units: string[] = [];
    for (let i = 2; i + 1 < bytes.length; i += 2)
      units.push(
        String.fromCharCode(
          little ? bytes[i]! | (bytes[i + 1]! << 8) : (bytes[i]! << 8) | bytes[i + 1]!,
        ),
      );
    return units.join('');
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = decodeUtf8(bytes, marked ? 3 : 0);
  if (text.includes('\ufffd')) reading.warn('', 'damaged characters: the file is not clean UTF-8');
  return text;
}

const LIST_START = /"(features|UASZoneList)"\s*:\s*\[/;

/** The whole objects of the zone list of a damaged text, under the list's own name. */
function salvage(text: string, reading: Reading): Json {
  const start = LIST_START.exec(text);
  if (start === null) return null;
  const items: Json[] = [];
  let at = start.index + start[0].length;
  for (;;) {
    while (at < text.length && /[\s,]/.test(text[at]!)) at++;
    if (text[at] !== '{') break;
    const end = endOfObject(text, at);
    if (end < 0) break;
    try {
      items.push(JSON.parse(text.slice(at, end)) as Json);
    } catch {
      items.push(null);
    }
    at = end;
  }
  if (items.length === 0) return null;
  reading.warn('', `the file is damaged: ${items.length} zones before the break were read`);
  const type = /"type"\s*:\s*"FeatureCollection"/.test(text.slice(0, start.index))
    ? { type: 'FeatureCollection' }
    : {};
  return { ...type, [start[1]!]: items };
}

/** Index after the object that begins at `from`; -1 when it does not end. */
function endOfObject(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = from; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === '\\') i++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') {
      depth--;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}
