/**
 * EDXL-RM 1.0, the sixteen messages: what each must have, left out or doubled or misplaced once, and valid documents
 * in other spellings. The needs are those of section 5 of the digest, not of Tocsin's table.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeEdxl, EDXL_MESSAGE_TYPES, encodeEdxl } from '../../src/wire/edxl-rm/index.ts';

type Type = (typeof EDXL_MESSAGE_TYPES)[number];

const NAMESPACES =
  'xmlns="urn:oasis:names:tc:emergency:EDXL:RM:1.0:msg" xmlns:rm="urn:oasis:names:tc:emergency:EDXL:RM:1.0" xmlns:gml="http://www.opengis.net/gml"';
const CONTACT =
  '<ContactInformation><rm:ContactDescription>Desk</rm:ContactDescription></ContactInformation>';
const QUANTITY = '<Quantity><rm:QuantityText>2 teams</rm:QuantityText></Quantity>';
const FUNDING = '<Funding><rm:FundCode>F1</rm:FundCode></Funding>';
const PRECEDING = '<PrecedingMessageID>M0</PrecedingMessageID>';
const ANSWER =
  '<ResponseInformation><rm:PrecedingResourceInfoElementID>1</rm:PrecedingResourceInfoElementID><rm:ResponseType>Accept</rm:ResponseType></ResponseInformation>';
const PRICE = '<PriceQuote><rm:QuantityText>10 EUR</rm:QuantityText></PriceQuote>';
const STATUS =
  '<ResourceStatus><DeploymentStatus><rm:ValueListURN>urn:x</rm:ValueListURN><rm:Value>d</rm:Value></DeploymentStatus><Availability>now</Availability></ResourceStatus>';

/** Those that answer: both ids of what they answer, and what they answer. */
const ANSWERS: readonly Type[] = [
  'ResponseToRequestResource',
  'CommitResource',
  'ResponseToRequestReturn',
  'ResponseToRequestQuote',
  'ResponseToRequestExtendedDeploymentDuration',
];

/** A message with what it must have and no more. */
function least(type: Type): string {
  const answers = ANSWERS.includes(type);
  const quantity = ['RequisitionResource', 'CommitResource', 'ReleaseResource'].includes(type);
  const status = type === 'ResponseToRequestReturn' ? STATUS : '';
  const inside = quantity ? QUANTITY : type === 'ResponseToRequestQuote' ? PRICE : '';
  return [
    `<${type} ${NAMESPACES}><MessageID>M1</MessageID>`,
    '<SentDateTime>2026-03-13T10:05:00+02:00</SentDateTime>',
    `<MessageContentType>${type}</MessageContentType>`,
    type === 'RequestInformation' ? '<MessageDescription>What is there?</MessageDescription>' : '',
    '<OriginatingMessageID>M0</OriginatingMessageID>',
    answers || type === 'ResponseToRequestInformation' ? PRECEDING : '',
    type === 'RequisitionResource' ? FUNDING : '',
    CONTACT,
    '<ResourceInformation><ResourceInfoElementID>1</ResourceInfoElementID>',
    answers ? ANSWER : '',
    `<Resource><Name>Team</Name>${status}</Resource>`,
    inside === '' ? '' : `<AssignmentInformation>${inside}</AssignmentInformation>`,
    `</ResourceInformation></${type}>`,
  ].join('');
}

/** What is left out of each message that has it. */
const NEEDED: readonly string[] = [
  'MessageID',
  'SentDateTime',
  'MessageContentType',
  'OriginatingMessageID',
  'PrecedingMessageID',
  'ContactInformation',
  'ResourceInfoElementID',
  'ResponseInformation',
  'rm:PrecedingResourceInfoElementID',
  'rm:ResponseType',
  'Quantity',
  'PriceQuote',
  'Funding',
  'ResourceStatus',
  'Availability',
];

/** Who finds a document wrong: what breaks the schema may break the text of the standard besides. */
function kindsOf(xml: string): string[] {
  const kinds = decodeEdxl(xml).findings.map(({ kind }) => kind);
  return kinds.includes('schema') ? ['schema'] : [...new Set(kinds)];
}

