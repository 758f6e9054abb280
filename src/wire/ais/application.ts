/**
 * Contents of binary messages (types 6 and 8) by designated area code and function: IMO SN.1/Circ.289 (DAC 1: 16, 22,
 * 23, 31), SN/Circ.236 (DAC 1: 11, and 40 as persons on board), Vienna Convention inland AIS (DAC 200: 10, 55).
 * Others are left as hex.
 */
import { type BitWriter, Payload, readBits, readHex, readText } from './bits.ts';
import {
  bitsOf,
  i,
  readLayout,
  t,
  u,
  writeLayout,
  x,
  b,
  type Layout,
  type Values,
} from './layout.ts';

/** Minutes to degrees: 1/1000 min. */
const milliMinutes = (none: number): { divide: number; none: number } => ({ divide: 60_000, none });

const METEO_TAIL_11: Layout = [
  u('windSpeedKt', 7, { none: 127 }),
  u('gustKt', 7, { none: 127 }),
  u('windDirectionDeg', 9, { none: 511 }),
  u('gustDirectionDeg', 9, { none: 511 }),
  u('airTemperatureC', 11, { divide: 10, add: -60, none: 2047 }),
  u('humidityPercent', 7, { none: 127 }),
  u('dewPointC', 10, { divide: 10, add: -20, none: 1023 }),
  u('pressureHpa', 9, { add: 800, none: 511 }),
  u('pressureTendency', 2, { none: 3 }),
  u('visibilityNm', 8, { divide: 10, none: 255 }),
  u('waterLevelM', 9, { divide: 10, add: -10, none: 511 }),
  u('waterLevelTrend', 2, { none: 3 }),
];

/** Currents, waves and sea: the same in both editions but for their codes for "not available". */
function seaLayout(noDirection: number, noTemperature: number | null, noSeaState: number): Layout {
  const current = (at: string): Layout => [
    u(`current${at}Kt`, 8, { divide: 10, none: 255 }),
    u(`current${at}DirectionDeg`, 9, { none: noDirection }),
  ];
  return [
    ...current('Surface'),
    ...current('2'),
    u('current2DepthM', 5, { none: 31 }),
    ...current('3'),
    u('current3DepthM', 5, { none: 31 }),
    u('waveHeightM', 8, { divide: 10, none: 255 }),
    u('wavePeriodS', 6, { none: 63 }),
    u('waveDirectionDeg', 9, { none: noDirection }),
    u('swellHeightM', 8, { divide: 10, none: 255 }),
    u('swellPeriodS', 6, { none: 63 }),
    u('swellDirectionDeg', 9, { none: noDirection }),
    u('seaState', 4, { none: noSeaState }),
    noTemperature === null
      ? u('waterTemperatureC', 10, { divide: 10, add: -10, none: 1023 })
      : i('waterTemperatureC', 10, { divide: 10, none: noTemperature }),
    u('precipitation', 3, { none: 7 }),
    // Circ.289: 510 not available, 511 no sensor
    noTemperature === null
      ? u('salinityPerMille', 9, { divide: 10, none: 511 })
      : u('salinityPerMille', 9, { divide: 10, none: 510, alsoNone: 511 }),
    u('ice', 2, { none: 3 }),
  ];
}

const METEO_11: Layout = [
  i('latDeg', 24, milliMinutes(0x7fffff)),
  i('lonDeg', 25, milliMinutes(0xffffff)),
  u('day', 5, { none: 0 }),
  u('hour', 5, { none: 31 }),
  u('minute', 6, { none: 63 }),
  ...METEO_TAIL_11,
  ...seaLayout(511, null, 15),
  x(6),
];

const METEO_31: Layout = [
  i('lonDeg', 25, milliMinutes(10_860_000)),
  i('latDeg', 24, milliMinutes(5_460_000)),
  b('accurate'),
  u('day', 5, { none: 0 }),
  u('hour', 5, { none: 24 }),
  u('minute', 6, { none: 60 }),
  u('windSpeedKt', 7, { none: 127 }),
  u('gustKt', 7, { none: 127 }),
  u('windDirectionDeg', 9, { none: 360 }),
  u('gustDirectionDeg', 9, { none: 360 }),
  i('airTemperatureC', 11, { divide: 10, none: -1024 }),
  u('humidityPercent', 7, { none: 101 }),
  i('dewPointC', 10, { divide: 10, none: 501 }),
  u('pressureHpa', 9, { add: 799, none: 511 }),
  u('pressureTendency', 2, { none: 3 }),
  b('visibilityGreater'),
  u('visibilityNm', 7, { divide: 10, none: 127 }),
  u('waterLevelM', 12, { divide: 100, add: -10, none: 4001 }),
  u('waterLevelTrend', 2, { none: 3 }),
  ...seaLayout(360, 501, 13),
  x(10),
];

