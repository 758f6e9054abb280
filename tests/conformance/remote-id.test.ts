/** Remote ID against opendroneid-core-c: vectors of every message and carrier, and payloads of real captures. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8, fromHex, toHex } from '../../src/base/index.ts';
import { decodeCapture } from '../../src/wire/capture/index.ts';
import {
  decodeRemoteIdMessage,
  decodeRemoteIdPack,
  encodeRemoteIdMessage,
  findInAdvertising,
  findInPacket,
  findInWifiFrame,
  formatAddress,
  makeAdvertising,
  makeBeacon,
  makeNanAction,
  transmitterOf,
  type RemoteIdInput,
  type RemoteIdMessage,
} from '../../src/wire/remote-id/index.ts';
import { DATA, needsData } from '../root.ts';

/** A message as the C library has it: sentinels for what is not known, text and octets as hex. */
type CMessage = Readonly<Record<string, number | string>> & { readonly type: string };
interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly ok: boolean;
  readonly hex: string;
  readonly input?: CMessage;
  readonly protocolVersion?: number;
  readonly decoded?: CMessage | readonly CMessage[] | null;
  readonly messageHex?: string;
  readonly packHex?: string;
  readonly mac?: string;
  readonly ssid?: string;
  readonly counter?: number;
}
interface Captured {
  readonly file: string;
  readonly index: number;
  readonly kind: string;
  readonly offset: number;
  readonly counter?: number;
  readonly messageHex?: string;
  readonly ok?: boolean;
  readonly decoded?: readonly CMessage[] | null;
}

const skip = needsData('cuas/remoteid');
const folder = path.join(DATA, 'cuas/remoteid');

function load<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as T;
}

const vectors: readonly Vector[] = skip ? [] : load<Vector[]>('odid-vectors-a.json');
const ofKind = (kind: string): Vector[] => vectors.filter((vector) => vector.kind === kind);

/** The C library's value, or null where it stands for "not known" or cannot be. */
function known(value: number, isKnown: boolean): number | null {
  return isKnown ? value : null;
}
const altitude = (value: number): number | null => known(value, value !== -1000);

function place(lat: number, lon: number): readonly [number | null, number | null] {
  const real = (lat !== 0 || lon !== 0) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return real ? [lat, lon] : [null, null];
}

/** What Tocsin should say for a message of the C library. */
function expected(c: CMessage): Record<string, unknown> {
  const n = (name: string): number => c[name] as number;
  const octets = (name: string): Uint8Array => fromHex(c[name] as string)!;
  switch (c.type) {
    case 'basicId': {
      const text = c['uasIdTextHex'] as string | undefined;
      const id = text === undefined ? {} : { id: decodeUtf8(fromHex(text)!) || null };
      const raw = text === undefined ? { idOctets: octets('uasIdHex') } : {};
      return { type: c.type, idType: n('idType'), uaType: n('uaType'), ...id, ...raw };
    }
    case 'location': {
      const [latDeg, lonDeg] = place(n('latitude'), n('longitude'));
      return {
        type: c.type,
        status: n('status'),
        heightType: n('heightType') === 1 ? 'above-ground' : 'above-takeoff',
        directionDeg: known(n('direction'), n('direction') <= 360),
        speedMps: known(n('speedHorizontal'), n('speedHorizontal') !== 255),
        verticalSpeedMps: known(n('speedVertical'), Math.abs(n('speedVertical')) <= 62),
        latDeg,
        lonDeg,
        pressureAltM: altitude(n('altitudeBaro')),
        geodeticAltM: altitude(n('altitudeGeo')),
        heightM: altitude(n('height')),
        horizontalAccuracy: n('horizAccuracy'),
        verticalAccuracy: n('vertAccuracy'),
        pressureAccuracy: n('baroAccuracy'),
        speedAccuracy: n('speedAccuracy'),
        timeAccuracy: n('tsAccuracy'),
        timeOfHourS: known(n('timestamp'), n('timestamp') <= 3600),
      };
    }
    case 'auth': {
      const first = n('dataPage') === 0;
      return {
        type: c.type,
        authType: n('authType'),
        page: n('dataPage'),
        lastPage: first ? n('lastPageIndex') : null,
        length: first ? n('length') : null,
        timestampS: first ? n('timestamp') : null,
        data: octets('authDataHex'),
      };
    }
    case 'selfId':
      return {
        type: c.type,
        descriptionType: n('descType'),
        text: decodeUtf8(octets('descTextHex')),
      };
    case 'operatorId':
      return {
        type: c.type,
        operatorIdType: n('operatorIdType'),
        operatorId: decodeUtf8(octets('operatorIdTextHex')),
      };
    case 'system': {
      const [operatorLatDeg, operatorLonDeg] = place(n('operatorLatitude'), n('operatorLongitude'));
      return {
        type: c.type,
        operatorLocationType: n('operatorLocationType'),
        classificationType: n('classificationType'),
        operatorLatDeg,
        operatorLonDeg,
        areaCount: n('areaCount'),
        areaRadiusM: n('areaRadius'),
        areaCeilingM: altitude(n('areaCeiling')),
        areaFloorM: altitude(n('areaFloor')),
        categoryEu: n('categoryEU'),
        classEu: n('classEU'),
        operatorAltM: altitude(n('operatorAltitudeGeo')),
        timestampS: n('timestamp'),
      };
    }
    default:
      throw new Error(`vector of type ${c.type}`);
  }
}

