/** AIS against vectors that three independent decoders agree about, malformed input, tag blocks and wrappers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fromLatin1, toHex } from '../../src/base/index.ts';
import { AIS, AisReader, decodeAis, encodeAis, type AisMessage } from '../../src/wire/ais/index.ts';
import { DATA, needsData } from '../root.ts';

const FOLDER = 'feeds/ais';
type Values = Readonly<Record<string, unknown>>;

function readLines<T>(name: string): T[] {
  const text = readFileSync(path.join(DATA, FOLDER, name), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

interface Read {
  readonly messages: AisMessage[];
  readonly faults: string[];
  readonly reader: AisReader;
}

/** Lines as one chunk; `at` ms. */
function readAll(lines: readonly string[], reader = new AisReader(), at = 0): Read {
  const messages: AisMessage[] = [];
  const faults: string[] = [];
  const drain = (): void => {
    for (let step = reader.next(); step !== AIS.needMore; step = reader.next()) {
      if (step === AIS.message) messages.push(reader.message!);
      else faults.push(reader.fault.code);
    }
  };
  reader.feed(fromLatin1(lines.join('\r\n') + '\r\n'), at);
  drain();
  return { messages, faults, reader };
}

interface Row {
  readonly lines: readonly string[];
  readonly gpsd: Values | null;
  readonly pyais: Values | null;
  readonly libais: Values | null;
  readonly disagree: readonly string[];
}

/** Our value under pyais' name, and the number pyais prints where we say null. */
interface Name {
  readonly ours: string;
  readonly none?: readonly unknown[];
  readonly most?: number;
}
const is = (ours: string, none: readonly unknown[] = [], most?: number): Name =>
  most === undefined ? { ours, none } : { ours, none, most };

const PYAIS: Readonly<Record<string, Name>> = {
  msg_type: is('type'),
  repeat: is('repeat'),
  mmsi: is('mmsi'),
  status: is('navStatus'),
  speed: is('speedKt', [102.3, 1023, 63], 0.01),
  accuracy: is('accurate'),
  // rounded to six places
  lon: is('lonDeg', [181], 6e-7),
  lat: is('latDeg', [91], 6e-7),
  course: is('courseDeg', [360, 511], 0.01),
  heading: is('headingDeg', [511]),
  second: is('utcSecond', [60]),
  maneuver: is('maneuver'),
  raim: is('raim'),
  radio: is('radio'),
  year: is('year', [0]),
  month: is('month', [0]),
  day: is('day', [0]),
  hour: is('hour', [24]),
  minute: is('minute', [60]),
  epfd: is('epfd'),
  ais_version: is('aisVersion'),
  imo: is('imo', [0]),
  callsign: is('callsign', ['']),
  shipname: is('shipName', ['']),
  ship_type: is('shipType', [0]),
  to_bow: is('toBowM'),
  to_stern: is('toSternM'),
  to_port: is('toPortM'),
  to_starboard: is('toStarboardM'),
  draught: is('draughtM', [0], 0.001),
  destination: is('destination', ['']),
  dte: is('dteUnavailable'),
  seqno: is('sequence'),
  dest_mmsi: is('destMmsi'),
  retransmit: is('retransmit'),
  dac: is('dac'),
  fid: is('fi'),
  data: is('data', [null]),
  text: is('text', ['']),
  alt: is('altitudeM', [4095]),
  assigned: is('assigned'),
  reserved_1: is('reserved'),
  cs: is('carrierSense'),
  display: is('display'),
  dsc: is('dsc'),
  band: is('band'),
  msg22: is('message22'),
  aid_type: is('aidType'),
  name: is('name', ['']),
  off_position: is('offPosition'),
  virtual_aid: is('virtual'),
  channel_a: is('channelA'),
  channel_b: is('channelB'),
  txrx: is('txRx'),
  power: is('lowPower'),
  band_a: is('narrowA'),
  band_b: is('narrowB'),
  zonesize: is('zoneSize'),
  station_type: is('stationType'),
  interval: is('interval'),
  quiet: is('quietMin'),
  vendorid: is('vendorId', ['']),
  model: is('unitModel'),
  serial: is('serial'),
  gnss: is('delayed'),
};

