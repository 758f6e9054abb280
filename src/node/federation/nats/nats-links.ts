import { createPrivateKey, randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import tls from 'node:tls';
import { makeCertificate } from '../certificate.ts';
import { encodeFrame, MAX_FRAME_OCTETS } from '../frames.ts';
import { introduce, TLS_OPTIONS } from '../introduction.ts';
import type { Transport, TransportEvents } from '../transport.ts';
import { AWAY_MS, BEACON_MS, readBeacon, writeBeacon } from './beacon.ts';
import { decodePiece, encodePiece } from './piece.ts';
import { NatsPipe } from './pipe.ts';
import { NatsServers, type NatsSettings } from './servers.ts';

const TICK_MS = 250;
/** A session that has not shown who it is after so long ends. */
const FIRST_WORD_MS = 20_000;
/** Calls under way at a time: handshakes cost, and a hundred at once are late together on a machine that is busy. */
const MAX_CALLS = 8;
/** A session that says nothing for so long ends: there is a word at least every 5 s. */
const SILENT_MS = 30_000;
/** When nobody has said anything for so long on links that are up, the own stream is looked after. */
const QUIET_MS = 8_000;
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
  /** we called, and it has not shown who it is */
  isCall: boolean;
}

interface Peer {
  readonly member: string;
  /** newest sign of life */
  heardAt: number;
  boot: string;
  /** the start of it that was called last */
  calledBoot: string;
  readonly sessions: Map<string, Session>;
  dialAt: number;
  waitMs: number;
}

/**
 * Links to members over NATS JetStream. Each member has one stream, on its own server, of what is for it: others write
 * into it through leaf nodes and a hub or as guests of that server, and it alone reads it. What travels is a TLS 1.3
 * session between the two nodes with their pinned keys, as on a direct link: whoever runs the servers in between can
 * hold up messages and nothing else. See docs/adr/0006-nats.md.
 */