/** Numbers within 1e-6 relative (the C library has floats), latitude and longitude within 1e-9. */
function assertSame(got: RemoteIdMessage, want: CMessage, id: string): void {
  for (const [name, value] of Object.entries(expected(want))) {
    const mine = (got as unknown as Record<string, unknown>)[name];
    if (typeof value !== 'number' || typeof mine !== 'number') {
      assert.deepEqual(mine, value, `${id} ${name}`);
      continue;
    }
    const tolerance = /L(at|on)Deg|^(lat|lon)Deg/.test(name) ? 1e-9 : 1e-6 * Math.abs(value);
    assert.ok(Math.abs(mine - value) <= tolerance, `${id} ${name}: ${mine} for ${value}`);
  }
}

function assertAll(got: readonly RemoteIdMessage[], want: readonly CMessage[], id: string): void {
  assert.deepEqual(got.map((one) => one.type).sort(), want.map((one) => one.type).sort(), id);
  for (const type of new Set(want.map((one) => one.type))) {
    const mine = got.filter((one) => one.type === type);
    want.filter((one) => one.type === type).forEach((one, i) => assertSame(mine[i]!, one, id));
  }
}

/** A message of the C library as input for our encoder. */
function asInput(c: CMessage): RemoteIdInput {
  const want = expected(c);
  if (c.type === 'basicId') want['idOctets'] = fromHex(c['uasIdHex'] as string)!;
  if (c.type === 'location' || c.type === 'system')
    for (const [mine, theirs] of OUT_OF_RANGE)
      if (theirs in c && mine in want) keepInvalid(want, mine, c[theirs]);
  return want as unknown as RemoteIdInput;
}
/** expected() makes null of what cannot be; an encoder must be given it to refuse it. */
const OUT_OF_RANGE = [
  ['latDeg', 'latitude'],
  ['operatorLatDeg', 'operatorLatitude'],
  ['verticalSpeedMps', 'speedVertical'],
  ['directionDeg', 'direction'],
] as const;
const UNKNOWN: ReadonlySet<unknown> = new Set([361, 63, 0]);
function keepInvalid(want: Record<string, unknown>, name: string, value: unknown): void {
  if (want[name] === null && !UNKNOWN.has(value)) want[name] = value;
}

test('25 octets decode to the fields of the reference library', { skip }, () => {
  const cases = ofKind('decode');
  for (const { id, hex, ok, decoded, protocolVersion } of cases) {
    const read = decodeRemoteIdMessage(fromHex(hex)!);
    assert.equal(read.ok, ok, id);
    if (!read.ok) continue;
    assertSame(read.value, decoded as CMessage, id);
    assert.equal(read.value.version, protocolVersion, id);
  }
  assert.ok(cases.length > 100);
});

