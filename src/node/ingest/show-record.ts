import { toHex } from '../../base/index.ts';

const MOST_CHARACTERS = 16_384;
const MOST_OCTETS = 512;

/** A record as JSON text for a person: octets as hex, what JSON cannot hold as text, at most 16 kB. */
export function showRecord(record: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(record, readable) ?? 'null';
  } catch (error) {
    text = JSON.stringify({ unreadable: String(error) });
  }
  return text.length <= MOST_CHARACTERS ? text : text.slice(0, MOST_CHARACTERS - 1) + '…';
}

export function showBytes(bytes: Uint8Array): string {
  return toHex(bytes, 0, Math.min(bytes.length, MOST_OCTETS));
}

function readable(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof Uint8Array) return toHex(value);
  if (value instanceof Map) return Object.fromEntries(value as Map<string, unknown>);
  return value;
}