const INLAND_10: Layout = [
  t('europeanNumber', 8),
  u('lengthM', 13, { divide: 10, none: 0 }),
  u('beamM', 10, { divide: 10, none: 0 }),
  u('shipType', 14),
  u('blueCones', 3, { none: 5 }),
  u('draughtM', 11, { divide: 100, none: 0 }),
  u('loaded', 2, { none: 0 }),
  b('speedSensor'),
  b('courseSensor'),
  b('headingSensor'),
  x(8),
];

const PERSONS: Layout = [u('persons', 13, { none: 0 })];
const INLAND_PERSONS: Layout = [
  u('crew', 8, { none: 255 }),
  u('passengers', 13, { none: 8191 }),
  u('personnel', 8, { none: 255 }),
  x(51),
];

interface Application {
  readonly type: string;
  readonly layout: Layout;
  /** bits that must be there; spare behind them may be missing */
  readonly least: number;
}

const APPLICATIONS: ReadonlyMap<number, Application> = new Map([
  [key(1, 11), application('meteorology', METEO_11, 6)],
  [key(1, 31), application('meteorology', METEO_31, 10)],
  [key(1, 16), application('persons-on-board', PERSONS, 0)],
  [key(1, 40), application('persons-on-board', PERSONS, 0)],
  [key(200, 10), application('inland-ship', INLAND_10, 8)],
  [key(200, 55), application('inland-persons', INLAND_PERSONS, 51)],
]);

function key(dac: number, fi: number): number {
  return dac * 64 + fi;
}

function application(type: string, layout: Layout, spare: number): Application {
  return { type, layout, least: bitsOf(layout) - spare };
}

/** 1/11, 1/31, 1/16, 1/40, 200/10, 200/55: `type` and values by name, null where not available. */
export interface TableContent {
  readonly type: string;
  readonly values: Values;
}

/** One part of an area notice; angles deg, lengths m. */
export type NoticeShape =
  | {
      readonly shape: 'circle' | 'sector';
      readonly lonDeg: number | null;
      readonly latDeg: number | null;
      readonly precision: number;
      /** 0: a point */
      readonly radiusM: number;
      /** sector only */
      readonly leftDeg: number | null;
      readonly rightDeg: number | null;
    }
  | {
      readonly shape: 'rectangle';
      readonly lonDeg: number | null;
      readonly latDeg: number | null;
      readonly precision: number;
      readonly eastM: number;
      readonly northM: number;
      readonly orientationDeg: number;
    }
  | {
      readonly shape: 'polyline' | 'polygon';
      /** from the point before, the first from the circle or point that stands before in the notice */
      readonly legs: readonly { readonly bearingDeg: number; readonly distanceM: number }[];
    }
  | { readonly shape: 'text'; readonly text: string }
  | { readonly shape: 'unknown'; readonly code: number; readonly data: string };

/** 1/22 and 1/23: area notice. */
export interface AreaNotice {
  readonly type: 'area-notice';
  readonly linkage: number;
  /** 0..127, the list of SN.1/Circ.289 table 11.11 */
  readonly notice: number;
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number | null;
  readonly minute: number | null;
  /** 0: cancelled */
  readonly durationMin: number | null;
  readonly shapes: readonly NoticeShape[];
}

export type ApplicationContent = TableContent | AreaNotice;

/** Content of an application's bits [at, end); null when not known here or not of its length. */
export function readApplication(
  dac: number,
  fi: number,
  payload: Payload,
  at: number,
): ApplicationContent | null {
  if (dac === 1 && (fi === 22 || fi === 23)) return readNotice(payload, at);
  const known = APPLICATIONS.get(key(dac, fi));
  if (known === undefined || payload.bits - at < known.least) return null;
  // The same number stood for other things in older circulars: a length far from the layout's is one of those.
  if (payload.bits - at > bitsOf(known.layout) + 48) return null;
  return { type: known.type, values: readLayout(known.layout, payload, at) };
}

/** Writes a content; false when it is not known here (write its data instead). */
export function writeApplication(
  dac: number,
  fi: number,
  content: ApplicationContent,
  writer: BitWriter,
): boolean {
  if ('shapes' in content) {
    writeNotice(content, writer);
    return true;
  }
  const known = APPLICATIONS.get(key(dac, fi));
  if (known === undefined) return false;
  writeLayout(known.layout, content.values, writer);
  return true;
}

const NOTICE: Layout = [
  u('linkage', 10),
  u('notice', 7),
  u('month', 4, { none: 0 }),
  u('day', 5, { none: 0 }),
  u('hour', 5, { none: 24 }),
  u('minute', 6, { none: 60 }),
  u('durationMin', 18, { none: 262_143 }),
];
const NOTICE_BITS = bitsOf(NOTICE);
const SHAPE_BITS = 87;
/** Shapes in one message: five slots hold ten. */
const MOST_SHAPES = 10;

