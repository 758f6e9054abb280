/**
 * NMEA 0183 sentences of the ship that carries the receiver, and of its radar: GGA, RMC, VTG, HDT, ZDA (where it is
 * and how it moves), TTM, TLL (radar targets). IEC 61162-1. Empty fields are null.
 */
import { decodeFault, fail, ok, type DecodeFault, type Result } from '../../base/index.ts';
import { checksumOf } from './encode.ts';

interface Talker {
  /** two letters: GP, GN, RA, ... */
  readonly talker: string;
}

export interface Gga extends Talker {
  readonly sentence: 'GGA';
  /** s since 00:00 UTC */
  readonly timeOfDayS: number | null;
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  /** 0 no fix, 1 GPS, 2 DGPS, 4 RTK, 6 estimated, 7 manual, 8 simulated */
  readonly quality: number;
  readonly satellites: number | null;
  readonly hdop: number | null;
  /** above mean sea level */
  readonly altitudeM: number | null;
  /** geoid above the WGS84 ellipsoid */
  readonly geoidM: number | null;
}

export interface Rmc extends Talker {
  readonly sentence: 'RMC';
  /** ms UTC */
  readonly at: number | null;
  /** false: the receiver warns of its own fix */
  readonly valid: boolean;
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  readonly speedKt: number | null;
  readonly courseDeg: number | null;
}

export interface Vtg extends Talker {
  readonly sentence: 'VTG';
  readonly courseDeg: number | null;
  readonly speedKt: number | null;
}

export interface Hdt extends Talker {
  readonly sentence: 'HDT';
  readonly headingDeg: number | null;
}

export interface Zda extends Talker {
  readonly sentence: 'ZDA';
  /** ms UTC */
  readonly at: number | null;
}

/** Tracked target, relative to the own ship. */
export interface Ttm extends Talker {
  readonly sentence: 'TTM';
  readonly target: number;
  readonly distanceNm: number | null;
  readonly bearingDeg: number | null;
  /** bearing from the bow instead of true north */
  readonly bearingRelative: boolean;
  readonly speedKt: number | null;
  readonly courseDeg: number | null;
  readonly courseRelative: boolean;
  readonly name: string | null;
  /** L lost, Q query (being acquired), T tracking */
  readonly status: 'L' | 'Q' | 'T';
  readonly timeOfDayS: number | null;
}

/** Target's own position. */
export interface Tll extends Talker {
  readonly sentence: 'TLL';
  readonly target: number;
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  readonly name: string | null;
  readonly timeOfDayS: number | null;
  readonly status: 'L' | 'Q' | 'T';
}

export type NmeaSentence = Gga | Rmc | Vtg | Hdt | Zda | Ttm | Tll;

const KM_PER_NM = 1.852;
/** Statute miles. */
const MILES_PER_NM = 1.150779;

/**
 * One sentence, with or without its line end.
 * Faults: 'bad-checksum' (missing or wrong), 'unsupported' (another sentence), 'bad-value' (item: the field).
 */
export function decodeNmea(line: string): Result<NmeaSentence, DecodeFault> {
  const match = /^\$([A-Z]{2})([A-Z]{3}),([^*]*)\*([0-9A-Fa-f]{2})$/.exec(line.trim());
  if (match === null)
    return fail(decodeFault('bad-checksum', 0, 'NMEA', 'no sentence with a checksum'));
  const [, talker, sentence, body, sum] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  const due = checksumOf(`${talker}${sentence},${body}`);
  if (sum.toUpperCase() !== due)
    return fail(
      decodeFault('bad-checksum', line.indexOf('*'), 'checksum', `says ${sum}, is ${due}`),
    );
  const read = READERS[sentence];
  if (read === undefined)
    return fail(decodeFault('unsupported', 0, sentence, 'sentence not read here'));
  const fields = new Fields(body.split(','));
  const value = read(fields, talker);
  if (fields.wrong !== null)
    return fail(
      decodeFault('bad-value', 0, sentence, `field ${fields.wrong + 1} is ${fields.shown()}`),
    );
  return ok(value);
}

/** Fields by number, with a note of the first that cannot be. */
class Fields {
  readonly #fields: readonly string[];
  wrong: number | null = null;

  constructor(fields: readonly string[]) {
    this.#fields = fields;
  }

  shown(): string {
    return (this.#fields[this.wrong ?? 0] ?? '').slice(0, 20);
  }

  text(index: number): string | null {
    const text = this.#fields[index]?.trim() ?? '';
    return text === '' ? null : text;
  }

  #bad(index: number): null {
    this.wrong ??= index;
    return null;
  }

  number(index: number, least: number, most: number): number | null {
    const text = this.text(index);
    if (text === null) return null;
    const value = /^[-+]?\d+(\.\d*)?$|^[-+]?\.\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : this.#bad(index);
  }

