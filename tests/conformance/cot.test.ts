/** Cursor on Target: real events with their oracle (libxml2, Google protobuf), odd inputs, negotiation, framing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { concatBytes, encodeUtf8, fromHex, Random } from '../../src/base/index.ts';
import {
  ClientNegotiation,
  CotStream,
  decodeCot,
  decodeCotDatagram,
  decodeTakMessage,
  encodeCot,
  encodeTakMessage,
  frameTakMesh,
  frameTakStream,
  readDataPackage,
  readOffer,
  readPackageContent,
  readPackageEvents,
  readWords,
  ServerNegotiation,
  writeDataPackage,
  type CotElement,
  type CotEvent,
  type Inflate,
} from '../../src/wire/cot/index.ts';
import { DATA, needsData } from '../root.ts';

const skip = needsData('tak');
const folder = path.join(DATA, 'tak');

interface Expected {
  readonly uid: string | null;
  readonly type: string | null;
  readonly how: string | null;
  readonly version: string;
  readonly access: string | null;
  readonly qos: string | null;
  readonly opex: string | null;
  readonly timeMs: Readonly<Record<'time' | 'start' | 'stale', number | null>>;
  readonly point: Readonly<Record<'lat' | 'lon' | 'hae' | 'ce' | 'le', number | null>>;
  readonly otherEventAttributes: Readonly<Record<string, string>>;
  readonly detailC14n: string | null;
  readonly detailChildren: readonly string[] | null;
  readonly martiDest: readonly Readonly<Record<string, string>>[];
  readonly protobufV1: string;
  readonly protobufJson?: { readonly cotEvent: ProtobufEvent };
  readonly streamHeaderHex?: string;
}
type ProtobufEvent = Readonly<Record<string, string | number>> & {
  readonly detail?: Readonly<Record<string, Readonly<Record<string, string | number>>>> & {
    readonly xmlDetail?: string;
  };
};

const names = skip
  ? []
  : readdirSync(path.join(folder, 'xml')).map((file) => file.replace(/\.xml$/, ''));
const xmlOf = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(path.join(folder, 'xml', `${name}.xml`)));
const protoOf = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(path.join(folder, 'proto', `${name}.bin`)));
const loadJson = (file: string): unknown =>
  JSON.parse(readFileSync(path.join(folder, file), 'utf8').replaceAll(/\bNaN\b/g, 'null'));
const expectOf = (name: string): Expected => loadJson(`expect/${name}.json`) as Expected;
const protoNames = names.filter((name) => expectOf(name).protobufV1 === 'yes');

/** Events without what makes one: no uid, type or point. */
const isUsable = ({ uid, type, point }: Expected): boolean =>
  uid !== null && type !== null && point.lat !== null;

function known(value: number | null): number | null {
  return value === null || Math.abs(value) >= 9_999_999 || Math.abs(value) === 999_999
    ? null
    : value;
}

function decode(bytes: Uint8Array | string): CotEvent {
  const read = decodeCot(bytes);
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.fault));
  return read.value;
}

