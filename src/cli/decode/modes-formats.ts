import { decodeUtf8 } from '../../base/index.ts';
import {
  AvrReader,
  BEAST,
  BeastReader,
  decodeAircraftJson,
  decodeSbs,
  FIX,
  formatSquawk,
  JsonFrames,
  ModesDecoder,
  VERDICT,
  type AircraftEntry,
  type ModesMessage,
  type SbsMessage,
} from '../../wire/modes/index.ts';
import { LineUnits } from './text-units.ts';
import {
  utcTime,
  type DecodeFormat,
  type Head,
  type ReadOptions,
  type Shown,
  type ShownField,
  type ShownTime,
  type Sink,
  type UnitReader,
} from './shown.ts';
import { MODES_WORDS } from './modes-words.ts';
import { fieldsOf, hexAddress, joinFacts, placeText, withUnit } from './words.ts';

/** A message with what the decoder's memory adds to it. */
class ShownModes implements Shown {
  readonly format: string;
  readonly type: string;
  readonly category: number;
  readonly address: string;
  readonly source = null;
  readonly time: ShownTime | null;
  readonly #message: ModesMessage;
  readonly #place: { readonly latDeg: number; readonly lonDeg: number } | null;
  readonly #heard: boolean;
  readonly #signal: number;

  constructor(
    format: string,
    reader: BeastReader | AvrReader,
    decoder: ModesDecoder,
    heard: boolean,
  ) {
    const message = decoder.message!;
    this.format = format;
    this.#message = message;
    this.category = message.df;
    this.type = `DF${message.df}`;
    const other = 'addressKind' in message && message.addressKind === 'other';
    this.address = `${other ? '~' : ''}${hexAddress(message.icao)}`;
    this.time = Number.isFinite(reader.ticks) ? { kind: 'ticks', ms: reader.ticks / 12_000 } : null;
    const fixed = heard && decoder.fix !== FIX.none && decoder.fix !== FIX.rejected;
    const aircraft = decoder.aircraft;
    this.#place =
      fixed && aircraft !== null ? { latDeg: aircraft.latDeg, lonDeg: aircraft.lonDeg } : null;
    this.#heard = heard;
    this.#signal = reader.signal;
  }

