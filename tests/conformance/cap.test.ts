/** CAP 1.2: cases judged by the XML schema (libxml2) and by the text of the standard, and OASIS's own sample. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Random } from '../../src/base/index.ts';
import {
  CAP_ALERT,
  CAP_CODES,
  decodeCap,
  encodeCap,
  parseCapPolygon,
} from '../../src/wire/cap/index.ts';
import { parseXml, type XmlElement, type XmlRule } from '../../src/wire/xml/index.ts';
import { DATA, needsData } from '../root.ts';

interface Case {
  readonly name: string;
  readonly xml: string;
  readonly xsd_valid: boolean;
  readonly standard_valid: boolean;
  readonly rule: string;
}

const skip = needsData('cuas/cap');
const folder = path.join(DATA, 'cuas/cap');
const cases: readonly Case[] = skip
  ? []
  : (JSON.parse(readFileSync(path.join(folder, 'cap-cases.json'), 'utf8')) as Case[]);

test('every case gets both verdicts', { skip }, () => {
  for (const { name, xml, xsd_valid, standard_valid, rule } of cases) {
    const { alert, findings } = decodeCap(xml);
    const bySchema = findings.every((one) => one.kind === 'standard');
    const said = `${name} (${rule}): ${JSON.stringify(findings)}`;
    assert.equal(bySchema, xsd_valid, said);
    assert.equal(findings.length === 0, standard_valid, said);
    if (xsd_valid) assert.ok(alert, name);
  }
  assert.ok(cases.length >= 44);
});

test('a valid alert comes back from writing as it was; another is not written', { skip }, () => {
  for (const { name, xml, standard_valid } of cases) {
    const { alert } = decodeCap(xml);
    if (alert === null) continue;
    const written = encodeCap(alert);
    if (name !== 'bad-order' && name !== 'bad-extra-element')
      assert.equal(written.ok, standard_valid, name);
    if (!written.ok) continue;
    const again = decodeCap(written.value);
    assert.deepEqual(again, { alert, findings: [] }, name);
  }
});

test('the sample of OASIS is valid, with its two languages', { skip }, () => {
  const { alert, findings } = decodeCap(readFileSync(path.join(folder, 'sample-oasis-amber.xml')));
  assert.deepEqual(findings, []);
  assert.deepEqual(
    alert?.info?.map((info) => info.language),
    ['en-US', 'es-US'],
  );
});

test('prefixes and seeded mutations are findings, never a throw', { skip }, () => {
  const random = new Random(12);
  const xml = cases[0]!.xml;
  for (let end = 0; end < xml.length; end += 3)
    assert.ok(decodeCap(xml.slice(0, end)).findings.length > 0);
  for (let i = 0; i < 5000; i++) {
    const from = random.pick(cases).xml;
    const at = random.below(from.length);
    const piece = random.pick([
      '<',
      '&',
      '>',
      '"',
      '<a>',
      '</info>',
      '&#0;',
      '\u0000',
      'é',
      ']]>',
      '',
    ]);
    decodeCap(from.slice(0, at) + piece + from.slice(at + random.below(4)));
  }
});

test('a document type is refused, so no entity can grow', () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx">]><alert>&b;</alert>';
  const { alert, findings } = decodeCap(bomb);
  assert.equal(alert, null);
  assert.equal(findings[0]?.kind, 'xml');
});

test('polygons are latitude first', () => {
  assert.deepEqual(parseCapPolygon('45.2,28.7 45.4,28.7 45.4,29.7 45.2,28.7')?.[0], [45.2, 28.7]);
});

/** Our table in one notation: names, how often, what is inside. */
function notationOf(rules: readonly XmlRule[]): string {
  return rules
    .map(({ name, required, many, content }) => {
      const count = many ? (required ? '+' : '*') : required ? '' : '?';
      return content.kind === 'sequence'
        ? `${name}${count}{${notationOf(content.rules)}}`
        : name + count;
    })
    .join(' ');
}

function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name)?.value;
}

/** The same of an element of the schema. */
function schemaNotation(element: XmlElement): string {
  const many = attributeOf(element, 'maxOccurs') === 'unbounded';
  const optional = attributeOf(element, 'minOccurs') === '0';
  const count = many ? (optional ? '*' : '+') : optional ? '?' : '';
  const named = attributeOf(element, 'name') ?? attributeOf(element, 'ref')!.replace('cap:', '');
  const head = `${named}${count}`;
  const complex = element.children.find(({ name }) => name === 'complexType');
  if (complex === undefined) return head;
  const sequence = complex.children.find(({ name }) => name === 'sequence')!;
  const inside = sequence.children.filter(({ name }) => name === 'element').map(schemaNotation);
  return `${head}{${inside.join(' ')}}`;
}

function enumerationsOf(element: XmlElement): string[] {
  const own = element.name === 'enumeration' ? [attributeOf(element, 'value')!] : [];
  return [...own, ...element.children.flatMap(enumerationsOf)];
}

test('the table of elements and the code lists are those of the published schema', { skip }, () => {
  const text = readFileSync(path.join(folder, 'CAP-v1.2.xsd'), 'utf8');
  const schema = parseXml(text).root!;
  const alert = schema.children.find(
    (child) => child.name === 'element' && attributeOf(child, 'name') === 'alert',
  )!;
  assert.equal(`alert{${notationOf(CAP_ALERT)}}`, schemaNotation(alert));
  const ours = Object.values(CAP_CODES).flatMap((words): readonly string[] => words);
  assert.deepEqual([...ours].sort(), enumerationsOf(schema).sort());
});
