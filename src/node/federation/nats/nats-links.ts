import { createPrivateKey, randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import tls from 'node:tls';
import { makeCertificate } from '../certificate.ts';
import { encodeFrame, MAX_FRAME_OCTETS } from '../frames.ts';
import { introduce, TLS_OPTIONS } from '../introduction.ts';
import type { Transport, TransportEvents } from '../transport.ts';
import { AWAY_MS, BEACON_MS, INTERRUPTED_MS, readBeacon, writeBeacon } from './beacon.ts';
import { NatsPipe } from './pipe.ts';
import type { Reader } from './server.ts';
import { NatsServers, type NatsSettings } from './servers.ts';

const TICK_MS = 250;
const RETRY_MS = 2_000;
/** Tries in a row after which it is said that a member is heard and its stream cannot be read. */
const MANY_FAILURES = 8;
/** A session that has not shown who it is after so long ends. */
const FIRST_WORD_MS = 10_000;
/** A session that says nothing for so long ends: there is a word at least every 5 s. */
const SILENT_MS = 30_000;
/** After so long its messages are asked for anew. */
const QUIET_MS = 6_500;
const REDIAL_MIN_MS = 500;
const REDIAL_MAX_MS = 4_000;
/** Octets that may wait for a slow peer; beyond it the session ends, and what was not acknowledged is sent again. */
const MAX_BEHIND_OCTETS = 2 * MAX_FRAME_OCTETS;
/** Sessions with one member at a time; beyond it new ones are refused. */
const MAX_SESSIONS = 4;
const MAX_MEMBERS = 1_000;

export interface NatsLinksOptions extends TransportEvents, NatsSettings {
  readonly member: string;
  /** PEM of the node's Ed25519 key: the one TLS and items are signed with */
  readonly keyPem: string;
  isMember(member: string): boolean;
}

interface Session {
  readonly id: string;
  readonly pipe: NatsPipe;
  readonly socket: tls.TLSSocket;
  readonly startedAt: number;
  heardAt: number;
  isLive: boolean;
}

interface Peer {
  readonly member: string;
  reader: Reader | null;
  /** there is no reader, or it may have been forgotten on the way: a new one goes on where it was */
  mustRead: boolean;
  isOpening: boolean;
  openAt: number;
  /** tries to read its stream that failed in a row */
  failures: number;
  /** newest sign of life */
  heardAt: number;
  /** newest word of life */
  beaconAt: number;
  /** newest message in its stream, and when its stream was begun to be read */
  takenAt: number;
  readAt: number;
  boot: string;
  /** the start of it that was called last */
  calledBoot: string;
  /** it reads what we send: it may be called */
  readsUs: boolean;
  readonly sessions: Map<string, Session>;
  dialAt: number;
  waitMs: number;
}

/**
 * Links to members over NATS JetStream. Each member writes into one stream in its own JetStream domain; whom it is for
 * reads it there, through leaf nodes and a hub or at the member's own server. What travels is a TLS 1.3 session between
 * the two nodes with their pinned keys, as on a direct link: whoever runs the servers in between can hold up messages
 * and nothing else. See docs/adr/0006-nats.md.
 */
export class NatsLinks implements Transport {
  /** pieces that came twice, and sessions that broke because pieces were missing */
  readonly counters = { repeated: 0, broken: 0 };
  readonly #options: NatsLinksOptions;
  readonly #credentials: { readonly key: string; readonly cert: string };
  readonly #servers: NatsServers;
  readonly #peers = new Map<string, Peer>();
  readonly #boot = randomBytes(8).toString('hex');
  #beaconAt = 0;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(options: NatsLinksOptions) {
    this.#options = options;
    this.#servers = new NatsServers(options.member, options, {
      onHere: (member, octets) => this.#hearBeacon(member, octets),
      onTrouble: (who, why) => options.onRefused(who, why),
    });
    const key = createPrivateKey(options.keyPem);
    this.#credentials = { key: options.keyPem, cert: makeCertificate(key, options.member) };
  }

  /** Begins to look for the servers; they may come later. Always 0: nothing listens here. */
  start(): Promise<number> {
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#tick();
    return Promise.resolve(0);
  }

  send(member: string, text: string): void {
    const session = liveOf(this.#peers.get(member));
    if (session === null) return;
    if (session.socket.writableLength > MAX_BEHIND_OCTETS) this.#end(member, session);
    else session.socket.write(encodeFrame(text));
  }

  /** Nothing to do: where NATS servers are stands in the configuration, and members are heard when they are there. */
  setPeer(): void {}

  cut(member: string): void {
    const peer = this.#peers.get(member);
    for (const session of [...(peer?.sessions.values() ?? [])]) this.#end(member, session);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const peer of this.#peers.values()) {
      for (const { socket, pipe } of peer.sessions.values()) {
        socket.destroy();
        pipe.destroy();
      }
      peer.reader?.stop();
    }
    await this.#servers.stop();
  }

  /** Everything that is due: servers, readers, sessions, words of life. */
  #tick(): void {
    const now = performance.now();
    this.#servers.tick();
    for (const member of this.#servers.direct)
      if (this.#options.isMember(member)) this.#peer(member);
    for (const peer of this.#peers.values()) this.#tickPeer(peer, now);
    if (now - this.#beaconAt >= BEACON_MS) this.#sayHere(now);
  }

  #tickPeer(peer: Peer, now: number): void {
    const { member, sessions } = peer;
    const isAway = now - peer.heardAt > AWAY_MS;
    for (const session of [...sessions.values()]) {
      const isLate = !session.isLive && now - session.startedAt > FIRST_WORD_MS;
      if (isLate) this.#options.onRefused(member, 'it did not say over NATS who it is');
      if (isAway || isLate || now - session.heardAt > SILENT_MS) this.#end(member, session);
    }
    if (isAway || peer.reader?.isOpen === false) {
      peer.reader?.stop();
      peer.reader = null;
    }
    // Who is there says something every few seconds, or calls, or answers a call.
    const isQuiet = now - Math.max(peer.takenAt, peer.readAt) > QUIET_MS;
    if (peer.reader === null || isQuiet) peer.mustRead = true;
    if (!this.#servers.canRead(member) || isAway) return;
    if (peer.mustRead && !peer.isOpening && now >= peer.openAt) void this.#read(peer);
    // The lower name calls: two calls at once would have to be told apart.
    const mayDial = this.#options.member < member && peer.reader !== null && peer.readsUs;
    // After its new start a session of before is deaf. That it started is a hint, not a proof: the session lives on until
    // a new one has shown who it is.
    const isDeaf = sessions.size === 1 && peer.boot !== peer.calledBoot;
    if (mayDial && (sessions.size === 0 || isDeaf) && now >= peer.dialAt) this.#dial(peer, now);
  }

  #hearBeacon(member: string, octets: Uint8Array): void {
    const own = this.#options.member;
    const isOther = member !== own && this.#options.isMember(member);
    const beacon = isOther ? readBeacon(octets) : null;
    const peer = beacon === null ? null : this.#peer(member);
    if (beacon === null || peer === null) return;
    const now = performance.now();
    const pauseMs = now - peer.beaconAt;
    peer.heardAt = now;
    peer.beaconAt = now;
    peer.readsUs = beacon.reads.includes(own);
    if (peer.boot !== beacon.boot) {
      peer.boot = beacon.boot;
      peer.dialAt = now;
    }
    if (pauseMs > INTERRUPTED_MS) {
      peer.mustRead = true;
      peer.openAt = now;
      this.#tickPeer(peer, now);
    }
  }

  #peer(member: string): Peer | null {
    let peer = this.#peers.get(member);
    if (peer === undefined) {
      if (this.#peers.size >= MAX_MEMBERS) return null;
      peer = {
        member,
        reader: null,
        mustRead: true,
        isOpening: false,
        openAt: 0,
        failures: 0,
        heardAt: Number.NEGATIVE_INFINITY,
        beaconAt: Number.NEGATIVE_INFINITY,
        takenAt: 0,
        readAt: 0,
        boot: '',
        calledBoot: '',
        readsUs: false,
        sessions: new Map(),
        dialAt: 0,
        waitMs: REDIAL_MIN_MS,
      };
      this.#peers.set(member, peer);
    }
    return peer;
  }

  /** Reads its stream: from now on, or after an interruption from where it was. */
  async #read(peer: Peer): Promise<void> {
    peer.isOpening = true;
    try {
      const after = peer.reader?.lastSeq ?? null;
      const reader = await this.#servers.read(peer.member, after, (id, octets) =>
        this.#take(peer, id, octets),
      );
      if (this.#isStopped) return reader.stop();
      peer.reader?.stop();
      peer.reader = reader;
      peer.mustRead = false;
      peer.failures = 0;
      peer.readAt = performance.now();
      this.#sayHere(peer.readAt);
    } catch (error) {
      // Its stream may not be there yet, or the way to it is cut.
      if (++peer.failures === MANY_FAILURES)
        this.#options.onRefused(
          peer.member,
          `it is heard over NATS, but its stream cannot be read: ${(error as Error).message}`,
        );
      peer.openAt = performance.now() + RETRY_MS;
    } finally {
      peer.isOpening = false;
    }
  }

  #sayHere(now: number): void {
    if (!this.#servers.isReady) return;
    this.#beaconAt = now;
    const reading = [...this.#peers.values()].filter(({ reader }) => reader !== null);
    const beacon = { boot: this.#boot, reads: reading.map(({ member }) => member) };
    this.#servers.sayHere(writeBeacon(beacon));
  }

  #dial(peer: Peer, now: number): void {
    peer.calledBoot = peer.boot;
    peer.dialAt = now + peer.waitMs;
    peer.waitMs = Math.min(peer.waitMs * 2, REDIAL_MAX_MS);
    const id = randomBytes(16).toString('hex');
    const pipe = this.#pipeTo(peer.member, id);
    const options = { ...this.#credentials, ...TLS_OPTIONS, checkServerIdentity: () => undefined };
    this.#begin(peer, id, pipe, tls.connect({ socket: pipe, ...options }));
  }

  /** A piece of a session; the first piece of an unknown one is a call, from the lower name only. */
  #take(peer: Peer, messageId: string, octets: Uint8Array): void {
    const [, id, count] = /^([0-9a-f]{32})\.(\d{1,15})$/.exec(messageId) ?? [];
    if (id === undefined) return;
    const now = performance.now();
    peer.heardAt = now;
    peer.takenAt = now;
    let session = peer.sessions.get(id);
    if (session === undefined) {
      if (count !== '1' || octets.length === 0 || peer.member > this.#options.member) return;
      if (peer.sessions.size >= MAX_SESSIONS) {
        this.#options.onRefused(peer.member, 'too many sessions over NATS');
        return;
      }
      const pipe = this.#pipeTo(peer.member, id);
      const options = { isServer: true, ...this.#credentials, ...TLS_OPTIONS };
      session = this.#begin(peer, id, pipe, new tls.TLSSocket(pipe, options));
    }
    session.heardAt = now;
    session.pipe.deliver(Number(count), octets);
  }

  #pipeTo(member: string, id: string): NatsPipe {
    return new NatsPipe((count, octets) => this.#servers.put(member, `${id}.${count}`, octets));
  }

  #begin(peer: Peer, id: string, pipe: NatsPipe, socket: tls.TLSSocket): Session {
    const { member } = peer;
    const now = performance.now();
    const session = { id, pipe, socket, startedAt: now, heardAt: now, isLive: false };
    peer.sessions.set(id, session);
    const trouble = (error: Error): void => {
      if (!peer.sessions.has(id) || this.#isStopped) return;
      // What is written to a session that the other side has ended fails, and says nothing new.
      if (!pipe.isOver) {
        this.counters.broken++;
        this.#options.onRefused(member, `over NATS: ${error.message}`);
      }
      this.#end(member, session);
    };
    pipe.on('error', trouble);
    socket.on('error', trouble);
    pipe.once('close', () => this.#end(member, session));
    socket.once('close', () => this.#end(member, session));
    // 'secure' on both sides: 'secureConnect' is told to the calling one only.
    socket.once('secure', () =>
      introduce(socket, {
        member: this.#options.member,
        events: this.#options,
        expected: member,
        onKnown: () => this.#welcome(peer, session),
      }),
    );
    return session;
  }

  /** The other side has proved who it is: a session from before is over. */
  #welcome(peer: Peer, session: Session): boolean {
    for (const other of [...peer.sessions.values()])
      if (other !== session) this.#end(peer.member, other);
    session.isLive = true;
    peer.waitMs = REDIAL_MIN_MS;
    this.#options.onUp(peer.member);
    return true;
  }

  #end(member: string, session: Session): void {
    const peer = this.#peers.get(member);
    if (peer?.sessions.delete(session.id) !== true) return;
    this.counters.repeated += session.pipe.repeated;
    session.socket.destroy();
    session.pipe.destroy();
    if (!session.isLive || this.#isStopped) return;
    session.isLive = false;
    this.#options.onDown(member);
  }
}

function liveOf(peer: Peer | undefined): Session | null {
  for (const session of peer?.sessions.values() ?? []) if (session.isLive) return session;
  return null;
}