  /** One of some letters; the first when empty. */
  letter<T extends string>(index: number, allowed: readonly [T, ...T[]]): T {
    const text = this.text(index);
    if (text === null) return allowed[0];
    const found = allowed.find((letter) => letter === text);
    if (found === undefined) this.#bad(index);
    return found ?? allowed[0];
  }

  /** ddmm.mm or dddmm.mm and its hemisphere in the next field. */
  angle(index: number, most: number, hemispheres: string): number | null {
    const text = this.text(index);
    const hemisphere = this.text(index + 1);
    if (text === null || hemisphere === null) return null;
    const match = /^(\d{2,3})(\d{2}(?:\.\d*)?)$/.exec(text);
    const sign = hemisphere === hemispheres[0] ? 1 : hemisphere === hemispheres[1] ? -1 : 0;
    const value = match === null ? Number.NaN : Number(match[1]) + Number(match[2]) / 60;
    return value <= most && sign !== 0 && Number(match![2]) < 60 ? sign * value : this.#bad(index);
  }

  /** hhmmss.ss as s of the day. */
  timeOfDay(index: number): number | null {
    const text = this.text(index);
    if (text === null) return null;
    const match = /^(\d\d)(\d\d)(\d\d(?:\.\d*)?)$/.exec(text);
    if (match === null) return this.#bad(index);
    const [hour, minute, second] = match.slice(1, 4).map(Number) as [number, number, number];
    return hour < 24 && minute < 60 && second < 61
      ? hour * 3600 + minute * 60 + second
      : this.#bad(index);
  }
}

const READERS: Readonly<Record<string, (fields: Fields, talker: string) => NmeaSentence>> = {
  GGA: (f, talker) => ({
    talker,
    sentence: 'GGA',
    timeOfDayS: f.timeOfDay(0),
    latDeg: f.angle(1, 90, 'NS'),
    lonDeg: f.angle(3, 180, 'EW'),
    quality: f.number(5, 0, 9) ?? 0,
    satellites: f.number(6, 0, 99),
    hdop: f.number(7, 0, 1000),
    altitudeM: f.number(8, -2000, 100_000),
    geoidM: f.number(10, -200, 200),
  }),
  RMC: (f, talker) => ({
    talker,
    sentence: 'RMC',
    at: dateTime(f.timeOfDay(0), f.number(8, 0, 311_299), f.text(8)),
    valid: f.letter(1, ['V', 'A']) === 'A',
    latDeg: f.angle(2, 90, 'NS'),
    lonDeg: f.angle(4, 180, 'EW'),
    speedKt: f.number(6, 0, 2000),
    courseDeg: f.number(7, 0, 360),
  }),
  VTG: (f, talker) => {
    // Some receivers fill only one of the two speeds.
    const kmPerHour = f.number(6, 0, 2000 * KM_PER_NM);
    const speedKt = f.number(4, 0, 2000) ?? (kmPerHour === null ? null : kmPerHour / KM_PER_NM);
    return { talker, sentence: 'VTG', courseDeg: f.number(0, 0, 360), speedKt };
  },
  HDT: (f, talker) => ({ talker, sentence: 'HDT', headingDeg: f.number(0, 0, 360) }),
  ZDA: (f, talker) => {
    const timeS = f.timeOfDay(0);
    const [day, month, year] = [f.number(1, 1, 31), f.number(2, 1, 12), f.number(3, 1970, 2200)];
    const none = timeS === null || day === null || month === null || year === null;
    return { talker, sentence: 'ZDA', at: none ? null : utc(year, month, day, timeS) };
  },
  TTM: (f, talker) => {
    const unit = f.letter(9, ['N', 'K', 'S']);
    const perNm = unit === 'N' ? 1 : unit === 'K' ? KM_PER_NM : MILES_PER_NM;
    const distance = f.number(1, 0, 1000);
    const speed = f.number(4, 0, 5000);
    return {
      talker,
      sentence: 'TTM',
      target: f.number(0, 0, 9999) ?? 0,
      distanceNm: distance === null ? null : distance / perNm,
      bearingDeg: f.number(2, 0, 360),
      bearingRelative: f.letter(3, ['T', 'R']) === 'R',
      speedKt: speed === null ? null : speed / perNm,
      courseDeg: f.number(5, 0, 360),
      courseRelative: f.letter(6, ['T', 'R']) === 'R',
      name: f.text(10),
      status: f.letter(11, ['T', 'L', 'Q']),
      timeOfDayS: f.timeOfDay(13),
    };
  },
  TLL: (f, talker) => ({
    talker,
    sentence: 'TLL',
    target: f.number(0, 0, 9999) ?? 0,
    latDeg: f.angle(1, 90, 'NS'),
    lonDeg: f.angle(3, 180, 'EW'),
    name: f.text(5),
    timeOfDayS: f.timeOfDay(6),
    status: f.letter(7, ['T', 'L', 'Q']),
  }),
};

