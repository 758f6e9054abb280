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
  type TypedElement,
  type TypedValues,
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
const detailReader = new FieldReader();
const scan = new XmlScan();
const sink = new OctetSink();
const detailSink = new OctetSink();
const elementSink = new OctetSink();

type Fields = (string | number)[];

/** Fields of CotEvent by number: 1 text, 2 time (uint64 ms), 3 double. */
const EVENT_KINDS = [0, 1, 1, 1, 1, 1, 2, 2, 2, 1, 3, 3, 3, 3, 3, 0, 1, 1];
const DETAIL_FIELD = 15;

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

/** Typed fields as elements, in the order of their numbers, then xmlDetail as it is. */
function readDetail(bytes: Uint8Array, from: number, to: number): Result<CotDetail, DecodeFault> {
  let xmlFrom = 0;
  let xmlTo = 0;
  detailReader.open(bytes, from, to);
  while (detailReader.next())
    if (detailReader.field === 1) {
      if (detailReader.wireType !== 2)
        return damaged(detailReader.at, 'Detail.xmlDetail', 'no text');
      xmlFrom = detailReader.from;
      xmlTo = detailReader.end;
    }
  if (detailReader.problem !== '') return damaged(detailReader.at, 'Detail', detailReader.problem);
  const step = scan.scan(bytes, xmlFrom, xmlTo, true);
  if (step !== SCAN.done) {
    const more = step === SCAN.more;
    const why = more ? 'an element does not end' : scan.faultText;
    return fail(decodeFault('bad-syntax', more ? xmlTo : scan.faultAt, 'Detail.xmlDetail', why));
  }
  detailSink.start();
  for (const element of TYPED_ELEMENTS) {
    const values = findTyped(bytes, from, to, element);
    if (typeof values === 'string')
      return damaged(detailReader.at, `Detail.${element.name}`, values);
    if (values !== null && !isInXml(bytes, element.name)) writeElement(element, values);
  }
  if (detailSink.length === 0) return ok(new CotDetail(bytes.subarray(xmlFrom, xmlTo)));
  detailSink.raw(bytes.subarray(xmlFrom, xmlTo));
  return ok(new CotDetail(detailSink.take()));
}

function isInXml(bytes: Uint8Array, name: string): boolean {
  for (let node = 0; node < scan.count; node = scan.nodes[node + NEXT]!)
    if (isNamed(bytes, scan.nodes, node, name)) return true;
  return false;
}

/** Values of a typed element; null when it is not there; a text when it is damaged. */
function findTyped(
  bytes: Uint8Array,
  from: number,
  to: number,
  element: TypedElement,
): TypedValues | string | null {
  let values: (string | number)[] | null = null;
  detailReader.open(bytes, from, to);
  while (detailReader.next()) {
    if (detailReader.field !== element.field) continue;
    if (detailReader.wireType !== 2) return 'of another type';
    values ??= element.attributes.map(({ kind }) => (kind === 'text' ? '' : 0));
    inner.open(bytes, detailReader.from, detailReader.end);
    while (inner.next()) {
      const k = element.attributes.findIndex(({ field }) => field === inner.field);
      if (k < 0) continue;
      const { kind } = element.attributes[k]!;
      if (kind === 'text' && inner.wireType === 2) {
        if (findUncarried(bytes, inner.from, inner.end) >= 0) return 'text that XML cannot carry';
        values[k] = textOf(bytes, inner.from, inner.end);
      } else if (kind === 'count' && inner.wireType === 0) values[k] = inner.value % 2 ** 32;
      else if (kind === 'number' && inner.wireType === 1) {
        values[k] = inner.double();
        if (!Number.isFinite(values[k])) return 'no number';
      } else return 'a field of another type';
    }
    if (inner.problem !== '') return inner.problem;
  }
  return values;
}

function writeElement(element: TypedElement, values: TypedValues): void {
  detailSink.octet(60);
  detailSink.ascii(element.name);
  element.attributes.forEach(({ name, required }, k) => {
    const value = values[k]!;
    if (!required && value === '') return;
    detailSink.attribute(name, typeof value === 'number' ? formatNumber(value) : String(value));
  });
  detailSink.ascii('/>');
}

/** A TakMessage payload. What TakMessage has no place for (version, other attributes of the event) is left out. */
export function encodeTakMessage(message: Partial<TakMessage>): Uint8Array {
  sink.start();
  const { control, event, submissionAt, creationAt } = message;
  if (control) {
    elementSink.start();
    count(elementSink, 1, control.minProtoVersion);
    count(elementSink, 2, control.maxProtoVersion);
    text(elementSink, 3, control.contactUid);
    nested(sink, 1, elementSink.take());
  }
  if (event) nested(sink, 2, eventOctets(event));
  count(sink, 3, submissionAt ?? 0);
  count(sink, 4, creationAt ?? 0);
  return sink.take();
}

function eventOctets(event: CotEvent): Uint8Array {
  const detail = event.detail === null ? null : detailOctets(event.detail);
  const out = elementSink;
  out.start();
  text(out, 1, event.type);
  text(out, 2, event.access ?? '');
  text(out, 3, event.qos ?? '');
  text(out, 4, event.opex ?? '');
  text(out, 5, event.uid);
  count(out, 6, Math.max(0, Math.floor(event.timeAt)));
  count(out, 7, Math.max(0, Math.floor(event.startAt)));
  count(out, 8, Math.max(0, Math.floor(event.staleAt)));
  text(out, 9, event.how);
  double(out, 10, event.latDeg);
  double(out, 11, event.lonDeg);
  double(out, 12, event.haeM ?? COT_UNKNOWN);
  double(out, 13, event.ceM ?? COT_UNKNOWN);
  double(out, 14, event.leM ?? COT_UNKNOWN);
  if (detail !== null) nested(out, DETAIL_FIELD, detail);
  text(out, 16, event.caveat ?? '');
  text(out, 17, event.releaseableTo ?? '');
  return out.take();
}

function detailOctets(detail: CotDetail): Uint8Array {
  const { typed, rest } = splitDetail(detail);
  detailSink.start();
  if (rest.length > 0) nested(detailSink, 1, rest);
  TYPED_ELEMENTS.forEach((element, k) => {
    const values = typed[k];
    if (!values) return;
    elementSink.start();
    element.attributes.forEach(({ field, kind }, i) => {
      const value = values[i];
      if (kind === 'text') text(elementSink, field, (value ?? '') as string);
      else if (kind === 'count') count(elementSink, field, value as number);
      else double(elementSink, field, value as number);
    });
    nested(detailSink, element.field, elementSink.take());
  });
  return detailSink.take();
}

function nested(out: OctetSink, field: number, octets: Uint8Array): void {
  out.varint(field * 8 + 2);
  out.varint(octets.length);
  out.raw(octets);
}

function text(out: OctetSink, field: number, value: string): void {
  if (value === '') return;
  out.varint(field * 8 + 2);
  out.sized(value);
}

function count(out: OctetSink, field: number, value: number): void {
  if (value === 0) return;
  out.varint(field * 8);
  out.varint(value);
}

function double(out: OctetSink, field: number, value: number): void {
  if (Object.is(value, 0)) return;
  out.varint(field * 8 + 1);
  out.double(value);
}
