// Hot path: one record object a message and one for its content; no strings but call signs.
/**
 * One Mode S downlink message (ICAO Annex 10 Vol. IV, 3.1.2): formats 0, 4, 5, 11, 16, 17, 18, 20, 21 and 24.
 * Stateless: what needs other messages (address known, position, register history) is in decoder.ts.
 */
import { decodeFault, fail, ok, toHex, type DecodeFault, type Result } from '../../base/index.ts';
import { readAcas, type AcasAdvisory } from './acas.ts';
import { readSquitter, type SquitterContent } from './adsb.ts';
import { altitudeOfAc13, squawkOfId13 } from './altitude.ts';
import { readCommB, type CommB, type CommBHistory } from './comm-b.ts';
import { findSingleBitError, parityRemainder } from './crc.ts';

interface Head {
  /** 24-bit address; for `addressKind` other: whatever the sender uses (TIS-B track file, anonymous, self-assigned) */
  readonly icao: number;
  /**
   * True: the parity proves address and content (DF11 from no interrogator, DF17, DF18). False: the address is what
   * parity and content give together, so damage gives another address: trust it only when it was heard otherwise.
   */
  readonly proven: boolean;
  /** one bit was repaired (only when asked for) */
  readonly repaired: boolean;
}

/** DF0 and DF16: air-air surveillance. */
export interface AirAir extends Head {
  readonly df: 0 | 16;
  readonly onGround: boolean;
  readonly crossLink: boolean;
  readonly sensitivityLevel: number;
  readonly replyInformation: number;
  readonly altitudeFt: number | null;
  /** DF16 that coordinates a resolution (VDS 3,0) */
  readonly acas: AcasAdvisory | null;
}

/** DF4 and DF20: altitude reply; DF5 and DF21: identity reply. */
export interface Surveillance extends Head {
  readonly df: 4 | 5 | 20 | 21;
  /** raw FS, 0..7 */
  readonly flightStatus: number;
  /** null when the flight status leaves it open (4, 5) or is reserved */
  readonly onGround: boolean | null;
  readonly alert: boolean;
  readonly ident: boolean;
  readonly downlinkRequest: number;
  readonly utilityMessage: number;
  readonly altitudeFt: number | null;
  /** four octal digits as 0..4095; null in altitude replies */
  readonly mode3A: number | null;
  /** DF20 and DF21 */
  readonly commB: CommB | null;
}

/** DF11: all-call reply or acquisition squitter. */
export interface AllCall extends Head {
  readonly df: 11;
  readonly capability: number;
  readonly onGround: boolean | null;
  /** interrogator code that the reply answers, 0 for a squitter */
  readonly interrogator: number;
}

/** DF17 and DF18: extended squitter. */
export interface ExtendedSquitter extends Head {
  readonly df: 17 | 18;
  /** CA of DF17, CF of DF18 */
  readonly capability: number;
  readonly addressKind: 'icao' | 'other';
  /** who speaks: the aircraft itself, a ground station for it (TIS-B, a radar's view), or a rebroadcast (ADS-R) */
  readonly origin: 'adsb' | 'tisb' | 'adsr';
  /** of the reserved control field 7: read like any other, applied to no aircraft */
  readonly content: SquitterContent;
  readonly meHi: number;
  readonly meLo: number;
}

/** DF24: Comm-D segment. */
export interface CommD extends Head {
  readonly df: 24;
  readonly uplinkAcknowledgement: boolean;
  readonly segment: number;
  /** MD, 80 bits, as hex */
  readonly data: string;
}

export type ModesMessage = AirAir | Surveillance | AllCall | ExtendedSquitter | CommD;

export interface ReadOptions {
  /** repair one flipped bit of DF17 and DF18; off by default: a repair can invent a message */
  readonly repair?: boolean;
}

/**
 * Decodes one message.
 * @param bytes 7 or 14 octets from `from`
 * Faults: 'bad-length', 'unsupported' (formats reserved or military), 'bad-checksum' (DF11, 17, 18).
 */
export function decodeModes(
  bytes: Uint8Array,
  from = 0,
  length = bytes.length - from,
  options: ReadOptions = {},
): Result<ModesMessage, DecodeFault> {
  const message = readMessage(bytes, from, length, options.repair === true, null);
  return message === null ? fail(explain(bytes, from, length)) : ok(message);
}

