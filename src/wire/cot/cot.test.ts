import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SaxesParser } from 'saxes';
import { concatBytes, decodeUtf8, encodeUtf8, Random } from '../../base/index.ts';
import { decodeCot } from './decode.ts';
import { CotDetail } from './detail.ts';
import { makeElement, type CotElement } from './element.ts';
import { encodeCot } from './encode.ts';
import { makeCotEvent, type CotEvent } from './event.ts';
import { MeshVersions } from './negotiate.ts';
import { formatNumber, parseNumber } from './number.ts';
import { OctetSink } from './sink.ts';
import { CotStream, decodeCotDatagram, frameTakStream } from './stream.ts';
import { decodeTakMessage, encodeTakMessage } from './tak-message.ts';
import { parseTime, writeTime } from './time.ts';
import {
  isCotType,
  isUavType,
  makeAtomType,
  nameOfType,
  readAtom,
  sidcOfType,
} from './type-tree.ts';
import { readWords } from './words.ts';

const HEAD =
  "uid='u' type='a-u-A' time='2026-01-01T00:00:00Z' start='2026-01-01T00:00:00Z' stale='2026-01-01T00:00:00Z'";
const eventXml = (detail: string, head = HEAD): string =>
  `<event version='2.0' ${head}><point lat='1' lon='2'/><detail>${detail}</detail></event>`;

const TEXTS = [
  '',
  'a',
  'Rīga',
  'a&b<c>"d\'e',
  ' two  blanks ',
  'line\nfeed\ttab\r',
  '🛰',
  ']]>',
  '--',
  '%',
];
const NAMES = [
  'contact',
  '__group',
  'status',
  'takv',
  'track',
  'precisionlocation',
  '_x',
  'я',
  'a:b',
  'remarks',
];
const ATTRIBUTES = ['callsign', 'endpoint', 'name', 'role', 'battery', 'speed', 'course', 'x', 'é'];

function randomElement(random: Random, depth: number): CotElement {
  const attributes: Record<string, string> = {};
  for (let n = random.below(4); n > 0; n--)
    attributes[random.pick(ATTRIBUTES)] = random.chance(0.4)
      ? String(random.below(1000) / 8)
      : random.pick(TEXTS);
  const content: (CotElement | string)[] = [];
  // text beside text would come back as one
  if (random.chance(0.3)) content.push(random.pick(TEXTS.slice(1)));
  if (depth < 4 && random.chance(0.3)) content.push(randomElement(random, depth + 1));
  return makeElement(random.pick(NAMES), attributes, content);
}

function randomEvent(random: Random): CotEvent {
  const at = random.below(4_000_000_000) * 1000 + random.below(1000);
  const number = (most: number): number =>
    Number(random.between(-most, most).toFixed(random.below(9))) + 0;
  const known = (most: number): number | null =>
    random.chance(0.3) ? null : Math.abs(number(most));
  const optional = (): string | null => (random.chance(0.6) ? null : random.pick(TEXTS.slice(1)));
  return makeCotEvent({
    uid: `${random.pick(TEXTS.slice(1))}${random.below(100)}`,
    type: random.pick(['a-h-A-M-F-Q', 'b-a-g', 't-x-c-t', 'u-d-f']),
    how: random.pick(['', 'm-g', 'h-e']),
    timeAt: at,
    startAt: at + random.below(1000),
    staleAt: at + random.below(1_000_000),
    latDeg: number(90),
    lonDeg: number(180),
    haeM: random.chance(0.2) ? null : number(9000),
    ceM: known(500),
    leM: known(500),
    access: optional(),
    qos: optional(),
    opex: optional(),
    caveat: optional(),
    releaseableTo: optional(),
    other: random.chance(0.8) ? null : new Map([['mission', random.pick(TEXTS)]]),
    detail: random.chance(0.1)
      ? null
      : CotDetail.of(...Array.from({ length: random.below(6) }, () => randomElement(random, 1))),
  });
}

/** An event with its detail as a tree, to compare. */
function plain(event: CotEvent): unknown {
  return { ...event, detail: event.detail && event.detail.content };
}

test('seeded events come back from XML as they were', () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const event = randomEvent(new Random(seed));
    const xml = encodeCot(event);
    const read = decodeCot(xml);
    assert.ok(read.ok, `seed ${seed}: ${decodeUtf8(xml)}`);
    assert.deepEqual(plain(read.value), plain(event), `seed ${seed}`);
    assert.deepEqual(encodeCot(read.value), xml, `seed ${seed}`);
  }
});

