/** Any decoded message back into its octets. Fields as message.ts reads them (ICAO Annex 10 Vol. IV, 3.1.2). */
import { fromHex } from '../../base/index.ts';
import { ac13OfAltitude, id13OfSquawk } from './altitude.ts';
import { writeParity } from './crc.ts';
import { put } from './encode.ts';
import { encodeRegister } from './encode-content.ts';
import type { AirAir, ExtendedSquitter, ModesMessage, Surveillance } from './message.ts';

/**
 * The octets of a message, parity and address overlay included: what was decoded without fault comes back the same,
 * but for reserved bits and, in DF16, an MV field that is no resolution advisory.
 * The raw halves of ME and MB (`meHi`, `meLo`, `hi`, `lo`) are what is written; to send other content, make them of
 * it with encodeSquitterContent() and encodeRegister(), or build the message with encode.ts.
 */
export function encodeModes(message: ModesMessage): Uint8Array {
  switch (message.df) {
    case 0:
    case 16:
      return encodeAirAir(message);
    case 4:
    case 5:
    case 20:
    case 21:
      return encodeSurveillance(message);
    case 11: {
      const out = start(7, 11, message.capability);
      put(out, 0, 9, 24, message.icao);
      writeParity(out, message.interrogator);
      return out;
    }
    case 17:
    case 18:
      return encodeExtended(message);
    case 24: {
      const out = new Uint8Array(14);
      put(out, 0, 1, 2, 3);
      put(out, 0, 4, 1, message.uplinkAcknowledgement ? 1 : 0);
      put(out, 0, 5, 4, message.segment);
      out.set((fromHex(message.data) ?? out).subarray(0, 10), 1);
      writeParity(out, message.icao);
      return out;
    }
  }
}

function start(length: 7 | 14, df: number, low: number): Uint8Array {
  const out = new Uint8Array(length);
  out[0] = (df << 3) | (low & 7);
  return out;
}

function encodeAirAir(message: AirAir): Uint8Array {
  const out = start(message.df === 0 ? 7 : 14, message.df, 0);
  put(out, 0, 6, 1, message.onGround ? 1 : 0);
  put(out, 0, 7, 1, message.crossLink ? 1 : 0);
  put(out, 0, 9, 3, message.sensitivityLevel);
  put(out, 0, 14, 4, message.replyInformation);
  put(out, 0, 20, 13, ac13OfAltitude(message.altitudeFt ?? Number.NaN));
  if (message.acas !== null) out.set(encodeRegister(message.acas), 4);
  writeParity(out, message.icao);
  return out;
}

function encodeSurveillance(message: Surveillance): Uint8Array {
  const { commB } = message;
  const out = start(message.df < 16 ? 7 : 14, message.df, message.flightStatus);
  put(out, 0, 9, 5, message.downlinkRequest);
  put(out, 0, 14, 6, message.utilityMessage);
  const code =
    message.mode3A === null
      ? ac13OfAltitude(message.altitudeFt ?? Number.NaN)
      : id13OfSquawk(message.mode3A);
  put(out, 0, 20, 13, code);
  if (commB !== null) putHalves(out, commB.hi, commB.lo);
  writeParity(out, message.icao);
  return out;
}

function encodeExtended(message: ExtendedSquitter): Uint8Array {
  const out = start(14, message.df, message.capability);
  put(out, 0, 9, 24, message.icao);
  putHalves(out, message.meHi, message.meLo);
  writeParity(out, 0);
  return out;
}

/** The 56 bits from the fifth octet on. */
function putHalves(out: Uint8Array, hi: number, lo: number): void {
  put(out, 0, 33, 32, hi >>> 0);
  put(out, 0, 65, 24, lo);
}
