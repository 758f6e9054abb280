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

const REQUEST_MS = 5_000;
/** A message that a stream has not confirmed after so long is held to be lost. */
const STORED_MS = 4_000;
const PULL_MS = 12_000;
const HEARTBEAT_MS = 2_000;
/** A reader that went away is forgotten by the server after so long. */
const FORGET_READER_MS = 120_000;
/** Nothing older than this is of use to anyone: a session is long over. */
const MAX_AGE_MS = 3_600_000;

/**
 * Connects, and then again whenever the connection breaks. Answers come below `_INBOX.MEMBER`, which a fence can tell
 * from others'. Rejects when it cannot at once, or a file cannot be read.
 */
export async function connectServer(
  options: NatsServerOptions,
  member: string,
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
    name: `tocsin ${member}`,
    inboxPrefix: `_INBOX.${member}`,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: 1_000,
    pingInterval: 10_000,
    timeout: REQUEST_MS,
    ...(authenticator === undefined ? {} : { authenticator }),
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
  });
}

/**
 * Makes the stream that takes in what is for a member, or gives it the bounds that are asked now. The oldest goes when
 * it is full.
 */
export async function ensureStream(
  connection: NatsConnection,
  name: string,
  subjects: readonly string[],
  maxOctets: number,
): Promise<void> {
  const manager = await jetstreamManager(connection, { timeout: REQUEST_MS, checkAPI: false });
  const wanted = {
    subjects: [...subjects],
    max_bytes: maxOctets,
    max_age: nanos(MAX_AGE_MS),
    discard: DiscardPolicy.Old,
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

/** Gives messages to streams that lie anywhere: the one whose subject it is stores it and confirms. */
export function publisher(connection: NatsConnection): JetStreamClient {
  return jetstream(connection, { timeout: STORED_MS });
}

/** Rejects when no stream has confirmed it; it may be stored all the same. */
export async function store(
  to: JetStreamClient,
  subject: string,
  octets: Uint8Array,
): Promise<void> {
  // It is tried again by whoever gives it, with what came before it.
  await to.publish(subject, octets, { timeout: STORED_MS, retries: 1 }).catch((error: Error) => {
    throw error.name === 'JetStreamNotEnabled' ? new Error('there is no way to its stream') : error;
  });
}

/** Reads a stream; see openReader. */
export interface Reader {
  isOpen: boolean;
  /** number in the stream of the newest message that came; 0: none */
  lastSeq: number;
  stop(): void;
}

/**
 * Reads what comes in a stream of the own server, in order. It goes on by itself after interruptions, with what came in
 * between as far as the stream still holds it.
 * @param after number in the stream after which to begin; null: what comes from now on
 */
export async function openReader(
  connection: NatsConnection,
  name: string,
  after: number | null,
  onMessage: (subject: string, octets: Uint8Array) => void,
): Promise<Reader> {
  const options = { timeout: REQUEST_MS, checkAPI: false };
  const manager = await jetstreamManager(connection, options);
  const { state } = await manager.streams.info(name);
  const consumer = await manager.jetstream().consumers.get(name, {
    // A stream that was made anew counts from 1 again.
    opt_start_seq: Math.min(after ?? state.last_seq, state.last_seq) + 1,
    inactive_threshold: FORGET_READER_MS,
  });
  const reader = { isOpen: true, lastSeq: after ?? state.last_seq, stop: () => {} };
  const messages = await consumer.consume({
    max_messages: 500,
    expires: PULL_MS,
    idle_heartbeat: HEARTBEAT_MS,
    callback: (message) => {
      reader.lastSeq = message.seq;
      onMessage(message.subject, message.data);
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
