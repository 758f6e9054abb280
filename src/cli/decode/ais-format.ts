import { latin1 } from '../../base/index.ts';
import { AIS, AisReader, type AisMessage, type NmeaSentence } from '../../wire/ais/index.ts';
import {
  utcTime,
  type DecodeFormat,
  type Shown,
  type ShownField,
  type ShownTime,
  type Sink,
  type UnitReader,
} from './shown.ts';
import { fieldsOf, joinFacts, placeText, withUnit, type Vocabulary } from './words.ts';

/** Titles of ITU-R M.1371-5, annex 8. */
const TITLES: readonly string[] = [
  '',
  'position report',
  'position report, assigned',
  'position report, polled',
  'base station report',
  'static and voyage data',
  'addressed binary message',
  'binary acknowledgement',
  'binary broadcast message',
  'SAR aircraft position report',
  'UTC and date inquiry',
  'UTC and date response',
  'addressed safety message',
  'safety acknowledgement',
  'safety broadcast',
  'interrogation',
  'assignment mode command',
  'DGNSS broadcast',
  'class B position report',
  'class B extended report',
  'data link management',
  'aid-to-navigation report',
  'channel management',
  'group assignment',
  'class B static data',
  'single slot binary message',
  'multiple slot binary message',
  'long-range position report',
];

const AIS_WORDS: Vocabulary = {
  names: {
    mmsi: 'user ID (MMSI)',
    repeat: 'repeat indicator',
    navStatus: 'navigational status',
    turnDegPerMin: 'rate of turn',
    turnRaw: 'rate of turn, as sent',
    speedKt: 'speed over ground',
    courseDeg: 'course over ground',
    headingDeg: 'true heading',
    utcSecond: 'time stamp (UTC second)',
    accurate: 'position accuracy high',
    maneuver: 'special manoeuvre',
    raim: 'RAIM',
    radio: 'communication state',
    epfd: 'electronic position fixing device',
    imo: 'IMO number',
    dac: 'DAC designated area code',
    fi: 'FI function identifier',
    dteUnavailable: 'DTE not available',
  },
  meanings: {
    navStatus: [
      'under way using engine',
      'at anchor',
      'not under command',
      'restricted manoeuvrability',
      'constrained by her draught',
      'moored',
      'aground',
      'engaged in fishing',
      'under way sailing',
      'reserved',
      'reserved',
      'towing astern',
      'pushing ahead or towing alongside',
      'reserved',
      'AIS-SART, MOB or EPIRB active',
      'not defined',
    ],
    epfd: {
      0: 'undefined',
      1: 'GPS',
      2: 'GLONASS',
      3: 'GPS and GLONASS',
      4: 'Loran-C',
      5: 'Chayka',
      6: 'integrated navigation system',
      7: 'surveyed',
      8: 'Galileo',
      15: 'internal GNSS',
    },
    maneuver: ['not available', 'not engaged', 'engaged'],
    quality: ['no fix', 'GPS', 'DGPS', '', 'RTK', 'float RTK', 'estimated', 'manual', 'simulated'],
    shipType: shipTypes(),
  },
  hidden: new Set<string>(),
};

function shipTypes(): Record<number, string> {
  const out: Record<number, string> = {
    30: 'fishing',
    31: 'towing',
    32: 'towing, long or wide',
    33: 'dredging or underwater work',
    34: 'diving',
    35: 'military',
    36: 'sailing',
    37: 'pleasure craft',
    50: 'pilot vessel',
    51: 'search and rescue',
    52: 'tug',
    53: 'port tender',
    54: 'anti-pollution',
    55: 'law enforcement',
    58: 'medical transport',
    59: 'not a party to an armed conflict',
  };
  const tens: Readonly<Record<number, string>> = {
    20: 'wing in ground',
    40: 'high-speed craft',
    60: 'passenger',
    70: 'cargo',
    80: 'tanker',
    90: 'other',
  };
  for (const [first, name] of Object.entries(tens))
    for (let i = 0; i < 10; i++) out[Number(first) + i] = name;
  return out;
}

class ShownAis implements Shown {
  readonly format = 'ais';
  readonly type: string;
  readonly category: number;
  readonly address: string;
  readonly source: string | null;
  readonly time: ShownTime | null;
  readonly #message: AisMessage;
  readonly #radio: { readonly channel: string; readonly own: boolean };

  constructor(reader: AisReader) {
    const message = reader.message!;
    this.#message = message;
    this.type = `AIS ${message.type}`;
    this.category = message.type;
    this.address = String(message.mmsi).padStart(9, '0');
    this.source = reader.station;
    this.time = utcTime(reader.time);
    this.#radio = { channel: reader.channel, own: reader.own };
  }

