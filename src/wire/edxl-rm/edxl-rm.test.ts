import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runReadmeExample } from '../../../tests/readme-example.ts';
import { Random } from '../../base/index.ts';
import type { XmlElement, XmlRule } from '../xml/index.ts';
import { areaOf, makeArea, type EdxlArea } from './area.ts';
import { decodeEdxl, encodeEdxl } from './codec.ts';
import {
  EDXL_COMMON_NAMESPACE,
  EDXL_CODES,
  EDXL_MESSAGE_TYPES,
  type EdxlMessage,
  type EdxlMessageType,
} from './message.ts';
import { EDXL_MESSAGES } from './messages.ts';
import { parseEdxlTime } from './texts.ts';

const WORDS = ['a', 'Duty desk', 'ţară & <b>', ' padded ', 'two\nlines', '🛰', '"'];
const CODES = [...EDXL_CODES.ScheduleType, ...EDXL_CODES.ContactRole, 'Update', 'Cancel'];
const TYPED = [
  'Accept',
  'Decline',
  '2026-03-15T06:00:00Z',
  '12.5',
  'urn:x:list',
  ...EDXL_MESSAGE_TYPES,
];

function randomTree(random: Random, name: string): XmlElement {
  if (name === 'TargetArea')
    return makeArea({ kind: 'point', at: [random.below(90), random.below(180)] });
  const child = (): XmlElement => ({
    name: random.pick(['Locality', 'x', 'Țară']),
    namespace: random.pick(['urn:oasis:names:tc:ciq:xal:3', EDXL_COMMON_NAMESPACE, '']),
    attributes: random.chance(0.5)
      ? []
      : [{ name: 'Type', namespace: random.pick(['', 'urn:x']), value: random.pick(WORDS) }],
    children: [],
    text: random.pick(WORDS),
  });
  const children = Array.from({ length: 1 + random.below(3) }, child);
  return { name, namespace: EDXL_COMMON_NAMESPACE, attributes: [], children, text: '' };
}

/** A value that fits a rule, by trying. */
function randomText(
  random: Random,
  check: (text: string) => string | null,
  keepSpace: boolean,
): string {
  for (let i = 0; i < 400; i++) {
    const text = random.pick(random.chance(0.3) ? WORDS : [...CODES, ...TYPED]);
    if (check(text) === null && (keepSpace || text === text.trim())) return text;
  }
  return random.pick([...CODES, ...TYPED].filter((text) => check(text) === null));
}

function randomFields(random: Random, rules: readonly XmlRule[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const rule of rules) {
    if (!rule.required && random.chance(0.4)) continue;
    const one = (): unknown => randomValue(random, rule);
    fields[rule.name] = rule.many ? Array.from({ length: 1 + random.below(2) }, one) : one();
  }
  return fields;
}

function randomValue(random: Random, { name, namespace, content }: XmlRule): unknown {
  if (content.kind === 'text')
    return randomText(random, content.text.check, content.text.keepSpace);
  if (content.kind === 'tree') return { ...randomTree(random, name), namespace };
  if (content.kind === 'sequence') return randomFields(random, content.rules);
  const rule = random.pick(content.rules);
  return { [rule.name]: rule.many ? [randomValue(random, rule)] : randomValue(random, rule) };
}

function randomMessage(random: Random, type: EdxlMessageType): EdxlMessage {
  const fields = randomFields(random, EDXL_MESSAGES[type]) as { ResourceInformation?: object[] };
  // names of pieces are used once
  const pieces = fields.ResourceInformation?.map((one, i) => ({
    ...one,
    ResourceInfoElementID: String(i),
  }));
  return {
    ...fields,
    ...(pieces === undefined ? {} : { ResourceInformation: pieces }),
  } as unknown as EdxlMessage;
}

test('seeded messages of every type come back as they were, or are refused by the standard', () => {
  const written = new Map<EdxlMessageType, number>();
  for (const type of EDXL_MESSAGE_TYPES)
    for (let seed = 1; seed <= 150; seed++) {
      const message = randomMessage(new Random(seed), type);
      const out = encodeEdxl(message);
      if (!out.ok) {
        const bySchema = out.fault.filter(({ kind }) => kind !== 'standard');
        assert.deepEqual(bySchema, [], `${type} ${seed}`);
        continue;
      }
      written.set(type, (written.get(type) ?? 0) + 1);
      assert.deepEqual(decodeEdxl(out.value), { message, findings: [] }, `${type} ${seed}`);
    }
  for (const type of EDXL_MESSAGE_TYPES) assert.ok(written.get(type)! >= 5, type);
});

test('what a message may not have is not written', () => {
  const message = randomMessage(new Random(1), 'OfferUnsolicitedResource');
  const funded = encodeEdxl({ ...message, Funding: [{ FundCode: 'X' }] });
  assert.ok(!funded.ok);
  assert.ok(funded.fault.some(({ path: at }) => at === 'OfferUnsolicitedResource.Funding'));
  const other = encodeEdxl({ ...message, MessageContentType: 'Nothing' as EdxlMessageType });
  assert.ok(!other.ok && other.fault[0]!.path === 'MessageContentType');
});

test('areas of every kind come back; latitude and longitude out of range are none', () => {
  const areas: EdxlArea[] = [
    { kind: 'point', at: [45.2, 29.6] },
    {
      kind: 'line',
      points: [
        [45, 29],
        [46, 30],
      ],
    },
    { kind: 'circle', at: [45, 29], radiusM: 5000 },
    {
      kind: 'polygon',
      points: [
        [45, 29],
        [46, 29],
        [46, 30],
        [45, 29],
      ],
      holes: [],
    },
    { kind: 'box', lower: [45, 29], upper: [46, 30] },
  ];
  for (const area of areas) assert.deepEqual(areaOf(makeArea(area)), area);
  assert.equal(areaOf(makeArea({ kind: 'point', at: [95, 0] })), null);
  assert.equal(areaOf(makeArea({ kind: 'line', points: [[45, 29]] })), null);
});

test('times of XML Schema are read, others refused', () => {
  const noon = Date.UTC(2026, 2, 13, 12);
  for (const text of [
    '2026-03-13T12:00:00Z',
    '2026-03-13T12:00:00',
    '2026-03-13T14:00:00+02:00',
    '2026-03-13T12:00:00.0001Z',
  ])
    assert.equal(parseEdxlTime(text), noon, text);
  assert.equal(parseEdxlTime('2026-03-13T24:00:00Z'), Date.UTC(2026, 2, 14));
  for (const text of [
    '2026-02-30T00:00:00Z',
    '2026-03-13 12:00:00Z',
    '13.03.2026',
    '2026-03-13T12:00Z',
    '2026-03-13T12:00:00+15:00',
    '',
  ])
    assert.ok(Number.isNaN(parseEdxlTime(text)), text);
});

test('the example of the README runs', async (t) => {
  const { shown } = await runReadmeExample(t, 'edxl-rm');
  assert.deepEqual(shown, [['Counter-UAS detection team', []]]);
});
