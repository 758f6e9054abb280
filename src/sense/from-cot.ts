/**
 * Cursor on Target as a source: TAK servers (we dial in), TAK clients and gateways (they dial in, or send datagrams,
 * also to the mesh group). Positions of things (`a-...`) become plots; everything else is counted and shown. Options:
 *
 * | option | meaning | default |
 * |---|---|---|
 * | acceptTocsin | take events that a Tocsin node made; its picture comes by federation | false |
 * | takeStale | take events whose time is over by their own words | false |
 * | ground | take things on the ground (TAK users, vehicles) | true |
 */
import { decodeFault, DEG_TO_RAD, encodeUtf8, type DecodeFault } from '../base/index.ts';
import {
  makePlot,
  PLOT_FORM,
  type Chunk,
  type Plot,
  type Sensor,
  type SourceConfig,
} from '../model/index.ts';
import {
  CotDetail,
  CotStream,
  decodeCotDatagram,
  encodeCot,
  encodeTakMessage,
  frameTakStream,
  isCotType,
  makeCotEvent,
  readAtom,
  readWords,
  ServerNegotiation,
  type CotAtom,
  type CotEvent,
  type CotStreamStep,
  type CotWords,
} from '../wire/cot/index.ts';
import { dropBeyond } from './drop-beyond.ts';
import { pushFault, type FeedDecoder, type FeedOutput } from './feed.ts';
import { affiliationOf, claimsOf, environmentOf, TOCSIN_ELEMENT } from './from-cot-claims.ts';
import { makeSelfReportSensor } from './self-report-sensor.ts';

/** Connections held at once; more are refused with a fault. */
const MOST_CONNECTIONS = 1024;
/** Things remembered, to know a repetition and an emergency by; at the bound the one silent longest goes. */
const MOST_THINGS = 20_000;
const MOST_EMERGENCIES = 1024;
/** The same trouble is told once, then again after this many. */
const NOTE_EVERY = 1000;
const MOST_NOTES = 100;
/** An event older than its own life, and at least this old, is over, ms. */
const LEAST_LIFE_MS = 60_000;
/** TAK clients and servers end a connection that is silent: we ask this often, ms. */
const PING_MS = 15_000;
/** How long our own messages on a connection stand, ms. */
const CONTROL_MS = 60_000;

/** Who says where a thing is: it does itself, a tracker does, or a person does. */
type Origin = 'self' | 'tracks' | 'people';

interface Line {
  readonly stream: CotStream;
  readonly negotiation: ServerNegotiation | null;
  pingedAt: number;
}

interface Seen {
  readonly timeAt: number;
  readonly latDeg: number;
  readonly lonDeg: number;
}

export function createCotFeed(config: SourceConfig): FeedDecoder {
  return new CotFeed(config);
}

class CotFeed implements FeedDecoder {
  readonly #config: SourceConfig;
  readonly #lines = new Map<number, Line>();
  readonly #seen = new Map<string, Seen>();
  readonly #emergencies = new Map<string, string>();
  readonly #notes = new Map<string, number>();
  readonly #announced = new Set<Origin>();
  #last: { event: CotEvent; bytes: Uint8Array } | null = null;

  constructor(config: SourceConfig) {
    this.#config = config;
  }

  accept(chunk: Chunk, out: FeedOutput): void {
    if (chunk.connection === 0) {
      this.#take(decodeCotDatagram(chunk.bytes), null, chunk, out);
      return;
    }
    const line = this.#lineOf(chunk, out);
    if (line !== null) this.#take(line.stream.push(chunk.bytes), line, chunk, out);
  }

  close(connection: number): void {
    this.#lines.delete(connection);
  }

  lastRecord(): { readonly record: unknown; readonly bytes: Uint8Array } | null {
    return this.#last && { record: this.#last.event, bytes: this.#last.bytes };
  }

  /** Pings of the connections that we dialled: TAK servers end silent ones. */
  tick(now: number, out: FeedOutput): void {
    if (this.#config.transport.kind !== 'tcp-client') return;
    for (const [connection, line] of this.#lines) {
      if (Math.abs(now - line.pingedAt) < PING_MS) continue;
      line.pingedAt = now;
      out.replies.push({
        connection,
        bytes: encodeCot(this.#control('t-x-c-t', 'ping', now), true),
      });
    }
  }

  #control(type: string, what: string, at: number): CotEvent {
    return makeCotEvent({
      uid: `tocsin.${this.#config.id}.${what}`,
      type,
      how: 'm-g',
      timeAt: at,
      staleAt: at + CONTROL_MS,
      latDeg: 0,
      lonDeg: 0,
      detail: CotDetail.of(),
    });
  }

  #lineOf(chunk: Chunk, out: FeedOutput): Line | null {
    const { connection, receivedAt } = chunk;
    const known = this.#lines.get(connection);
    if (known !== undefined) return known;
    if (this.#lines.size >= MOST_CONNECTIONS) {
      const detail = `more than ${MOST_CONNECTIONS} connections`;
      this.#note(out, decodeFault('out-of-turn', 0, 'connection', detail), chunk.bytes);
      return null;
    }
    const isServer = this.#config.transport.kind === 'tcp-server';
    const uid = `tocsin.${this.#config.id}.${connection}`;
    const negotiation = isServer ? new ServerNegotiation({ uid }) : null;
    const line: Line = { stream: new CotStream(), negotiation, pingedAt: receivedAt };
    this.#lines.set(connection, line);
    const offer = negotiation?.offer(receivedAt) ?? null;
    if (offer !== null) this.#reply(line, connection, offer, out);
    return line;
  }

