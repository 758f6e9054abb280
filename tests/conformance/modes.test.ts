/** Mode S against vectors that two independent decoders agree about, real sequences, and streams. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fromHex, toHex } from '../../src/base/index.ts';
import { makeSenseBatch, type SourceConfig } from '../../src/model/index.ts';
import { createAvrFeed, createBeastFeed, makeFeedOutput } from '../../src/sense/index.ts';
import {
  BEAST,
  BeastReader,
  decodeAircraftJson,
  decodeModes,
  decodeSbsStream,
  encodeModes,
  encodeRegister,
  encodeSbs,
  encodeSquitterContent,
  FIX,
  formatSquawk,
  ModesDecoder,
  readCommB,
  readRegister,
  type ModesMessage,
} from '../../src/wire/modes/index.ts';
import { DATA, needsData } from '../root.ts';

const FOLDER = 'feeds/modes';
type Values = Readonly<Record<string, unknown>>;

function readLines<T>(name: string): T[] {
  const text = readFileSync(path.join(DATA, FOLDER, name), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

function readBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(DATA, FOLDER, name)));
}

interface Row {
  readonly hex: string;
  readonly pymodes?: Values | null;
  readonly readsb?: Values | null;
  readonly disagree?: readonly string[];
}

/** One value of an oracle against ours; undefined when the field has no counterpart in this message. */
type Compare = (message: ModesMessage, want: unknown) => unknown;

function content(message: ModesMessage): Values | null {
  return 'content' in message ? (message.content as unknown as Values) : null;
}
function register(message: ModesMessage): Values | null {
  return 'commB' in message
    ? ((message.commB?.register ?? null) as unknown as Values | null)
    : null;
}
/** The first that holds the field: the squitter's content, the register, the message itself. */
function field(name: string): (message: ModesMessage) => unknown {
  return (message) => {
    for (const holder of [content(message), register(message), message as unknown as Values])
      if (holder !== null && name in holder) return holder[name];
    return undefined;
  };
}
const either =
  (name: string, other: string): Compare =>
  (message) =>
    field(name)(message) ?? field(other)(message);
const within = (name: string, most: number): Compare & { most: number } =>
  Object.assign(field(name), { most });
const hex6 = (icao: number): string => icao.toString(16).toUpperCase().padStart(6, '0');
const squawk: Compare = (message) => {
  const value = field('mode3A')(message);
  return typeof value === 'number' ? formatSquawk(value) : value;
};
const asBit =
  (name: string): Compare =>
  (message) => {
    const value = field(name)(message);
    return typeof value === 'boolean' ? Number(value) : value;
  };
const groundOrAir: Compare = (message) =>
  'onGround' in message ? (message.onGround === true ? 'on-ground' : 'airborne') : undefined;