function without(xml: string, name: string): string {
  return xml.replace(new RegExp(`<${name}>.*?</${name}>`), '');
}

test('each message with the least it must have is valid and comes back', () => {
  for (const type of EDXL_MESSAGE_TYPES) {
    const { message, findings } = decodeEdxl(least(type));
    assert.deepEqual(findings, [], type);
    const written = encodeEdxl(message!);
    assert.ok(written.ok, type);
    assert.deepEqual(decodeEdxl(written.value), { message, findings: [] }, type);
  }
});

test('each thing a message must have is missed, whichever message', () => {
  let cases = 0;
  for (const type of EDXL_MESSAGE_TYPES)
    for (const name of NEEDED) {
      const xml = least(type);
      const cut = without(xml, name);
      if (cut === xml) continue;
      cases++;
      assert.deepEqual(kindsOf(cut), ['schema'], `${type} without ${name}`);
      const last = name.replace('rm:', '');
      const { findings } = decodeEdxl(cut);
      const told = findings.some(
        ({ path, text }) => path.endsWith(`.${last}`) && text === 'is required',
      );
      assert.ok(told, `${type} without ${name}: ${JSON.stringify(findings)}`);
    }
  assert.ok(cases >= 120, String(cases));
  // what a question about information may leave out, no other may
  for (const type of EDXL_MESSAGE_TYPES) {
    const cut = without(least(type), 'ResourceInformation');
    const may = type === 'RequestInformation' || type === 'ResponseToRequestInformation';
    assert.deepEqual(kindsOf(cut), may ? [] : ['schema'], type);
  }
});

test('an answer where none is asked, and other things out of place, are told', () => {
  for (const type of EDXL_MESSAGE_TYPES) {
    const xml = least(type);
    const put = (what: string, before: string): string => xml.replace(before, what + before);
    // who may be an answer, by the digest's list and the schemas' optional ones
    const may =
      ANSWERS.includes(type) ||
      [
        'ResponseToRequestInformation',
        'ReleaseResource',
        'RequestQuote',
        'ReportResourceDeploymentStatus',
      ].includes(type);
    if (!ANSWERS.includes(type))
      assert.deepEqual(kindsOf(put(ANSWER, '<Resource>')), may ? [] : ['schema'], type);
    const funded = put(FUNDING, '<ContactInformation>');
    if (type === 'OfferUnsolicitedResource') assert.deepEqual(kindsOf(funded), ['schema']);
    for (const [what, wrong] of [
      ['doubled id', xml.replace('<MessageID>M1</MessageID>', '$&$&')],
      ['id last', without(xml, 'MessageID').replace(/<\/\w+>$/, '<MessageID>M1</MessageID>$&')],
      ['content type of another', xml.replace(/(<MessageContentType>)\w+/, '$1Nothing')],
      [
        'common name in the message namespace',
        xml.replaceAll('rm:ContactDescription', 'ContactDescription'),
      ],
      ['message name in the common namespace', xml.replaceAll(/(<\/?)Name>/g, '$1rm:Name>')],
      ['time without zone and seconds', xml.replace('10:05:00+02:00', '10:05')],
      ['30 February', xml.replace('2026-03-13', '2026-02-30')],
      ['unknown element', put('<Colour>red</Colour>', '<ContactInformation>')],
      ['text between elements', put('and', '<ContactInformation>')],
    ] as const)
      assert.deepEqual(kindsOf(wrong), ['schema'], `${type}: ${what}`);
  }
});