  #reply(line: Line, connection: number, event: CotEvent, out: FeedOutput): void {
    const framed = (line.negotiation?.version ?? 0) > 0;
    const bytes = framed ? frameTakStream(encodeTakMessage({ event })) : encodeCot(event, true);
    out.replies.push({ connection, bytes });
  }

  #take(step: CotStreamStep, line: Line | null, chunk: Chunk, out: FeedOutput): void {
    for (const fault of step.faults) pushFault(out, fault, chunk.bytes);
    for (const { event, bytes } of step.items) {
      out.records++;
      if (event === null) continue;
      this.#last = { event, bytes };
      if (line !== null && this.#answer(line, chunk, event, out)) continue;
      const plot = this.#plotOf(event, bytes, chunk, out);
      if (plot !== null) out.batch.plots.push(plot);
    }
  }

  /** Pings and negotiation; true when the event was for us alone. */
  #answer(line: Line, chunk: Chunk, event: CotEvent, out: FeedOutput): boolean {
    const { connection, receivedAt } = chunk;
    if (event.type === 't-x-c-t') {
      const pong = this.#control('t-x-c-t-r', 'pong', receivedAt);
      this.#reply(line, connection, pong, out);
      return true;
    }
    const step = line.negotiation?.accept(event, receivedAt) ?? null;
    if (step === null || step.do === 'pass') return false;
    if (step.do === 'reply')
      // The answer itself is XML still.
      out.replies.push({ connection, bytes: encodeCot(step.reply, true) });
    return true;
  }

  #plotOf(event: CotEvent, bytes: Uint8Array, chunk: Chunk, out: FeedOutput): Plot | null {
    const words = readWords(event.detail);
    if (this.#isOwn(event)) return null;
    if (isCotType(event.type, 'b-a-o')) this.#noteEmergency(event, words);
    const atom = readAtom(event.type);
    if (atom === null || !this.#isWanted(event, atom, bytes, chunk, out)) return null;
    const origin = originOf(event.how);
    const emergency = this.#emergencies.get(event.uid) ?? null;
    const source = { name: this.#config.name, isSelf: origin === 'self' };
    const affiliation = affiliationOf(event, atom, words, source);
    return makePlot({
      sourceId: this.#config.id,
      sensorId: this.#sensorOf(origin, out),
      at: event.timeAt,
      receivedAt: chunk.receivedAt,
      form: PLOT_FORM.position,
      environment: environmentOf(atom),
      latRad: event.latDeg * DEG_TO_RAD,
      lonRad: event.lonDeg * DEG_TO_RAD,
      ...errorsOf(event, origin),
      ...velocityOf(words),
      claims: claimsOf(event, atom, words, { emergency, affiliation }),
      simulated: this.#config.simulated,
    });
  }

  /** What a Tocsin node sent comes back from a TAK server: it would confirm itself. */
  #isOwn(event: CotEvent): boolean {
    if (this.#config.options['acceptTocsin'] === true || event.detail === null) return false;
    return (
      hasOctets(event.detail.xml, TOCSIN_OPENING) && event.detail.find(TOCSIN_ELEMENT) !== null
    );
  }

  #isWanted(
    event: CotEvent,
    atom: CotAtom,
    bytes: Uint8Array,
    chunk: Chunk,
    out: FeedOutput,
  ): boolean {
    // Clients without a fix send 0 N 0 E.
    if (event.latDeg === 0 && event.lonDeg === 0) return false;
    if (atom.dimension === 'ground' && this.#config.options['ground'] === false) return false;
    if (!this.#config.simulated && isExercise(event)) {
      const detail = 'exercise or simulated data on a live feed: not used';
      this.#note(out, decodeFault('out-of-turn', 0, 'opex', detail), bytes);
      return false;
    }
    const life = Math.max(LEAST_LIFE_MS, event.staleAt - event.timeAt);
    if (this.#config.options['takeStale'] !== true && chunk.receivedAt - event.timeAt > life) {
      const detail = 'over when it came: an old event sent again, or a clock behind';
      this.#note(out, decodeFault('out-of-turn', 0, 'stale', detail), bytes);
      return false;
    }
    return !this.#isRepeated(event);
  }

  #isRepeated({ uid, timeAt, latDeg, lonDeg }: CotEvent): boolean {
    const seen = this.#seen.get(uid);
    const same = seen?.timeAt === timeAt && seen.latDeg === latDeg && seen.lonDeg === lonDeg;
    this.#seen.delete(uid);
    this.#seen.set(uid, same ? seen : { timeAt, latDeg, lonDeg });
    dropBeyond(this.#seen, MOST_THINGS);
    return same;
  }

  /** An emergency stands until it is cancelled; it belongs to the thing its link names. */
  #noteEmergency(event: CotEvent, words: CotWords): void {
    const link = words.links.find(({ relation }) => relation === 'p-p') ?? words.links[0];
    const uid = link?.uid ?? event.uid.replace(/-9-1-1$/, '');
    this.#emergencies.delete(uid);
    if (words.emergency?.cancelled === true || isCotType(event.type, 'b-a-o-can')) return;
    this.#emergencies.set(uid, words.emergency?.type ?? 'TAK emergency');
    dropBeyond(this.#emergencies, MOST_EMERGENCIES);
  }

  #sensorOf(origin: Origin, out: FeedOutput): string {
    const { id, name } = this.#config;
    const sensorId = origin === 'self' ? `cot:${id}` : `cot:${id}/${origin}`;
    if (this.#announced.has(origin)) return sensorId;
    this.#announced.add(origin);
    out.batch.sensors.push(makeSensor(origin, sensorId, id, name));
    return sensorId;
  }

  #note(out: FeedOutput, fault: DecodeFault, bytes: Uint8Array): void {
    const count = this.#notes.get(fault.detail) ?? 0;
    if (this.#notes.size < MOST_NOTES || count > 0) this.#notes.set(fault.detail, count + 1);
    if (count % NOTE_EVERY === 0) pushFault(out, fault, bytes);
  }
}

const TOCSIN_OPENING = encodeUtf8(`<${TOCSIN_ELEMENT}`);

function hasOctets(bytes: Uint8Array, what: Uint8Array): boolean {
  for (let at = bytes.indexOf(what[0]!); at >= 0; at = bytes.indexOf(what[0]!, at + 1))
    if (what.every((octet, k) => bytes[at + k] === octet)) return true;
  return false;
}

/** Operational data is never exercise data: opex `e` and `s`, and what a simulation positioned. */
function isExercise(event: CotEvent): boolean {
  return /^[es]/i.test(event.opex ?? '') || isCotType(event.how, 'm-s');
}

function originOf(how: string): Origin {
  if (how.startsWith('h')) return 'people';
  const own = ['m-g', 'm-n', 'm-m', 'm-R'].some((pattern) => isCotType(how, pattern));
  return own ? 'self' : 'tracks';
}

function makeSensor(origin: Origin, id: string, sourceId: string, name: string): Sensor {
  const own = makeSelfReportSensor(id, sourceId, `${name} own positions`);
  if (origin === 'self') return own;
  const people = origin === 'people';
  return {
    ...own,
    name: people ? `${name} reports of people` : `${name} tracks`,
    kind: people ? 'position' : 'tracks',
    sdPositionM: people ? 300 : 100,
    sdAltM: people ? 300 : 100,
    sdVelocityMps: 10,
  };
}

/** A radius of 0 is a client that does not know it. */
function errorsOf(event: CotEvent, origin: Origin): Partial<Plot> {
  const { haeM, ceM, leM } = event;
  // A person's estimate is seldom as good as it says.
  const least = origin === 'people' ? 50 : 1;
  const sigma = ceM === null || ceM === 0 ? Number.NaN : Math.max(least, ceM);
  const upSigma = leM === null || leM === 0 ? Number.NaN : Math.max(least, leM);
  return {
    covEE: sigma * sigma,
    covEN: Number.isNaN(sigma) ? Number.NaN : 0,
    covNN: sigma * sigma,
    altM: haeM ?? Number.NaN,
    altKind: haeM === null ? 'none' : 'ellipsoid',
    sdAltM: haeM === null ? Number.NaN : upSigma,
  };
}

function velocityOf({ courseDeg, speedMps }: CotWords): Partial<Plot> {
  if (speedMps === null || speedMps < 0 || speedMps > 20_000) return {};
  if (courseDeg === null && speedMps > 0) return {};
  const course = (courseDeg ?? 0) * DEG_TO_RAD;
  return {
    vEastMps: speedMps * Math.sin(course),
    vNorthMps: speedMps * Math.cos(course),
    sdVelocityMps: Math.max(1, 0.1 * speedMps),
  };
}