/** The address that parity gives, for formats that overlay it. */
export function overlaidAddress(bytes: Uint8Array, from: number, length: number): number {
  return parityRemainder(bytes, from, length);
}

/** Why readMessage gave null; only called then, so that good messages pay nothing for it. */
export function explain(bytes: Uint8Array, from: number, length: number): DecodeFault {
  const df = formatOf(bytes[from] ?? 0);
  const item = `DF${df}`;
  if (length !== 7 && length !== 14)
    return decodeFault('bad-length', from, 'Mode S', `${length} octets`);
  if (!isKnown(df)) return decodeFault('unsupported', from, item, 'format reserved or not civil');
  if (length !== (df < 16 ? 7 : 14))
    return decodeFault(
      'bad-length',
      from,
      item,
      `${length} octets where ${df < 16 ? 7 : 14} are due`,
    );
  const remainder = parityRemainder(bytes, from, length);
  return decodeFault(
    'bad-checksum',
    from + length - 3,
    item,
    `parity remainder ${remainder.toString(16)}`,
  );
}

/** DF of the first octet; all of 24..31 are format 24. */
export function formatOf(octet: number): number {
  const df = octet >> 3;
  return df >= 24 ? 24 : df;
}

const KNOWN =
  (1 << 0) |
  (1 << 4) |
  (1 << 5) |
  (1 << 11) |
  (1 << 16) |
  (1 << 17) |
  (1 << 18) |
  (1 << 20) |
  (1 << 21) |
  (1 << 24);

function isKnown(df: number): boolean {
  return ((KNOWN >> df) & 1) === 1;
}

/**
 * Hot form of decodeModes: null when damaged or not known (explain() says why).
 * @param history what earlier messages of the same aircraft said, for Comm-B inference
 */
export function readMessage(
  bytes: Uint8Array,
  from: number,
  length: number,
  repair: boolean,
  history: CommBHistory | null,
): ModesMessage | null {
  if (length !== 7 && length !== 14) return null;
  if (from + length > bytes.length) return null;
  const df = formatOf(bytes[from]!);
  if (!isKnown(df) || length !== (df < 16 ? 7 : 14)) return null;
  const remainder = parityRemainder(bytes, from, length);
  const word =
    ((bytes[from]! << 24) |
      (bytes[from + 1]! << 16) |
      (bytes[from + 2]! << 8) |
      bytes[from + 3]!) >>>
    0;
  switch (df) {
    case 17:
    case 18:
      if (remainder === 0) return readExtended(bytes, from, df, word, false);
      return repair ? repairExtended(bytes, from, remainder) : null;
    case 20:
    case 21:
    case 4:
    case 5:
      return readSurveillance(bytes, from, df, word, remainder, history);
    case 11:
      return readAllCall(word, remainder);
    case 0:
    case 16:
      return readAirAir(bytes, from, df, word, remainder);
    default:
      return {
        icao: remainder,
        proven: false,
        repaired: false,
        df: 24,
        uplinkAcknowledgement: ((word >>> 28) & 1) === 1,
        segment: (word >>> 24) & 15,
        data: toHex(bytes, from + 1, from + 11),
      };
  }
}

/** First 32 bits of the 56-bit field of a long message. */
function fieldHi(bytes: Uint8Array, from: number): number {
  return (
    ((bytes[from + 4]! << 24) |
      (bytes[from + 5]! << 16) |
      (bytes[from + 6]! << 8) |
      bytes[from + 7]!) >>>
    0
  );
}

/** Last 24 bits of the 56-bit field. */
function fieldLo(bytes: Uint8Array, from: number): number {
  return (bytes[from + 8]! << 16) | (bytes[from + 9]! << 8) | bytes[from + 10]!;
}

function readAirAir(
  bytes: Uint8Array,
  from: number,
  df: 0 | 16,
  word: number,
  icao: number,
): AirAir {
  return {
    icao,
    proven: false,
    repaired: false,
    df,
    onGround: ((word >>> 26) & 1) === 1,
    crossLink: df === 0 && ((word >>> 25) & 1) === 1,
    sensitivityLevel: (word >>> 21) & 7,
    replyInformation: (word >>> 15) & 15,
    altitudeFt: altitudeOfAc13(word & 0x1fff),
    acas:
      df === 16 && bytes[from + 4] === 0x30
        ? readAcas(fieldHi(bytes, from), fieldLo(bytes, from))
        : null,
  };
}