export class NatsLinks implements Transport {
  /** pieces that came twice and that were given again, and sessions that broke because pieces were missing */
  readonly counters = { repeated: 0, again: 0, broken: 0 };
  readonly #options: NatsLinksOptions;
  readonly #credentials: { readonly key: string; readonly cert: string };
  readonly #servers: NatsServers;
  readonly #peers = new Map<string, Peer>();
  readonly #boot = randomBytes(8).toString('hex');
  #beaconAt = 0;
  /** newest message in the own stream, or when it was begun to be read */
  #takenAt = 0;
  /** sessions that were called and have not shown who they are */
  #calls = 0;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(options: NatsLinksOptions) {
    this.#options = options;
    this.#servers = new NatsServers(options.member, options, {
      onReady: () => this.#sayHere(performance.now()),
      onHere: (member, octets) => this.#hearBeacon(member, octets),
      onMessage: (member, octets) => this.#take(member, octets),
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
    }
    await this.#servers.stop();
  }

  /** Everything that is due: servers, sessions, words of life. */
  #tick(): void {
    const now = performance.now();
    for (const member of this.#options.servers.keys())
      if (this.#options.isMember(member)) this.#peer(member);
    let isLinked = false;
    for (const peer of this.#peers.values()) {
      this.#tickPeer(peer, now);
      isLinked ||= liveOf(peer) !== null;
    }
    // Who has a link says something on it every few seconds.
    if (isLinked && now - this.#takenAt > QUIET_MS) {
      this.#takenAt = now;
      this.#servers.readAnew();
    }
    this.#servers.tick();
    if (now - this.#beaconAt >= BEACON_MS) this.#sayHere(now);
  }

  #tickPeer(peer: Peer, now: number): void {
    const { member, sessions } = peer;
    const isAway = now - peer.heardAt > AWAY_MS;
    for (const session of [...sessions.values()]) {
      const isLate = !session.isLive && now - session.startedAt > FIRST_WORD_MS;
      if (isLate) this.#options.onRefused(member, whyLate(session));
      if (isAway || isLate || now - session.heardAt > SILENT_MS) this.#end(member, session);
      else session.pipe.tick();
    }
    if (!this.#servers.canReach(member) || isAway) return;
    // The lower name calls: two calls at once would have to be told apart.
    const mayDial = this.#options.member < member && this.#calls < MAX_CALLS;
    // After its new start sessions of before, and calls, are deaf. That it started is a hint, not a proof: they live on
    // until a new one has shown who it is.
    const isDeaf = sessions.size < MAX_SESSIONS && peer.boot !== peer.calledBoot;
    if (mayDial && (sessions.size === 0 || isDeaf) && now >= peer.dialAt) this.#dial(peer, now);
  }

  #hearBeacon(member: string, octets: Uint8Array): void {
    const beacon = readBeacon(octets);
    const peer = beacon === null ? null : this.#peer(member);
    if (beacon === null || peer === null) return;
    const now = performance.now();
    peer.heardAt = now;
    if (peer.boot === beacon.boot) return;
    peer.boot = beacon.boot;
    peer.dialAt = now;
    this.#tickPeer(peer, now);
    // It has just started, does not know that we are here, and it is for it to call.
    if (member < this.#options.member && this.#servers.isReady) this.#sayHereTo(member);
  }

  /** Null: no member, or too many. */
  #peer(member: string): Peer | null {
    let peer = this.#peers.get(member);
    if (member === this.#options.member || !this.#options.isMember(member)) return null;
    if (peer === undefined) {
      if (this.#peers.size >= MAX_MEMBERS) return null;
      peer = {
        member,
        heardAt: Number.NEGATIVE_INFINITY,
        boot: '',
        calledBoot: '',
        sessions: new Map(),
        dialAt: 0,
        waitMs: REDIAL_MIN_MS,
      };
      this.#peers.set(member, peer);
    }
    return peer;
  }

  #sayHere(now: number): void {
    if (!this.#servers.isReady) return;
    this.#beaconAt = now;
    this.#sayHereTo(null);
  }

  #sayHereTo(member: string | null): void {
    this.#servers.sayHere(writeBeacon({ boot: this.#boot }), member);
  }

  #dial(peer: Peer, now: number): void {
    peer.calledBoot = peer.boot;
    peer.dialAt = now + peer.waitMs;
    peer.waitMs = Math.min(peer.waitMs * 2, REDIAL_MAX_MS);
    const id = randomBytes(16).toString('hex');
    const pipe = this.#pipeTo(peer.member, id);
    const options = { ...this.#credentials, ...TLS_OPTIONS, checkServerIdentity: () => undefined };
    const session = this.#begin(peer, id, pipe, tls.connect({ socket: pipe, ...options }));
    session.isCall = true;
    this.#calls++;
  }

  /** A piece of a session; the first piece of an unknown one is a call, from the lower name only. */
  #take(member: string, octets: Uint8Array): void {
    const piece = decodePiece(octets);
    const peer = this.#peer(member);
    if (piece === null || peer === null) return;
    const { id, count } = piece;
    const now = performance.now();
    peer.heardAt = now;
    this.#takenAt = now;
    let session = peer.sessions.get(id);
    if (session === undefined) {
      if (count !== 1 || piece.octets.length === 0 || member > this.#options.member) return;
      if (peer.sessions.size >= MAX_SESSIONS) {
        this.#options.onRefused(peer.member, 'too many sessions over NATS');
        return;
      }
      const pipe = this.#pipeTo(peer.member, id);
      const options = { isServer: true, ...this.#credentials, ...TLS_OPTIONS };
      session = this.#begin(peer, id, pipe, new tls.TLSSocket(pipe, options));
    }
    session.heardAt = now;
    session.pipe.deliver(piece);
  }

  #pipeTo(member: string, id: string): NatsPipe {
    return new NatsPipe((piece, mustKnow) =>
      this.#servers.put(member, encodePiece({ id, ...piece }), mustKnow),
    );
  }

  #begin(peer: Peer, id: string, pipe: NatsPipe, socket: tls.TLSSocket): Session {
    const { member } = peer;
    const now = performance.now();
    const session = {
      id,
      pipe,
      socket,
      startedAt: now,
      heardAt: now,
      isLive: false,
      isCall: false,
    };
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
    this.#endCall(session);
    peer.waitMs = REDIAL_MIN_MS;
    this.#options.onUp(peer.member);
    return true;
  }

  #endCall(session: Session): void {
    if (session.isCall) this.#calls--;
    session.isCall = false;
  }

  #end(member: string, session: Session): void {
    const peer = this.#peers.get(member);
    if (peer?.sessions.delete(session.id) !== true) return;
    this.#endCall(session);
    this.counters.repeated += session.pipe.repeated;
    this.counters.again += session.pipe.again;
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

function whyLate({ pipe }: Session): string {
  return pipe.trouble === ''
    ? 'it did not say over NATS who it is'
    : `it is heard over NATS, but what is sent to it does not arrive: ${pipe.trouble}`;
}
