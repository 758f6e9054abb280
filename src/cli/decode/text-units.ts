import { decodeFault, latin1 } from '../../base/index.ts';
import type { Sink, UnitReader } from './shown.ts';

/** Largest document that is held whole: GeoJSON of a nation's zones is below that. */
export const MOST_DOCUMENT_OCTETS = 64 * 1024 * 1024;

/** One record a line. A line longer than the bound is skipped to its end and is one fault. */
export class LineUnits implements UnitReader {
  readonly #format: string;
  readonly #mostOctets: number;
  readonly #readLine: (line: string, offset: number, sink: Sink) => void;
  #skipping = false;

  constructor(
    format: string,
    mostOctets: number,
    readLine: (line: string, offset: number, sink: Sink) => void,
  ) {
    this.#format = format;
    this.#mostOctets = mostOctets;
    this.#readLine = readLine;
  }

  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    let from = 0;
    while (from < bytes.length) {
      const found = bytes.indexOf(10, from);
      const open = found < 0;
      const end = open ? bytes.length : found;
      if (open && !last && end - from <= this.#mostOctets) return from;
      this.#line(bytes, from, end, sink, open && !last);
      from = end + 1;
    }
    return bytes.length;
  }

  #line(bytes: Uint8Array, from: number, end: number, sink: Sink, open: boolean): void {
    const wasSkipping = this.#skipping;
    this.#skipping = open;
    if (wasSkipping) return;
    if (end - from > this.#mostOctets) {
      const detail = `no line end in ${this.#mostOctets} octets`;
      sink.fault(decodeFault('bad-length', from, 'line', detail), this.#format);
      return;
    }
    const line = latin1(bytes, from, end).trim();
    if (line !== '') this.#readLine(line, from, sink);
  }
}

/** A format whose file is one document: it is held until its end. Bound: 64 MiB, then one fault. */
export function wholeDocument(
  format: string,
  readDocument: (bytes: Uint8Array, sink: Sink) => void,
): UnitReader {
  let refused = false;
  return {
    read(bytes, last, sink) {
      if (refused) return bytes.length;
      if (bytes.length > MOST_DOCUMENT_OCTETS) {
        refused = true;
        const detail = `more than ${MOST_DOCUMENT_OCTETS} octets`;
        sink.fault(decodeFault('bad-length', 0, 'document', detail), format);
        return bytes.length;
      }
      if (!last) return 0;
      if (bytes.length > 0) readDocument(bytes, sink);
      return bytes.length;
    },
  };
}