function readSurveillance(
  bytes: Uint8Array,
  from: number,
  df: 4 | 5 | 20 | 21,
  word: number,
  icao: number,
  history: CommBHistory | null,
): Surveillance {
  const flightStatus = (word >>> 24) & 7;
  const identity = (df & 1) === 1;
  const altitudeFt = identity ? null : altitudeOfAc13(word & 0x1fff);
  return {
    icao,
    proven: false,
    repaired: false,
    df,
    flightStatus,
    onGround: flightStatus <= 3 ? (flightStatus & 1) === 1 : null,
    alert: flightStatus >= 2 && flightStatus <= 4,
    ident: flightStatus === 4 || flightStatus === 5,
    downlinkRequest: (word >>> 19) & 31,
    utilityMessage: (word >>> 13) & 63,
    altitudeFt,
    mode3A: identity ? squawkOfId13(word & 0x1fff) : null,
    commB:
      df >= 20 ? readCommB(fieldHi(bytes, from), fieldLo(bytes, from), altitudeFt, history) : null,
  };
}

function readAllCall(word: number, remainder: number): AllCall | null {
  // The interrogator's code is 7 bits, of which 0..78 are in use (16 II codes and 63 SI codes).
  if (remainder >= 80) return null;
  const capability = (word >>> 24) & 7;
  return {
    icao: word & 0xffffff,
    proven: remainder === 0,
    repaired: false,
    df: 11,
    capability,
    onGround: capability === 4 ? true : capability === 5 ? false : null,
    interrogator: remainder,
  };
}

function readExtended(
  bytes: Uint8Array,
  from: number,
  df: 17 | 18,
  word: number,
  repaired: boolean,
): ExtendedSquitter {
  const meHi = fieldHi(bytes, from);
  const meLo = fieldLo(bytes, from);
  const capability = (word >>> 24) & 7;
  const coarse = df === 18 && (capability === 3 || capability === 4);
  return {
    icao: word & 0xffffff,
    proven: true,
    repaired,
    df,
    capability,
    addressKind: df === 17 || isIcao(capability, meHi) ? 'icao' : 'other',
    origin: df === 17 || capability <= 1 ? 'adsb' : capability === 6 ? 'adsr' : 'tisb',
    // Coarse TIS-B positions and TIS-B management have layouts of their own.
    content: coarse
      ? { type: 'other', typeCode: meHi >>> 27, subtype: (meHi >>> 24) & 7 }
      : readSquitter(meHi, meLo),
    meHi,
    meLo,
  };
}

/** DO-260B table 2-11: control fields 0 and 2 carry an ICAO address unless the IMF bit says otherwise; 1, 5 never. */
function isIcao(controlField: number, meHi: number): boolean {
  if (controlField === 0) return true;
  if (controlField !== 2 && controlField !== 6) return false;
  return !imfBit(meHi);
}

/** The ICAO/Mode A flag stands in ME bit 8 of positions, 9 of velocities, 21 of surface positions, 56 elsewhere. */
function imfBit(meHi: number): boolean {
  const typeCode = meHi >>> 27;
  if (typeCode === 19) return ((meHi >>> 23) & 1) === 1;
  if (typeCode >= 9 && typeCode <= 22) return ((meHi >>> 24) & 1) === 1;
  if (typeCode >= 5 && typeCode <= 8) return ((meHi >>> 11) & 1) === 1;
  return false;
}

const mended = new Uint8Array(14);

function repairExtended(
  bytes: Uint8Array,
  from: number,
  remainder: number,
): ExtendedSquitter | null {
  const bit = findSingleBitError(remainder, 14);
  if (bit < 0) return null;
  for (let i = 0; i < 14; i++) mended[i] = bytes[from + i]!;
  mended[bit >> 3]! ^= 0x80 >> (bit & 7);
  const word = ((mended[0]! << 24) | (mended[1]! << 16) | (mended[2]! << 8) | mended[3]!) >>> 0;
  const df = formatOf(mended[0]!);
  return df === 17 || df === 18 ? readExtended(mended, 0, df, word, true) : null;
}
