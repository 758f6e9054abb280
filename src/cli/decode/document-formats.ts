import { decodeFault, decodeUtf8 } from '../../base/index.ts';
import { decodeCap, parseCapTime, type CapAlert } from '../../wire/cap/index.ts';
import { decodeEdxl, parseEdxlTime, type EdxlMessage } from '../../wire/edxl-rm/index.ts';
import { readGeoZones, type GeoLimit, type GeoZoneRecord } from '../../wire/geo-zones/index.ts';
import {
  utcTime,
  type DecodeFormat,
  type Shown,
  type ShownField,
  type ShownTime,
  type Sink,
} from './shown.ts';
import { wholeDocument } from './text-units.ts';
import { fieldsOf, joinFacts, PLAIN_WORDS } from './words.ts';

/** What is wrong with an XML message, by its path; `root` stands for the message as a whole. */
function giveFindings(
  findings: readonly { readonly kind: string; readonly path: string; readonly text: string }[],
  root: string,
  format: string,
  sink: Sink,
): void {
  for (const { kind, path, text } of findings) {
    const code = kind === 'xml' ? 'bad-syntax' : 'bad-value';
    sink.fault(decodeFault(code, 0, path || root, `${kind}: ${text}`), format);
  }
}

class ShownCap implements Shown {
  readonly format = 'cap';
  readonly type: string;
  readonly category = null;
  readonly address: string;
  readonly source: string;
  readonly time: ShownTime | null;
  readonly #alert: CapAlert;

  constructor(alert: CapAlert) {
    this.#alert = alert;
    this.type = alert.msgType;
    this.address = alert.identifier;
    this.source = alert.sender;
    this.time = utcTime(parseCapTime(alert.sent));
  }

  summary(): string {
    const info = this.#alert.info?.[0];
    const { status, scope } = this.#alert;
    return joinFacts([
      status,
      scope,
      info?.event,
      info === undefined ? null : `${info.urgency}/${info.severity}/${info.certainty}`,
      info?.headline,
      info?.area?.[0]?.areaDesc,
    ]);
  }

  tree(): object {
    return this.#alert;
  }

  fields(): ShownField[] {
    return fieldsOf(this.#alert, '', PLAIN_WORDS);
  }
}

function readCap(bytes: Uint8Array, sink: Sink): void {
  const { alert, findings } = decodeCap(bytes);
  if (alert !== null) sink.record(new ShownCap(alert), 0);
  giveFindings(findings, 'alert', 'cap', sink);
}

class ShownEdxl implements Shown {
  readonly format = 'edxl-rm';
  readonly type: string;
  readonly category = null;
  readonly address: string;
  readonly source: string | null;
  readonly time: ShownTime | null;
  readonly #message: EdxlMessage;

  constructor(message: EdxlMessage) {
    this.#message = message;
    this.type = message.MessageContentType;
    this.address = message.MessageID;
    this.source = message.OriginatingMessageID;
    this.time = utcTime(parseEdxlTime(message.SentDateTime));
  }

  summary(): string {
    const { MessageDescription, ResourceInformation, PrecedingMessageID } = this.#message;
    return joinFacts([
      MessageDescription,
      PrecedingMessageID === undefined ? null : `answers ${PrecedingMessageID}`,
      `${ResourceInformation?.length ?? 0} resources`,
    ]);
  }

  tree(): object {
    return this.#message;
  }

  fields(): ShownField[] {
    return fieldsOf(this.#message, '', PLAIN_WORDS);
  }
}

function readEdxl(bytes: Uint8Array, sink: Sink): void {
  const { message, findings } = decodeEdxl(bytes);
  if (message !== null) sink.record(new ShownEdxl(message), 0);
  giveFindings(findings, 'message', 'edxl-rm', sink);
}

class ShownZone implements Shown {
  readonly format = 'geo-zones';
  readonly type: string;
  readonly category = null;
  readonly address: string | null;
  readonly source: string | null;
  readonly time = null;
  readonly #zone: GeoZoneRecord;

  constructor(zone: GeoZoneRecord) {
    this.#zone = zone;
    this.type = zone.restriction;
    this.address = zone.identifier;
    this.source = zone.country === '' ? null : zone.country;
  }

  summary(): string {
    const { names, reasons, volumes, periods } = this.#zone;
    const [first] = volumes;
    return joinFacts([
      names[0]?.text,
      reasons.join(', '),
      first === undefined
        ? 'no volume'
        : `${limitText(first.lower, 'ground')} to ${limitText(first.upper, 'no ceiling')}`,
      volumes.length > 1 ? `${volumes.length} volumes` : null,
      periods.length === 0 ? 'always' : `${periods.length} periods`,
    ]);
  }

  tree(): object {
    return this.#zone;
  }

  fields(): ShownField[] {
    return fieldsOf(this.#zone, '', PLAIN_WORDS);
  }
}

function limitText(limit: GeoLimit, open: string): string {
  return limit.valueM === null ? open : `${Math.round(limit.valueM)} m ${limit.reference}`;
}

function readZones(bytes: Uint8Array, sink: Sink): void {
  const set = readGeoZones(bytes, 'auto');
  for (const zone of set.records) sink.record(new ShownZone(zone), 0);
  for (const { severity, identifier, path, text } of set.findings) {
    const item = identifier === null ? path || '/' : `${identifier} ${path}`;
    sink.fault(decodeFault('bad-value', 0, item, text), 'geo-zones', severity);
  }
}

export const CAP_FORMAT: DecodeFormat = {
  name: 'cap',
  what: 'CAP 1.2 alerts',
  sniff: ({ text }) =>
    text !== null && /<([A-Za-z_][\w.-]*:)?alert[\s>]/.test(text) && text.includes('emergency:cap:')
      ? 3
      : 0,
  open: () => wholeDocument('cap', readCap),
};

export const EDXL_FORMAT: DecodeFormat = {
  name: 'edxl-rm',
  what: 'EDXL-RM 1.0 resource messages',
  sniff: ({ text }) => (text?.startsWith('<') === true && /EDXL:RM:1\.0/.test(text) ? 3 : 0),
  open: () => wholeDocument('edxl-rm', readEdxl),
};

export const GEO_ZONES_FORMAT: DecodeFormat = {
  name: 'geo-zones',
  what: 'UAS geo-zones: ED-269, ED-318, GeoJSON',
  sniff: ({ keys, bytes }) => {
    if (keys === null) return 0;
    if (keys.has('UASZoneList')) return 3;
    if (keys.has('features') || keys.has('geometry')) return 2;
    return /"type"\s*:\s*"Feature/.test(decodeUtf8(bytes)) ? 2 : 0;
  },
  open: () => wholeDocument('geo-zones', readZones),
};