test('the same message in another spelling of XML says the same', () => {
  for (const type of EDXL_MESSAGE_TYPES) {
    const xml = least(type);
    const { message } = decodeEdxl(xml);
    const prefixed = xml
      .replaceAll(/<(\/?)(?!rm:)(\w)/g, '<$1m:$2')
      .replace('xmlns=', 'xmlns:m=')
      .replaceAll('rm:', 'c:')
      .replace('xmlns:rm', 'xmlns:c');
    for (const [what, other] of [
      [
        'byte order mark and declaration',
        `\ufeff<?xml version="1.0" encoding="UTF-8"?>\r\n${xml}\n`,
      ],
      ['other prefixes', prefixed],
      [
        'schema location',
        xml.replace(
          ' xmlns:rm',
          ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x x.xsd" xmlns:rm',
        ),
      ],
      ['comments and instructions', xml.replaceAll('><', '><!-- c --><?p i?>\n\t<')],
      [
        'character data and references',
        xml.replace('>M1<', '><![CDATA[M]]>&#x31;<').replace('Desk', 'De&#115;k'),
      ],
      ['single quotes', xml.replaceAll('"', "'")],
    ] as const) {
      const read = decodeEdxl(other);
      assert.deepEqual(read.findings, [], `${type}: ${what}`);
      assert.deepEqual(read.message, message, `${type}: ${what}`);
    }
  }
});

/** Areas of a schedule's place: the inside of TargetArea, and who finds it wrong. */
const AREAS: readonly [string, 'schema' | 'standard' | null][] = [
  ['<gml:Point><gml:pos>45.2 29.6</gml:pos></gml:Point>', null],
  ['<gml:Point srsName="urn:x"><gml:pos>4.52e1 -2.96E1</gml:pos></gml:Point>', null],
  ['<gml:Point><gml:pos>95 29.6</gml:pos></gml:Point>', 'standard'],
  ['<gml:Point><gml:pos>45.2</gml:pos></gml:Point>', 'standard'],
  ['<gml:Point><gml:pos>north east</gml:pos></gml:Point>', 'schema'],
  ['<gml:Point><gml:posList>45.2 29.6</gml:posList></gml:Point>', 'schema'],
  ['<gml:Point/>', 'schema'],
  ['<Point><pos>45.2 29.6</pos></Point>', 'schema'],
  ['<gml:LineString><gml:posList>45 29 46 30</gml:posList></gml:LineString>', null],
  ['<gml:LineString><gml:posList>45 29</gml:posList></gml:LineString>', 'standard'],
  [
    '<gml:CircleByCenterPoint numArc="1"><gml:pos>45 29</gml:pos><gml:radius uom="m">5000</gml:radius></gml:CircleByCenterPoint>',
    null,
  ],
  [
    '<gml:CircleByCenterPoint numArc="1"><gml:pos>45 29</gml:pos><gml:radius>5000</gml:radius></gml:CircleByCenterPoint>',
    'schema',
  ],
  [
    '<gml:CircleByCenterPoint><gml:pos>45 29</gml:pos><gml:radius uom="m">5000</gml:radius></gml:CircleByCenterPoint>',
    'schema',
  ],
  [
    '<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>45 29 46 29 46 30 45 29</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>',
    null,
  ],
  [
    '<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>45 29 46 29 46 30 45 30</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>',
    'standard',
  ],
  [
    '<gml:Polygon><gml:LinearRing><gml:posList>45 29 46 29</gml:posList></gml:LinearRing></gml:Polygon>',
    'schema',
  ],
  [
    '<gml:Envelope><gml:lowerCorner>45 29</gml:lowerCorner><gml:upperCorner>46 30</gml:upperCorner></gml:Envelope>',
    null,
  ],
  ['<gml:Envelope><gml:lowerCorner>45 29</gml:lowerCorner></gml:Envelope>', 'schema'],
  ['<gml:Curve><gml:segments/></gml:Curve>', 'schema'],
  ['', 'schema'],
];

test('areas: what the schema refuses, and what only the standard does', () => {
  for (const [area, who] of AREAS) {
    const place = `<ScheduleInformation><ScheduleType>ReportTo</ScheduleType><Location><rm:TargetArea>${area}</rm:TargetArea></Location></ScheduleInformation>`;
    const xml = least('RequestResource').replace('</ResourceInformation>', `${place}$&`);
    assert.deepEqual(kindsOf(xml), who === null ? [] : [who], area);
  }
});
