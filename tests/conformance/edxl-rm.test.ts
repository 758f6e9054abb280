/** EDXL-RM 1.0: cases judged by the XML schemas (libxml2) and by the standard; our table against the schemas. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import Fastify from 'fastify';
import { Random } from '../../src/base/index.ts';
import type { CallView, PledgeView } from '../../src/model/index.ts';
import { RallyBody } from '../../src/node/api/schemas-rally.ts';
import { edxlToDrafts } from '../../src/share/index.ts';
import {
  decodeEdxl,
  EDXL_COMMON_NAMESPACE,
  EDXL_MESSAGE_TYPES,
  EDXL_MESSAGES,
  encodeEdxl,
} from '../../src/wire/edxl-rm/index.ts';
import { parseXml, type XmlElement, type XmlRule } from '../../src/wire/xml/index.ts';
import { DATA, needsData } from '../root.ts';

interface Case {
  readonly name: string;
  readonly messageType: string;
  readonly xml: string;
  readonly xsd_valid: boolean;
  readonly standard_valid: boolean;
  readonly rule: string;
}

const skip = needsData('cuas/edxl-rm');
const folder = path.join(DATA, 'cuas/edxl-rm');
const cases: readonly Case[] = skip
  ? []
  : (JSON.parse(readFileSync(path.join(folder, 'edxl-rm-cases.json'), 'utf8')) as Case[]);

test('every case gets both verdicts', { skip }, () => {
  for (const { name, xml, xsd_valid, standard_valid, rule, messageType } of cases) {
    const { message, findings } = decodeEdxl(xml);
    const bySchema = findings.every((one) => one.kind === 'standard');
    const said = `${name} (${rule}): ${JSON.stringify(findings)}`;
    assert.equal(bySchema, xsd_valid, said);
    assert.equal(findings.length === 0, standard_valid, said);
    if (xsd_valid) assert.equal(message?.MessageContentType, messageType, name);
  }
  assert.ok(cases.length >= 30);
});

test('a valid message comes back from writing as it was; another is not written', { skip }, () => {
  for (const { name, xml, standard_valid } of cases) {
    const { message, findings } = decodeEdxl(xml);
    if (message === null) continue;
    const written = encodeEdxl(message);
    // What is unknown or in the wrong namespace, and a wrong root name, are not kept by reading.
    const mended = findings.every(({ text }) =>
      /is unknown here|is not of|is not one of/.test(text),
    );
    if (standard_valid || !mended) assert.equal(written.ok, standard_valid, name);
    if (!written.ok) continue;
    assert.deepEqual(decodeEdxl(written.value), { message, findings: [] }, name);
  }
});

const XS = 'http://www.w3.org/2001/XMLSchema';

/** A rule or a schema's element in one notation, so that they can be compared. */
function notationOf(rules: readonly XmlRule[]): string[] {
  return rules.map(({ name, namespace, required, many, content }) => {
    const count = many ? (required ? '+' : '*') : required ? '' : '?';
    const prefix = namespace === EDXL_COMMON_NAMESPACE ? 'rm:' : '';
    if (content.kind !== 'sequence') return prefix + name + count;
    return `${prefix}${name}${count}{${notationOf(content.rules).join(' ')}}`;
  });
}

/** Types that are one text, one tree or a choice in our table. */
const LEAVES =
  /^(xpil:PartyType|xal:AddressType|geo-oasis:WhereType|rm:TypeInfoType|TypeInfoType|.*Quantity(Type)?|.*PriceQuoteType)$/;

function schemaNotation(
  element: XmlElement,
  types: ReadonlyMap<string, XmlElement>,
  prefix = '',
): string {
  const value = (name: string): string | undefined =>
    element.attributes.find((attribute) => attribute.name === name)?.value;
  const least = value('minOccurs') ?? '1';
  const most = value('maxOccurs') ?? '1';
  const count = most === 'unbounded' ? (least === '0' ? '*' : '+') : least === '0' ? '?' : '';
  const type = value('type') ?? '';
  const named = types.get(type.replace(/^rm:/, ''));
  const complex = element.children.find(({ name }) => name === 'complexType') ?? named;
  const head = `${prefix}${value('name')}${count}`;
  // Children of a type of the common schema are in its namespace.
  const within = complex === named && named !== undefined ? 'rm:' : prefix;
  if (complex === undefined || LEAVES.test(type)) return head;
  const sequence = complex.children.find(({ name }) => name === 'sequence')!;
  const inside = sequence.children.map((child) => schemaNotation(child, types, within));
  return `${head}{${inside.join(' ')}}`;
}

function parseSchema(file: string): XmlElement {
  const text = readFileSync(path.join(folder, 'xsd/edxl-rm/1.0', file), 'utf8');
  return parseXml(text).root!;
}

