// Hot path: one object a message, its texts and its detail; below 10 microseconds.
import {
  decodeFault,
  decodeUtf8,
  fail,
  ok,
  type DecodeFault,
  type Result,
} from '../../base/index.ts';
import { CotDetail } from './detail.ts';
import { COT_UNKNOWN, knownOrNull, type CotEvent } from './event.ts';
import { isNamed } from './decode.ts';
import { COT_LIMITS } from './limits.ts';
import { formatNumber } from './number.ts';
import { FieldReader, findUncarried } from './protobuf.ts';
import { OctetSink } from './sink.ts';
import { isWritableTime } from './time.ts';
import {
  splitDetail,
  TYPED_ELEMENTS,
  type SplitDetail,
  type TypedElement,
} from './typed-detail.ts';
import { asciiText } from './xml-text.ts';
import { NEXT, SCAN, XmlScan } from './xml-scan.ts';

/** What a contact on the mesh can read: versions of the TAK protocol, 0 read as 1. */
export interface TakControl {
  readonly minProtoVersion: number;
  readonly maxProtoVersion: number;
  /** empty when an event with a uid goes with it */
  readonly contactUid: string;
}

/** TakMessage of TAK protocol version 1. The two times are those of TAK Server. */
export interface TakMessage {
  readonly control: TakControl | null;
  readonly event: CotEvent | null;
  readonly submissionAt: number | null;
  readonly creationAt: number | null;
}

const outer = new FieldReader();
const middle = new FieldReader();
const inner = new FieldReader();
const scan = new XmlScan();
const sink = new OctetSink();

type Fields = (string | number)[];

/** Fields of CotEvent by number: 1 text, 2 time (uint64 ms), 3 double. */
const EVENT_KINDS = [0, 1, 1, 1, 1, 1, 2, 2, 2, 1, 3, 3, 3, 3, 3, 0, 1, 1];
const DETAIL_FIELD = 15;
/** Typed elements in Detail: fields 2 to 7, in the order of TYPED_ELEMENTS. */
const FIRST_TYPED = 2;
const LAST_TYPED = 7;

function damaged(at: number, item: string, detail: string): { ok: false; fault: DecodeFault } {
  return { ok: false, fault: decodeFault('bad-value', at, item, detail) };
}

/**
 * A TakMessage payload (without header). Unknown fields are skipped; a field given twice counts as the later one.
 * xmlDetail stands beside the typed fields; where both have an element, xmlDetail's counts. Fields 16 and 17 (caveat,
 * releaseableTo) are TAK Server's.
 *
 * Faults: `bad-value` (not a TakMessage; a text that is no UTF-8; a field out of range), `bad-syntax` (xmlDetail),
 * `bad-length`.
 */
export function decodeTakMessage(
  bytes: Uint8Array,
  from = 0,
  to = bytes.length,
): Result<TakMessage, DecodeFault> {
  if (to - from > COT_LIMITS.eventOctets)
    return fail(decodeFault('bad-length', from, 'TakMessage', 'too long'));
  let control: TakControl | null = null;
  let event: CotEvent | null = null;
  let submissionAt: number | null = null;
  let creationAt: number | null = null;
  outer.open(bytes, from, to);
  while (outer.next()) {
    if (outer.wireType === 2 && outer.field === 1) {
      const read = readControl(bytes, outer.from, outer.end);
      if (!read.ok) return read;
      control = read.value;
    } else if (outer.wireType === 2 && outer.field === 2) {
      const read = readEvent(bytes, outer.from, outer.end);
      if (!read.ok) return read;
      event = read.value;
    } else if (outer.wireType === 0 && outer.field === 3) submissionAt = outer.value;
    else if (outer.wireType === 0 && outer.field === 4) creationAt = outer.value;
    else if (outer.field <= 4) return damaged(outer.at, 'TakMessage', 'a field of another type');
  }
  if (outer.problem !== '') return damaged(outer.at, 'TakMessage', outer.problem);
  return ok({ control, event, submissionAt, creationAt });
}

function readControl(bytes: Uint8Array, from: number, to: number): Result<TakControl, DecodeFault> {
  let min = 1;
  let max = 1;
  let contactUid = '';
  middle.open(bytes, from, to);
  while (middle.next()) {
    if (middle.field === 1 && middle.wireType === 0) min = middle.value || 1;
    else if (middle.field === 2 && middle.wireType === 0) max = middle.value || 1;
    else if (middle.field === 3 && middle.wireType === 2) {
      const at = findUncarried(bytes, middle.from, middle.end);
      if (at >= 0) return damaged(at, 'TakControl.contactUid', 'text that XML cannot carry');
      contactUid = textOf(bytes, middle.from, middle.end);
    }
  }
  if (middle.problem !== '') return damaged(middle.at, 'TakControl', middle.problem);
  return ok({ minProtoVersion: min, maxProtoVersion: max, contactUid });
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  for (let i = from; i < to; i++) if (bytes[i]! >= 128) return decodeUtf8(bytes, from, to);
  return asciiText(bytes, from, to);
}