const SHAPE_PLACE: Layout = [
  i('lonDeg', 25, milliMinutes(10_860_000)),
  i('latDeg', 24, milliMinutes(5_460_000)),
  u('precision', 3),
];
const CIRCLE: Layout = [
  ...SHAPE_PLACE,
  u('radius', 12),
  u('leftDeg', 9, { none: 360 }),
  u('rightDeg', 9, { none: 360 }),
];
const RECTANGLE: Layout = [
  ...SHAPE_PLACE,
  u('east', 8),
  u('north', 8),
  u('orientationDeg', 9),
  x(5),
];
const SHAPES = ['circle', 'rectangle', 'sector', 'polyline', 'polygon', 'text'] as const;

function readNotice(payload: Payload, at: number): AreaNotice | null {
  if (payload.bits - at < NOTICE_BITS) return null;
  const head = readLayout(NOTICE, payload, at) as unknown as Omit<AreaNotice, 'type' | 'shapes'>;
  const shapes: NoticeShape[] = [];
  for (
    let from = at + NOTICE_BITS;
    from + SHAPE_BITS <= payload.bits && shapes.length < MOST_SHAPES;
    from += SHAPE_BITS
  )
    shapes.push(readShape(payload, from));
  return { type: 'area-notice', ...head, shapes };
}

function readShape(payload: Payload, at: number): NoticeShape {
  const { bytes } = payload;
  const code = readBits(bytes, at, 3);
  const shape = SHAPES[code];
  if (shape === undefined)
    return { shape: 'unknown', code, data: readHex(bytes, at + 3, SHAPE_BITS - 3) };
  if (shape === 'text') return { shape, text: readText(bytes, at + 3, 14) ?? '' };
  const scale = 10 ** readBits(bytes, at + 3, 2);
  if (shape === 'polyline' || shape === 'polygon') {
    const legs: { bearingDeg: number; distanceM: number }[] = [];
    for (let leg = 0; leg < 4; leg++) {
      const bearing = readBits(bytes, at + 5 + 20 * leg, 10);
      const distance = readBits(bytes, at + 15 + 20 * leg, 10);
      if (bearing < 720) legs.push({ bearingDeg: bearing / 2, distanceM: distance * scale });
    }
    return { shape, legs };
  }
  const values = readLayout(shape === 'rectangle' ? RECTANGLE : CIRCLE, payload, at + 5);
  const place = {
    lonDeg: values['lonDeg'] as number | null,
    latDeg: values['latDeg'] as number | null,
    precision: values['precision'] as number,
  };
  if (shape === 'rectangle')
    return {
      shape,
      ...place,
      eastM: (values['east'] as number) * scale,
      northM: (values['north'] as number) * scale,
      orientationDeg: values['orientationDeg'] as number,
    };
  return {
    shape,
    ...place,
    radiusM: (values['radius'] as number) * scale,
    leftDeg: shape === 'sector' ? (values['leftDeg'] as number | null) : null,
    rightDeg: shape === 'sector' ? (values['rightDeg'] as number | null) : null,
  };
}

/** Smallest power of ten (0..3) with which every length fits its field. */
function scaleFor(lengths: readonly number[], most: number): number {
  for (let power = 0; power < 3; power++)
    if (lengths.every((m) => m / 10 ** power <= most && Number.isInteger(m / 10 ** power)))
      return power;
  for (let power = 0; power < 3; power++)
    if (lengths.every((m) => m / 10 ** power <= most)) return power;
  return 3;
}

function writeNotice(notice: AreaNotice, writer: BitWriter): void {
  writeLayout(NOTICE, notice, writer);
  for (const shape of notice.shapes.slice(0, MOST_SHAPES)) writeShape(shape, writer);
}

function writeShape(shape: NoticeShape, writer: BitWriter): void {
  if (shape.shape === 'unknown') {
    writer.put(shape.code, 3).putHex(shape.data, SHAPE_BITS - 3);
    return;
  }
  writer.put(SHAPES.indexOf(shape.shape), 3);
  switch (shape.shape) {
    case 'text':
      writer.putText(shape.text, 14);
      return;
    case 'polyline':
    case 'polygon': {
      const power = scaleFor(
        shape.legs.map((leg) => leg.distanceM),
        1023,
      );
      writer.put(power, 2);
      for (let leg = 0; leg < 4; leg++) {
        const given = shape.legs[leg];
        writer.put(given === undefined ? 720 : given.bearingDeg * 2, 10);
        writer.put(given === undefined ? 0 : given.distanceM / 10 ** power, 10);
      }
      writer.put(0, 2);
      return;
    }
    case 'rectangle': {
      const power = scaleFor([shape.eastM, shape.northM], 255);
      const scaled = { east: shape.eastM / 10 ** power, north: shape.northM / 10 ** power };
      writer.put(power, 2);
      writeLayout(RECTANGLE, { ...shape, ...scaled }, writer);
      return;
    }
    case 'circle':
    case 'sector': {
      const power = scaleFor([shape.radiusM], 4095);
      writer.put(power, 2);
      const angles = shape.shape === 'sector' ? {} : { leftDeg: 0, rightDeg: 0 };
      writeLayout(CIRCLE, { ...shape, ...angles, radius: shape.radiusM / 10 ** power }, writer);
      return;
    }
  }
}
