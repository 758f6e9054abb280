/**
 * Negotiation of the TAK protocol on a stream: the server offers versions (t-x-takp-v), the client asks for one
 * (t-x-takp-q), the server answers (t-x-takp-r); after a yes both sides send frames only. Pure: time is an argument.
 */
import { CotDetail } from './detail.ts';
import { childrenOf, makeElement, type CotElement } from './element.ts';
import { makeCotEvent, type CotEvent } from './event.ts';
import type { TakControl } from './tak-message.ts';

/** How long an offer stands and how long a client waits for its answer, ms. */
export const NEGOTIATION_MS = 60_000;

const OFFER = 't-x-takp-v';
const REQUEST = 't-x-takp-q';
const RESPONSE = 't-x-takp-r';

/** Event types that are between two ends of one connection and are never passed on. */
export function isTakProtocolControl(type: string): boolean {
  return type === OFFER || type === REQUEST || type === RESPONSE;
}

export interface TakOffer {
  readonly uid: string;
  readonly versions: readonly number[];
  readonly serverVersion: string | null;
  readonly apiVersion: string | null;
}

function controls(event: CotEvent): CotElement[] {
  const control = event.detail?.find('TakControl');
  return control ? childrenOf(control) : [];
}

function versionOf(element: CotElement): number {
  const text = element.attributes.get('version') ?? '';
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}

/** What a server offers; null when the event is no offer. */
export function readOffer(event: CotEvent): TakOffer | null {
  if (event.type !== OFFER) return null;
  const elements = controls(event);
  const server = elements.find(({ name }) => name === 'TakServerVersionInfo');
  return {
    uid: event.uid,
    versions: elements
      .filter(({ name }) => name === 'TakProtocolSupport')
      .map(versionOf)
      .filter((version) => version > 0),
    serverVersion: server?.attributes.get('serverVersion') ?? null,
    apiVersion: server?.attributes.get('apiVersion') ?? null,
  };
}

function makeControl(uid: string, type: string, at: number, ...inside: CotElement[]): CotEvent {
  return makeCotEvent({
    uid,
    type,
    how: 'm-g',
    timeAt: at,
    staleAt: at + NEGOTIATION_MS,
    latDeg: 0,
    lonDeg: 0,
    haeM: 0,
    detail: CotDetail.of(makeElement('TakControl', {}, inside)),
  });
}

export interface ServerNegotiationOptions {
  /** uid of the exchange: new for each connection */
  readonly uid: string;
  readonly versions?: readonly number[];
  readonly serverVersion?: string;
  readonly apiVersion?: string;
}

/** What to do with an event that came. `pass`: it is none of ours. */
export type NegotiationStep =
  | { readonly do: 'pass' }
  /** send `reply` as XML; then frames only when `version` is above 0 */
  | { readonly do: 'reply'; readonly reply: CotEvent; readonly version: number }
  /** the other side's answer to our request; version 0: stay with XML */
  | { readonly do: 'switch'; readonly version: number }
  | { readonly do: 'ignore'; readonly why: string };

/** The server's side of one connection. */
export class ServerNegotiation {
  readonly #options: ServerNegotiationOptions;
  readonly #versions: readonly number[];
  #offeredAt = Number.NaN;
  /** in use, 0 = XML */
  version = 0;

  constructor(options: ServerNegotiationOptions) {
    this.#options = options;
    this.#versions = options.versions ?? [1];
  }