function readEvent(bytes: Uint8Array, from: number, to: number): Result<CotEvent, DecodeFault> {
  const fields: Fields = ['', '', '', '', '', '', 0, 0, 0, '', 0, 0, 0, 0, 0, '', '', ''];
  let detailFrom = -1;
  let detailTo = -1;
  middle.open(bytes, from, to);
  while (middle.next()) {
    const { field, wireType } = middle;
    if (field === DETAIL_FIELD && wireType === 2) {
      detailFrom = middle.from;
      detailTo = middle.end;
      continue;
    }
    const kind = EVENT_KINDS[field] ?? 0;
    if (kind === 0 && field !== DETAIL_FIELD) continue;
    if (kind === 1 && wireType === 2) {
      const at = findUncarried(bytes, middle.from, middle.end);
      if (at >= 0) return damaged(at, `CotEvent field ${field}`, 'text that XML cannot carry');
      fields[field] = textOf(bytes, middle.from, middle.end);
    } else if (kind === 2 && wireType === 0) fields[field] = middle.value;
    else if (kind === 3 && wireType === 1) fields[field] = middle.double();
    else return damaged(middle.at, `CotEvent field ${field}`, 'of another type');
  }
  if (middle.problem !== '') return damaged(middle.at, 'CotEvent', middle.problem);
  const wrong = checkFields(fields);
  if (wrong !== null) return damaged(from, wrong[0], wrong[1]);
  const detail = detailFrom < 0 ? ok(null) : readDetail(bytes, detailFrom, detailTo);
  return detail.ok ? ok(eventOf(fields, detail.value)) : detail;
}

function checkFields(fields: Fields): readonly [string, string] | null {
  if (fields[5] === '') return ['CotEvent.uid', 'is empty'];
  if ((fields[5] as string).length > COT_LIMITS.uidOctets) return ['CotEvent.uid', 'is too long'];
  if (fields[1] === '') return ['CotEvent.type', 'is empty'];
  for (const k of [6, 7, 8])
    if (!isWritableTime(fields[k] as number)) return ['CotEvent', `field ${k} is no time`];
  if (!(Math.abs(fields[10] as number) <= 90)) return ['CotEvent.lat', 'is not within 90 deg'];
  if (!(Math.abs(fields[11] as number) <= 180)) return ['CotEvent.lon', 'is not within 180 deg'];
  return null;
}

function eventOf(fields: Fields, detail: CotDetail | null): CotEvent {
  const text = (field: number): string | null =>
    fields[field] === '' ? null : (fields[field] as string);
  const ce = fields[13] as number;
  const le = fields[14] as number;
  return {
    version: '2.0',
    uid: fields[5] as string,
    type: fields[1] as string,
    how: fields[9] as string,
    timeAt: fields[6] as number,
    startAt: fields[7] as number,
    staleAt: fields[8] as number,
    latDeg: fields[10] as number,
    lonDeg: fields[11] as number,
    haeM: knownOrNull(fields[12] as number),
    ceM: ce < 0 ? null : knownOrNull(ce),
    leM: le < 0 ? null : knownOrNull(le),
    access: text(2),
    qos: text(3),
    opex: text(4),
    caveat: text(16),
    releaseableTo: text(17),
    other: null,
    detail,
  };
}

/** Where each typed element's message is in the octets; from -1: not there. */
const typedFrom = new Int32Array(TYPED_ELEMENTS.length);
const typedTo = new Int32Array(TYPED_ELEMENTS.length);

/** Typed fields as elements, in the order of their numbers, then xmlDetail as it is. */
function readDetail(bytes: Uint8Array, from: number, to: number): Result<CotDetail, DecodeFault> {
  let xmlFrom = 0;
  let xmlTo = 0;
  typedFrom.fill(-1);
  inner.open(bytes, from, to);
  while (inner.next()) {
    const { field } = inner;
    if (field > LAST_TYPED) continue;
    if (inner.wireType !== 2) return damaged(inner.at, `Detail field ${field}`, 'of another type');
    if (field === 1) {
      xmlFrom = inner.from;
      xmlTo = inner.end;
    } else {
      typedFrom[field - FIRST_TYPED] = inner.from;
      typedTo[field - FIRST_TYPED] = inner.end;
    }
  }
  if (inner.problem !== '') return damaged(inner.at, 'Detail', inner.problem);
  const step = scan.scan(bytes, xmlFrom, xmlTo, true);
  if (step !== SCAN.done) {
    const more = step === SCAN.more;
    const why = more ? 'an element does not end' : scan.faultText;
    return fail(decodeFault('bad-syntax', more ? xmlTo : scan.faultAt, 'Detail.xmlDetail', why));
  }
  sink.start();
  for (let k = 0; k < TYPED_ELEMENTS.length; k++) {
    if (typedFrom[k]! < 0) continue;
    const element = TYPED_ELEMENTS[k]!;
    const wrong = readTyped(bytes, typedFrom[k]!, typedTo[k]!, element);
    if (wrong !== '') return damaged(inner.at, `Detail.${element.name}`, wrong);
    if (!isInXml(bytes, element.name)) writeElement(element);
  }
  if (sink.length === 0) return ok(new CotDetail(bytes.subarray(xmlFrom, xmlTo)));
  sink.raw(bytes.subarray(xmlFrom, xmlTo));
  return ok(new CotDetail(sink.take()));
}

