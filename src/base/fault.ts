/**
 * What can be wrong with bytes that came in. Each code has an entry in docs/faults.md.
 * - truncated: the record ends before its own length says
 * - bad-length: a length, count or size that cannot be
 * - bad-value: a value outside what the standard allows
 * - bad-checksum: parity, CRC or checksum does not match
 * - unsupported: known by the standard, not decoded here, skipped
 * - wrong-edition: bytes that do not fit the edition the source is set to
 * - bad-syntax: text that does not follow its grammar
 * - out-of-turn: sound by itself, but not from this sender or not at this moment of the session
 */
export const DECODE_FAULT_CODES = [
  'truncated',
  'bad-length',
  'bad-value',
  'bad-checksum',
  'unsupported',
  'wrong-edition',
  'bad-syntax',
  'out-of-turn',
] as const;
export type DecodeFaultCode = (typeof DECODE_FAULT_CODES)[number];

/** One damaged place in the input: where (octets from the start of what was given), which item of the standard, why. */
export interface DecodeFault {
  readonly code: DecodeFaultCode;
  /** octets from the start of the bytes given to the decoder */
  readonly offset: number;
  /** the standard's name of the item, for example `I048/040`, `DF17`, `type 5`, `Location` */
  readonly item: string;
  readonly detail: string;
}

/**
 * What a stream decoder answers: records decoded (in order), faults met, and how many octets of the input are
 * used up. Octets after `consumed` are an unfinished record: give them again with more.
 */
export interface DecodeOutcome<R> {
  readonly records: R[];
  readonly faults: DecodeFault[];
  readonly consumed: number;
}

export function decodeFault(
  code: DecodeFaultCode,
  offset: number,
  item: string,
  detail: string,
): DecodeFault {
  return { code, offset, item, detail };
}