/** pyModeS names. Left out: its words for codes, and codes it repeats under two names. */
const PYMODES: Readonly<Record<string, Compare & { most?: number }>> = {
  df: (message) => message.df,
  icao: (message) => hex6(message.icao),
  altitude: field('altitudeFt'),
  squawk,
  callsign: field('callsign'),
  typecode: field('typeCode'),
  cpr_format: asBit('odd'),
  cpr_lat: field('cprLat'),
  cpr_lon: field('cprLon'),
  surveillance_status: field('surveillanceStatus'),
  nic_b: asBit('nicB'),
  nac_v: field('nacV'),
  // whole knots, cut off
  groundspeed: within('groundSpeedKt', 0.9999),
  track: within('trackDeg', 1e-6),
  true_track: within('trackDeg', 1e-6),
  vertical_rate: field('verticalRateFpm'),
  geo_minus_baro: field('geoMinusBaroFt'),
  airspeed: field('airspeedKt'),
  heading: field('headingDeg'),
  movement: field('movement'),
  capability: field('capability'),
  vertical_status: groundOrAir,
  cross_link_capability: asBit('crossLink'),
  sensitivity_level: field('sensitivityLevel'),
  reply_information: field('replyInformation'),
  flight_status: field('flightStatus'),
  downlink_request: field('downlinkRequest'),
  utility_message: field('utilityMessage'),
  bds: (message) => ('commB' in message ? message.commB?.bds : undefined),
  magnetic_heading: within('magneticHeadingDeg', 1e-6),
  indicated_airspeed: field('indicatedAirspeedKt'),
  mach: within('mach', 1e-9),
  baro_vertical_rate: field('baroRateFpm'),
  inertial_vertical_rate: field('inertialRateFpm'),
  roll: within('rollDeg', 1e-6),
  track_rate: within('trackRateDegPerS', 1e-6),
  true_airspeed: field('trueAirspeedKt'),
  selected_altitude_mcp: field('mcpAltitudeFt'),
  selected_altitude_fms: field('fmsAltitudeFt'),
  baro_pressure_setting: within('qnhHpa', 1e-6),
  vnav_mode: field('vnav'),
  altitude_hold_mode: field('altitudeHold'),
  approach_mode: field('approach'),
  lnav_mode: field('lnav'),
  autopilot: field('autopilot'),
  tcas_operational: field('tcasOperational'),
  selected_altitude: field('selectedAltitudeFt'),
  selected_heading: within('selectedHeadingDeg', 1e-6),
  nac_p: field('nacP'),
  sil: field('sil'),
  nic_baro: asBit('nicBaro'),
  version: field('version'),
  nic_supplement_a: asBit('nicA'),
  supported_bds: field('registers'),
  overlay_command_capability: field('overlayCommand'),
  acas_operational: field('acasOperational'),
  mode_s_subnetwork_version: field('subnetworkVersion'),
  transponder_level5: field('level5'),
  mode_s_specific_services: field('specificServices'),
  uplink_elm_throughput: field('uplinkElm'),
  downlink_elm_throughput: field('downlinkElm'),
  aircraft_identification_capability: field('identification'),
  squitter_capability: field('squitter'),
  surveillance_identifier_code: field('surveillanceIdentifier'),
  common_usage_gicb_capability: field('commonUsageGicb'),
  acas_hybrid_surveillance: field('acasHybrid'),
  acas_resolution_advisory: field('acasAdvisories'),
  acas_rtca_version: field('acasVersion'),
  dte_status: field('dteStatus'),
};

/** readsb names; it prints tenths. */
const READSB: Readonly<Record<string, Compare & { most?: number }>> = {
  df: (message) => message.df,
  icao: (message) => hex6(message.icao),
  baro_altitude: field('altitudeFt'),
  squawk,
  callsign: field('callsign'),
  cpr_odd: (message) => {
    const odd = field('odd')(message);
    return typeof odd === 'boolean' ? (odd ? 'odd' : 'even') : odd;
  },
  cpr_lat: field('cprLat'),
  cpr_lon: field('cprLon'),
  // On the ground readsb gives the middle of the coded step, we its lower edge.
  gs: Object.assign(
    (message: ModesMessage, want: unknown): unknown => {
      const got = field('groundSpeedKt')(message);
      const surface = content(message)?.['type'] === 'surface-position';
      if (!surface || typeof got !== 'number' || typeof want !== 'number') return got;
      return want >= got && want <= got + 2.5 ? want : got;
    },
    { most: 0.051 },
  ),
  track: within('trackDeg', 0.051),
  nac_v: field('nacV'),
  bds: (message) => ('commB' in message ? message.commB?.bds : undefined),
  ias: either('indicatedAirspeedKt', 'airspeedKt'),
  mach: within('mach', 0.00051),
  mag_heading: within('magneticHeadingDeg', 0.051),
  tas: either('trueAirspeedKt', 'airspeedKt'),
  roll: within('rollDeg', 0.051),
  track_rate: within('trackRateDegPerS', 0.0051),
  mcp_alt: either('mcpAltitudeFt', 'selectedAltitudeFt'),
  fms_alt: field('fmsAltitudeFt'),
  qnh: within('qnhHpa', 0.051),
};