test('seeded events come back from TakMessages, no element of the detail lost', () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const event = randomEvent(new Random(seed));
    const payload = encodeTakMessage({ event });
    const read = decodeTakMessage(payload);
    assert.ok(read.ok, `seed ${seed}`);
    const again = read.value.event!;
    assert.deepEqual(
      { ...again, detail: null },
      { ...event, other: null, detail: null },
      `seed ${seed}`,
    );
    assert.deepEqual(bag(again), bag(event), `seed ${seed}`);
    assert.deepEqual(encodeTakMessage({ event: again }), payload, `seed ${seed}`);
  }
});

/** Elements of the detail in a fixed order; numbers that are typed as their values. */
function bag(event: CotEvent): string[] {
  const numeric = ['battery', 'speed', 'course'];
  return (event.detail?.elements ?? [])
    .map((element) =>
      JSON.stringify(
        [
          element.name,
          [...element.attributes]
            // an endpoint that is empty is none
            .filter(
              ([name, value]) => element.name !== 'contact' || name !== 'endpoint' || value !== '',
            )
            .map(([name, value]) =>
              numeric.includes(name) && value !== '' && !Number.isNaN(Number(value))
                ? [name, String(Number(value))]
                : [name, value],
            )
            .sort(([a], [b]) => (a! < b! ? -1 : 1)),
          element.content,
        ],
        (_, value: unknown) => (value instanceof Map ? [...value] : value),
      ),
    )
    .sort();
}

test('saxes finds well-formed what is taken, and the other way round', () => {
  const random = new Random(3);
  const pieces = [
    '<',
    '>',
    '&',
    '&amp;',
    '&#x41;',
    '&#1;',
    '"',
    "'",
    '</b>',
    '<b>',
    '<b/>',
    ' c="1"',
    '<!-- -->',
    '<!-- -- -->',
    '<![CDATA[<]]>',
    ']]>',
    '<?p q?>',
    '<?xml?>',
    '\u0001',
    '\ufffe',
    'é',
    '',
    '/',
    '=',
    '<1>',
    '<\u00d7/>',
    '<é/>',
    '&nbsp;',
    '<!X>',
  ];
  const base = eventXml(
    '<a x="1" y=\'2\'>text &lt; <b z="&quot;"/><![CDATA[ & ]]></a><!-- c --><c/>',
  );
  let taken = 0;
  for (let i = 0; i < 20_000; i++) {
    let xml = base;
    for (let hits = 1 + random.below(3); hits > 0; hits--) {
      const at = random.below(xml.length);
      xml = xml.slice(0, at) + random.pick(pieces) + xml.slice(at + random.below(3));
    }
    let sound = true;
    const parser = new SaxesParser();
    parser.on('error', () => (sound = false));
    parser.on('doctype', () => (sound = false));
    parser.write(xml).close();
    const read = decodeCot(xml);
    const soundHere = read.ok || read.fault.code === 'bad-value';
    if (soundHere) taken++;
    assert.equal(soundHere, sound, `${xml}\n${read.ok ? '' : JSON.stringify(read.fault)}`);
  }
  assert.ok(taken > 1000 && taken < 19_000, `${taken} taken`);
});

test('bounds: depth, attributes and size are refused', () => {
  const deep = decodeCot(eventXml('<a>'.repeat(100_000)));
  assert.ok(!deep.ok && deep.fault.code === 'bad-length');
  const wide = decodeCot(
    eventXml(`<a ${Array.from({ length: 257 }, (_, i) => `k${i}='1'`).join(' ')}/>`),
  );
  assert.ok(!wide.ok && wide.fault.code === 'bad-length');
  const many = decodeCot(eventXml('<a/>'.repeat(60_000)));
  assert.ok(!many.ok && many.fault.code === 'bad-length');
  const large = decodeCot(eventXml('x'.repeat(8 << 20)));
  assert.ok(!large.ok && large.fault.code === 'bad-length');
  const uid = decodeCot(eventXml('', HEAD.replace("'u'", `'${'u'.repeat(1025)}'`)));
  assert.ok(!uid.ok && uid.fault.item === 'uid');
});