/**
 * Known quirks of the oracles, each a reason why one of pyais' values is not compared:
 * - type 5: month to minute are the ETA's, which it names like type 4's clock
 * - type 9, 19, 21: its reserved_1 is our regional · type 15, 16, 20, 7, 13: lists, compared below
 * - type 17, 22, 23: positions in 1/10 minute (compared below for 22 and 23)
 * - type 21: the name's extension apart, where we and gpsd join it
 * - type 25, 26: it takes the application id also where none is said to be, and (26) the communication state for data
 * - type 27: not rounded, unlike gpsd's
 * - 8/200/10 and others that it decodes: its own names instead of data, compared with gpsd's below
 * - texts: it cuts blanks before them too, where gpsd and libais keep them
 * - codes it has no name for (epfd 9 to 14, station type 8 and up) become its default: gpsd's are taken
 * - communication state cut short: it and gpsd give what is left of it, we none
 * - type 26 too short for its address: read all the same by overlapping fields
 */
function skipped(name: string, ours: Values): boolean {
  const type = ours['type'];
  if (type === 5 && ['month', 'day', 'hour', 'minute'].includes(name)) return true;
  if (name === 'reserved_1') return type !== 18 && type !== 19;
  if (type === 17) return name === 'lon' || name === 'lat';
  if (type === 21) return name === 'name';
  if (name === 'radio' && ours['radio'] === null) return true;
  if (type === 25 || type === 26) return name === 'data' || name === 'radio' || name === 'app_id';
  return false;
}

function same(name: Name, want: unknown, got: unknown): boolean {
  if (got === null || got === undefined) return want === null || name.none!.includes(want);
  if (typeof want === 'string' && typeof got === 'string') return want === got.trimStart();
  if (typeof want === 'number' && typeof got === 'number' && name.most !== undefined)
    return Math.abs(want - got) <= name.most;
  if (want === null && got === '') return true;
  return want === got;
}

/** Codes that gpsd gives as sent. */
const AS_SENT: Readonly<Record<string, string>> = {
  epfd: 'epfd',
  station_type: 'stationtype',
  ship_type: 'shiptype',
};

function differences(message: AisMessage, pyais: Values, gpsd: Values | null): string[] {
  const ours = message as unknown as Values;
  const found: string[] = [];
  for (const [key, value] of Object.entries(pyais)) {
    const name = PYAIS[key];
    const want = gpsd?.[AS_SENT[key] ?? ''] ?? value;
    if (name === undefined || skipped(key, ours) || !(name.ours in ours)) continue;
    if (!same(name, want, ours[name.ours]))
      found.push(`${key} ${String(want)} is ${String(ours[name.ours])}`);
  }
  return found;
}

/** Messages with lists, corners and other shapes of their own, in pyais' names. */
function flatten(message: AisMessage): Values {
  const out: Record<string, unknown> = {};
  const list = (rows: readonly object[], names: Readonly<Record<string, string>>): void =>
    rows.forEach((row, index) => {
      for (const [ours, theirs] of Object.entries(names))
        out[`${theirs}${index + 1}`] = (row as Values)[ours];
    });
  switch (message.type) {
    case 7:
    case 13:
      list(message.acknowledged, { mmsi: 'mmsi', sequence: 'mmsiseq' });
      break;
    case 15: {
      const [first, second, third] = message.requests;
      if (first)
        Object.assign(out, {
          mmsi1: first.mmsi,
          type1_1: first.messageType,
          offset1_1: first.slotOffset,
        });
      if (second?.mmsi === first?.mmsi && second)
        Object.assign(out, { type1_2: second.messageType, offset1_2: second.slotOffset });
      if (third)
        Object.assign(out, {
          mmsi2: third.mmsi,
          type2_1: third.messageType,
          offset2_1: third.slotOffset,
        });
      break;
    }
    case 16:
      list(message.assignments, { mmsi: 'mmsi', offset: 'offset', increment: 'increment' });
      break;
    case 20:
      list(message.reservations, {
        offset: 'offset',
        slots: 'number',
        timeoutMin: 'timeout',
        increment: 'increment',
      });
      break;
    case 22:
      if (message.destMmsis !== null) [out['dest1'], out['dest2']] = message.destMmsis;
      out['addressed'] = message.destMmsis !== null;
      if (message.area !== null) corners(message.area, out);
      break;
    case 23:
      corners(message.area, out);
      break;
    default:
      break;
  }
  return out;
}