  summary(): string {
    const m = this.#message as unknown as Record<string, unknown>;
    const number = (key: string): number | null => (typeof m[key] === 'number' ? m[key] : null);
    const text = (key: string): string | null => (typeof m[key] === 'string' ? m[key] : null);
    return joinFacts([
      TITLES[this.#message.type],
      text('shipName') ?? text('name'),
      text('callsign'),
      text('destination'),
      placeText(number('latDeg'), number('lonDeg')),
      withUnit(number('speedKt'), 'kt', 1),
      withUnit(number('courseDeg'), 'deg', 1),
      text('text'),
      m['dac'] === undefined ? null : `DAC ${number('dac')} FI ${number('fi')}`,
    ]);
  }

  tree(): object {
    return { ...this.#message, ...this.#radio };
  }

  fields(): ShownField[] {
    return fieldsOf(this.tree(), '', AIS_WORDS);
  }
}

class ShownNmea implements Shown {
  readonly format = 'ais';
  readonly type: string;
  readonly category = null;
  readonly address: string | null;
  readonly source: string;
  readonly time: ShownTime | null;
  readonly #sentence: NmeaSentence;

  constructor(sentence: NmeaSentence, readerTime: number) {
    this.#sentence = sentence;
    this.type = sentence.sentence;
    this.source = sentence.talker;
    this.address = 'target' in sentence ? `target ${sentence.target}` : null;
    const at = 'at' in sentence && sentence.at !== null ? sentence.at : readerTime;
    const day = 'timeOfDayS' in sentence ? sentence.timeOfDayS : null;
    if (Number.isFinite(at)) this.time = { kind: 'utc', ms: at };
    else this.time = day === null ? null : { kind: 'day', ms: day * 1000 };
  }

  summary(): string {
    const s = this.#sentence as unknown as Record<string, number | null | undefined>;
    return joinFacts([
      placeText(s['latDeg'], s['lonDeg']),
      withUnit(s['distanceNm'], 'NM', 2),
      withUnit(s['bearingDeg'], 'deg', 1),
      withUnit(s['speedKt'], 'kt', 1),
      withUnit(s['courseDeg'], 'deg', 1),
      withUnit(s['headingDeg'], 'deg', 1),
    ]);
  }

  tree(): object {
    return this.#sentence;
  }

  fields(): ShownField[] {
    return fieldsOf(this.#sentence, '', AIS_WORDS);
  }
}

/** Milliseconds of "receive time" a sentence where the input has no time: parts of messages may lie 30 s apart. */
const UNTIMED_STEP_MS = 5;

class AisUnits implements UnitReader {
  readonly #reader = new AisReader({ nmea: true });
  #clock = 0;

  read(bytes: Uint8Array, last: boolean, sink: Sink): number {
    const reader = this.#reader;
    this.#clock = Number.isFinite(sink.place.at)
      ? sink.place.at
      : this.#clock + UNTIMED_STEP_MS * (bytes.length / 80);
    reader.feed(bytes, this.#clock);
    this.#drain(sink);
    if (last) {
      reader.end();
      this.#drain(sink);
    }
    return bytes.length;
  }

  #drain(sink: Sink): void {
    const reader = this.#reader;
    for (let step = reader.next(); step !== AIS.needMore; step = reader.next()) {
      if (step === AIS.fault) {
        const line = latin1(
          reader.line,
          reader.lineFrom,
          Math.min(reader.lineTo, reader.lineFrom + 100),
        );
        const { fault } = reader;
        sink.fault({ ...fault, detail: `${fault.detail}: ${line}` }, 'ais');
      } else if (step === AIS.sentence) sink.record(new ShownNmea(reader.nmea!, reader.time), 0);
      else sink.record(new ShownAis(reader), 0);
    }
  }
}

export const AIS_FORMAT: DecodeFormat = {
  name: 'ais',
  what: 'AIS and NMEA 0183 sentences, tag blocks, Gatehouse',
  sniff: ({ text }) => {
    if (text === null) return 0;
    if (/(^|[\\ ])![A-Z0-9]{2}VD[MO],\d/m.test(text) || /^\$PGHP,/m.test(text)) return 3;
    return /^(\\[^\\\r\n]*\\)?\$[A-Z]{5},[^*\r\n]*\*[0-9A-F]{2}/im.test(text) ? 2 : 0;
  },
  open: () => new AisUnits(),
};
