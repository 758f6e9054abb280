/** A member of the alliance: who it is, what its clocks say, where its duty desk is taken to be. */
export interface AllianceMember {
  /** ISO 3166-1 alpha-3 */
  readonly code: string;
  /** ISO 3166-1 alpha-2 */
  readonly short: string;
  readonly name: string;
  /** IANA time zone of the capital */
  readonly timeZone: string;
  /** capital, deg */
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** code short name, time zone, capital: one a line, in the order of the names. */
const TABLE = `
ALB AL Albania|Europe/Tirane|41.33|19.82
BEL BE Belgium|Europe/Brussels|50.85|4.35
BGR BG Bulgaria|Europe/Sofia|42.70|23.32
CAN CA Canada|America/Toronto|45.42|-75.70
HRV HR Croatia|Europe/Zagreb|45.81|15.98
CZE CZ Czechia|Europe/Prague|50.08|14.43
DNK DK Denmark|Europe/Copenhagen|55.68|12.57
EST EE Estonia|Europe/Tallinn|59.44|24.75
FIN FI Finland|Europe/Helsinki|60.17|24.94
FRA FR France|Europe/Paris|48.86|2.35
DEU DE Germany|Europe/Berlin|52.52|13.41
GRC GR Greece|Europe/Athens|37.98|23.73
HUN HU Hungary|Europe/Budapest|47.50|19.04
ISL IS Iceland|Atlantic/Reykjavik|64.15|-21.94
ITA IT Italy|Europe/Rome|41.90|12.50
LVA LV Latvia|Europe/Riga|56.95|24.11
LTU LT Lithuania|Europe/Vilnius|54.69|25.28
LUX LU Luxembourg|Europe/Luxembourg|49.61|6.13
MNE ME Montenegro|Europe/Podgorica|42.44|19.26
NLD NL Netherlands|Europe/Amsterdam|52.37|4.90
MKD MK North Macedonia|Europe/Skopje|42.00|21.43
NOR NO Norway|Europe/Oslo|59.91|10.75
POL PL Poland|Europe/Warsaw|52.23|21.01
PRT PT Portugal|Europe/Lisbon|38.72|-9.14
ROU RO Romania|Europe/Bucharest|44.43|26.10
SVK SK Slovakia|Europe/Bratislava|48.15|17.11
SVN SI Slovenia|Europe/Ljubljana|46.06|14.51
ESP ES Spain|Europe/Madrid|40.42|-3.70
SWE SE Sweden|Europe/Stockholm|59.33|18.07
TUR TR Türkiye|Europe/Istanbul|39.93|32.86
GBR GB United Kingdom|Europe/London|51.51|-0.13
USA US United States|America/New_York|38.90|-77.04
`;

/** The 32 members, by name. A node asks these when its configuration names no others. */
export const ALLIANCE: readonly AllianceMember[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [names, timeZone, lat, lon] = line.split('|') as [string, string, string, string];
    return {
      code: names.slice(0, 3),
      short: names.slice(4, 6),
      name: names.slice(7),
      timeZone,
      latDeg: Number(lat),
      lonDeg: Number(lon),
    };
  });

const BY_CODE = new Map(ALLIANCE.map((member) => [member.code, member]));

export function findMember(code: string): AllianceMember | undefined {
  return BY_CODE.get(code);
}
