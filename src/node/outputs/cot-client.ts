import {
  CotDetail,
  CotStream,
  encodeCot,
  encodeTakMessage,
  frameTakStream,
  makeCotEvent,
  ServerNegotiation,
  type CotEvent,
} from '../../wire/cot/index.ts';
import type { CotNews } from './cot-shelf.ts';

/**
 * Positions are left out for a client that has more than this part of its queue unsent: the next ones are newer anyway.
 * At the whole queue it is cut off.
 */
export const SKIP_PART = 1 / 32;
/** A client that was over SKIP_PART all this time is cut off, ms. */
export const STUCK_MS = 60_000;
/** A client that sends more than this in a second is cut off: it has nothing to say to us. */
export const MOST_INPUT_OCTETS = 1 << 20;

/** The part of a socket that a client needs. */
export interface ClientSocket {
  readonly writableLength: number;
  write(bytes: Uint8Array): boolean;
  destroy(): void;
}

/** One TAK client of an output: pings, negotiation, and what it may miss when it is slow. */
export class CotClient {
  readonly #socket: ClientSocket;
  readonly #stream = new CotStream();
  readonly #negotiation: ServerNegotiation;
  readonly #queueOctets: number;
  #slowSince = Number.NaN;
  #inputFrom = 0;
  #inputOctets = 0;
  positionsSkipped = 0;
  /** events it sent that were not for us: nothing is taken from an output's clients */
  ignored = 0;

  /**
   * @param uid of its negotiation
   * @param queueOctets unsent at which it is cut off
   */
  constructor(socket: ClientSocket, uid: string, queueOctets: number, now: number) {
    this.#socket = socket;
    this.#queueOctets = queueOctets;
    this.#negotiation = new ServerNegotiation({ uid });
    const offer = this.#negotiation.offer(now);
    if (offer !== null) this.#write(offer);
  }

  get framed(): boolean {
    return this.#negotiation.version > 0;
  }

  #write(event: CotEvent): void {
    this.#socket.write(
      this.framed ? frameTakStream(encodeTakMessage({ event })) : encodeCot(event, true),
    );
  }

  /** Octets from the client. False: it is to be cut off. */
  receive(bytes: Uint8Array, now: number): boolean {
    if (now - this.#inputFrom >= 1000) {
      this.#inputFrom = now;
      this.#inputOctets = 0;
    }
    this.#inputOctets += bytes.length;
    if (this.#inputOctets > MOST_INPUT_OCTETS) return false;
    for (const { event } of this.#stream.push(bytes).items) {
      if (event === null) continue;
      if (event.type === 't-x-c-t') this.#write(pong(now));
      else this.#negotiate(event, now);
    }
    return true;
  }

  #negotiate(event: CotEvent, now: number): void {
    const step = this.#negotiation.accept(event, now);
    // The answer itself is XML still, also when it is a yes.
    if (step.do === 'reply') this.#socket.write(encodeCot(step.reply, true));
    else this.ignored++;
  }

  /** Sends news, or as much of it as the client keeps up with. False: it is to be cut off. */
  send(news: CotNews, now: number): boolean {
    const unsent = this.#socket.writableLength;
    if (unsent > this.#queueOctets) return false;
    const isSlow = unsent > this.#queueOctets * SKIP_PART;
    if (!isSlow) this.#slowSince = Number.NaN;
    else if (Number.isNaN(this.#slowSince)) this.#slowSince = now;
    else if (now - this.#slowSince > STUCK_MS) return false;
    const notices = news.notices(this.framed);
    if (notices.length > 0) this.#socket.write(notices);
    if (isSlow) {
      this.positionsSkipped += news.counts.positions;
      return true;
    }
    const positions = news.positions(this.framed);
    if (positions.length > 0) this.#socket.write(positions);
    return true;
  }
}

function pong(now: number): CotEvent {
  return makeCotEvent({
    uid: 'tocsin.pong',
    type: 't-x-c-t-r',
    how: 'm-g',
    timeAt: now,
    staleAt: now + 20_000,
    latDeg: 0,
    lonDeg: 0,
    detail: CotDetail.of(),
  });
}
