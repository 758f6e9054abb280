/** The layouts of ITU-R M.1371-5, annex 8, after the six bits of the message type. Names as in messages.ts. */
import { b, i, t, u, x, type Layout } from './layout.ts';

const head: Layout = [u('repeat', 2), u('mmsi', 30)];

/** 1/10,000 min. */
const place: Layout = [
  b('accurate'),
  i('lonDeg', 28, { divide: 600_000, none: 108_600_000 }),
  i('latDeg', 27, { divide: 600_000, none: 54_600_000 }),
];
/** 1/10 min, for areas. */
const coarseLon = (key: string): Layout[number] => i(key, 18, { divide: 600 });
const coarseLat = (key: string): Layout[number] => i(key, 17, { divide: 600 });

const speed = u('speedKt', 10, { divide: 10, none: 1023 });
const course = u('courseDeg', 12, { divide: 10, none: 3600 });
const heading = u('headingDeg', 9, { none: 511 });
const second = u('utcSecond', 6, { none: 60 });
const dimensions: Layout = [
  u('toBowM', 9),
  u('toSternM', 9),
  u('toPortM', 6),
  u('toStarboardM', 6),
];
const shipType = u('shipType', 8, { none: 0 });

export const POSITION: Layout = [
  ...head,
  u('navStatus', 4),
  i('turnRaw', 8, { none: -128 }),
  speed,
  ...place,
  course,
  heading,
  second,
  u('maneuver', 2),
  x(3),
  b('raim'),
  u('radio', 19),
];

export const BASE_STATION: Layout = [
  ...head,
  u('year', 14, { none: 0 }),
  u('month', 4, { none: 0 }),
  u('day', 5, { none: 0 }),
  u('hour', 5, { none: 24 }),
  u('minute', 6, { none: 60 }),
  u('second', 6, { none: 60 }),
  ...place,
  u('epfd', 4),
  b('longRangeControl'),
  x(9),
  b('raim'),
  u('radio', 19),
];

export const STATIC_VOYAGE: Layout = [
  ...head,
  u('aisVersion', 2),
  u('imo', 30, { none: 0 }),
  t('callsign', 7),
  t('shipName', 20),
  shipType,
  ...dimensions,
  u('epfd', 4),
  u('etaMonth', 4, { none: 0 }),
  u('etaDay', 5, { none: 0 }),
  u('etaHour', 5, { none: 24 }),
  u('etaMinute', 6, { none: 60 }),
  u('draughtM', 8, { divide: 10, none: 0 }),
  t('destination', 20),
  b('dteUnavailable'),
  x(1),
];

export const SAR_AIRCRAFT: Layout = [
  ...head,
  u('altitudeM', 12, { none: 4095 }),
  u('speedKt', 10, { none: 1023 }),
  ...place,
  course,
  second,
  u('regional', 8),
  b('dteUnavailable'),
  x(3),
  b('assigned'),
  b('raim'),
  u('radio', 20),
];

export const CLASS_B: Layout = [
  ...head,
  u('reserved', 8),
  speed,
  ...place,
  course,
  heading,
  second,
  u('regional', 2),
  b('carrierSense'),
  b('display'),
  b('dsc'),
  b('band'),
  b('message22'),
  b('assigned'),
  b('raim'),
  u('radio', 20),
];

export const CLASS_B_EXTENDED: Layout = [
  ...head,
  u('reserved', 8),
  speed,
  ...place,
  course,
  heading,
  second,
  u('regional', 4),
  t('shipName', 20),
  shipType,
  ...dimensions,
  u('epfd', 4),
  b('raim'),
  b('dteUnavailable'),
  b('assigned'),
  x(4),
];

/** The name's extension of up to 14 characters follows. */
export const AID: Layout = [
  ...head,
  u('aidType', 5),
  t('name', 20),
  ...place,
  ...dimensions,
  u('epfd', 4),
  second,
  b('offPosition'),
  u('regional', 8),
  b('raim'),
  b('virtual'),
  b('assigned'),
  x(1),
];

export const STATIC_A: Layout = [...head, x(2), t('shipName', 20)];

/** The two bits of the part number stand before. */
export const STATIC_B: Layout = [
  ...head,
  u('partNumber', 2),
  shipType,
  t('vendorId', 3),
  u('unitModel', 4),
  u('serial', 20),
  t('callsign', 7),
  ...dimensions,
  u('epfd', 4),
  x(2),
];

export const LONG_RANGE: Layout = [
  ...head,
  b('accurate'),
  b('raim'),
  u('navStatus', 4),
  i('lonDeg', 18, { divide: 600, none: 108_600 }),
  i('latDeg', 17, { divide: 600, none: 54_600 }),
  u('speedKt', 6, { none: 63 }),
  u('courseDeg', 9, { none: 511 }),
  b('delayed'),
  x(1),
];

export const HEAD: Layout = head;
export const UTC_INQUIRY: Layout = [...head, x(2), u('destMmsi', 30), x(2)];
export const ADDRESSED: Layout = [
  ...head,
  u('sequence', 2),
  u('destMmsi', 30),
  b('retransmit'),
  x(1),
];
export const APPLICATION: Layout = [u('dac', 10), u('fi', 6)];
export const SPARE_2: Layout = [...head, x(2)];
export const ACKNOWLEDGED: Layout = [u('mmsi', 30), u('sequence', 2)];
export const ASSIGNMENT: Layout = [u('mmsi', 30), u('offset', 12), u('increment', 10)];
export const DGNSS: Layout = [
  ...head,
  x(2),
  i('lonDeg', 18, { divide: 600, none: 108_600 }),
  i('latDeg', 17, { divide: 600, none: 54_600 }),
  x(5),
];
export const RESERVATION: Layout = [
  u('offset', 12),
  u('slots', 4),
  u('timeoutMin', 3),
  u('increment', 11),
];
export const AREA: Layout = [
  coarseLon('neLonDeg'),
  coarseLat('neLatDeg'),
  coarseLon('swLonDeg'),
  coarseLat('swLatDeg'),
];
export const CHANNELS: Layout = [
  ...head,
  x(2),
  u('channelA', 12),
  u('channelB', 12),
  u('txRx', 4),
  b('lowPower'),
];
export const CHANNELS_TAIL: Layout = [
  b('addressed'),
  b('narrowA'),
  b('narrowB'),
  u('zoneSize', 3),
  x(23),
];
export const GROUP_HEAD: Layout = [...head, x(2)];
export const GROUP_TAIL: Layout = [
  u('stationType', 4),
  u('shipType', 8),
  x(22),
  u('txRx', 2),
  u('interval', 4),
  u('quietMin', 4),
  x(6),
];
