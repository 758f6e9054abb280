import type { DecodeFault } from '../../base/index.ts';
import type { Definitions } from '../../wire/asterix/index.ts';

/** One line of a record as a person reads it. */
export interface ShownField {
  /** by the standard's names: I048/040/RHO, DF17/content/altitude */
  readonly path: string;
  /** the value with its unit or meaning */
  readonly text: string;
  /** what the item is, where the name does not say it */
  readonly title: string;
}

/** When: ms UTC, or ms of a UTC day that the data does not name, or ms since some start of the receiver. */
export interface ShownTime {
  readonly kind: 'utc' | 'day' | 'ticks';
  readonly ms: number;
}

/** Null where there is no time, or none that can be read. */
export function utcTime(at: number | null): ShownTime | null {
  return at === null || Number.isNaN(at) ? null : { kind: 'utc', ms: at };
}

/** One decoded record of any format. `tree` and `fields` are worked out only when somebody wants them. */
export interface Shown {
  /** name of its row in formats.ts */
  readonly format: string;
  /** what it is, as counted: CAT048, DF17, AIS 5, location, detection_report */
  readonly type: string;
  /** ASTERIX category, downlink format, AIS message type; null where the format has no such number */
  readonly category: number | null;
  /** of the object: ICAO address, MMSI, UAS id, object id */
  readonly address: string | null;
  /** of the sensor or sender: SAC/SIC, station, node id */
  readonly source: string | null;
  readonly time: ShownTime | null;
  /** the facts of one line: where, how high, how called */
  summary(): string;
  /** everything, as JSON can hold it */
  tree(): object;
  fields(): ShownField[];
}

/** Where in the input something was: the container sets it before it gives a unit to its reader. */
export interface Place {
  /** octets from the start of the input to the first octet of what the reader is given */
  base: number;
  /** number of the packet or recorded chunk, from 0; null in a plain file */
  packet: number | null;
  /** what the reader is given is a whole datagram, not a piece of a stream */
  datagram: boolean;
  /** when it was received, ms UTC; NaN when the input does not say */
  at: number;
}

/** What readers give their records and faults to. */
export interface Sink {
  readonly place: Place;
  /** @param offset octets from the start of what the reader was given */
  record(shown: Shown, offset: number): void;
  /** A warning is told and counted, but is no reason for exit code 1. */
  fault(fault: DecodeFault, format: string, severity?: 'error' | 'warning'): void;
}

/** Reads units of one format: of a file or stream connection, or whole datagrams. State is bounded. */
export interface UnitReader {
  /**
   * @param last no more octets of this stream will come (a datagram is always the last of itself)
   * @returns octets used up; the rest is given again with more
   */
  read(bytes: Uint8Array, last: boolean, sink: Sink): number;
}

/** What the command line says that matters to a reader. */
export interface ReadOptions {
  /** ASTERIX edition by category, as AsterixDecoder takes it */
  readonly editions: Readonly<Record<string, string>>;
  /** of ASTERIX, the built-in ones and further ones; nobody loads into them */
  readonly definitions: Definitions;
  readonly repair: boolean;
  readonly receiver: { readonly latDeg: number; readonly lonDeg: number } | null;
  /** SAPIENT version */
  readonly version: 1 | 2;
}

/** The first octets of an input, looked at once for all formats. */
export interface Head {
  readonly bytes: Uint8Array;
  /** there are no more octets than these */
  readonly whole: boolean;
  /** as Latin-1 without byte order mark and leading space; null when it is not text */
  readonly text: string | null;
  /** what JSON begins with: object keys seen in the head; null when it is no JSON */
  readonly keys: ReadonlySet<string> | null;
}

/** One row of the table of formats. */
export interface DecodeFormat {
  readonly name: string;
  /** for --help */
  readonly what: string;
  /** How sure this is the format: 0 no, 1 could be, 2 likely, 3 certain. The first of the best wins. */
  sniff(head: Head): number;
  open(options: ReadOptions): UnitReader;
}
