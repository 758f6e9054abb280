/**
 * What ADS-B says of its own accuracy, in metres (RTCA DO-260B, 2.2.3.2.7.2.7 and tables 2-14, N-5; version 0:
 * DO-260 table 2-11).
 */

/** 95 % horizontal radius, m, by NACp 0..11; NaN: unknown. */
const RADIUS_95 = [NaN, 18520, 7408, 3704, 1852, 926, 555.6, 185.2, 92.6, 30, 10, 3];

/** 95 % horizontal radius, m, of an aircraft's NACp; NaN when unknown or reserved. */
export function radiusOfNacP(nacP: number): number {
  return RADIUS_95[nacP] ?? Number.NaN;
}

/** 95 % horizontal radius, m, by type code where the aircraft gives no NACp (version 0: NUCp). */
const BY_TYPE_CODE: Readonly<Record<number, number>> = {
  5: 3,
  6: 10,
  7: 92.6,
  8: 185.2,
  9: 3,
  10: 10,
  11: 92.6,
  12: 185.2,
  13: 463,
  14: 926,
  15: 1852,
  16: 9260,
  17: 18520,
  20: 4,
  21: 15,
};

export function radiusOfTypeCode(typeCode: number): number {
  return BY_TYPE_CODE[typeCode] ?? Number.NaN;
}

/**
 * Radius of containment Rc, m, that type code and NIC supplements give; NaN when unknown.
 * @param nicC surface only
 */
export function containmentRadius(
  typeCode: number,
  nicA: boolean,
  nicB: boolean,
  nicC: boolean,
): number {
  switch (typeCode) {
    case 5:
    case 9:
    case 20:
      return 7.5;
    case 6:
    case 10:
    case 21:
      return 25;
    case 7:
      return nicA ? 75 : 185.2;
    case 8:
      return nicA ? (nicC ? 370.4 : 555.6) : nicC ? 1111.2 : Number.NaN;
    case 11:
      return nicA && nicB ? 75 : 185.2;
    case 12:
      return 370.4;
    case 13:
      return nicA && nicB ? 1111.2 : nicB ? 555.6 : 926;
    case 14:
      return 1852;
    case 15:
      return 3704;
    case 16:
      return nicA && nicB ? 7408 : 14816;
    case 17:
      return 37040;
    default:
      return Number.NaN;
  }
}

/** 95 % horizontal velocity error, m/s, by NACv 0..4; NaN: unknown. */
export function velocityOfNacV(nacV: number): number {
  return [NaN, 10, 3, 1, 0.3][nacV] ?? Number.NaN;
}

/** 95 % vertical error of geometric height, m, by GVA 0..3; NaN: unknown. */
export function heightOfGva(gva: number): number {
  return [NaN, 150, 45, NaN][gva] ?? Number.NaN;
}
