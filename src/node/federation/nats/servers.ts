import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { connectServer, ensureStream, openReader, publisher, store } from './server.ts';
import type { NatsServerOptions, Reader } from './server.ts';

const RETRY_MS = 2_000;
/** What was just written may still go out when the node stops. */
const GOODBYE_MS = 500;

/** What the configuration says of NATS. */
export interface NatsSettings {
  /** the member's own server */
  readonly server: NatsServerOptions;
  /** without a hub: servers of other members, written to directly; the others are reached through the own one */
  readonly servers: ReadonlyMap<string, NatsServerOptions>;
  /** the stream of what is for this member is named STREAM-MEMBER */
  readonly stream: string;
  /** octets of that stream; beyond it the oldest goes, and is sent again from the outboxes */
  readonly maxOctets: number;
}

export interface NatsServersEvents {
  /** the own stream is read from now on, or again: others may be told */
  onReady(): void;
  /** a word of life that came with a member's name on it */
  onHere(member: string, octets: Uint8Array): void;
  /** a message for us that came with a member's name on it */
  onMessage(member: string, octets: Uint8Array): void;
  /** a server cannot be used, and why: told once, until it changes */
  onTrouble(who: string, why: string): void;
}

/** One server as far as it has been reached. */
interface Reached {
  connection: NatsConnection | null;
  publisher: JetStreamClient | null;
  isConnecting: boolean;
  retryAt: number;
  trouble: string;
}

/**
 * The servers a node goes by: its own, with the stream of what is for it, and those of others where there is no hub.
 * Looked for until found.
 */
export class NatsServers {
  readonly #member: string;
  readonly #settings: NatsSettings;
  readonly #events: NatsServersEvents;
  readonly #reached = new Map<string, Reached>();
  #reader: Reader | null = null;
  #mustRead = true;
  #isStopped = false;

  constructor(member: string, settings: NatsSettings, events: NatsServersEvents) {
    this.#member = member;
    this.#settings = settings;
    this.#events = events;
  }

  /** The own stream is there and is read. */
  get isReady(): boolean {
    return this.#reader?.isOpen === true;
  }

  /** Looks after the own server. Call it every now and then. */
  tick(): void {
    if (this.isReady && !this.#mustRead) return;
    const subjects = ['tocsin.here.*', `tocsin.here.*.${this.#member}`];
    this.#reach(this.#member, this.#settings.server, subjects, (connection) =>
      this.#read(connection),
    );
  }

  /** The own stream is looked after and read anew, from where it was. */
  readAnew(): void {
    this.#mustRead = true;
  }

  /** Whether there is a way to a member; looks after its server when it has one of its own. */
  canReach(member: string): boolean {
    const server = this.#settings.servers.get(member);
    if (server === undefined) return this.isReady;
    const isReached = this.#reached.get(member)?.publisher != null;
    const subjects = [`tocsin.here.${member}`, `tocsin.here.${member}.${this.#member}`];
    if (!isReached) this.#reach(member, server, subjects, () => Promise.resolve());
    return this.isReady && isReached;
  }

  /** Sends a message to a member's stream. @param mustKnow resolves when it is there, otherwise when it is on its way */
  async put(to: string, octets: Uint8Array, mustKnow: boolean): Promise<void> {
    const through = this.#settings.servers.has(to) ? to : this.#member;
    const { connection, publisher: storing } = this.#reached.get(through) ?? {};
    if (connection == null || storing == null) throw new Error('not connected');
    const subject = `tocsin.fed.${to}.${this.#member}`;
    if (mustKnow) await store(storing, subject, octets);
    else connection.publish(subject, octets);
  }

  /** @param to null: to all */
  sayHere(octets: Uint8Array, to: string | null): void {
    const subject = `tocsin.here.${this.#member}${to === null ? '' : `.${to}`}`;
    this.#reached.get(this.#member)?.connection?.publish(subject, octets);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#reader?.stop();
    for (const { connection } of this.#reached.values()) {
      if (connection === null) continue;
      await Promise.race([connection.flush().catch(() => {}), pause(GOODBYE_MS)]);
      await connection.close();
    }
  }

  async #read(connection: NatsConnection): Promise<void> {
    const { stream, maxOctets } = this.#settings;
    const name = `${stream}-${this.#member}`;
    await ensureStream(connection, name, [`tocsin.fed.${this.#member}.*`], maxOctets);
    const after = this.#reader?.lastSeq ?? null;
    const reader = await openReader(connection, name, after, (subject, octets) =>
      this.#events.onMessage(lastOf(subject), octets),
    );
    this.#reader?.stop();
    this.#reader = reader;
    this.#mustRead = false;
    if (this.#isStopped) reader.stop();
    else this.#events.onReady();
  }

  /** Connects, unless it has or is under way, then does what is to be done there; tried again later if it fails. */
  #reach(
    name: string,
    server: NatsServerOptions,
    hereSubjects: readonly string[],
    then: (connection: NatsConnection) => Promise<void>,
  ): void {
    const reached = this.#reached.get(name) ?? {
      connection: null,
      publisher: null,
      isConnecting: false,
      retryAt: 0,
      trouble: '',
    };
    this.#reached.set(name, reached);
    if (reached.isConnecting || this.#isStopped || performance.now() < reached.retryAt) return;
    reached.isConnecting = true;
    void this.#connect(reached, server, hereSubjects)
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
    hereSubjects: readonly string[],
  ): Promise<NatsConnection> {
    if (reached.connection !== null) return reached.connection;
    const connection = await connectServer(server, this.#member);
    if (this.#isStopped) {
      await connection.close();
      throw new Error('stopped');
    }
    reached.connection = connection;
    reached.publisher = publisher(connection);
    for (const subject of hereSubjects)
      connection.subscribe(subject, {
        callback: (error, message) => {
          if (error === null) this.#events.onHere(message.subject.split('.')[2]!, message.data);
        },
      });
    return connection;
  }
}

function lastOf(subject: string): string {
  return subject.slice(subject.lastIndexOf('.') + 1);
}
