// Hot path: two passes over a sentence (checksum, six-bit); allocates what decode.ts does, and a station's name.
/**
 * AIS over NMEA 0183: `!AIVDM,total,part,sequence,channel,payload,fill*hh`, VDO for the own ship, any talker. Rules:
 * - checksum missing, not hex or wrong: rejected, counted; so are other field counts, fill bits above 5, characters
 *   outside the six-bit alphabet, payloads too short for their type
 * - reading goes on at the next `!`, also within a line: several sentences without a line end between them are read
 * - other sentences are ignored; Gatehouse `$PGHP` gives the next sentence its time, receivers' fields after the
 *   checksum (`,rSTATION,epoch`) station and time, as tag blocks do
 */
import { decodeFault, latin1, type DecodeFault, type DecodeFaultCode } from '../../base/index.ts';
import { Assembler, MOST_CHARS, PART } from './assembler.ts';
import { PAD, Payload } from './bits.ts';
import { explainPayload, readMessage } from './decode.ts';
import type { AisMessage } from './messages.ts';
import { decodeNmea, type NmeaSentence } from './nmea.ts';
import { HEX, readTime, TagBlockReader } from './tag-block.ts';

/** What next() found; `sentence` only when asked for (own ship and radar, nmea.ts). */
export const AIS = { needMore: 0, message: 1, fault: 2, sentence: 3 } as const;
export type AisStep = (typeof AIS)[keyof typeof AIS];

const LF = 10;
const CR = 13;
const BANG = 33;
const DOLLAR = 36;
const STAR = 42;
const COMMA = 44;
const BACKSLASH = 92;
/** Octets of a line kept while waiting for its end; a longer one is no line and is dropped. */
const MOST_LINE = 4096;

/** Octets of a `$` sentence looked at; the standard allows 82. */
const MOST_SENTENCE = 256;

/** Six bits of each character, -1 for one outside the alphabet (0 to W, ` to w). */
const SIX = new Int8Array(256).fill(-1);
for (let six = 0; six < 64; six++) SIX[six < 40 ? six + 48 : six + 56] = six;

/** Takes a stream apart: feed(chunk), then next() until needMore; a datagram's last line needs end() first. */
export class AisReader {
  /** after `sentence` */
  nmea: NmeaSentence | null = null;
  /** after `message` */
  message: AisMessage | null = null;
  readonly payload = new Payload();
  /** ms UTC from tag block, Gatehouse line or receiver; NaN: none. Of the first part where there are several */
  time = Number.NaN;
  station: string | null = null;
  /** the own ship's (VDO) */
  own = false;
  /** character, or empty */
  channel = '';
  fault: DecodeFault = decodeFault('bad-syntax', 0, 'NMEA', '');
  /** the sentence read last, for a person: octets of the line */
  line: Uint8Array = new Uint8Array(0);
  lineFrom = 0;
  lineTo = 0;

  /** totals */
  sentences = 0;
  ignored = 0;
  /** parts whose first was not there, or that came twice */
  orphanParts = 0;
  repeatedParts = 0;
  readonly assembler = new Assembler();