test(
  'fields encode to the octets of the reference library, or are refused as there',
  { skip },
  () => {
    const cases = ofKind('encode');
    for (const { id, hex, ok, input } of cases) {
      const made = encodeRemoteIdMessage(asInput(input!));
      assert.equal(made.ok, ok, `${id} ${made.ok ? '' : made.fault.item}`);
      if (made.ok) assert.equal(toHex(made.value), hex, id);
    }
    assert.ok(cases.length > 50);
  },
);

test('packs decode whole or are refused', { skip }, () => {
  for (const { id, hex, ok, decoded } of ofKind('decodePack')) {
    const read = decodeRemoteIdPack(fromHex(hex)!);
    assert.equal(read.ok, ok, id);
    if (read.ok) assertAll(read.value.messages, decoded as readonly CMessage[], id);
  }
});

test('every carrier gives up its payload and is built the same', { skip }, () => {
  for (const { id, hex, counter, messageHex, decoded } of [
    ...ofKind('btLegacyAdData'),
    ...ofKind('btExtendedAdData'),
  ]) {
    const [found] = findInAdvertising(fromHex(hex)!);
    assert.equal(toHex(found!.payload), messageHex, id);
    assert.equal(found!.counter, counter, id);
    assert.equal(toHex(makeAdvertising(found!.payload, counter!)), hex, id);
    const pack = Array.isArray(decoded);
    const read = pack ? decodeRemoteIdPack(found!.payload) : decodeRemoteIdMessage(found!.payload);
    assert.ok(read.ok, id);
    const messages = 'messages' in read.value ? read.value.messages : [read.value];
    assertAll(messages, pack ? decoded : [decoded as CMessage], id);
  }
  for (const { id, kind, hex, mac, ssid, counter, decoded } of [
    ...ofKind('wifiNanAction'),
    ...ofKind('wifiBeacon'),
  ]) {
    const frame = fromHex(hex)!;
    const [found] = findInWifiFrame(frame);
    const address = transmitterOf(frame)!;
    assert.equal(toHex(address), mac, id);
    assert.equal(found!.counter, counter, id);
    const read = decodeRemoteIdPack(found!.payload);
    assert.ok(read.ok, id);
    assertAll(read.value.messages, decoded as readonly CMessage[], id);
    const built =
      kind === 'wifiBeacon'
        ? makeBeacon(found!.payload, { address, ssid: ssid!, counter: counter! })
        : makeNanAction(found!.payload, address, counter!);
    assert.equal(toHex(built), hex, id);
  }
});

test('real captures give exactly the payloads that are in them', { skip }, () => {
  const all = load<Captured[]>('captures-expected.json').filter(
    (one) => one.messageHex !== undefined,
  );
  for (const file of new Set(all.map((one) => one.file))) {
    const { records, faults } = decodeCapture(readFileSync(path.join(folder, file)));
    assert.deepEqual(faults, [], file);
    const got = records.flatMap(({ linkType, bytes, index }) =>
      findInPacket(linkType, bytes).map((found) => ({ index, ...found })),
    );
    const want = all.filter((one) => one.file === file);
    assert.deepEqual(
      got.map((one) => [one.index, one.offset, one.counter, toHex(one.payload)]),
      want.map((one) => [one.index, one.offset, one.counter, one.messageHex]),
      file,
    );
    for (const one of want) {
      const id = `${file} ${one.index}`;
      const read = decodeRemoteIdPack(fromHex(one.messageHex!)!);
      assert.equal(read.ok, one.ok, id);
      if (read.ok) assertAll(read.value.messages, one.decoded!, id);
    }
    assert.ok(got.every((one) => one.address !== null && formatAddress(one.address).length === 17));
  }
  assert.ok(all.length >= 336);
});

test('text that fits is sent as it is read', { skip }, () => {
  for (const { id, hex, ok, decoded } of ofKind('decode')) {
    const c = decoded as CMessage | null;
    if (!ok || c?.type !== 'selfId') continue;
    const read = decodeRemoteIdMessage(fromHex(hex)!);
    assert.ok(read.ok);
    const { value } = read;
    if (value.type !== 'selfId' || encodeUtf8(value.text).length > 23) continue;
    const again = encodeRemoteIdMessage(value);
    assert.ok(again.ok, id);
    const back = decodeRemoteIdMessage(again.value);
    assert.deepEqual(back.ok && back.value, value, id);
  }
});