/** A heading of 360.0 in print is one of 0; else equal, or within the tolerance. */
function equal(want: unknown, got: unknown, most: number | undefined): boolean {
  if (typeof want === 'number' && typeof got === 'number' && most !== undefined) {
    const off = Math.abs(want - got);
    return off <= most || Math.abs(off - 360) <= most;
  }
  if (Array.isArray(want)) return JSON.stringify(want) === JSON.stringify(got);
  return want === got;
}

function differences(message: ModesMessage, oracle: Values, table: typeof PYMODES): string[] {
  const found: string[] = [];
  for (const [name, want] of Object.entries(oracle)) {
    const compare = table[name];
    if (compare === undefined) continue;
    // pyModeS names the register of squitters too; of them we name the type code.
    if (name === 'bds' && !('commB' in message)) continue;
    const got = compare(message, want);
    if (!equal(want, got, compare.most)) found.push(`${name} ${String(want)} is ${String(got)}`);
  }
  return found;
}

test(
  'every message that two decoders agree about decodes to their values',
  { skip: needsData(`${FOLDER}/messages.jsonl`) },
  () => {
    const rows = readLines<Row>('messages.jsonl');
    const wrong: string[] = [];
    let compared = 0;
    for (const { hex, pymodes, readsb, disagree } of rows) {
      if (disagree === undefined || disagree.length > 0 || !pymodes || !readsb) continue;
      const result = decodeModes(fromHex(hex)!);
      if (!result.ok) {
        wrong.push(`${hex} ${result.fault.detail}`);
        continue;
      }
      compared++;
      // Reserved formats and subtypes, which readsb leaves at their format alone and pyModeS reads all the same.
      if (Object.keys(readsb).length === 1) {
        assert.equal(result.value.df, readsb['df']);
        continue;
      }
      for (const text of [
        ...differences(result.value, pymodes, PYMODES),
        ...differences(result.value, readsb, READSB),
      ])
        wrong.push(`${hex} ${text}`);
    }
    assert.deepEqual(wrong.slice(0, 20), []);
    assert.ok(compared > 0);
  },
);

test(
  'where the decoders differ only about the register, everything else still agrees',
  { skip: needsData(`${FOLDER}/messages.jsonl`) },
  () => {
    const wrong: string[] = [];
    for (const { hex, readsb, disagree } of readLines<Row>('messages.jsonl')) {
      if (!readsb || !disagree?.includes('bds')) continue;
      const result = decodeModes(fromHex(hex)!);
      const plain = ['df', 'icao', 'baro_altitude', 'squawk'];
      const oracle = Object.fromEntries(
        plain.filter((n) => n in readsb).map((n) => [n, readsb[n]]),
      );
      if (!result.ok) wrong.push(`${hex} ${result.fault.detail}`);
      else
        for (const text of differences(result.value, oracle, READSB)) wrong.push(`${hex} ${text}`);
    }
    assert.deepEqual(wrong, []);
  },
);

test(
  'messages whose parity fails are faults, never values',
  { skip: needsData(`${FOLDER}/messages.jsonl`) },
  () => {
    for (const { hex, pymodes } of readLines<Row>('messages.jsonl')) {
      if (pymodes?.['crc_valid'] !== false || ![11, 17, 18].includes(pymodes['df'] as number))
        continue;
      const result = decodeModes(fromHex(hex)!);
      assert.ok(!result.ok && result.fault.code === 'bad-checksum', hex);
    }
  },
);