/** ddmmyy and s of the day as ms UTC; years 70 to 99 are the last century's. */
function dateTime(timeS: number | null, date: number | null, text: string | null): number | null {
  if (timeS === null || date === null || text?.length !== 6) return null;
  const [day, month, year] = [0, 2, 4].map((at) => Number(text.slice(at, at + 2))) as [
    number,
    number,
    number,
  ];
  return utc(year >= 70 ? 1900 + year : 2000 + year, month, day, timeS);
}

/** ms UTC; null when the calendar has no such day. */
function utc(year: number, month: number, day: number, timeS: number): number | null {
  const midnight = Date.UTC(year, month - 1, day);
  const exists = new Date(midnight).getUTCDate() === day && month >= 1 && month <= 12;
  return exists ? midnight + timeS * 1000 : null;
}

/** The sentence as a line with its end. Distances of TTM in NM, positions to 1/10,000 min. */
export function encodeNmea(value: NmeaSentence): string {
  const body = `${value.talker}${value.sentence},${writeFields(value).join(',')}`;
  return `$${body}*${checksumOf(body)}\r\n`;
}

function writeFields(v: NmeaSentence): (string | number)[] {
  const n = (value: number | null, places = 1): string => value?.toFixed(places) ?? '';
  switch (v.sentence) {
    case 'GGA':
      return [
        hms(v.timeOfDayS),
        ...place(v),
        v.quality,
        v.satellites === null ? '' : String(v.satellites).padStart(2, '0'),
        n(v.hdop),
        n(v.altitudeM),
        'M',
        n(v.geoidM),
        'M',
        '',
        '',
      ];
    case 'RMC':
      return [
        hms(v.at === null ? null : (v.at % 86_400_000) / 1000),
        v.valid ? 'A' : 'V',
        ...place(v),
        n(v.speedKt),
        n(v.courseDeg),
        v.at === null ? '' : dayMonthYear(v.at),
        '',
        '',
        v.valid ? 'A' : 'N',
      ];
    case 'VTG':
      return [n(v.courseDeg), 'T', '', 'M', n(v.speedKt), 'N', '', 'K', 'A'];
    case 'HDT':
      return [n(v.headingDeg), 'T'];
    case 'ZDA': {
      if (v.at === null) return ['', '', '', '', '', ''];
      const date = dayMonthYear(v.at);
      const year = new Date(v.at).getUTCFullYear();
      return [
        hms((v.at % 86_400_000) / 1000),
        date.slice(0, 2),
        date.slice(2, 4),
        year,
        '00',
        '00',
      ];
    }
    case 'TTM':
      return [
        String(v.target).padStart(2, '0'),
        n(v.distanceNm, 3),
        n(v.bearingDeg),
        v.bearingRelative ? 'R' : 'T',
        n(v.speedKt),
        n(v.courseDeg),
        v.courseRelative ? 'R' : 'T',
        '',
        '',
        'N',
        v.name ?? '',
        v.status,
        '',
        hms(v.timeOfDayS),
        'A',
      ];
    case 'TLL':
      return [
        String(v.target).padStart(2, '0'),
        ...place(v),
        v.name ?? '',
        hms(v.timeOfDayS),
        v.status,
        '',
      ];
  }
}

function hms(timeS: number | null): string {
  if (timeS === null) return '';
  const hundredths = Math.round(timeS * 100) % 8_640_000;
  const two = (value: number): string => String(value).padStart(2, '0');
  const whole = Math.floor(hundredths / 100);
  return `${two(Math.floor(whole / 3600))}${two(Math.floor(whole / 60) % 60)}${two(whole % 60)}.${two(hundredths % 100)}`;
}

function dayMonthYear(at: number): string {
  const text = new Date(at).toISOString();
  return text.slice(8, 10) + text.slice(5, 7) + text.slice(2, 4);
}

function place(at: { readonly latDeg: number | null; readonly lonDeg: number | null }): string[] {
  return [...angle(at.latDeg, 2, 'NS'), ...angle(at.lonDeg, 3, 'EW')];
}

function angle(deg: number | null, digits: number, hemispheres: string): [string, string] {
  if (deg === null) return ['', ''];
  const tenThousandths = Math.round(Math.abs(deg) * 600_000);
  const whole = Math.floor(tenThousandths / 600_000);
  const minutes = ((tenThousandths % 600_000) / 10_000).toFixed(4).padStart(7, '0');
  return [String(whole).padStart(digits, '0') + minutes, hemispheres[deg < 0 ? 1 : 0]!];
}
