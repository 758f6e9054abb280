import {
  decodeFault,
  decodeUtf8,
  encodeUtf8,
  fail,
  ok,
  type DecodeFault,
  type Result,
} from '../../base/index.ts';
import { buildContent, encodeContent, textOf, type CotElement } from './element.ts';
import { COT_LIMITS } from './limits.ts';
import { SCAN, XmlScan } from './xml-scan.ts';

const scan = new XmlScan();

/**
 * What stands inside `<detail>`: the octets as they came, always well-formed XML, and on demand a tree. Unknown
 * elements, comments and order are in the octets, and these are what is passed on.
 */
export class CotDetail {
  /** UTF-8; a view of the octets given to the decoder, which must not be changed after */
  readonly xml: Uint8Array;
  #content: readonly (CotElement | string)[] | null = null;

  /** @param xml must have been checked: use CotDetail.read() for octets of unknown origin */
  constructor(xml: Uint8Array) {
    this.xml = xml;
  }

  /** Content of a `<detail>` as XML text. Faults: as decodeCot(). */
  static read(xml: Uint8Array | string): Result<CotDetail, DecodeFault> {
    const bytes = typeof xml === 'string' ? encodeUtf8(xml) : xml;
    if (bytes.length > COT_LIMITS.eventOctets)
      return fail(decodeFault('bad-length', 0, 'detail', 'too long'));
    switch (scan.scan(bytes, 0, bytes.length, true)) {
      case SCAN.done:
        return ok(new CotDetail(bytes));
      case SCAN.more:
        return fail(decodeFault('truncated', bytes.length, 'detail', 'an element does not end'));
      default:
        return fail(decodeFault(scan.faultCode, scan.faultAt, 'detail', scan.faultText));
    }
  }

  static of(...content: readonly (CotElement | string)[]): CotDetail {
    return new CotDetail(encodeContent(content));
  }

  /** Elements and text in their order. */
  get content(): readonly (CotElement | string)[] {
    if (this.#content !== null) return this.#content;
    const { xml } = this;
    scan.scan(xml, 0, xml.length, true);
    this.#content = buildContent(xml, scan, 0, 0, xml.length);
    return this.#content;
  }

  get elements(): readonly CotElement[] {
    return this.content.filter((part) => typeof part !== 'string');
  }

  /** The first element of that name; null when there is none. */
  find(name: string): CotElement | null {
    for (const part of this.content)
      if (typeof part !== 'string' && part.name === name) return part;
    return null;
  }

  all(name: string): CotElement[] {
    return this.elements.filter((element) => element.name === name);
  }

  /** The octets as text. */
  toString(): string {
    return decodeUtf8(this.xml);
  }

  /** For people: elements as `{ name, attributes..., text or elements }`. */
  toJSON(): unknown {
    return this.elements.map(elementToJson);
  }
}

export function elementToJson(element: CotElement): unknown {
  const inner = element.content.filter((part) => typeof part !== 'string');
  const text = textOf(element).trim();
  return {
    element: element.name,
    ...(element.attributes.size > 0 ? { attributes: Object.fromEntries(element.attributes) } : {}),
    ...(inner.length > 0 ? { elements: inner.map(elementToJson) } : text !== '' ? { text } : {}),
  };
}