test(
  'real messages come back to the octet, and their squitters and registers from their values alone',
  { skip: needsData(`${FOLDER}/messages.jsonl`) },
  () => {
    const other: string[] = [];
    let [same, contents, sameContents] = [0, 0, 0];
    for (const { hex } of readLines<Row>('messages.jsonl')) {
      const bytes = fromHex(hex)!;
      const read = decodeModes(bytes);
      if (!read.ok) continue;
      if (toHex(encodeModes(read.value)) === toHex(bytes)) same++;
      else other.push(hex);
      const { value } = read;
      const me = 'content' in value ? encodeSquitterContent(value.content) : null;
      const register = 'commB' in value ? (value.commB?.register ?? null) : null;
      const field = me ?? (register === null ? null : encodeRegister(register));
      if (field === null) continue;
      contents++;
      // Bits that a standard reserves, or an older one uses otherwise, are not among the values.
      if (toHex(field) === toHex(bytes, 4, 11)) sameContents++;
    }
    // Altitude codes with more than one form, reserved bits, DF16 whose MV is no advisory.
    assert.ok(other.length <= same / 200, `${other.length} of ${same}: ${other.join(' ')}`);
    assert.ok(sameContents > 0.9 * contents, `${sameContents} of ${contents}`);
  },
);

test(
  'the positions of a real flight come out as the reference resolved them',
  { skip: needsData(`${FOLDER}/sequence-cpr.jsonl`) },
  () => {
    const decoder = new ModesDecoder();
    let checked = 0;
    for (const row of readLines<{ t: number; hex: string; latitude?: number; longitude?: number }>(
      'sequence-cpr.jsonl',
    )) {
      const bytes = fromHex(row.hex)!;
      decoder.accept(bytes, 0, bytes.length, row.t * 1000);
      if (row.latitude === undefined || row.longitude === undefined) continue;
      const aircraft = decoder.aircraft!;
      assert.notEqual(decoder.fix, FIX.none, row.hex);
      assert.notEqual(decoder.fix, FIX.rejected, row.hex);
      assert.ok(Math.abs(aircraft.latDeg - row.latitude) < 1e-5, `${row.hex} ${aircraft.latDeg}`);
      assert.ok(Math.abs(aircraft.lonDeg - row.longitude) < 1e-5, `${row.hex} ${aircraft.lonDeg}`);
      checked++;
    }
    assert.ok(checked > 0);
  },
);

