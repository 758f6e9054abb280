import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import type { CotOutputConfig, CotReaderConfig } from '../config/index.ts';
import { CotClient } from './cot-client.ts';
import { CotShelf, type ShelfView } from './cot-shelf.ts';

/** Counters of one output since start. */
export interface OutputStats {
  readonly id: string;
  readonly clients: number;
  readonly tracks: number;
  /** of the last look: not for this output's readers, summed over them */
  readonly withheld: number;
  readonly eventsSent: number;
  readonly positionsSkipped: number;
  readonly clientsCutOff: number;
  readonly clientsRefused: number;
}

interface Log {
  info(o: object, text: string): void;
  warn(o: object, text: string): void;
}

const LOOK_EVERY_MS = 1000;
const KEEP_ALIVE_MS = 10_000;

/** One reader with what it is shown, and its clients. */
interface Desk {
  readonly config: CotReaderConfig;
  readonly shelf: CotShelf;
  readonly clients: Map<Socket, CotClient>;
}

/**
 * The picture for TAK clients on a TCP port, plain or with client certificates: what the reader that the certificate
 * names may see, and nothing else. Nothing is taken from the clients. A stuck client is cut off, alone.
 */
export class CotOutput {
  readonly #config: CotOutputConfig;
  readonly #view: ShelfView;
  readonly #now: () => number;
  readonly #log: Log;
  readonly #desks: readonly Desk[];
  #server: Server | null = null;
  #timer: NodeJS.Timeout | undefined;
  #connections = 0;
  #eventsSent = 0;
  #positionsSkipped = 0;
  #cutOff = 0;
  #refused = 0;

  constructor(config: CotOutputConfig, view: ShelfView, now: () => number, log: Log) {
    this.#config = config;
    this.#view = view;
    this.#now = now;
    this.#log = log;
    this.#desks = config.readers.map((one) => ({
      config: one,
      shelf: new CotShelf(one, config.staleMs),
      clients: new Map(),
    }));
  }

  /** The port in use, also when the configuration asked for 0 (any). */
  get port(): number {
    return (this.#server?.address() as AddressInfo | null)?.port ?? this.#config.port;
  }

  stats(): OutputStats {
    let [skipped, clients, tracks, withheld] = [this.#positionsSkipped, 0, 0, 0];
    for (const desk of this.#desks) {
      for (const client of desk.clients.values()) skipped += client.positionsSkipped;
      clients += desk.clients.size;
      tracks += desk.shelf.tracks;
      withheld += desk.shelf.withheld;
    }
    return {
      id: this.#config.id,
      clients,
      tracks,
      withheld,
      eventsSent: this.#eventsSent,
      positionsSkipped: skipped,
      clientsCutOff: this.#cutOff,
      clientsRefused: this.#refused,
    };
  }

  /** Rejects when the port cannot be had or a certificate cannot be read. */
  async start(): Promise<void> {
    const { host, port, tls, id } = this.#config;
    const server =
      tls === null
        ? createServer((socket) => this.#accept(socket))
        : createTlsServer(
            {
              cert: readFileSync(tls.cert),
              key: readFileSync(tls.key),
              ...(tls.clientCa === null
                ? {}
                : { ca: readFileSync(tls.clientCa), requestCert: true, rejectUnauthorized: true }),
            },
            (socket) => this.#accept(socket),
          );
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.removeListener('error', reject);
        resolve();
      });
    });
    server.on('error', (error) => this.#log.warn({ id, error: String(error) }, 'TAK output'));
    server.on('tlsClientError', () => this.#refused++);
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.#log.info({ id, host, port: this.port }, 'TAK output listens');
  }

  /** Sends what changed; the timer calls it once a second. */
  look(): void {
    const now = this.#now();
    for (const { shelf, clients } of this.#desks) {
      const news = shelf.look(this.#view, now);
      if (news.isEmpty) continue;
      const { positions, notices } = news.counts;
      for (const [socket, client] of clients) {
        if (client.send(news, now)) this.#eventsSent += positions + notices;
        else this.#cut(socket, 'does not read');
      }
    }
  }

  /** By the name in the client's certificate, which the TLS server has checked; else that of everybody else. */
  #deskOf(socket: Socket): Desk | undefined {
    const name =
      socket instanceof TLSSocket && socket.authorized
        ? socket.getPeerCertificate().subject?.CN
        : undefined;
    const named = this.#desks.find(
      ({ config }) => config.client !== null && config.client === name,
    );
    return named ?? this.#desks.find(({ config }) => config.client === null);
  }

  #accept(socket: Socket): void {
    const desk = this.#deskOf(socket);
    if (desk === undefined || desk.clients.size >= desk.config.maxClients) {
      this.#refused++;
      socket.destroy();
      return;
    }
    const now = this.#now();
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.setNoDelay(true);
    const uid = `tocsin.${this.#config.id}.${++this.#connections}`;
    const { clients, config, shelf } = desk;
    const client = new CotClient(socket, uid, config.queueOctets, now);
    clients.set(socket, client);
    socket.on('data', (data) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length);
      if (!client.receive(bytes, this.#now())) this.#cut(socket, 'sends too much');
    });
    // The client dials again; 'close' follows in any case.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#positionsSkipped += client.positionsSkipped;
      clients.delete(socket);
    });
    client.send(shelf.all(now), now);
    const { id } = this.#config;
    const { member } = config.reader;
    this.#log.info({ id, from: socket.remoteAddress, reader: member }, 'TAK client connected');
  }

  #cut(socket: Socket, why: string): void {
    this.#cutOff++;
    const { id } = this.#config;
    this.#log.warn({ id, from: socket.remoteAddress, why }, 'TAK client cut off');
    socket.destroy();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const server = this.#server;
    this.#server = null;
    for (const { clients } of this.#desks) for (const socket of clients.keys()) socket.destroy();
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
