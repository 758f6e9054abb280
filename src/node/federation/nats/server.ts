import { readFileSync } from 'node:fs';
import {
  DiscardPolicy,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamClient,
} from '@nats-io/jetstream';
import {
  connect,
  credsAuthenticator,
  usernamePasswordAuthenticator,
  type NatsConnection,
} from '@nats-io/transport-node';

/** How a NATS server is reached; the files are PEM, a NATS credentials file, a password on one line. */
export interface NatsServerOptions {
  /** nats://HOST:PORT or tls://HOST:PORT */
  readonly url: string;
  readonly credentialsFile?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

/** The stream a member keeps in its own JetStream domain for what goes from it to others. */
export interface OutStream {
  /** JetStream domain of the member's server */
  readonly domain: string;
  readonly name: string;
}

const REQUEST_MS = 5_000;
/** The own server stores in a millisecond; a machine that has too much to do may take its time. */
const PUBLISH_MS = 20_000;
const PULL_MS = 12_000;
const HEARTBEAT_MS = 2_000;
/** A reader that went away is forgotten by the server after so long. */
const FORGET_READER_MS = 120_000;
/** Within so long the server itself drops a message that is given to it twice. */
const REPEAT_WINDOW_MS = 120_000;
/** Nothing older than this is of use to anyone: a session is long over. */
const MAX_AGE_MS = 3_600_000;

/** Connects, and then again whenever the connection breaks. Rejects when it cannot at once, or a file cannot be read. */
export async function connectServer(
  options: NatsServerOptions,
  name: string,
): Promise<NatsConnection> {
  const { url, credentialsFile, user, passwordFile, caFile, certFile, keyFile } = options;
  const authenticator =
    credentialsFile !== undefined
      ? credsAuthenticator(readFileSync(credentialsFile))
      : user !== undefined
        ? usernamePasswordAuthenticator(
            user,
            passwordFile === undefined ? '' : readFileSync(passwordFile, 'utf8').trim(),
          )
        : undefined;
  const tls = {
    ...(caFile === undefined ? {} : { caFile }),
    ...(certFile === undefined ? {} : { certFile }),
    ...(keyFile === undefined ? {} : { keyFile }),
  };
  return connect({
    servers: url,
    name,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: 1_000,
    pingInterval: 10_000,
    timeout: REQUEST_MS,
    ...(authenticator === undefined ? {} : { authenticator }),
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
  });
}

/** Makes the member's own stream, or gives it the bounds that are asked now. The oldest goes when it is full. */
export async function ensureStream(
  connection: NatsConnection,
  { domain, name }: OutStream,
  subjects: readonly string[],
  maxOctets: number,
): Promise<void> {
  const manager = await jetstreamManager(connection, { domain, timeout: REQUEST_MS });
  const wanted = {
    subjects: [...subjects],
    max_bytes: maxOctets,
    max_age: nanos(MAX_AGE_MS),
    discard: DiscardPolicy.Old,
    duplicate_window: nanos(REPEAT_WINDOW_MS),
  };
  try {
    await manager.streams.update(name, wanted);
  } catch {
    await manager.streams.add({
      name,
      ...wanted,
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      num_replicas: 1,
    });
  }
}

/** For messages to the own stream. */
export function publisher(connection: NatsConnection, { domain }: OutStream): JetStreamClient {
  return jetstream(connection, { domain, timeout: PUBLISH_MS });
}

/** Reads one subject of a stream; see openReader. */
export interface Reader {
  isOpen: boolean;
  /** number in the stream of the newest message that came; 0: none */
  lastSeq: number;
  stop(): void;
}

/**
 * Reads what comes in a stream, in order, through the server's API for other domains. It goes on by itself after
 * interruptions, with what came in between as far as the stream still holds it; that takes it a while.
 * @param after number in the stream after which to begin; null: what comes from now on
 */
export async function openReader(
  connection: NatsConnection,
  { domain, name }: OutStream,
  subject: string,
  after: number | null,
  onMessage: (id: string, octets: Uint8Array) => void,
): Promise<Reader> {
  const options = { domain, timeout: REQUEST_MS, checkAPI: false };
  const manager = await jetstreamManager(connection, options);
  const { state } = await manager.streams.info(name);
  const consumer = await manager.jetstream().consumers.get(name, {
    filter_subjects: subject,
    // A stream that was made anew counts from 1 again.
    opt_start_seq: Math.min(after ?? state.last_seq, state.last_seq) + 1,
    inactive_threshold: FORGET_READER_MS,
  });
  const reader = { isOpen: true, lastSeq: after ?? state.last_seq, stop: () => {} };
  const messages = await consumer.consume({
    max_messages: 200,
    expires: PULL_MS,
    idle_heartbeat: HEARTBEAT_MS,
    callback: (message) => {
      reader.lastSeq = message.seq;
      onMessage(message.headers?.get('Nats-Msg-Id') ?? '', message.data);
    },
  });
  reader.stop = () => {
    messages.stop();
    consumer.delete().catch(() => {
      // The server forgets it by itself.
    });
  };
  void messages.closed().then(() => {
    reader.isOpen = false;
  });
  return reader;
}

function nanos(ms: number): number {
  return ms * 1e6;
}