function isInXml(bytes: Uint8Array, name: string): boolean {
  for (let node = 0; node < scan.count; node = scan.nodes[node + NEXT]!)
    if (isNamed(bytes, scan.nodes, node, name)) return true;
  return false;
}

/** Values of the typed element read last, in the order of its attributes. */
const typedValues: (string | number)[] = ['', '', '', ''];

/** Fills `typedValues`; says what is damaged. */
function readTyped(bytes: Uint8Array, from: number, to: number, element: TypedElement): string {
  const { attributes } = element;
  for (let k = 0; k < attributes.length; k++)
    typedValues[k] = attributes[k]!.kind === 'text' ? '' : 0;
  inner.open(bytes, from, to);
  while (inner.next()) {
    // attributes stand in the order of their field numbers, from 1 on
    const attribute = attributes[inner.field - 1];
    if (attribute === undefined) continue;
    const { kind } = attribute;
    if (kind === 'text' && inner.wireType === 2) {
      if (findUncarried(bytes, inner.from, inner.end) >= 0) return 'text that XML cannot carry';
      typedValues[inner.field - 1] = textOf(bytes, inner.from, inner.end);
    } else if (kind === 'count' && inner.wireType === 0)
      typedValues[inner.field - 1] = inner.value % 2 ** 32;
    else if (kind === 'number' && inner.wireType === 1) {
      const value = inner.double();
      if (!Number.isFinite(value)) return 'no number';
      typedValues[inner.field - 1] = value;
    } else return 'a field of another type';
  }
  return inner.problem;
}

function writeElement(element: TypedElement): void {
  const { attributes } = element;
  sink.ascii(element.opening);
  for (let k = 0; k < attributes.length; k++) {
    const { before, required } = attributes[k]!;
    const value = typedValues[k]!;
    if (!required && value === '') continue;
    sink.attribute(before, typeof value === 'number' ? formatNumber(value) : value);
  }
  sink.ascii('/>');
}

/** A TakMessage payload. What TakMessage has no place for (version, other attributes of the event) is left out. */
export function encodeTakMessage(message: Partial<TakMessage>): Uint8Array {
  const { control, event, submissionAt, creationAt } = message;
  const split = event?.detail ? splitDetail(event.detail) : null;
  sink.start();
  if (control) {
    const opened = sink.open(1);
    count(1, control.minProtoVersion);
    count(2, control.maxProtoVersion);
    text(3, control.contactUid);
    sink.close(opened);
  }
  if (event) {
    const opened = sink.open(2);
    writeEvent(event, split);
    sink.close(opened);
  }
  count(3, submissionAt ?? 0);
  count(4, creationAt ?? 0);
  return sink.take();
}

function writeEvent(event: CotEvent, split: SplitDetail | null): void {
  text(1, event.type);
  text(2, event.access ?? '');
  text(3, event.qos ?? '');
  text(4, event.opex ?? '');
  text(5, event.uid);
  count(6, Math.max(0, Math.floor(event.timeAt)));
  count(7, Math.max(0, Math.floor(event.startAt)));
  count(8, Math.max(0, Math.floor(event.staleAt)));
  text(9, event.how);
  double(10, event.latDeg);
  double(11, event.lonDeg);
  double(12, event.haeM ?? COT_UNKNOWN);
  double(13, event.ceM ?? COT_UNKNOWN);
  double(14, event.leM ?? COT_UNKNOWN);
  if (split !== null) {
    const opened = sink.open(DETAIL_FIELD);
    writeDetail(split);
    sink.close(opened);
  }
  text(16, event.caveat ?? '');
  text(17, event.releaseableTo ?? '');
}

function writeDetail({ typed, rest }: SplitDetail): void {
  if (rest.length > 0) {
    const opened = sink.open(1);
    sink.raw(rest);
    sink.close(opened);
  }
  for (let k = 0; k < TYPED_ELEMENTS.length; k++) {
    const values = typed[k];
    if (!values) continue;
    const { field, attributes } = TYPED_ELEMENTS[k]!;
    const opened = sink.open(field);
    for (let i = 0; i < attributes.length; i++) {
      const { kind } = attributes[i]!;
      const value = values[i];
      if (kind === 'text') text(i + 1, (value ?? '') as string);
      else if (kind === 'count') count(i + 1, value as number);
      else double(i + 1, value as number);
    }
    sink.close(opened);
  }
}

function text(field: number, value: string): void {
  if (value === '') return;
  sink.varint(field * 8 + 2);
  sink.sized(value);
}

function count(field: number, value: number): void {
  if (value === 0) return;
  sink.varint(field * 8);
  sink.varint(value);
}

function double(field: number, value: number): void {
  if (Object.is(value, 0)) return;
  sink.varint(field * 8 + 1);
  sink.double(value);
}