test('an event without end is given up at the limit and the next one is read', () => {
  const stream = new CotStream(4096);
  const endless = encodeUtf8(`<event ${HEAD}><detail>${'<a/>'.repeat(400)}`);
  let faults = 0;
  for (let i = 0; i < 50; i++) {
    const step = stream.push(endless);
    faults += step.faults.length;
    assert.ok(stream.pending <= 4096 + 1700);
  }
  assert.ok(faults > 0);
  const { items } = stream.push(encodeUtf8(eventXml('<a/>')));
  assert.equal(items.at(-1)?.event?.uid, 'u');
});

test('an event cut off does not take the next one along', () => {
  const cut = eventXml('<a>').slice(0, -20);
  const { items, faults } = new CotStream().push(encodeUtf8(cut + eventXml('<b/>')));
  assert.deepEqual(
    items.map(({ event }) => event!.detail!.toString()),
    ['<b/>'],
  );
  assert.deepEqual(
    faults.map(({ code }) => code),
    ['truncated'],
  );
});

test('an authentication is passed over, whole or in pieces', () => {
  const text = `<?xml version="1.0"?><auth><cot username="ann" password="secret" uid="u"/></auth>${eventXml('')}`;
  const stream = new CotStream();
  let events = 0;
  for (const octet of encodeUtf8(text)) {
    const { items, faults } = stream.push(Uint8Array.of(octet));
    assert.deepEqual(faults, []);
    events += items.length;
  }
  assert.equal(events, 1);
});

test('a datagram may carry several events; one cut off is a fault', () => {
  const { items, faults } = decodeCotDatagram(
    encodeUtf8(eventXml('') + eventXml('<a/>') + '<event'),
  );
  assert.equal(items.length, 2);
  assert.deepEqual(
    faults.map(({ code }) => code),
    ['truncated'],
  );
  const newer = decodeCotDatagram(Uint8Array.of(0xbf, 2, 0xbf, 1, 2, 3));
  assert.deepEqual(
    newer.faults.map(({ code }) => code),
    ['unsupported'],
  );
});

test('frames among XML are read, and one whose inside is damaged costs itself only', () => {
  const event = randomEvent(new Random(1));
  const frame = frameTakStream(encodeTakMessage({ event }));
  const damaged = frame.slice();
  damaged.fill(0xff, 4, 12);
  const xml = encodeUtf8(eventXml(''));
  const { items, faults } = new CotStream().push(concatBytes([xml, frame, damaged, frame, xml]));
  assert.equal(items.length, 4);
  assert.equal(faults.length, 1);
});

test('unknown fields of a TakMessage are skipped; xmlDetail counts before a typed field', () => {
  const event = randomEvent(new Random(2));
  const withMore = concatBytes([
    encodeTakMessage({ event }),
    Uint8Array.of(0x98, 6, 1, 0xa2, 6, 1, 9),
  ]);
  const read = decodeTakMessage(withMore);
  assert.ok(read.ok && read.value.event?.uid === event.uid);
  const payload = (fields: string): Uint8Array => {
    const detail = Uint8Array.from(fields, (c) => c.charCodeAt(0));
    const inner = concatBytes([
      Uint8Array.of(0x0a, 1, 97, 0x2a, 1, 117, 0x7a, detail.length),
      detail,
    ]);
    return concatBytes([Uint8Array.of(0x12, inner.length), inner]);
  };
  const both = decodeTakMessage(
    payload(
      '\n\x13<status battery=3/>'.replace('=3', '="3"').replace('\x13', '\x15') + '*\x02\x08\x07',
    ),
  );
  assert.ok(both.ok, both.ok ? '' : both.fault.detail);
  assert.equal(both.value.event!.detail!.toString(), '<status battery="3"/>');
});

test('numbers are read exactly and written without exponents', () => {
  const parse = (text: string): number => {
    const octets = encodeUtf8(text);
    return parseNumber(octets, 0, octets.length);
  };
  const random = new Random(4);
  for (let i = 0; i < 20_000; i++) {
    const value = random.between(-1, 1) * 10 ** (random.below(40) - 20);
    assert.equal(parse(formatNumber(value)), value);
    assert.equal(parse(String(value)), value);
    assert.ok(!formatNumber(value).includes('e'));
  }
  for (const text of [
    '',
    ' ',
    '.',
    '-',
    '1.2.3',
    '1,5',
    '0x10',
    '1e',
    'Infinity',
    'NaN',
    '1 2',
    '١',
  ])
    assert.ok(Number.isNaN(parse(text)), text);
  for (const [text, value] of [
    ['+1.5', 1.5],
    [' 2 ', 2],
    ['.5', 0.5],
    ['3.', 3],
    ['1E3', 1000],
  ] as const)
    assert.equal(parse(text), value);
});