/** In 1/10 minute, as pyais prints them: minutes to one place. */
function corners(area: object, out: Record<string, unknown>): void {
  const names = { neLonDeg: 'ne_lon', neLatDeg: 'ne_lat', swLonDeg: 'sw_lon', swLatDeg: 'sw_lat' };
  for (const [ours, theirs] of Object.entries(names))
    out[theirs] = Math.round(((area as Values)[ours] as number) * 600) / 10;
}

/** Applications against gpsd's scaled values; its number where we say null. */
const GPSD: Readonly<Record<string, Name>> = {
  wspeed: is('windSpeedKt', [127]),
  wgust: is('gustKt', [127]),
  wdir: is('windDirectionDeg', [360, 511]),
  wgustdir: is('gustDirectionDeg', [360, 511]),
  humidity: is('humidityPercent', [101, 127]),
  airtemp: is('airTemperatureC', [-102.4, 144.7], 0.051),
  dewpoint: is('dewPointC', [50.1, 82.3], 0.051),
  pressure: is('pressureHpa', [1310, 1311]),
  visibility: is('visibilityNm', [12.7, 25.5], 0.051),
  waterlevel: is('waterLevelM', [30, 30.01, 41.1], 0.051),
  cspeed: is('currentSurfaceKt', [25.5], 0.051),
  cdir: is('currentSurfaceDirectionDeg', [360, 511]),
  cspeed2: is('current2Kt', [25.5], 0.051),
  cdir2: is('current2DirectionDeg', [360, 511]),
  cdepth2: is('current2DepthM', [31]),
  cspeed3: is('current3Kt', [25.5], 0.051),
  cdir3: is('current3DirectionDeg', [360, 511]),
  cdepth3: is('current3DepthM', [31]),
  waveheight: is('waveHeightM', [25.5], 0.051),
  waveperiod: is('wavePeriodS', [63]),
  wavedir: is('waveDirectionDeg', [360, 511]),
  swellheight: is('swellHeightM', [25.5], 0.051),
  swellperiod: is('swellPeriodS', [63]),
  swelldir: is('swellDirectionDeg', [360, 511]),
  seastate: is('seaState', [13, 15]),
  watertemp: is('waterTemperatureC', [50.1, 92.3], 0.051),
  salinity: is('salinityPerMille', [51, 51.1], 0.051),
  lat: is('latDeg', [91], 0.0002),
  lon: is('lonDeg', [181], 0.0002),
  vin: is('europeanNumber', ['']),
  loaded: is('loaded', [0]),
  hazard: is('blueCones', [5]),
  speed_q: is('speedSensor'),
  course_q: is('courseSensor'),
  heading_q: is('headingSensor'),
  crew: is('crew', [255]),
  passengers: is('passengers', [8191]),
  personnel: is('personnel', [255]),
};

test(
  'every message without disagreement decodes to the values of the oracles',
  { skip: needsData(`${FOLDER}/messages.jsonl`) },
  () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const { lines, pyais, gpsd, libais, disagree } of readLines<Row>('messages.jsonl')) {
      if (disagree.length > 0 || pyais === null || 'error' in pyais) continue;
      const { messages, faults } = readAll(lines);
      // Only pyais reads these, the others refuse: type 28, which no standard defines, and types cut short.
      const short26 = pyais['msg_type'] === 26 && pyais['radio'] === null;
      const lone = gpsd === null && (libais === null || 'error' in libais || short26);
      if (lone && messages.length === 0) {
        assert.equal(faults.length, 1, lines[0]);
        continue;
      }
      compared++;
      if (messages.length !== 1) {
        wrong.push(`${lines[0]} gave ${messages.length} messages ${faults.join()}`);
        continue;
      }
      const flat = flatten(messages[0]!);
      const listed = Object.entries(flat)
        .filter(([key, got]) => key in pyais && pyais[key] !== got)
        .map(([key, got]) => `${key} ${String(pyais[key])} is ${String(got)}`);
      for (const text of [...differences(messages[0]!, pyais, gpsd), ...listed])
        wrong.push(`${lines[0]} ${text}`);
    }
    assert.deepEqual(wrong.slice(0, 30), []);
    assert.ok(compared > 0);
  },
);

