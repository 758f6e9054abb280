import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { connectServer, ensureStream, openReader, publisher } from './server.ts';
import type { NatsServerOptions, Reader } from './server.ts';

const RETRY_MS = 2_000;
/** What was just written may still go out when the node stops. */
const GOODBYE_MS = 500;

/** What the configuration says of NATS. */
export interface NatsSettings {
  /** the member's own server */
  readonly server: NatsServerOptions;
  /** without a hub: servers of other members, read directly; the others are reached through the own one */
  readonly servers: ReadonlyMap<string, NatsServerOptions>;
  /** JetStream domains that are not named as the member is */
  readonly domains: ReadonlyMap<string, string>;
  /** name of the stream every member of the alliance keeps */
  readonly stream: string;
  /** octets of the own stream; beyond it the oldest goes, and is sent again from the outbox */
  readonly maxOctets: number;
}

export interface NatsServersEvents {
  /** a word of life that came with a member's name on it */
  onHere(member: string, octets: Uint8Array): void;
  /** a server cannot be used, and why: told once, until it changes */
  onTrouble(who: string, why: string): void;
}

/** One server as far as it has been reached. */
interface Reached {
  connection: NatsConnection | null;
  isConnecting: boolean;
  retryAt: number;
  trouble: string;
}

/** The servers a node goes by: its own, with its stream, and those of others where there is no hub. Looked for until found. */
export class NatsServers {
  readonly #member: string;
  readonly #settings: NatsSettings;
  readonly #events: NatsServersEvents;
  readonly #reached = new Map<string, Reached>();
  #publisher: JetStreamClient | null = null;
  #isStopped = false;

  constructor(member: string, settings: NatsSettings, events: NatsServersEvents) {
    this.#member = member;
    this.#settings = settings;
    this.#events = events;
  }

  /** The own stream is there: others can read what is put into it. */
  get isReady(): boolean {
    return this.#publisher !== null;
  }

  /** Members whose own servers are to be read. */
  get direct(): Iterable<string> {
    return this.#settings.servers.keys();
  }

  /** Looks after the own server. Call it every now and then. */
  tick(): void {
    if (this.#publisher !== null) return;
    const { server, stream, maxOctets } = this.#settings;
    this.#reach(this.#member, server, 'tocsin.here.*', async (connection) => {
      const own = { domain: this.#domainOf(this.#member), name: stream };
      await ensureStream(connection, own, [`tocsin.fed.*.${this.#member}`], maxOctets);
      this.#publisher = publisher(connection, own);
    });
  }

  /** Whether a member's stream can be read; looks after its server when it has one of its own. */
  canRead(member: string): boolean {
    const server = this.#settings.servers.get(member);
    if (server === undefined) return this.isReady;
    if (this.#reached.get(member)?.connection == null)
      this.#reach(member, server, `tocsin.here.${member}`, () => Promise.resolve());
    return this.isReady && this.#reached.get(member)?.connection != null;
  }

  /** Rejects when the way to the stream is cut, or there is none yet. */
  read(
    from: string,
    after: number | null,
    onMessage: (id: string, octets: Uint8Array) => void,
  ): Promise<Reader> {
    const through = this.#settings.servers.has(from) ? from : this.#member;
    const connection = this.#reached.get(through)?.connection;
    if (connection == null) return Promise.reject(new Error('not connected'));
    const stream = { domain: this.#domainOf(from), name: this.#settings.stream };
    return openReader(connection, stream, `tocsin.fed.${this.#member}.${from}`, after, onMessage);
  }

  /** Puts a message for a member into the own stream; resolves when the server has it. */
  async put(to: string, id: string, octets: Uint8Array): Promise<void> {
    if (this.#publisher === null) throw new Error('there is no stream');
    try {
      await this.#publisher.publish(`tocsin.fed.${to}.${this.#member}`, octets, { msgID: id });
    } catch (error) {
      // The stream may be gone: it is looked after again.
      this.#publisher = null;
      throw error;
    }
  }

  sayHere(octets: Uint8Array): void {
    this.#reached.get(this.#member)?.connection?.publish(`tocsin.here.${this.#member}`, octets);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { connection } of this.#reached.values()) {
      if (connection === null) continue;
      await Promise.race([connection.flush().catch(() => {}), pause(GOODBYE_MS)]);
      await connection.close();
    }
  }

  /** Connects, unless it has or is under way, then does what is to be done there; tried again later if it fails. */
  #reach(
    name: string,
    server: NatsServerOptions,
    hereSubject: string,
    then: (connection: NatsConnection) => Promise<void>,
  ): void {
    const reached = this.#reached.get(name) ?? {
      connection: null,
      isConnecting: false,
      retryAt: 0,
      trouble: '',
    };
    this.#reached.set(name, reached);
    if (reached.isConnecting || this.#isStopped || performance.now() < reached.retryAt) return;
    reached.isConnecting = true;
    void this.#connect(reached, server, hereSubject)
      .then(then)
      .then(
        () => {
          reached.trouble = '';
        },
        (error: Error) => {
          if (error.message !== reached.trouble && !this.#isStopped)
            this.#events.onTrouble(
              name === this.#member ? 'the own NATS server' : name,
              `NATS server: ${error.message}`,
            );
          reached.trouble = error.message;
          reached.retryAt = performance.now() + RETRY_MS;
        },
      )
      .finally(() => {
        reached.isConnecting = false;
      });
  }

  async #connect(
    reached: Reached,
    server: NatsServerOptions,
    hereSubject: string,
  ): Promise<NatsConnection> {
    if (reached.connection !== null) return reached.connection;
    const connection = await connectServer(server, `tocsin ${this.#member}`);
    if (this.#isStopped) {
      await connection.close();
      throw new Error('stopped');
    }
    reached.connection = connection;
    connection.subscribe(hereSubject, {
      callback: (error, { subject, data }) => {
        if (error === null) this.#events.onHere(subject.slice('tocsin.here.'.length), data);
      },
    });
    return connection;
  }

  #domainOf(member: string): string {
    return this.#settings.domains.get(member) ?? member;
  }
}