  readonly #wantNmea: boolean;
  readonly #tags = new TagBlockReader();
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;
  #receivedAt = 0;
  /** a line whose end has not come yet */
  readonly #carry = new Uint8Array(MOST_LINE);
  #carried = 0;
  /** inside a line that is too long: dropped up to its end */
  #skipping = false;
  /** the line being read: its octets, where reading stands, its end */
  #line: Uint8Array = new Uint8Array(0);
  #pos = 0;
  #end = 0;
  /** what to add to an offset in the line to make it one in the chunk */
  #base = 0;
  /** Gatehouse time for the next sentence that has this checksum */
  #gateTime = Number.NaN;
  #gateSum = -1;
  readonly #packed = new Uint8Array(((MOST_CHARS * 6) >> 3) + PAD + 1);
  readonly #part = {
    total: 0,
    number: 0,
    sequence: 0,
    channel: 0,
    station: 0,
    stationName: null as string | null,
    time: Number.NaN,
  };
  /** where the commas of the sentence stand */
  readonly #commas = new Int32Array(6);

  /** @param options nmea: give own-ship and radar sentences too, instead of ignoring them */
  constructor(options: { readonly nmea?: boolean } = {}) {
    this.#wantNmea = options.nmea === true;
  }

  /** @param receivedAt ms; parts of a message wait 30 s by it */
  feed(bytes: Uint8Array, receivedAt: number): void {
    this.#chunk = bytes;
    this.#at = 0;
    this.#receivedAt = receivedAt;
  }

  /** Takes what is left for a whole line: the end of a datagram or file. Call next() again afterwards. */
  end(): void {
    if (this.#pos < this.#end || this.#carried === 0) return;
    this.#useCarry(this.#chunk.length);
  }

  /** Forgets an unfinished line: the connection ended. */
  reset(): void {
    this.#carried = 0;
    this.#skipping = false;
    this.#pos = this.#end;
    this.#at = this.#chunk.length;
  }

  next(): AisStep {
    for (;;) {
      while (this.#pos < this.#end) {
        const step = this.#readSome();
        if (step !== AIS.needMore) return step;
      }
      const found = this.#nextLine();
      if (found !== AIS.message) return found;
    }
  }

  /** `message`: a line is set up; `fault`: one was too long; `needMore`: the chunk is used up. */
  #nextLine(): AisStep {
    const chunk = this.#chunk;
    while (this.#at < chunk.length) {
      const from = this.#at;
      const found = chunk.indexOf(LF, from);
      const end = found < 0 ? chunk.length : found;
      this.#at = end + 1;
      if (this.#skipping) {
        this.#skipping = found < 0;
        continue;
      }
      if (this.#carried === 0 && found >= 0) {
        this.#line = chunk;
        this.#pos = from;
        this.#end = end;
        this.#base = 0;
        return AIS.message;
      }
      if (this.#carried + end - from > MOST_LINE) {
        this.#skipping = found < 0;
        this.#carried = 0;
        this.fault = decodeFault('bad-length', from, 'line', `no line end in ${MOST_LINE} octets`);
        return AIS.fault;
      }
      this.#carry.set(chunk.subarray(from, end), this.#carried);
      this.#carried += end - from;
      if (found < 0) return AIS.needMore;
      this.#useCarry(end);
      return AIS.message;
    }
    return AIS.needMore;
  }

  #useCarry(endInChunk: number): void {
    this.#line = this.#carry;
    this.#pos = 0;
    this.#end = this.#carried;
    this.#base = endInChunk - this.#carried;
    this.#carried = 0;
  }

  #fail(code: DecodeFaultCode, at: number, item: string, detail: string): AisStep {
    this.fault = decodeFault(code, Math.max(0, at + this.#base), item, detail);
    return AIS.fault;
  }

  /** Goes to the next thing on the line that can be read, and reads it; needMore when nothing came of it. */
  #readSome(): AisStep {
    const line = this.#line;
    let at = this.#pos;
    this.#tags.clear();
    while (at < this.#end) {
      const code = line[at]!;
      if (code === BANG) return this.#readSentence(at);
      if (code === DOLLAR) return this.#readOther(at);
      if (code === BACKSLASH) {
        const after = this.#tags.read(line, at, this.#end);
        if (after <= -2) {
          this.#pos = -2 - after;
          return this.#fail('bad-checksum', at, 'tag block', 'checksum missing or wrong');
        }
        at = after < 0 ? at + 1 : after;
      } else at++;
    }
    this.#pos = this.#end;
    return AIS.needMore;
  }

  #readSentence(at: number): AisStep {
    const line = this.#line;
    const end = this.#end;
    const commas = this.#commas;
    let count = 0;
    let sum = 0;
    let i = at + 1;
    let code = 0;
    for (; i < end; i++) {
      code = line[i]!;
      if (code === STAR || code === BANG || code === CR) break;
      if (code === COMMA && count++ < 6) commas[count - 1] = i;
      sum ^= code;
    }
    this.#pos = i;
    if (!this.#isAis(at, i)) {
      this.#pos = code === BANG || i >= end ? i : i + 1;
      this.ignored++;
      return AIS.needMore;
    }
    this.lineFrom = at;
    this.lineTo = Math.min(end, i + 3);
    this.line = line;
    if (code !== STAR || i + 2 >= end) {
      if (code === CR || i + 2 >= end) this.#pos = end;
      return this.#fail('bad-checksum', at, 'checksum', 'missing');
    }
    const high = HEX[line[i + 1]!]!;
    const low = HEX[line[i + 2]!]!;
    this.#pos = i + 3;
    if (high < 0 || low < 0) return this.#fail('bad-checksum', i, 'checksum', 'not two hex digits');
    if (high * 16 + low !== sum)
      return this.#fail(
        'bad-checksum',
        i,
        'checksum',
        `says ${latin1(line, i + 1, i + 3)}, is ${sum.toString(16)}`,
      );
    this.sentences++;
    if (count !== 6) return this.#fail('bad-syntax', at, 'sentence', `${count + 1} fields, not 7`);
    return this.#readFields(at, i, sum);
  }

  /** VDM or VDO after a talker of two characters. */
  #isAis(at: number, end: number): boolean {
    const line = this.#line;
    if (end - at < 6 || line[at + 3] !== 86 || line[at + 4] !== 68) return false;
    const last = line[at + 5];
    return (last === 77 || last === 79) && (end === at + 6 || line[at + 6] === COMMA);
  }

  #readFields(at: number, star: number, sum: number): AisStep {
    const line = this.#line;
    const commas = this.#commas;
    const c1 = commas[0]!;
    const c2 = commas[1]!;
    const c3 = commas[2]!;
    const c4 = commas[3]!;
    const c5 = commas[4]!;
    const c6 = commas[5]!;
    const total = c2 - c1 === 2 ? line[c1 + 1]! - 48 : -1;
    const number = c3 - c2 === 2 ? line[c2 + 1]! - 48 : -1;
    if (total < 1 || total > 9 || number < 1 || number > total)
      return this.#fail('bad-value', c1 + 1, 'part', 'number of parts or of this part');
    const sequence = c4 - c3 === 1 ? 10 : c4 - c3 === 2 ? line[c3 + 1]! - 48 : -1;
    if (sequence < 0 || sequence > 10)
      return this.#fail('bad-value', c3 + 1, 'sequence', 'not a digit');
    if (c5 - c4 > 2) return this.#fail('bad-value', c4 + 1, 'channel', 'more than one character');
    const fill = star - c6 === 2 ? line[c6 + 1]! - 48 : -1;
    if (fill < 0 || fill > 5) return this.#fail('bad-value', c6 + 1, 'fill bits', 'not 0 to 5');
    const channel = c5 - c4 === 2 ? line[c4 + 1]! : 0;
    this.#setContext(sum);
    this.own = line[at + 5] === 79;
    this.channel =
      channel === 0
        ? ''
        : channel === 65
          ? 'A'
          : channel === 66
            ? 'B'
            : String.fromCharCode(channel);
    if (total === 1) return this.#decode(line, c5 + 1, c6, fill, c5 + 1);
    return this.#assemble(total, number, sequence, channel, fill);
  }

  /** Time and station: of the tag block, else behind the checksum, else of the Gatehouse line before. */
  #setContext(sum: number): void {
    this.time = this.#tags.time;
    this.station = this.#tags.station;
    const behind = this.#pos;
    if (behind < this.#end && this.#line[behind] === COMMA) this.#readTrailing(behind);
    if (this.#gateSum < 0) return;
    if (this.#gateSum === sum && Number.isNaN(this.time)) this.time = this.#gateTime;
    this.#gateSum = -1;
  }

  #assemble(
    total: number,
    number: number,
    sequence: number,
    channel: number,
    fill: number,
  ): AisStep {
    const from = this.#commas[4]! + 1;
    const to = this.#commas[5]!;
    if (number < total && fill !== 0)
      return this.#fail('bad-value', to + 1, 'fill bits', 'only the last part may have them');
    for (let i = from; i < to; i++)
      if (SIX[this.#line[i]!]! < 0)
        return this.#fail('bad-syntax', i, 'payload', 'character outside the alphabet');
    const part = this.#part;
    part.total = total;
    part.number = number;
    part.sequence = sequence;
    part.channel = channel;
    part.station = this.#tags.stationHash;
    part.stationName = this.station;
    part.time = this.time;
    const result = this.assembler.add(part, this.#line, from, to, this.#receivedAt);
    if (result === PART.repeated) this.repeatedParts++;
    else if (result === PART.orphan) this.orphanParts++;
    if (result !== PART.whole) return AIS.needMore;
    if (!Number.isNaN(this.assembler.time)) this.time = this.assembler.time;
    this.station = this.assembler.station;
    return this.#decode(this.assembler.chars, 0, this.assembler.length, fill, from);
  }

  /** Characters to bits, bits to a message. `place`: where the payload begins on the line, for faults. */
  #decode(chars: Uint8Array, from: number, to: number, fill: number, place: number): AisStep {
    if (to - from > MOST_CHARS)
      return this.#fail('bad-length', place, 'payload', `${to - from} characters`);
    const packed = this.#packed;
    let out = 0;
    let held = 0;
    let bits = 0;
    for (let i = from; i < to; i++) {
      const six = SIX[chars[i]!]!;
      if (six < 0)
        return this.#fail(
          'bad-syntax',
          place + i - from,
          'payload',
          'character outside the alphabet',
        );
      held = ((held << 6) | six) & 0x3fff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        packed[out++] = held >> bits;
      }
    }
    if (bits > 0) packed[out++] = held << (8 - bits);
    for (let pad = 0; pad < PAD; pad++) packed[out + pad] = 0;
    const payload = this.payload;
    payload.bytes = packed;
    payload.bits = Math.max(0, (to - from) * 6 - fill);
    const message = readMessage(payload);
    if (message === null) {
      const { code, item, detail } = explainPayload(payload);
      return this.#fail(code, place, item, detail);
    }
    this.message = message;
    return AIS.message;
  }

  /** `,rSTATION,...,epoch` as some receivers write behind the checksum. */
  #readTrailing(from: number): void {
    const line = this.#line;
    let at = from + 1;
    while (at < this.#end) {
      let end = at;
      while (
        end < this.#end &&
        line[end] !== COMMA &&
        line[end] !== CR &&
        line[end] !== BANG &&
        line[end] !== BACKSLASH
      )
        end++;
      const first = line[at]!;
      if ((first === 114 || first === 98) && end > at + 1 && this.station === null)
        this.station = latin1(line, at, Math.min(end, at + 64));
      else if (end - at >= 9 && Number.isNaN(this.time)) this.time = readTime(line, at, end);
      if (end >= this.#end || line[end] !== COMMA) {
        this.#pos = end;
        return;
      }
      at = end + 1;
    }
    this.#pos = this.#end;
  }

  /** A `$` sentence: Gatehouse time is kept for the next one, the rest is ignored. */
  #readOther(at: number): AisStep {
    const line = this.#line;
    let end = at + 1;
    while (end < this.#end && line[end] !== BANG && line[end] !== BACKSLASH && line[end] !== DOLLAR)
      end++;
    this.#pos = end;
    const text = latin1(line, at, Math.min(end, at + MOST_SENTENCE)).trimEnd();
    if (this.#wantNmea) {
      const result = decodeNmea(text);
      this.line = line;
      this.lineFrom = at;
      this.lineTo = end;
      if (result.ok) {
        this.nmea = result.value;
        this.time = this.#tags.time;
        this.station = this.#tags.station;
        return AIS.sentence;
      }
      if (result.fault.code === 'bad-value')
        return this.#fail('bad-value', at, result.fault.item, result.fault.detail);
    }
    this.ignored++;
    if (text.startsWith('$PGHP,')) this.#readGatehouse(text);
    return AIS.needMore;
  }

  /** $PGHP,1,year,month,day,hour,minute,second,ms,country,region,station,online,checksum of the next sentence*hh */
  #readGatehouse(text: string): void {
    const star = text.lastIndexOf('*');
    let sum = 0;
    for (let i = 1; i < star; i++) sum ^= text.charCodeAt(i);
    if (star < 0 || parseInt(text.slice(star + 1), 16) !== (sum & 255)) return;
    const fields = text.slice(0, star).split(',');
    const [year, month, day, hour, minute, second, ms] = fields.slice(2, 9).map(Number);
    const next = parseInt(fields[13] ?? '', 16);
    if (fields[1] !== '1' || Number.isNaN(next)) return;
    const time = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!, ms!);
    this.#gateTime = time;
    this.#gateSum = Number.isNaN(time) ? -1 : next;
  }
}