test(
  'application contents decode to gpsd’s values',
  { skip: needsData(`${FOLDER}/messages.jsonl`) },
  () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const { lines, gpsd } of readLines<Row>('messages.jsonl')) {
      const message = readAll(lines).messages[0];
      if (gpsd === null || message === undefined || (message.type !== 6 && message.type !== 8))
        continue;
      if (message.content === null || !('values' in message.content)) continue;
      // gpsd leaves these as hex
      if (message.content.type === 'persons-on-board') continue;
      const { values } = message.content;
      for (const [key, want] of Object.entries(gpsd)) {
        const name = GPSD[key];
        if (name === undefined || !(name.ours in values)) continue;
        compared++;
        if (!same(name, want, values[name.ours]))
          wrong.push(`${lines[0]} ${key} ${String(want)} is ${String(values[name.ours])}`);
      }
      if (message.dac === 200 && message.fi === 10) {
        // gpsd prints these unscaled
        assert.equal(Math.round(((values['lengthM'] as number | null) ?? 0) * 10), gpsd['length']);
        assert.equal(Math.round(((values['beamM'] as number | null) ?? 0) * 10), gpsd['beam']);
        assert.equal(
          Math.round(((values['draughtM'] as number | null) ?? 0) * 100),
          gpsd['draught'],
        );
      }
    }
    assert.deepEqual(wrong.slice(0, 30), []);
    assert.ok(compared > 0);
  },
);

test(
  'rows on which an oracle is known to err decode to the ones that do not',
  { skip: needsData(`${FOLDER}/messages.jsonl`) },
  () => {
    for (const { lines, gpsd, pyais, libais, disagree } of readLines<Row>('messages.jsonl')) {
      if (disagree.length === 0 || pyais === null || 'error' in pyais) continue;
      const message = readAll(lines).messages[0];
      assert.ok(message !== undefined, lines[0]);
      if (message.type === 27) assert.deepEqual(differences(message, pyais, gpsd), [], lines[0]);
      if (message.type === 17 && libais !== null && 'x' in libais) {
        assert.ok(Math.abs((message.lonDeg ?? 181) - (libais['x'] as number)) < 1e-6);
        assert.ok(Math.abs((message.latDeg ?? 91) - (libais['y'] as number)) < 1e-6);
      }
      if (message.type === 21 && gpsd !== null) assert.equal(message.name ?? '', gpsd['name']);
    }
  },
);

interface Malformed {
  readonly kind: string;
  readonly lines: readonly string[];
  readonly expect: string;
}

/** The number of messages a rule allows: [least, most]. */
function allowed(kind: string, lines: readonly string[]): readonly [number, number] {
  switch (kind) {
    case 'trailing-metadata':
    case 'lower-case-checksum':
    case 'multi-duplicate-part-1':
    case 'garbage-prefix':
      return [1, 1];
    case 'multi-interleaved':
      return [2, 2];
    case 'multi-reversed':
      return [0, 1];
    case 'random-bytes':
    case 'edge':
      return [0, lines.length];
    default:
      return [0, 0];
  }
}

test(
  'every rule about malformed input holds',
  { skip: needsData(`${FOLDER}/malformed.jsonl`) },
  () => {
    const wrong: string[] = [];
    for (const { kind, lines, expect } of readLines<Malformed>('malformed.jsonl')) {
      const { messages, reader } = readAll(lines);
      const [least, most] = allowed(kind, lines);
      if (messages.length < least || messages.length > most)
        wrong.push(`${kind} (${expect}): ${messages.length} messages of ${lines.join(' ')}`);
      // After the timeout nothing waits any more and the next good sentence is read.
      const good = '!AIVDM,1,1,,A,16SteH0P00Jt63hHaa6SagvJ087r,0*42';
      const after = readAll([good], reader, 60_000);
      if (after.messages.length !== 1) wrong.push(`${kind}: the sentence after it is lost`);
    }
    assert.deepEqual(wrong, []);
  },
);

