import {
  COT_LIMITS,
  CotStream,
  decodeCotDatagram,
  decodeTakMessage,
  nameOfHow,
  nameOfType,
  readWords,
  TAK_MAGIC,
  type CotElement,
  type CotEvent,
  type CotStreamStep,
} from '../../wire/cot/index.ts';
import type {
  DecodeFormat,
  Head,
  Shown,
  ShownField,
  ShownTime,
  Sink,
  UnitReader,
} from './shown.ts';
import { fieldsOf, joinFacts, placeText, withUnit, type Vocabulary } from './words.ts';

const COT_WORDS: Vocabulary = {
  names: {
    haeM: 'height above ellipsoid (hae)',
    ceM: 'circular error (ce)',
    leM: 'linear error (le)',
    opex: 'operation or exercise (opex)',
    qos: 'quality of service (qos)',
    timeAt: 'time',
    startAt: 'start',
    staleAt: 'stale',
  },
  meanings: {},
  hidden: new Set<string>(),
};

export class ShownCot implements Shown {
  readonly format = 'cot';
  readonly type: string;
  readonly category = null;
  readonly address: string;
  readonly source = null;
  readonly time: ShownTime;
  readonly #event: CotEvent;

  constructor(event: CotEvent) {
    this.#event = event;
    this.type = event.type;
    this.address = event.uid;
    this.time = { kind: 'utc', ms: event.timeAt };
  }

  summary(): string {
    const { type, how, latDeg, lonDeg, haeM, detail, opex } = this.#event;
    const words = readWords(detail);
    return joinFacts([
      words.callsign,
      nameOfType(type),
      nameOfHow(how),
      placeText(latDeg, lonDeg),
      withUnit(haeM, 'm'),
      withUnit(words.speedMps, 'm/s', 1),
      withUnit(words.courseDeg, 'deg', 1),
      opex,
      words.remarks,
    ]);
  }

  tree(): object {
    const { detail, timeAt, startAt, staleAt, other, ...event } = this.#event;
    return {
      ...event,
      timeAt: iso(timeAt),
      startAt: iso(startAt),
      staleAt: iso(staleAt),
      ...(other === null ? {} : { other: Object.fromEntries(other) }),
      detail: detail === null ? null : detail.elements.map(treeOf),
    };
  }

  fields(): ShownField[] {
    return fieldsOf(this.tree(), '', COT_WORDS);
  }
}

function iso(at: number): string | null {
  return Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : null;
}

/** An element by its name: attributes, inner elements, text. */
function treeOf(element: CotElement): object {
  const inner = element.content.map((part) => (typeof part === 'string' ? part : treeOf(part)));
  const attributes = Object.fromEntries(element.attributes);
  return { [element.name]: inner.length === 0 ? attributes : { ...attributes, content: inner } };
}

/** XML events and frames of a stream, or datagrams of the mesh. */
class CotUnits implements UnitReader {
  readonly #stream = new CotStream();
  /** the input is one TakMessage, bare or behind the header of the mesh, as in files; known with the first octets */
  #lone: boolean | null = null;

  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    this.#lone ??= !sink.place.datagram && (isBare(bytes) || isMesh(bytes));
    if (sink.place.datagram) give(decodeCotDatagram(bytes), sink);
    else if (this.#lone) {
      if (!last && bytes.length < COT_LIMITS.eventOctets) return 0;
      if (isMesh(bytes)) {
        give(decodeCotDatagram(bytes), sink);
        return bytes.length;
      }
      const read = decodeTakMessage(bytes);
      if (!read.ok) sink.fault(read.fault, 'cot');
      else if (read.value.event !== null) sink.record(new ShownCot(read.value.event), 0);
    } else {
      give(this.#stream.push(bytes), sink);
      if (last) give(this.#stream.end(), sink);
    }
    return bytes.length;
  }
}

function give({ items, faults }: CotStreamStep, sink: Sink): void {
  for (const { event } of items) if (event !== null) sink.record(new ShownCot(event), 0);
  for (const fault of faults) sink.fault(fault, 'cot');
}

function isBare(bytes: Uint8Array): boolean {
  const read = bytes[0] === TAK_MAGIC || bytes[0] === 0x3c ? null : decodeTakMessage(bytes);
  return read?.ok === true && read.value.event !== null;
}

function isMesh(bytes: Uint8Array): boolean {
  return bytes[0] === TAK_MAGIC && bytes[2] === TAK_MAGIC;
}

function sniffCot({ bytes, text }: Head): number {
  if (text !== null)
    return /^(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(event|auth)[\s>]/.test(text) ? 3 : 0;
  if (bytes[0] !== TAK_MAGIC) return isBare(bytes) ? 2 : 0;
  const { items } = isMesh(bytes) ? decodeCotDatagram(bytes) : new CotStream().push(bytes);
  return items.some(({ event }) => event !== null) ? 3 : 0;
}

export const COT_FORMAT: DecodeFormat = {
  name: 'cot',
  what: 'Cursor on Target events, TAK protocol version 1',
  sniff: sniffCot,
  open: () => new CotUnits(),
};