test(
  'a register whose number is told reads as that register, and most are inferred right without',
  { skip: needsData(`${FOLDER}/bds-ground-truth.jsonl`) },
  () => {
    let decodable = 0;
    let right = 0;
    const wrong: string[] = [];
    for (const row of readLines<{ mb: string; bds: string; fl: number }>(
      'bds-ground-truth.jsonl',
    )) {
      const mb = fromHex(row.mb)!;
      const hi = ((mb[0]! << 24) | (mb[1]! << 16) | (mb[2]! << 8) | mb[3]!) >>> 0;
      const lo = (mb[4]! << 16) | (mb[5]! << 8) | mb[6]!;
      const told = readRegister(row.bds, hi, lo);
      if (told === null) continue;
      decodable++;
      const inferred = readCommB(hi, lo, row.fl * 100, null);
      assert.equal(inferred.inferred, true);
      if (inferred.bds === row.bds) {
        right++;
        assert.deepEqual(inferred.register, told);
      } else if (inferred.bds !== null) wrong.push(`${row.mb} is ${row.bds}, not ${inferred.bds}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(decodable > 0 && right / decodable > 0.95, `${right} of ${decodable}`);
  },
);

const CONFIG: SourceConfig = {
  id: 'test',
  name: 'Test',
  format: 'beast',
  transport: { kind: 'udp', host: '', port: 0 },
  simulated: false,
  options: {},
  sensors: [],
};

for (const [name, create] of [
  ['stream.beast', createBeastFeed],
  ['stream.avr', createAvrFeed],
] as const) {
  test(
    `${name} gives each message once, as a record or as a fault, in chunks of any size`,
    { skip: needsData(`${FOLDER}/${name}`) },
    () => {
      const bytes = readBytes(name);
      const rows = readLines<Row>('messages.jsonl');
      const sound = rows.filter(({ hex }) => decodeModes(fromHex(hex)!).ok).length;
      for (const size of [bytes.length, 1460, 97]) {
        const feed = create(CONFIG);
        const out = makeFeedOutput(makeSenseBatch());
        for (let from = 0; from < bytes.length; from += size)
          feed.accept(
            {
              sourceId: 'test',
              connection: 1,
              receivedAt: 1_700_000_000_000,
              bytes: bytes.subarray(from, from + size),
            },
            out,
          );
        assert.equal(out.records, sound);
        assert.equal(out.records + out.faults.length, rows.length);
      }
    },
  );
}

test(
  'a real Beast recording gives the messages its own list names',
  { skip: needsData(`${FOLDER}/sample_dump1090.bin`) },
  () => {
    const reader = new BeastReader();
    reader.feed(readBytes('sample_dump1090.bin'));
    const seen = new Set<string>();
    for (let step = reader.next(); step !== BEAST.needMore; step = reader.next()) {
      assert.equal(step, BEAST.frame);
      if (reader.length > 2)
        seen.add(
          Buffer.from(reader.message.subarray(0, reader.length)).toString('hex').toUpperCase(),
        );
    }
    const rows = readLines<{ hex: string; altitude?: number }>('sequence-beast-sample.jsonl');
    for (const { hex, altitude } of rows) {
      assert.ok(seen.has(hex.toUpperCase()), hex);
      if (altitude === undefined) continue;
      const result = decodeModes(fromHex(hex)!);
      assert.ok(result.ok && field('altitudeFt')(result.value) === altitude, hex);
    }
  },
);

test(
  'another decoder’s raw output of an I/Q recording reads back whole',
  { skip: existsSync(path.join(DATA, FOLDER, 'modes1-dump1090.avr')) ? false : 'no file' },
  () => {
    const feed = createAvrFeed({ ...CONFIG, format: 'avr' });
    const out = makeFeedOutput(makeSenseBatch());
    const bytes = readBytes('modes1-dump1090.avr');
    feed.accept({ sourceId: 'test', connection: 0, receivedAt: 0, bytes }, out);
    const lines = new TextDecoder()
      .decode(bytes)
      .split('\n')
      .filter((line) => line.startsWith('*'));
    assert.equal(out.records + out.faults.length, lines.length);
    assert.deepEqual(
      out.faults.filter(({ fault }) => fault.code === 'bad-syntax' || fault.code === 'truncated'),
      [],
    );
  },
);

test(
  'readsb’s BaseStation lines and aircraft.json read whole, and lines are written as it writes them',
  { skip: needsData(`${FOLDER}/readsb-sbs1.txt`) },
  () => {
    const bytes = readBytes('readsb-sbs1.txt');
    const lines = new TextDecoder()
      .decode(bytes)
      .split(/\r?\n/)
      .filter((line) => line !== '');
    const { records, faults, consumed } = decodeSbsStream(bytes);
    assert.deepEqual(faults, []);
    assert.equal(records.length, lines.length);
    assert.equal(consumed, bytes.length);
    records.forEach((record, index) => {
      // Call signs come padded; flags, where set, as -1 or 1.
      const want = lines[index]!.replace(/ +,/g, ',');
      assert.equal(encodeSbs(record).trim(), want);
    });
    const text = readFileSync(path.join(DATA, FOLDER, 'readsb-aircraft.json'), 'utf8');
    const report = decodeAircraftJson(text);
    assert.ok(report.ok);
    const { aircraft } = JSON.parse(text) as { aircraft: Values[] };
    assert.deepEqual(report.value.faults, []);
    report.value.aircraft.forEach((entry, index) => {
      const given = aircraft[index]!;
      assert.equal(hex6(entry.icao), (given['hex'] as string).replace('~', '').toUpperCase());
      assert.equal(entry.latDeg, given['lat'] ?? null);
      assert.equal(entry.groundSpeedKt, given['gs'] ?? null);
      assert.equal(entry.onGround, given['alt_baro'] === 'ground');
    });
  },
);