/** Exclusive canonical XML, as far as events have it: attributes in order of name, no empty tags. */
function canonical(part: CotElement | string): string {
  if (typeof part === 'string')
    return part
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/\r/g, '&#xD;');
  const attributes = [...part.attributes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}="${escapeValue(value)}"`);
  return `<${part.name}${attributes.join('')}>${part.content.map(canonical).join('')}</${part.name}>`;
}

function escapeValue(value: string): string {
  return value
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')
    .replace(/\t/g, '&#x9;')
    .replace(/\n/g, '&#xA;')
    .replace(/\r/g, '&#xD;');
}

function canonicalDetail(event: CotEvent): string | null {
  if (event.detail === null) return null;
  return `<detail>${event.detail.content.map(canonical).join('')}</detail>`;
}

/** Canonical form without white space between elements, which writers may choose. */
function squeezed(xml: string): string {
  return xml.replace(/>\s+</g, '><').trim();
}

test('every real event is read as libxml2 reads it', { skip }, () => {
  for (const name of names) {
    const expected = expectOf(name);
    const read = decodeCot(xmlOf(name));
    assert.equal(read.ok, isUsable(expected), name);
    if (!read.ok) continue;
    const event = read.value;
    const { timeMs, point } = expected;
    assert.deepEqual(
      [
        event.uid,
        event.type,
        event.how || null,
        event.version,
        event.access,
        event.qos,
        event.opex,
      ],
      [
        expected.uid,
        expected.type,
        expected.how,
        expected.version,
        expected.access,
        expected.qos,
        expected.opex,
      ],
      name,
    );
    assert.deepEqual(
      [event.timeAt, event.startAt, event.staleAt],
      [timeMs.time, timeMs.start, timeMs.stale],
      name,
    );
    assert.deepEqual(
      [event.latDeg, event.lonDeg, event.haeM, event.ceM, event.leM],
      [point.lat, point.lon, known(point.hae), known(point.ce), known(point.le)],
      name,
    );
    const other = new Map(event.other ?? []);
    if (event.caveat !== null) other.set('caveat', event.caveat);
    if (event.releaseableTo !== null) other.set('releaseableTo', event.releaseableTo);
    assert.deepEqual(Object.fromEntries(other), expected.otherEventAttributes, name);
    const children = event.detail?.elements.map((element) => element.name) ?? null;
    assert.deepEqual(children, expected.detailChildren, name);
    assert.equal(canonicalDetail(event), expected.detailC14n, name);
    const destinations = readWords(event.detail).destinations.map(({ by, value }) => ({
      [by]: value,
    }));
    assert.deepEqual(destinations, expected.martiDest, name);
  }
  assert.ok(names.length >= 37);
});

test(
  'an event comes back from XML as it was, and a written one as the same octets',
  { skip },
  () => {
    for (const name of names.filter((one) => isUsable(expectOf(one)))) {
      const event = decode(xmlOf(name));
      const written = encodeCot(event);
      const again = decode(written);
      assert.deepEqual({ ...again, detail: null }, { ...event, detail: null }, name);
      assert.equal(again.detail?.toString(), event.detail?.toString(), name);
      assert.deepEqual(encodeCot(again), written, name);
      assert.deepEqual(
        encodeCot(decode(encodeCot(event, true)), true),
        encodeCot(event, true),
        name,
      );
    }
  },
);

test('TakMessages of the oracle hold the same event as the XML', { skip }, () => {
  for (const name of protoNames) {
    const read = decodeTakMessage(protoOf(name));
    assert.ok(read.ok, name);
    const event = read.value.event!;
    const fromXml = decode(xmlOf(name));
    assert.deepEqual(
      { ...event, detail: null, version: '' },
      { ...fromXml, detail: null, version: '' },
      name,
    );
    const byName = (one: CotEvent): string[] =>
      (one.detail?.elements ?? []).map((element) => squeezed(canonical(element))).sort();
    const numbers = (xml: string): string =>
      xml.replace(/"(-?\d+\.?\d*)"/g, (_, digits: string) => `"${Number(digits)}"`);
    assert.deepEqual(byName(event).map(numbers), byName(fromXml).map(numbers), name);
  }
  assert.ok(protoNames.length >= 33);
});

test('an event is written as the TakMessage that the oracle writes', { skip }, () => {
  for (const name of protoNames) {
    const expected = expectOf(name).protobufJson!.cotEvent;
    const payload = encodeTakMessage({ event: decode(xmlOf(name)) });
    const raw = rawFields(payload);
    const theirs = rawFields(protoOf(name));
    assert.deepEqual(raw.event, theirs.event, name);
    assert.deepEqual(raw.typed, theirs.typed, name);
    assert.equal(
      squeezed(asCanonical(raw.xmlDetail)),
      squeezed(asCanonical(theirs.xmlDetail)),
      name,
    );
    assert.equal(
      squeezed(asCanonical(raw.xmlDetail)),
      squeezed(asCanonical(expected.detail?.xmlDetail ?? '')),
    );
    const again = decodeTakMessage(payload);
    assert.ok(again.ok, name);
    assert.deepEqual(encodeTakMessage(again.value), payload, name);
  }
});

function asCanonical(xmlDetail: string): string {
  const wrapped = `<event version='2.0' uid='u' type='a-u-G' time='2026-01-01T00:00:00Z' start='2026-01-01T00:00:00Z' stale='2026-01-01T00:00:00Z'><point lat='0' lon='0'/><detail>${xmlDetail}</detail></event>`;
  return canonicalDetail(decode(wrapped))!;
}

/** A plain second reader of the protobuf form: the raw fields, by their numbers. */
function rawFields(payload: Uint8Array): {
  event: Record<number, string>;
  typed: Record<number, Record<number, string>>;
  xmlDetail: string;
} {
  const event = split(split(payload)[2]!.at(-1)!);
  const detail = event[15] === undefined ? {} : split(event[15].at(-1)!);
  const hex = (fields: Record<number, Uint8Array[]>): Record<number, string> =>
    Object.fromEntries(
      Object.entries(fields).map(([key, values]) => [
        key,
        Buffer.from(values.at(-1)!).toString('hex'),
      ]),
    );
  const { 15: _, ...plain } = event;
  const { 1: xml, ...typed } = detail;
  return {
    event: hex(plain),
    typed: Object.fromEntries(
      Object.entries(typed).map(([key, values]) => [key, hex(split(values.at(-1)!))]),
    ),
    xmlDetail: xml === undefined ? '' : Buffer.from(xml.at(-1)!).toString('utf8'),
  };
}

function split(bytes: Uint8Array): Record<number, Uint8Array[]> {
  const fields: Record<number, Uint8Array[]> = {};
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const octet = bytes[at++]!;
      value += (octet & 127) * scale;
      if (octet < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const from = at;
    const size = { 0: 0, 1: 8, 2: -1, 5: 4 }[key % 8]!;
    let value: Uint8Array;
    if (size === 0) {
      varint();
      value = bytes.subarray(from, at);
    } else {
      const length = size < 0 ? varint() : size;
      value = bytes.subarray(at, at + length);
      at += length;
    }
    (fields[key >> 3] ??= []).push(value);
  }
  return fields;
}

test('frames have the headers of the protocol', { skip }, () => {
  for (const name of protoNames) {
    const payload = protoOf(name);
    const header = fromHex(expectOf(name).streamHeaderHex!)!;
    assert.deepEqual(frameTakStream(payload), concatBytes([header, payload]), name);
    const mesh = decodeCotDatagram(frameTakMesh(payload));
    assert.equal(mesh.items[0]?.event?.uid, expectOf(name).uid, name);
    assert.deepEqual([...frameTakMesh(payload).subarray(0, 3)], [0xbf, 1, 0xbf]);
  }
});

interface OddInput {
  readonly name: string;
  readonly xml: string | null;
  readonly base64: string | null;
  readonly expect: 'accept' | 'reject' | 'incomplete' | 'two';
  readonly check: Readonly<Record<string, string | number | null>> | null;
}
const odd = skip ? [] : (loadJson('odd-inputs.json') as OddInput[]);
const oddBytes = ({ xml, base64 }: OddInput): Uint8Array =>
  xml === null ? new Uint8Array(Buffer.from(base64!, 'base64')) : encodeUtf8(xml);

test('odd and hostile events are taken or refused by the policy', { skip }, () => {
  for (const one of odd) {
    const bytes = oddBytes(one);
    const read = decodeCot(bytes);
    const stream = new CotStream();
    const { items } = stream.push(bytes);
    assert.equal(read.ok, one.expect === 'accept', one.name);
    assert.equal(
      items.length,
      one.expect === 'accept' ? 1 : one.expect === 'two' ? 2 : 0,
      one.name,
    );
    if (one.expect === 'incomplete') {
      assert.ok(!read.ok && read.fault.code === 'truncated', one.name);
      assert.ok(stream.pending > 0, one.name);
    }
    if (!read.ok) continue;
    const event = read.value;
    const seen: Readonly<Record<string, string | number | null>> = {
      uid: event.uid,
      hae: event.haeM,
      ce: event.ceM,
      le: event.leM,
      timeMs: event.timeAt,
      remarks: readWords(event.detail).remarks,
    };
    for (const [key, value] of Object.entries(one.check ?? {}))
      assert.equal(seen[key], value, `${one.name} ${key}`);
  }
  assert.ok(odd.length >= 24);
});

test('after an odd input in a stream the next event is read', { skip }, () => {
  const good = encodeUtf8(odd.find(({ name }) => name === 'comment')!.xml!);
  for (const one of odd) {
    const stream = new CotStream();
    const { items } = stream.push(concatBytes([good, oddBytes(one), good, good]));
    const kept = one.expect === 'accept' ? 4 : 3;
    assert.ok(items.length >= kept, `${one.name}: ${items.length} of ${kept}`);
  }
});

test('a stream in pieces of any size gives what it gives whole', { skip }, () => {
  const random = new Random(6);
  const parts = names.filter((one) => isUsable(expectOf(one))).map(xmlOf);
  const frames = protoNames.map((name) => frameTakStream(protoOf(name)));
  const header = encodeUtf8('<?xml version="1.0" encoding="UTF-8"?>\n');
  const texts = encodeUtf8(
    "<event version='2.0' uid='я' type='a-u-G' how='h-e' time='2026-01-01T00:00:00Z' start='2026-01-01T00:00:00Z' stale='2026-01-01T00:00:00Z'><point lat='0' lon='0'/><detail><remarks>Rīga Київ 🛰 </remarks></detail></event>",
  );
  const all: Uint8Array[] = [];
  parts.forEach((part, i) => {
    if (i % 2 === 0) all.push(header);
    all.push(part, texts);
    if (frames[i] !== undefined) all.push(frames[i]!);
  });
  const bytes = concatBytes(all);
  const summary = (events: readonly (CotEvent | null)[]): string =>
    JSON.stringify(events.map((event) => [event!.uid, event!.latDeg, event!.detail?.toString()]));
  const whole = new CotStream().push(bytes);
  assert.deepEqual(whole.faults, []);
  assert.equal(whole.items.length, parts.length * 2 + protoNames.slice(0, parts.length).length);
  const expected = summary(whole.items.map(({ event }) => event));
  for (const most of [1, 7, 100, 1500, 60_000]) {
    const stream = new CotStream();
    const events: (CotEvent | null)[] = [];
    for (let at = 0; at < bytes.length;) {
      const size = 1 + random.below(most);
      const chunk = bytes.slice(at, at + size);
      const step = stream.push(chunk);
      assert.deepEqual(step.faults, []);
      events.push(...step.items.map(({ event }) => event));
      at += size;
    }
    assert.equal(stream.pending, 0);
    assert.equal(summary(events), expected, `pieces up to ${most}`);
  }
});

test('every prefix of every event and frame asks for more', { skip }, () => {
  for (const name of names.filter((one) => isUsable(expectOf(one)))) {
    const bytes = xmlOf(name);
    const whole = bytes.lastIndexOf(0x3e);
    for (let end = 0; end <= whole; end++) {
      const read = decodeCot(bytes.subarray(0, end));
      assert.ok(!read.ok && read.fault.code === 'truncated', `${name} ${end}`);
      assert.equal(read.fault.offset, end);
    }
  }
  for (const name of protoNames) {
    const frame = frameTakStream(protoOf(name));
    for (let end = 0; end < frame.length; end++) {
      const stream = new CotStream();
      const { items, faults } = stream.push(frame.slice(0, end));
      assert.deepEqual([items.length, faults.length], [0, 0], `${name} ${end}`);
      assert.equal(stream.push(frame.slice(end)).items.length, 1, `${name} ${end}`);
    }
  }
});

/** Whatever the octets are: an answer, and what is accepted can be written and read again. */
function chew(bytes: Uint8Array): void {
  const read = decodeCot(bytes);
  if (read.ok) checkAgain(read.value);
  else assert.ok(read.fault.offset >= 0 && read.fault.offset <= bytes.length);
}

function checkAgain(event: CotEvent): void {
  void event.detail?.content;
  readWords(event.detail);
  const xml = decodeCot(encodeCot(event));
  assert.ok(xml.ok, 'what was accepted is written well-formed');
  assert.equal(xml.value.uid, event.uid);
  assert.equal(xml.value.detail?.toString(), event.detail?.toString());
  const binary = decodeTakMessage(encodeTakMessage({ event }));
  assert.ok(binary.ok || event.uid.length > 1024, 'and as a TakMessage');
}

test('every flipped octet of an event is read without a throw', { skip }, () => {
  for (const name of names)
    for (const mask of [0x01, 0x20, 0x80, 0xff]) {
      const bytes = xmlOf(name);
      const step = bytes.length > 1200 ? 3 : 1;
      for (let at = 0; at < bytes.length; at += step) {
        bytes[at]! ^= mask;
        chew(bytes.slice());
        bytes[at]! ^= mask;
      }
    }
});

test('every flipped octet and prefix of a TakMessage is read without a throw', { skip }, () => {
  for (const name of protoNames) {
    const bytes = protoOf(name);
    for (let at = 0; at < bytes.length; at++) {
      decodeTakMessage(bytes.subarray(0, at));
      for (const mask of [0x01, 0x10, 0x80, 0xff]) {
        const damaged = bytes.slice();
        damaged[at]! ^= mask;
        const read = decodeTakMessage(damaged);
        if (read.ok && read.value.event !== null) checkAgain(read.value.event);
      }
    }
  }
});

test('a damaged event or frame does not take its neighbours along', { skip }, () => {
  const random = new Random(7);
  const good = xmlOf('atak-capture-02');
  const frame = frameTakStream(protoOf('atak-capture-06'));
  for (let i = 0; i < 400; i++) {
    const name = random.pick(protoNames);
    const bytes = random.chance(0.5) ? xmlOf(name) : frameTakStream(protoOf(name));
    const damaged = random.chance(0.3)
      ? bytes.subarray(0, random.below(bytes.length))
      : bytes.slice();
    if (damaged.length === bytes.length) damaged[random.below(bytes.length)] = random.below(256);
    const isFrame = damaged[0] === 0xbf;
    const stream = new CotStream();
    // What a wrong length swallows is bounded; after it everything is read again.
    const { items } = stream.push(
      concatBytes([
        good,
        frame,
        damaged,
        ...Array.from({ length: 12 }, () => concatBytes([good, frame])),
      ]),
    );
    const most = 26 + 1;
    assert.ok(items.length <= most + 1);
    assert.ok(items.length >= (isFrame ? 14 : 24), `${name} ${i}: ${items.length}`);
  }
});

interface Negotiation {
  readonly steps: readonly { readonly from: string; readonly xml?: string }[];
  readonly variants: readonly { readonly name: string; readonly client?: string }[];
  readonly varints: readonly { readonly value: number; readonly hex: string }[];
  readonly badFrames: readonly { readonly hex: string; readonly why: string }[];
}
const negotiation = skip ? null : (loadJson('negotiation.json') as Negotiation);
const AT = Date.UTC(2026, 0, 1);

test('the negotiation of the protocol, both sides', { skip }, () => {
  const [offer, request, response] = negotiation!.steps.map(({ xml }) =>
    xml === undefined ? null : decode(xml),
  );
  const server = new ServerNegotiation({ uid: 'neg-1', serverVersion: 'test', apiVersion: '3' });
  const client = new ClientNegotiation();
  const plain = (event: CotEvent | null): unknown =>
    event && [{ ...event, detail: null }, canonicalDetail(event)];
  assert.deepEqual(plain(server.offer(AT)), plain(offer!));
  assert.equal(server.offer(AT), null);
  assert.deepEqual(readOffer(offer!), {
    uid: 'neg-1',
    versions: [1],
    serverVersion: 'test',
    apiVersion: '3',
  });
  const asked = client.accept(offer!, AT);
  assert.ok(asked.do === 'reply' && asked.version === 0);
  assert.deepEqual(plain(asked.reply), plain(request!));
  assert.ok(client.isWaiting && client.version === 0);
  const answered = server.accept(request!, AT);
  assert.ok(answered.do === 'reply' && answered.version === 1);
  assert.deepEqual(plain(answered.reply), plain(response!));
  assert.equal(server.version, 1);
  assert.deepEqual(client.accept(response!, AT), { do: 'switch', version: 1 });
  assert.deepEqual([client.version, client.isWaiting], [1, false]);
});

test('requests that the protocol does not allow are answered no', { skip }, () => {
  const ask = (xml: string, offered: boolean, now = AT): [string, number] => {
    const server = new ServerNegotiation({ uid: 'neg-1' });
    if (offered) server.offer(AT);
    const step = server.accept(decode(xml), now);
    assert.ok(step.do === 'reply');
    return [step.reply.detail!.toString(), server.version];
  };
  const no = ['<TakControl><TakResponse status="false"/></TakControl>', 0];
  const request = negotiation!.steps[1]!.xml!;
  const notOffered = negotiation!.variants.find(({ client }) => client !== undefined)!.client!;
  assert.deepEqual(ask(notOffered, true), no);
  assert.deepEqual(ask(request, false), no);
  assert.deepEqual(ask(request, true, AT + 60_001), no);
  const twice = request.replace("<TakRequest version='1'/>", "<TakRequest version='1'/>".repeat(2));
  assert.deepEqual(ask(twice, true), no);
  assert.equal(ask(request, true, AT + 60_000)[1], 1);
});

test('after a no the client may ask again; without an answer it gives up', { skip }, () => {
  const [offer, , response] = negotiation!.steps.map(({ xml }) =>
    xml === undefined ? null : decode(xml),
  );
  const client = new ClientNegotiation();
  client.accept(offer!, AT);
  const no = decode(negotiation!.steps[2]!.xml!.replace('true', 'false'));
  assert.deepEqual(client.accept(no, AT), { do: 'switch', version: 0 });
  assert.equal(client.accept(offer!, AT + 1).do, 'reply');
  assert.equal(client.isOverdue(AT + 60_001), false);
  assert.equal(client.isOverdue(AT + 60_002), true);
  const silent = new ClientNegotiation([]);
  assert.equal(silent.accept(offer!, AT).do, 'ignore');
  assert.equal(silent.accept(response!, AT).do, 'ignore');
});

test(
  'lengths are varints; frames that cannot be are refused and the next one is read',
  { skip },
  () => {
    for (const { value, hex } of negotiation!.varints) {
      const head = frameTakStream(new Uint8Array(value)).subarray(0, 1 + hex.length / 2);
      assert.equal(Buffer.from(head).toString('hex'), `bf${hex}`);
    }
    const next = frameTakStream(protoOf('atak-capture-02'));
    for (const { hex, why } of negotiation!.badFrames) {
      const stream = new CotStream();
      const { items, faults } = stream.push(concatBytes([fromHex(hex)!, next]));
      assert.deepEqual(
        [items.length, items[0]?.event?.uid],
        [1, expectOf('atak-capture-02').uid],
        why,
      );
      assert.equal(faults.length, hex === 'bf00' ? 0 : 1, why);
    }
  },
);

const inflate: Inflate = (packed, mostOctets) => {
  try {
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, mostOctets) }));
  } catch {
    return null;
  }
};

test('data packages: every content of the manifest is in the archive and unpacks', { skip }, () => {
  const files = readdirSync(path.join(folder, 'packages'));
  const found: Record<string, number> = {};
  for (const file of files) {
    const archive = new Uint8Array(readFileSync(path.join(folder, 'packages', file)));
    const read = readDataPackage(archive, inflate);
    assert.ok(read.ok, read.ok ? '' : `${file}: ${read.fault.detail}`);
    assert.deepEqual(read.value.findings, [], file);
    assert.equal(read.value.version, '2');
    for (const { zipEntry } of read.value.contents)
      assert.ok(readPackageContent(archive, read.value, zipEntry, inflate).ok, zipEntry);
    const { events, faults } = readPackageEvents(archive, read.value, inflate);
    assert.deepEqual(faults, [], file);
    found[file] = events.length;
    const about = Object.fromEntries(read.value.parameters) as { uid: string; name: string };
    const again = readDataPackage(
      writeDataPackage(
        about,
        read.value.contents.map(({ zipEntry, ignore, parameters }) => {
          const bytes = readPackageContent(archive, read.value, zipEntry, inflate);
          assert.ok(bytes.ok);
          return {
            zipEntry,
            ignore,
            parameters: Object.fromEntries(parameters),
            bytes: bytes.value,
          };
        }),
        AT,
      ),
      inflate,
    );
    assert.ok(again.ok);
    const plain = { entries: 0 };
    assert.deepEqual({ ...again.value, ...plain }, { ...read.value, ...plain });
  }
  assert.equal(found['CameraCOTs.zip'], 1);
  assert.equal(found['GrandJunctionAOI.zip'], 0);
});