function scheduleCodes(element: XmlElement): string[] | null {
  const name = element.attributes.find((attribute) => attribute.name === 'name')?.value;
  if (name === 'ScheduleType') {
    const values: string[] = [];
    const visit = (one: XmlElement): void => {
      if (one.name === 'enumeration') values.push(one.attributes[0]!.value);
      one.children.forEach(visit);
    };
    visit(element);
    return values;
  }
  for (const child of element.children) {
    const found = scheduleCodes(child);
    if (found !== null) return found;
  }
  return null;
}

test('the table of elements is that of the published schemas', { skip }, () => {
  const types = new Map(
    parseSchema('EDXL-RMCommonTypes.xsd')
      .children.filter(({ name }) => name === 'complexType')
      .map((type) => [type.attributes.find(({ name }) => name === 'name')!.value, type]),
  );
  for (const type of EDXL_MESSAGE_TYPES) {
    const schema = parseSchema(`EDXL-RM${type}.xsd`);
    const root = schema.children.find(({ name }) => name === 'element')!;
    assert.equal(root.namespace, XS);
    const ours = `${type}{${notationOf(EDXL_MESSAGES[type]).join(' ')}}`;
    assert.equal(ours, schemaNotation(root, types), type);
    const codes = scheduleCodes(root)!;
    const information = EDXL_MESSAGES[type].at(-1)!.content;
    assert.ok(information.kind === 'sequence');
    const schedule = information.rules.at(-1)!.content;
    assert.ok(schedule.kind === 'sequence');
    const rule = schedule.rules[0]!.content;
    assert.ok(rule.kind === 'text');
    for (const code of [...new Set(codes.length > 0 ? codes : ['Current'])])
      assert.equal(rule.text.check(code), null, `${type} ${code}`);
    const others = [
      'RequestedArrival',
      'Current',
      'ActualReturnArrival',
      'Committed',
      'Route',
      'x',
    ];
    if (codes.length > 0)
      for (const code of others)
        assert.equal(rule.text.check(code) === null, codes.includes(code), `${type} ${code}`);
  }
});

test('prefixes and seeded mutations are findings, never a throw', { skip }, () => {
  const random = new Random(16);
  const xml = cases[0]!.xml;
  for (let end = 0; end < xml.length; end += 3)
    assert.ok(decodeEdxl(xml.slice(0, end)).findings.length > 0);
  const pieces = [
    '<',
    '&',
    '>',
    '"',
    '<a>',
    '</Resource>',
    '&#0;',
    '\u0000',
    'é',
    ']]>',
    '',
    'rm:',
  ];
  for (let i = 0; i < 5000; i++) {
    const from = random.pick(cases).xml;
    const at = random.below(from.length);
    const { message, findings } = decodeEdxl(
      from.slice(0, at) + random.pick(pieces) + from.slice(at + random.below(4)),
    );
    if (message === null || findings.length > 0) continue;
    const written = encodeEdxl(message);
    assert.ok(written.ok && decodeEdxl(written.value).findings.length === 0);
  }
});

test('a document type is refused', () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx">]><RequestResource>&b;</RequestResource>';
  const { message, findings } = decodeEdxl(bomb);
  assert.deepEqual([message, findings[0]?.kind], [null, 'xml']);
});

/** A call that every case is about, whatever ids it has. */
function anyCall(id: string): CallView {
  const pledge = { id: 'p1', needId: null, member: 'POL' } as PledgeView;
  return { id, owner: 'ROU', needs: [], pledges: [pledge], members: [] } as unknown as CallView;
}

test(
  'drafts of every case are commands that the API takes, whoever reads them',
  { skip },
  async () => {
    const app = Fastify();
    app.post('/', { schema: { body: RallyBody } }, (_request, reply) => reply.send({}));
    let drafted = 0;
    for (const { name, xml } of cases) {
      const { message } = decodeEdxl(xml);
      if (message === null) continue;
      for (const [member, call] of [
        ['POL', anyCall],
        ['ROU', anyCall],
        ['POL', () => null],
      ] as const) {
        const { drafts, findings } = edxlToDrafts(message, {
          member,
          call,
          hasIncident: () => true,
        });
        for (const command of drafts) {
          const { statusCode, body } = await app.inject({
            method: 'POST',
            url: '/',
            payload: command,
          });
          assert.equal(statusCode, 200, `${name}: ${JSON.stringify(command)} ${body}`);
        }
        drafted += drafts.length;
        assert.ok(drafts.length + findings.length > 0, `${name}: neither a draft nor a reason`);
      }
    }
    assert.ok(drafted > cases.length / 2);
  },
);