test(
  'malformed sentences are counted with a reason',
  { skip: needsData(`${FOLDER}/malformed.jsonl`) },
  () => {
    const codes: Readonly<Record<string, readonly string[]>> = {
      'bad-checksum': ['bad-checksum'],
      'nonhex-checksum': ['bad-checksum'],
      'missing-checksum': ['bad-checksum'],
      'truncated-line': ['bad-checksum'],
      'fillbits-7': ['bad-value'],
      'illegal-armour-char': ['bad-syntax'],
      'missing-field': ['bad-syntax'],
      'payload-too-short': ['bad-length'],
    };
    for (const { kind, lines } of readLines<Malformed>('malformed.jsonl')) {
      const want = codes[kind];
      if (want === undefined) continue;
      const { faults } = readAll(lines);
      assert.ok(
        faults.length > 0 && faults.every((code) => want.includes(code)),
        `${kind} ${lines[0]} ${faults.join()}`,
      );
    }
  },
);

test(
  'tag blocks and their groups give station and time to the message',
  { skip: needsData(`${FOLDER}/tagblock.nmea`) },
  () => {
    const text = readFileSync(path.join(DATA, FOLDER, 'tagblock.nmea'), 'latin1');
    const expected = readFileSync(path.join(DATA, FOLDER, 'tagblock.json'), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Values);
    const reader = new AisReader();
    reader.feed(fromLatin1(text), 0);
    const got: Values[] = [];
    for (let step = reader.next(); step !== AIS.needMore; step = reader.next()) {
      assert.equal(step, AIS.message, reader.fault.detail);
      got.push({
        mmsi: reader.message!.mmsi,
        type: reader.message!.type,
        station: reader.station,
        time: reader.time,
      });
    }
    const want = expected.map((row) => ({
      mmsi: row['mmsi'],
      type: row['type'],
      station: row['tagblock_station'],
      time: Date.parse(row['tagblock_timestamp'] as string),
    }));
    // libais writes what it decodes in the order of the lines, a group when it is whole
    const sort = (rows: readonly Values[]): string[] =>
      rows.map((row) => JSON.stringify(row)).sort();
    assert.deepEqual(sort(got), sort(want));
  },
);

test(
  'Gatehouse wrappers give the time to the sentence they announce, and to no other',
  { skip: needsData(`${FOLDER}/gatehouse.nmea`) },
  () => {
    const reader = new AisReader();
    reader.feed(fromLatin1(readFileSync(path.join(DATA, FOLDER, 'gatehouse.nmea'), 'latin1')), 0);
    let announced = 0;
    let count = 0;
    for (let step = reader.next(); step !== AIS.needMore; step = reader.next()) {
      assert.equal(step, AIS.message, reader.fault.detail);
      count++;
      if (Number.isNaN(reader.time)) continue;
      announced++;
      assert.equal(new Date(reader.time).toISOString().slice(5, 10), '05-09');
    }
    assert.ok(count > 0 && announced > 0 && announced < count);
  },
);

test(
  'every message is written again and reads the same; canonical payloads come back to the bit',
  { skip: needsData(`${FOLDER}/messages.jsonl`) },
  () => {
    let [same, total] = [0, 0];
    for (const { lines } of readLines<Row>('messages.jsonl')) {
      const reader = new AisReader();
      reader.feed(fromLatin1(lines.join('\r\n') + '\r\n'), 0);
      for (let step = reader.next(); step !== AIS.needMore; step = reader.next()) {
        if (step !== AIS.message) continue;
        const { message, payload } = reader;
        const sent = toHex(payload.bytes, 0, Math.ceil(payload.bits / 8));
        const written = encodeAis(message!);
        const again = decodeAis(written);
        assert.ok(again.ok, lines[0]);
        // What was cut off before its end comes back whole, with nothing in the place of what was missing.
        if (payload.bits >= written.bits) assert.deepEqual(again.value, message, lines[0]);
        total++;
        const octets = toHex(written.bytes, 0, Math.ceil(written.bits / 8));
        if (octets === sent && written.bits === payload.bits) same++;
      }
    }
    // Not canonical: spare bits set, names padded with blanks instead of @, spare bits left out or added at the end.
    assert.ok(same > 0.85 * total, `${same} of ${total}`);
  },
);