  /** The offer, at most once a connection; null after. */
  offer(now: number): CotEvent | null {
    if (!Number.isNaN(this.#offeredAt)) return null;
    this.#offeredAt = now;
    const { uid, serverVersion = 'tocsin', apiVersion = '3' } = this.#options;
    const support = this.#versions.map((version) => makeElement('TakProtocolSupport', { version }));
    const server = makeElement('TakServerVersionInfo', { serverVersion, apiVersion });
    return makeControl(uid, OFFER, now, ...support, server);
  }

  /**
   * An event from the client. A request is answered no when nothing was offered, the offer is over, it is not for
   * exactly one version that was offered, or frames are in use already.
   */
  accept(event: CotEvent, now: number): NegotiationStep {
    if (event.type !== REQUEST)
      return isTakProtocolControl(event.type)
        ? { do: 'ignore', why: `${event.type} comes from servers` }
        : { do: 'pass' };
    const wanted = controls(event).filter(({ name }) => name === 'TakRequest');
    const version = wanted.length === 1 ? versionOf(wanted[0]!) : Number.NaN;
    const open = now - this.#offeredAt <= NEGOTIATION_MS;
    const same = event.uid === this.#options.uid;
    const yes = this.version === 0 && open && same && this.#versions.includes(version);
    if (yes) this.version = version;
    const response = makeElement('TakResponse', { status: String(yes) });
    return {
      do: 'reply',
      reply: makeControl(event.uid, RESPONSE, now, response),
      version: yes ? version : 0,
    };
  }
}

/** The client's side of one connection: asks for the highest version offered that it can read. */
export class ClientNegotiation {
  readonly #versions: readonly number[];
  #askedAt = Number.NaN;
  #asked = 0;
  #uid = '';
  /** in use, 0 = XML */
  version = 0;

  /** @param versions what we read, empty: XML for the whole connection */
  constructor(versions: readonly number[] = [1]) {
    this.#versions = versions;
  }

  /** Between request and answer nothing may be sent. */
  get isWaiting(): boolean {
    return !Number.isNaN(this.#askedAt);
  }

  /** No answer came in time: the connection is to be closed and begun again. */
  isOverdue(now: number): boolean {
    return now - this.#askedAt > NEGOTIATION_MS;
  }

  accept(event: CotEvent, now: number): NegotiationStep {
    const offer = readOffer(event);
    if (offer !== null) {
      const common = offer.versions.filter((version) => this.#versions.includes(version));
      if (this.isWaiting || this.version > 0) return { do: 'ignore', why: 'offered again' };
      if (common.length === 0) return { do: 'ignore', why: 'no version in common' };
      this.#asked = Math.max(...common);
      this.#askedAt = now;
      this.#uid = offer.uid;
      const request = makeElement('TakRequest', { version: this.#asked });
      return { do: 'reply', reply: makeControl(offer.uid, REQUEST, now, request), version: 0 };
    }
    if (event.type !== RESPONSE)
      return event.type === REQUEST
        ? { do: 'ignore', why: `${event.type} comes from clients` }
        : { do: 'pass' };
    if (!this.isWaiting || event.uid !== this.#uid)
      return { do: 'ignore', why: 'an answer to no request of ours' };
    this.#askedAt = Number.NaN;
    const answer = controls(event).find(({ name }) => name === 'TakResponse');
    const yes = answer?.attributes.get('status')?.trim().toLowerCase() === 'true';
    this.version = yes ? this.#asked : 0;
    return { do: 'switch', version: this.version };
  }
}

/** What a contact said lately counts this long. */
const MESH_MEMORY_MS = 120_000;
const MOST_CONTACTS = 4096;

interface MeshContact {
  readonly controlAt: number;
  readonly max: number;
  readonly messageAt: number;
  readonly version: number;
}

/**
 * Which version to send on a mesh: the highest that all contacts heard in the last 2 minutes can read; 0 = XML. A
 * contact that stopped saying what it reads counts as of the version of its last message. At the bound (4,096
 * contacts) the one longest silent is forgotten.
 */
export class MeshVersions {
  readonly #contacts = new Map<string, MeshContact>();

  /** @param version that the message was sent in, 0 = XML */
  heard(uid: string, control: TakControl | null, version: number, now: number): void {
    const known = this.#contacts.get(uid);
    this.#contacts.delete(uid);
    this.#contacts.set(uid, {
      controlAt: control === null ? (known?.controlAt ?? Number.NEGATIVE_INFINITY) : now,
      max: control?.maxProtoVersion ?? known?.max ?? version,
      messageAt: now,
      version,
    });
    if (this.#contacts.size > MOST_CONTACTS)
      this.#contacts.delete(this.#contacts.keys().next().value!);
  }

  /** @param own the highest we can write */
  versionFor(own: number, now: number): number {
    let version = own;
    for (const [uid, contact] of this.#contacts) {
      if (now - contact.messageAt > MESH_MEMORY_MS) this.#contacts.delete(uid);
      else if (now - contact.controlAt <= MESH_MEMORY_MS) version = Math.min(version, contact.max);
      else version = Math.min(version, contact.version);
    }
    return version;
  }
}