  summary(): string {
    const m = this.#message;
    const facts: (string | null)[] = [];
    if ('content' in m)
      facts.push(...contentFacts(m.content as unknown as Record<string, unknown>));
    if ('altitudeFt' in m) facts.push(withUnit(m.altitudeFt, 'ft'));
    if ('mode3A' in m && m.mode3A !== null) facts.push(`A${formatSquawk(m.mode3A)}`);
    if ('onGround' in m && m.onGround === true) facts.push('on ground');
    if ('commB' in m && m.commB !== null && m.commB.bds !== null)
      facts.push(`BDS ${m.commB.bds} (inferred)`, ...registerFacts(m.commB.register));
    if (this.#place !== null) facts.push(placeText(this.#place.latDeg, this.#place.lonDeg));
    if (!this.#heard) facts.push('address never proven: may be noise');
    return joinFacts(facts);
  }

  tree(): object {
    return {
      ...withoutForeign(readable(this.#message) as Record<string, unknown>),
      ...(this.#place === null ? {} : { position: this.#place }),
      addressHeard: this.#heard,
      ...(Number.isNaN(this.#signal) ? {} : { signal: this.#signal }),
    };
  }

  fields(): ShownField[] {
    return fieldsOf(this.tree(), '', MODES_WORDS);
  }
}

/** Altitude replies have no identity and the other way round: that is not "not available". */
function withoutForeign(values: Record<string, unknown>): object {
  const { mode3A, altitudeFt, commB, ...rest } = values;
  switch (values['df']) {
    case 4:
      return { ...rest, altitudeFt };
    case 5:
      return { ...rest, mode3A };
    case 20:
      return { ...rest, altitudeFt, commB };
    case 21:
      return { ...rest, mode3A, commB };
    default:
      return values;
  }
}

/** Addresses as hex and squawks as four digits, as everybody writes them. */
function readable(value: object): object {
  const out: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'icao' && typeof inner === 'number') out[key] = hexAddress(inner);
    else if (key === 'mode3A' && typeof inner === 'number') out[key] = formatSquawk(inner);
    else if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      out[key] = readable(inner as object);
    else out[key] = inner;
  }
  return out;
}

function contentFacts(content: Record<string, unknown>): string[] {
  const number = (key: string): number | null =>
    typeof content[key] === 'number' ? content[key] : null;
  const text = (key: string): string => (typeof content[key] === 'string' ? content[key] : '');
  return [
    text('type').replaceAll('-', ' '),
    text('callsign'),
    withUnit(number('altitudeFt'), 'ft'),
    withUnit(number('groundSpeedKt'), 'kt'),
    withUnit(number('trackDeg'), 'deg'),
    withUnit(number('verticalRateFpm'), 'ft/min'),
  ];
}

/** What a register says most of all. */
function registerFacts(register: object | null): (string | null)[] {
  const values = (register ?? {}) as Readonly<Record<string, unknown>>;
  const fact = (key: string, unit: string): string | null => {
    const value = values[key];
    return typeof value === 'number' ? withUnit(value, unit) : null;
  };
  const { callsign, mach } = values;
  return [
    typeof callsign === 'string' ? callsign : null,
    fact('mcpAltitudeFt', 'ft selected'),
    fact('groundSpeedKt', 'kt'),
    fact('trackDeg', 'deg'),
    fact('indicatedAirspeedKt', 'kt IAS'),
    typeof mach === 'number' ? `Mach ${mach.toFixed(3)}` : null,
  ];
}

/** Milliseconds a message: enough for the decoder's memory to age where the input has no time. */
const UNTIMED_STEP_MS = 1;

class FrameUnits implements UnitReader {
  readonly #format: string;
  readonly #reader: BeastReader | AvrReader;
  readonly #decoder: ModesDecoder;
  #clock = 0;

  constructor(format: string, reader: BeastReader | AvrReader, options: ReadOptions) {
    this.#format = format;
    this.#reader = reader;
    this.#decoder = new ModesDecoder({ repair: options.repair, receiver: options.receiver });
  }

  read(bytes: Uint8Array, _last: boolean, sink: Sink): number {
    const reader = this.#reader;
    reader.feed(bytes);
    for (let step = reader.next(); step !== BEAST.needMore; step = reader.next()) {
      if (step === BEAST.fault) sink.fault(reader.fault, this.#format);
      else this.#message(sink);
    }
    return bytes.length;
  }

  #message(sink: Sink): void {
    const reader = this.#reader;
    const decoder = this.#decoder;
    const offset = Math.max(0, reader.offset - reader.length);
    const verdict = decoder.accept(reader.message, 0, reader.length, this.#now(sink));
    if (verdict === VERDICT.faulty)
      sink.fault({ ...decoder.explain(reader.message, 0, reader.length), offset }, this.#format);
    else if (verdict !== VERDICT.modeAC)
      sink.record(
        new ShownModes(this.#format, reader, decoder, verdict === VERDICT.accepted),
        offset,
      );
    else sink.record(new ShownModeAC(this.#format, reader), offset);
  }

  #now(sink: Sink): number {
    if (Number.isFinite(sink.place.at)) return sink.place.at;
    const { ticks } = this.#reader;
    // From here up receivers put marks (MLAT results), not time.
    if (Number.isFinite(ticks) && ticks > 0 && ticks < 0xff0000000000) this.#clock = ticks / 12_000;
    else this.#clock += UNTIMED_STEP_MS;
    return this.#clock;
  }
}

class ShownModeAC implements Shown {
  readonly format: string;
  readonly type = 'Mode A/C';
  readonly category = null;
  readonly address = null;
  readonly source = null;
  readonly time: ShownTime | null;
  readonly #code: string;

  constructor(format: string, reader: BeastReader | AvrReader) {
    this.format = format;
    this.time = Number.isFinite(reader.ticks) ? { kind: 'ticks', ms: reader.ticks / 12_000 } : null;
    this.#code = ((reader.message[0]! << 8) | reader.message[1]!).toString(16).padStart(4, '0');
  }

  summary(): string {
    return `reply ${this.#code}`;
  }

  tree(): object {
    return { reply: this.#code };
  }

  fields(): ShownField[] {
    return [{ path: 'reply', text: this.#code, title: '' }];
  }
}

class ShownPlain implements Shown {
  readonly format: string;
  readonly type: string;
  readonly category: number | null;
  readonly address: string | null;
  readonly source = null;
  readonly time: ShownTime | null;
  readonly #values: SbsMessage | AircraftEntry;
  readonly #facts: readonly (string | null)[];

  constructor(format: string, type: string, values: SbsMessage | AircraftEntry, at: number | null) {
    this.format = format;
    this.type = type;
    this.category = 'transmission' in values ? values.transmission : null;
    this.address =
      values.icao === null ? null : `${values.isIcao ? '' : '~'}${hexAddress(values.icao)}`;
    this.time = utcTime(at);
    this.#values = values;
    this.#facts = [
      values.callsign,
      values.onGround === true ? 'on ground' : withUnit(values.altitudeFt, 'ft'),
      withUnit(values.groundSpeedKt, 'kt'),
      withUnit(values.trackDeg, 'deg'),
      values.mode3A === null ? null : `A${formatSquawk(values.mode3A)}`,
      placeText(values.latDeg, values.lonDeg),
    ];
  }

  summary(): string {
    return joinFacts(this.#facts);
  }

  tree(): object {
    return readable(this.#values);
  }

  fields(): ShownField[] {
    return fieldsOf(this.tree(), '', MODES_WORDS);
  }
}

function readSbsLine(line: string, offset: number, sink: Sink): void {
  const read = decodeSbs(line);
  if (read.ok) {
    const { kind, transmission, generatedAt, loggedAt } = read.value;
    const type = transmission === null ? kind : `${kind},${transmission}`;
    sink.record(new ShownPlain('sbs', type, read.value, generatedAt ?? loggedAt), offset);
  } else sink.fault({ ...read.fault, offset: offset + read.fault.offset }, 'sbs');
}

/** aircraft.json documents one after the other, or a line an aircraft. */
class AircraftJsonUnits implements UnitReader {
  readonly #frames = new JsonFrames();

  read(bytes: Uint8Array, _last: boolean, sink: Sink): number {
    const { objects, faults } = this.#frames.push(bytes);
    for (const fault of faults) sink.fault(fault, 'aircraft-json');
    for (const object of objects) readAircraftJson(object, sink);
    return bytes.length;
  }
}

function readAircraftJson(bytes: Uint8Array, sink: Sink): void {
  const read = decodeAircraftJson(decodeUtf8(bytes));
  if (!read.ok) {
    sink.fault(read.fault, 'aircraft-json');
    return;
  }
  const { aircraft, at, faults } = read.value;
  for (const entry of aircraft)
    sink.record(new ShownPlain('aircraft-json', entry.source ?? 'aircraft', entry, at), 0);
  for (const fault of faults) sink.fault({ ...fault, offset: 0 }, 'aircraft-json');
}

/** Frames of known types and lengths, counted; a plain 0x1a in other data is soon followed by something else. */
function sniffBeast({ bytes }: Head): number {
  const reader = new BeastReader();
  reader.feed(bytes.subarray(0, 4096));
  let frames = 0;
  for (let step = reader.next(); step !== BEAST.needMore; step = reader.next())
    if (step === BEAST.frame) frames++;
    else return 0;
  if (frames === 0 || reader.skippedOctets > 64 || reader.skippedFrames > frames) return 0;
  return frames > 2 ? 3 : bytes[0] === 0x1a ? 2 : 0;
}

export const MODES_FORMATS: readonly DecodeFormat[] = [
  {
    name: 'beast',
    what: 'Mode S in Beast binary frames (port 30005)',
    sniff: sniffBeast,
    open: (options) => new FrameUnits('beast', new BeastReader(), options),
  },
  {
    name: 'avr',
    what: 'Mode S as AVR text (port 30002)',
    sniff: ({ text }) =>
      text !== null && /^([*:][0-9a-f]{4,28}|[@%<][0-9a-f]{16,42});/im.test(text) ? 3 : 0,
    open: (options) => new FrameUnits('avr', new AvrReader(), options),
  },
  {
    name: 'sbs',
    what: 'SBS-1 BaseStation text (port 30003)',
    sniff: ({ text }) => (text !== null && /^(MSG|SEL|ID|AIR|STA|CLK),\d*,/m.test(text) ? 3 : 0),
    open: () => new LineUnits('sbs', 512, readSbsLine),
  },
  {
    name: 'aircraft-json',
    what: 'aircraft.json of readsb and dump1090',
    sniff: ({ keys }) =>
      keys !== null && (keys.has('aircraft') || keys.has('hex')) && keys.has('now') ? 3 : 0,
    open: () => new AircraftJsonUnits(),
  },
];