test('times are read in every form the schema allows and days that are none refused', () => {
  const parse = (text: string): number => {
    const octets = encodeUtf8(text);
    return parseTime(octets, 0, octets.length);
  };
  const random = new Random(5);
  for (let i = 0; i < 5000; i++) {
    const at = random.below(8_000_000_000) * 1000 + random.below(1000) - 2_000_000_000_000;
    const sink = new OctetSink();
    sink.start();
    writeTime(sink, at);
    const text = new Date(at).toISOString();
    assert.equal(decodeUtf8(sink.take()), text);
    assert.equal(parse(text), at);
  }
  const noon = Date.UTC(2026, 1, 28, 12);
  for (const text of [
    '2026-02-28T12:00:00Z',
    '2026-02-28T12:00:00',
    '2026-02-28T12:00:00.000000999Z',
    '2026-02-28T14:00:00+02:00',
    '2026-02-28T14:30:00.0+0230',
    '2026-02-28t12:00:00z',
    '2026-02-28T02:00:00-10:00',
  ])
    assert.equal(parse(text), noon, text);
  for (const text of [
    '2026-02-29T12:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-28',
    '2026-02-28T25:00:00Z',
    '2026-02-28T12:60:00Z',
    '2026-02-28T12:00:00.Z',
    '2026-02-28T12:00:00Zz',
    '2026-02-28T12:00:00+15:00',
    'yesterday',
  ])
    assert.ok(Number.isNaN(parse(text)), text);
});

test('types: affiliation, dimension, drones, symbols, patterns', () => {
  assert.deepEqual(readAtom('a-h-A-M-F-Q'), {
    affiliation: 'hostile',
    dimension: 'air',
    function: 'M-F-Q',
  });
  assert.equal(readAtom('b-a-g'), null);
  assert.equal(makeAtomType('assumed-friend', 'sea-surface', 'X-M'), 'a-a-S-X-M');
  assert.ok(isUavType('a-f-A-M-F-Q') && isUavType('a-u-A-C-F-q') && !isUavType('a-f-A-M-F-q'));
  assert.ok(isCotType('a-h-A-C-F-q', 'a-.-A-C') && !isCotType('a-h', 'a-.-A'));
  assert.equal(sidcOfType('a-h-A-M-F-Q'), 'SHAPMFQ--------');
  assert.equal(sidcOfType('a-f-A-C-F-q'), 'SFAPCF---------');
  assert.equal(nameOfType('a-s-A-M-F-Q-r'), 'military drone, fixed wing');
  assert.equal(nameOfType('x-y'), 'x-y');
  assert.ok(isUavType('a-h-A-M-F-Q;more'));
});

test('words of a detail; a second contact or a broken number does not throw', () => {
  const detail = CotDetail.read(
    '<contact callsign="A"/><contact callsign="B"/><track course="x" speed="3"/><remarks>a <b>c</b></remarks><link uid="1"/><link uid="2" relation="p-p"/><marti><dest uid="9"/><dest other="z"/></marti><emergency cancel="true"/>',
  );
  assert.ok(detail.ok);
  const words = readWords(detail.value);
  assert.deepEqual(
    [words.callsign, words.courseDeg, words.speedMps, words.remarks],
    ['A', null, 3, 'a c'],
  );
  assert.deepEqual(
    words.links.map(({ uid }) => uid),
    ['1', '2'],
  );
  assert.deepEqual(words.destinations, [
    { by: 'uid', value: '9' },
    { by: 'other', value: 'z' },
  ]);
  assert.deepEqual(words.emergency, { type: 'emergency', cancelled: true });
  assert.ok(!CotDetail.read('<a>').ok && !CotDetail.read('a & b').ok);
});

test('on a mesh the version is the highest that everybody heard lately can read', () => {
  const mesh = new MeshVersions();
  assert.equal(mesh.versionFor(1, 0), 1);
  mesh.heard('new', { minProtoVersion: 1, maxProtoVersion: 1, contactUid: '' }, 1, 0);
  assert.equal(mesh.versionFor(1, 1000), 1);
  mesh.heard('old', null, 0, 1000);
  assert.equal(mesh.versionFor(1, 2000), 0);
  assert.equal(mesh.versionFor(1, 121_001), 1);
  mesh.heard('new', null, 0, 122_000);
  assert.equal(mesh.versionFor(1, 122_001), 0);
});
