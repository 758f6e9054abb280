import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { fail, ok, type Result } from '../../base/index.ts';
import { PASSWORD_VARIABLE } from '../store/index.ts';
import { checkStoreSetting } from './check-store.ts';
import { applyDefaults, DEFAULT_MEMBER, isLoopbackHost, type NodeConfig } from './config.ts';
import { ConfigSchema, type RawConfig } from './schema.ts';

/** One thing wrong in the configuration: where, and what to do. `line` 0: not from the file. */
export interface ConfigFinding {
  readonly line: number;
  readonly path: string;
  readonly text: string;
}

/** Reads, checks and completes tocsin.yaml. Every finding is listed; with any, the node does not start half-way. */
export function loadConfig(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Result<NodeConfig, ConfigFinding[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : String(error);
    const hint = "run 'tocsin init' to write one";
    return fail([{ line: 0, path: '', text: `${file} ${why}; ${hint}` }]);
  }
  return parseConfig(text, path.dirname(path.resolve(file)), file, env);
}

export function parseConfig(
  text: string,
  baseDir: string,
  file: string | null,
  env: Readonly<Record<string, string | undefined>>,
): Result<NodeConfig, ConfigFinding[]> {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (doc.errors.length > 0) {
    return fail(
      doc.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        path: '',
        text: error.message.split('\n')[0]!,
      })),
    );
  }
  const raw: unknown = doc.toJS() ?? {};
  const findings = [...checkShape(raw, doc, lines)];
  if (findings.length === 0) findings.push(...checkMeaning(raw as RawConfig, doc, lines));
  const withEnv =
    findings.length === 0 ? overrideFromEnv(raw as RawConfig, env, findings) : undefined;
  if (findings.length > 0 || withEnv === undefined) return fail(findings);
  const config = applyDefaults(withEnv, baseDir, file);
  const { store } = config;
  if (store.kind === 'sqlite') return ok(config);
  return ok({ ...config, store: { ...store, password: env[PASSWORD_VARIABLE] ?? null } });
}

