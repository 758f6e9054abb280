/**
 * Altitude and identity codes (ICAO Annex 10 Vol. IV, 3.1.2.6.5.4 and 3.1.1.6). The 13 bits stand in the order
 * C1 A1 C2 A2 C4 A4 M B1 Q/D1 B2 D2 B4 D4. Altitudes are pressure altitudes in ft.
 */
const M_BIT = 0x40;
const Q_BIT = 0x10;

/** In the table: the code says nothing, or cannot be. */
const NONE = -32768;
/** Pressure altitude, ft, for each 13-bit code, or NONE. */
const ALTITUDE_13 = buildAltitudes();
/** The four octal digits as a number 0..4095 for each 13-bit identity code. */
const SQUAWK_13 = buildSquawks();

function buildAltitudes(): Int32Array {
  const table = new Int32Array(8192).fill(NONE);
  for (let code = 1; code < 8192; code++) {
    if ((code & M_BIT) !== 0) continue; // metric: reserved by the standard, no coding defined
    if ((code & Q_BIT) !== 0) {
      const n = ((code & 0x1f80) >> 2) | ((code & 0x20) >> 1) | (code & 0x0f);
      table[code] = n * 25 - 1000;
    } else table[code] = gillhamFt(code);
  }
  return table;
}

function fromGray(gray: number): number {
  let value = gray;
  for (let shift = gray >> 1; shift !== 0; shift >>= 1) value ^= shift;
  return value;
}

/** The 100 ft Gillham code: D2 D4 A1 A2 A4 B1 B2 B4 count 500 ft in Gray, C1 C2 C4 the 100 ft within. */
function gillhamFt(code: number): number {
  const bit = (mask: number): number => ((code & mask) !== 0 ? 1 : 0);
  const [c1, a1, c2, a2, c4, a4] = [0x1000, 0x800, 0x400, 0x200, 0x100, 0x80].map(bit);
  const [b1, b2, d2, b4, d4] = [0x20, 0x08, 0x04, 0x02, 0x01].map(bit);
  const fives = fromGray(
    (d2! << 7) | (d4! << 6) | (a1! << 5) | (a2! << 4) | (a4! << 3) | (b1! << 2) | (b2! << 1) | b4!,
  );
  let ones = fromGray((c1! << 2) | (c2! << 1) | c4!);
  if (ones === 0 || ones === 5 || ones === 6) return NONE;
  if (ones === 7) ones = 5;
  if ((fives & 1) === 1) ones = 6 - ones;
  return fives * 500 + ones * 100 - 1300;
}

function buildSquawks(): Uint16Array {
  const table = new Uint16Array(8192);
  const places = [3, 9, 4, 10, 5, 11, -1, 6, 0, 7, 1, 8, 2]; // C1 A1 C2 A2 C4 A4 X B1 D1 B2 D2 B4 D4
  for (let code = 0; code < 8192; code++) {
    let value = 0;
    for (let i = 0; i < 13; i++)
      if ((code & (0x1000 >> i)) !== 0 && places[i]! >= 0) value |= 1 << places[i]!;
    table[code] = value;
  }
  return table;
}

/** Pressure altitude of a 13-bit AC field, ft; null when not available, metric or impossible. */
export function altitudeOfAc13(code: number): number | null {
  const altitudeFt = ALTITUDE_13[code & 0x1fff]!;
  return altitudeFt === NONE ? null : altitudeFt;
}

/** Altitude of the 12-bit field of an airborne position (the AC field without its M bit), ft; null as above. */
export function altitudeOfAc12(code: number): number | null {
  return altitudeOfAc13(((code & 0xfc0) << 1) | (code & 0x3f));
}

/** Mode A code, four octal digits as a number 0..4095, of a 13-bit ID field. */
export function squawkOfId13(code: number): number {
  return SQUAWK_13[code & 0x1fff]!;
}

/** The 13-bit ID field of a Mode A code. */
export function id13OfSquawk(squawk: number): number {
  const bit = (at: number, place: number): number => (((squawk >> at) & 1) === 1 ? place : 0);
  const a = bit(9, 0x800) | bit(10, 0x200) | bit(11, 0x80);
  const b = bit(6, 0x20) | bit(7, 0x08) | bit(8, 0x02);
  const c = bit(3, 0x1000) | bit(4, 0x400) | bit(5, 0x100);
  const d = bit(0, 0x10) | bit(1, 0x04) | bit(2, 0x01);
  return a | b | c | d;
}

/** 13-bit code of each Gillham altitude by its hundreds of ft from -1,300; 0 where there is none. */
const GILLHAM_13 = buildGillhamCodes();

function buildGillhamCodes(): Int16Array {
  const table = new Int16Array(1281);
  for (let code = 1; code < 8192; code++) {
    const altitudeFt = ALTITUDE_13[code]!;
    if ((code & (M_BIT | Q_BIT)) === 0 && altitudeFt !== NONE)
      table[(altitudeFt + 1300) / 100] = code;
  }
  return table;
}

/** Highest altitude in steps of 25 ft. */
const MOST_25_FT = 50_175;

/**
 * The 13-bit AC field of a pressure altitude, -1,200..126,700 ft (clamped): in steps of 25 ft where the code has them
 * (-1,000..50,175 ft), beyond in steps of 100 ft; 0 for NaN.
 */
export function ac13OfAltitude(altitudeFt: number): number {
  if (Number.isNaN(altitudeFt)) return 0;
  if (altitudeFt > MOST_25_FT + 12 || altitudeFt < -1050) {
    const hundreds = Math.max(1, Math.min(1280, Math.round((altitudeFt + 1300) / 100)));
    const code = GILLHAM_13[hundreds]!;
    if (code !== 0) return code;
  }
  const n = Math.max(0, Math.min(2047, Math.round((altitudeFt + 1000) / 25)));
  return ((n & 0x7e0) << 2) | ((n & 0x10) << 1) | Q_BIT | (n & 0x0f);
}

/** The 12-bit field of an airborne position. */
export function ac12OfAltitude(altitudeFt: number): number {
  const ac13 = ac13OfAltitude(altitudeFt);
  return ((ac13 & 0x1f80) >> 1) | (ac13 & 0x3f);
}

/** Squawk as its four octal digits. */
export function formatSquawk(squawk: number): string {
  return squawk.toString(8).padStart(4, '0');
}
