/** What one NATS message says: a piece of a session, or a word about those that came. Anybody may have written it. */
export interface Piece {
  /** session, 32 hex digits */
  readonly id: string;
  /** number of the piece, from 1; 0: a word only */
  readonly count: number;
  /** pieces of the other direction that came without a gap, whose first is 1 */
  readonly taken: number;
  /** of a word: what comes after `taken` is missing and is asked for; of a piece: it is asked what has come */
  readonly isAsking: boolean;
  /** empty with a count: the end */
  readonly octets: Uint8Array;
}

/** session 16, count 6, taken 6, asking 1 */
const HEAD_OCTETS = 29;

export function encodePiece({ id, count, taken, isAsking, octets }: Piece): Uint8Array {
  const out = Buffer.allocUnsafe(HEAD_OCTETS + octets.length);
  out.write(id, 0, 'hex');
  out.writeUIntBE(count, 16, 6);
  out.writeUIntBE(taken, 22, 6);
  out.writeUInt8(isAsking ? 1 : 0, 28);
  out.set(octets, HEAD_OCTETS);
  return out;
}

/** Null when it is none. */
export function decodePiece(octets: Uint8Array): Piece | null {
  if (octets.length < HEAD_OCTETS) return null;
  const head = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  const asking = head.readUInt8(28);
  if (asking > 1) return null;
  return {
    id: head.toString('hex', 0, 16),
    count: head.readUIntBE(16, 6),
    taken: head.readUIntBE(22, 6),
    isAsking: asking === 1,
    octets: octets.subarray(HEAD_OCTETS),
  };
}