function lineOf(doc: Document, lines: LineCounter, keys: readonly (string | number)[]): number {
  for (let depth = keys.length; depth >= 0; depth--) {
    const node = doc.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function* checkShape(raw: unknown, doc: Document, lines: LineCounter): Generator<ConfigFinding> {
  const seen = new Set<string>();
  for (const error of Value.Errors(ConfigSchema, raw)) {
    const keys = error.path
      .split('/')
      .slice(1)
      .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    const at = keys.join('.');
    const line = lineOf(doc, lines, keys);
    if (seen.has(at)) continue;
    seen.add(at);
    yield { line, path: at, text: describe(error.message, error.value, error.schema) };
  }
}

function describe(message: string, value: unknown, schema: TSchema): string {
  if (message === 'Unexpected property') return 'unknown setting; check the spelling';
  const anyOf = schema['anyOf'] as { const?: unknown }[] | undefined;
  const choices = anyOf?.flatMap((choice) =>
    typeof choice.const === 'string' ? [choice.const] : [],
  );
  const got = value === undefined ? 'nothing' : JSON.stringify(value);
  if (choices !== undefined && choices.length > 0)
    return `must be one of ${choices.join(', ')}; got ${got}`;
  return `${message.charAt(0).toLowerCase()}${message.slice(1)}; got ${got}`;
}

/** What a schema cannot say: exactly one transport a feed, ids used once. */
function* checkMeaning(
  raw: RawConfig,
  doc: Document,
  lines: LineCounter,
): Generator<ConfigFinding> {
  const ids = new Set<string>();
  for (const [index, feed] of (raw.feeds ?? []).entries()) {
    const line = lineOf(doc, lines, ['feeds', index]);
    const ways = [feed.udp, feed.connect, feed.listen, feed.file].filter(
      (way) => way !== undefined,
    );
    if (ways.length !== 1) {
      const text = `feed '${feed.id}' needs exactly one of udp, connect, listen, file; it has ${ways.length}`;
      yield { line, path: `feeds.${index}`, text };
    }
    if (ids.has(feed.id))
      yield { line, path: `feeds.${index}.id`, text: `id '${feed.id}' is used twice` };
    ids.add(feed.id);
    const exercise = raw.node?.mode === 'exercise';
    const played = feed.simulated === true || feed.file !== undefined;
    if (played && !exercise) {
      const text = `feed '${feed.id}' plays recorded or simulated data, which never mixes with live: set node.mode to exercise`;
      yield { line, path: `feeds.${index}`, text };
    }
    if (feed.simulated === false && exercise) {
      const text = `feed '${feed.id}' says simulated: false, but an exercise node marks everything it takes in as exercise`;
      yield { line, path: `feeds.${index}`, text };
    }
  }
  yield* checkOutputs(raw, doc, lines);
  const wrong = raw.store === undefined ? '' : checkStoreSetting(raw.store);
  if (wrong !== '')
    yield { line: lineOf(doc, lines, ['store', 'url']), path: 'store', text: wrong };
  yield* checkFederation(raw, doc, lines);
  if ((raw.http?.tls_cert === undefined) !== (raw.http?.tls_key === undefined)) {
    yield {
      line: lineOf(doc, lines, ['http']),
      path: 'http',
      text: 'tls_cert and tls_key go together',
    };
  }
}

/** Outputs: ids used once, and nothing in the clear to other machines unless somebody says so. */
function* checkOutputs(
  raw: RawConfig,
  doc: Document,
  lines: LineCounter,
): Generator<ConfigFinding> {
  const ids = new Set<string>();
  for (const [index, output] of (raw.outputs ?? []).entries()) {
    const line = lineOf(doc, lines, ['outputs', index]);
    const path = `outputs.${index}`;
    const { id, listen, tls_cert: cert, tls_key: key, client_ca: ca, plain } = output;
    if (ids.has(id)) yield { line, path: `${path}.id`, text: `id '${id}' is used twice` };
    ids.add(id);
    if ((cert === undefined) !== (key === undefined))
      yield { line, path, text: 'tls_cert and tls_key go together' };
    const names = (output.readers ?? []).map(({ client }) => client);
    const twice = names.find((name, i) => names.indexOf(name) < i);
    if (twice !== undefined)
      yield { line, path: `${path}.readers`, text: `client '${twice}' is named twice` };
    if (names.length > 0 && (cert === undefined || ca === undefined))
      yield { line, path, text: 'readers are known by certificate: set tls_cert and client_ca' };
    if (names.length === 0 && output.reader === undefined)
      yield { line, path, text: `output '${id}' needs reader or readers: nobody reads it` };
    const host = listen.slice(0, listen.lastIndexOf(':'));
    if (!isLoopbackHost(host) && plain !== true && (cert === undefined || ca === undefined)) {
      const text = `output '${id}' can be reached from other machines (${host}): set tls_cert, tls_key and client_ca, so that only clients with a certificate read it; or plain: true, and anybody there reads it`;
      yield { line, path, text };
    }
  }
}

function* checkFederation(
  raw: RawConfig,
  doc: Document,
  lines: LineCounter,
): Generator<ConfigFinding> {
  const { listen, peers = {} } = raw.federation ?? {};
  const addresses = Object.entries(peers).map(([member, address]) => ({ member, address }));
  for (const { member, address } of [{ member: '', address: listen ?? ':1' }, ...addresses]) {
    const keys = member === '' ? ['federation', 'listen'] : ['federation', 'peers', member];
    const at = { line: lineOf(doc, lines, keys), path: keys.join('.') };
    const port = Number(address.slice(address.lastIndexOf(':') + 1));
    if (port > 65535 || (port === 0 && member !== '')) yield { ...at, text: `${port} is no port` };
    if (member !== '' && member === (raw.node?.member ?? DEFAULT_MEMBER))
      yield { ...at, text: `${member} is this node itself` };
  }
  const { transport, nats } = raw.federation ?? {};
  if (transport === 'nats' && nats?.url === undefined)
    yield {
      line: lineOf(doc, lines, ['federation', 'transport']),
      path: 'federation.nats.url',
      text: "says where this member's own NATS server is: nats://HOST:PORT",
    };
  if (transport !== 'nats' && nats !== undefined)
    yield {
      line: lineOf(doc, lines, ['federation', 'nats']),
      path: 'federation.nats',
      text: 'is heeded with transport: nats only',
    };
}

/** TOCSIN_HTTP_HOST, TOCSIN_HTTP_PORT, TOCSIN_DATA_DIR, TOCSIN_LOG_LEVEL stand above the file. */
function overrideFromEnv(
  raw: RawConfig,
  env: Readonly<Record<string, string | undefined>>,
  findings: ConfigFinding[],
): RawConfig {
  const next: RawConfig = { ...raw, http: { ...raw.http } };
  if (env['TOCSIN_HTTP_HOST']) next.http = { ...next.http, host: env['TOCSIN_HTTP_HOST'] };
  if (env['TOCSIN_HTTP_PORT']) {
    const port = Number(env['TOCSIN_HTTP_PORT']);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      findings.push({
        line: 0,
        path: 'TOCSIN_HTTP_PORT',
        text: `is no port: '${env['TOCSIN_HTTP_PORT']}'`,
      });
    } else next.http = { ...next.http, port };
  }
  if (env['TOCSIN_DATA_DIR']) next.data = path.resolve(env['TOCSIN_DATA_DIR']);
  const level = env['TOCSIN_LOG_LEVEL'];
  if (level) {
    if (!['fatal', 'error', 'warn', 'info', 'debug', 'trace'].includes(level)) {
      findings.push({ line: 0, path: 'TOCSIN_LOG_LEVEL', text: `is no log level: '${level}'` });
    } else next.log = { level };
  }
  return next;
}

/** One line a finding, as a person reads it. */
export function formatFindings(file: string, findings: readonly ConfigFinding[]): string {
  return findings
    .map(
      (f) =>
        `${f.line > 0 ? `${file}:${f.line}` : f.path || file}: ${f.line > 0 && f.path ? `${f.path}: ` : ''}${f.text}`,
    )
    .join('\n');
}
