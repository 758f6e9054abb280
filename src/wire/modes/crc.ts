// Hot path: no allocation per call; one table look-up an octet, no chain between octets.
/**
 * The 24-bit Mode S parity: polynomial 0xFFF409 (ICAO Annex 10 Vol. IV, 3.1.2.3.3).
 * The remainder of a whole message (data and parity) is 0 for a clean DF17/18, the interrogator's code for a clean
 * DF11, and the transponder's address where address and parity are overlaid (DF0, 4, 5, 16, 20, 21, 24).
 */
const POLYNOMIAL = 0xfff409;
const LONGEST = 14;

/** PLACE[k * 256 + b]: remainder of octet b standing k octets before the end of the message. */
const PLACE = buildPlaces();

function buildPlaces(): Int32Array {
  const places = new Int32Array(LONGEST * 256);
  for (let octet = 0; octet < 256; octet++) {
    let remainder = octet;
    for (let k = 0; k < LONGEST; k++) {
      places[k * 256 + octet] = remainder;
      for (let bit = 0; bit < 8; bit++) {
        remainder <<= 1;
        if ((remainder & 0x1000000) !== 0) remainder ^= 0x1000000 | POLYNOMIAL;
      }
    }
  }
  return places;
}

/** Remainder of `length` octets (1..14) from `from`, 24 bits. */
export function parityRemainder(bytes: Uint8Array, from: number, length: number): number {
  let remainder = 0;
  let place = (length - 1) << 8;
  for (let i = from; i < from + length; i++) {
    remainder ^= PLACE[place + bytes[i]!]!;
    place -= 256;
  }
  return remainder;
}

/** Writes the three parity octets so that the remainder of the message becomes `overlay` (0, a code or an address). */
export function writeParity(message: Uint8Array, overlay: number): void {
  const end = message.length;
  message[end - 3] = 0;
  message[end - 2] = 0;
  message[end - 1] = 0;
  const parity = parityRemainder(message, 0, end) ^ overlay;
  message[end - 3] = parity >> 16;
  message[end - 2] = parity >> 8;
  message[end - 1] = parity;
}

/** Bit (0 = first of the message) whose flip leaves this remainder, by message length; built once a length. */
const SINGLE_BIT: Record<number, Map<number, number>> = { 7: buildSingle(7), 14: buildSingle(14) };

function buildSingle(length: number): Map<number, number> {
  const found = new Map<number, number>();
  const message = new Uint8Array(length);
  // The first five bits say the format: a flip there would turn one kind of message into another, so none is offered.
  for (let bit = 5; bit < length * 8; bit++) {
    message[bit >> 3] = 0x80 >> (bit & 7);
    found.set(parityRemainder(message, 0, length), bit);
    message[bit >> 3] = 0;
  }
  return found;
}

/** The one bit whose repair makes the remainder 0; -1 when no single bit does. */
export function findSingleBitError(remainder: number, length: number): number {
  return SINGLE_BIT[length]?.get(remainder) ?? -1;
}
