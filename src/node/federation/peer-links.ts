import { createPrivateKey } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { makeCertificate } from './certificate.ts';
import { encodeFrame, MAX_FRAME_OCTETS } from './frames.ts';
import { introduce, TLS_OPTIONS } from './introduction.ts';
import type { Transport, TransportEvents } from './transport.ts';

const SILENT_MS = 30_000;
const REDIAL_MIN_MS = 500;
const REDIAL_MAX_MS = 15_000;
/** Octets that may wait for a slow peer; beyond it the link is closed, and what was not acknowledged is sent again. */
const MAX_BEHIND_OCTETS = 2 * MAX_FRAME_OCTETS;
/** Connections that have not said who they are; beyond it new ones are refused. */
const MAX_STRANGERS = 64;

export interface PeerLinksOptions extends TransportEvents {
  readonly member: string;
  /** PEM of the node's Ed25519 key: the one TLS and items are signed with */
  readonly keyPem: string;
  /** null: dial only */
  readonly listen: { readonly host: string; readonly port: number } | null;
  /** HOST:PORT of members to dial */
  readonly peers: ReadonlyMap<string, string>;
}

interface Live {
  readonly socket: tls.TLSSocket;
  readonly dialledByUs: boolean;
}

/**
 * Links to peers over mutual TLS 1.3. No authority is asked: each side shows a certificate over its node key, the
 * handshake proves that it holds it, and the key must be the pinned one. Dials again with growing pauses.
 */
export class PeerLinks implements Transport {
  readonly #options: PeerLinksOptions;
  readonly #credentials: { readonly key: string; readonly cert: string };
  /** HOST:PORT of members to dial */
  readonly #peers: Map<string, string>;
  readonly #live = new Map<string, Live>();
  readonly #strangers = new Set<tls.TLSSocket>();
  /** every connection, from its first octet on: also what is in the middle of a handshake */
  readonly #sockets = new Set<net.Socket>();
  readonly #redials = new Map<string, { timer: NodeJS.Timeout | null; waitMs: number }>();
  #server: tls.Server | null = null;
  #isStopped = false;

  constructor(options: PeerLinksOptions) {
    this.#options = options;
    this.#peers = new Map(options.peers);
    const key = createPrivateKey(options.keyPem);
    this.#credentials = { key: options.keyPem, cert: makeCertificate(key, options.member) };
  }

  /** Listens and begins to dial. Gives the port; 0 when it does not listen. */
  async start(): Promise<number> {
    const { listen } = this.#options;
    if (listen !== null) {
      const server = tls.createServer({ ...this.#credentials, ...TLS_OPTIONS }, (socket) =>
        this.#meet(socket, false, null),
      );
      this.#server = server;
      server.on('connection', (socket: net.Socket) => this.#keep(socket));
      server.on('tlsClientError', (error) => this.#options.onRefused('a stranger', error.message));
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(listen.port, listen.host, resolve);
      });
    }
    for (const member of this.#peers.keys()) this.#dial(member);
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  send(member: string, text: string): void {
    const socket = this.#live.get(member)?.socket;
    if (socket === undefined) return;
    if (socket.writableLength > MAX_BEHIND_OCTETS) socket.destroy();
    else socket.write(encodeFrame(text));
  }

  setPeer(member: string, address: string | null): void {
    if (address === null) this.#peers.delete(member);
    else this.#peers.set(member, address);
    this.#dial(member);
  }

  cut(member: string): void {
    this.#live.get(member)?.socket.destroy();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const redial of this.#redials.values())
      if (redial.timer !== null) clearTimeout(redial.timer);
    // close() waits for all of them, and a handshake under way would become a link.
    for (const socket of this.#sockets) socket.destroy();
    const server = this.#server;
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }

  #dial(member: string): void {
    const address = this.#peers.get(member);
    if (this.#isStopped || address === undefined || this.#live.has(member)) return;
    const colon = address.lastIndexOf(':');
    const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
    const socket = tls.connect({
      host,
      port: Number(address.slice(colon + 1)),
      ...(net.isIP(host) === 0 ? { servername: host } : {}),
      ...this.#credentials,
      ...TLS_OPTIONS,
      checkServerIdentity: () => undefined,
    });
    this.#keep(socket);
    socket.once('secureConnect', () => this.#meet(socket, true, member));
    socket.once('close', () => this.#redialLater(member));
    socket.on('error', () => socket.destroy());
    // A peer that does not answer at all must not hold up the next try.
    socket.setTimeout(SILENT_MS, () => socket.destroy());
  }

  #keep(socket: net.Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  #redialLater(member: string): void {
    const redial = this.#redials.get(member) ?? { timer: null, waitMs: REDIAL_MIN_MS };
    if (this.#isStopped || redial.timer !== null || this.#live.has(member)) return;
    redial.timer = setTimeout(() => {
      redial.timer = null;
      this.#dial(member);
    }, redial.waitMs);
    redial.waitMs = Math.min(redial.waitMs * 2, REDIAL_MAX_MS);
    this.#redials.set(member, redial);
  }

  #meet(socket: tls.TLSSocket, dialledByUs: boolean, expected: string | null): void {
    if (this.#strangers.size >= MAX_STRANGERS) {
      this.#options.onRefused('a stranger', 'too many');
      socket.destroy();
      return;
    }
    this.#strangers.add(socket);
    socket.setNoDelay(true);
    socket.once('close', () => this.#strangers.delete(socket));
    introduce(socket, {
      member: this.#options.member,
      events: this.#options,
      expected,
      onKnown: (peer) => this.#take(peer, socket, dialledByUs),
    });
  }

  /** Two nodes may dial each other at once: the link dialled by the lower name stays. */
  #take(member: string, socket: tls.TLSSocket, dialledByUs: boolean): boolean {
    const before = this.#live.get(member);
    const isPreferred = dialledByUs === this.#options.member < member;
    if (before !== undefined && !before.socket.destroyed && !isPreferred) {
      if (before.dialledByUs === dialledByUs) before.socket.destroy();
      else return false;
    }
    if (before !== undefined) this.#drop(member, before.socket);
    before?.socket.destroy();
    this.#strangers.delete(socket);
    this.#live.set(member, { socket, dialledByUs });
    const redial = this.#redials.get(member);
    if (redial !== undefined) redial.waitMs = REDIAL_MIN_MS;
    socket.setTimeout(SILENT_MS, () => socket.destroy());
    socket.once('close', () => this.#drop(member, socket));
    this.#options.onUp(member);
    return true;
  }

  #drop(member: string, socket: tls.TLSSocket): void {
    if (this.#live.get(member)?.socket !== socket) return;
    this.#live.delete(member);
    if (this.#isStopped) return;
    this.#options.onDown(member);
    this.#redialLater(member);
  }
}
