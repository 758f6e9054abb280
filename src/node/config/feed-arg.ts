import { fail, ok, type Result } from '../../base/index.ts';
import {
  FEED_FORMATS,
  type FeedFormat,
  type SourceConfig,
  type Transport,
} from '../../model/index.ts';

/**
 * `--feed FORMAT:...` on the command line:
 * `beast:HOST:PORT` dials TCP · `asterix:udp:PORT` or `asterix:udp:HOST:PORT` receives UDP (a multicast HOST joins its
 * group) · `sapient:listen:HOST:PORT` waits for connections · `ais:file:PATH` plays a file.
 */
export function parseFeedArg(text: string, index: number): Result<SourceConfig, string> {
  const [format, ...rest] = text.split(':');
  if (!FEED_FORMATS.includes(format as FeedFormat)) {
    return fail(
      `--feed ${text}: '${format ?? ''}' is no format; known: ${FEED_FORMATS.join(', ')}`,
    );
  }
  const transport = parseTransport(rest);
  if (transport === undefined) {
    return fail(
      `--feed ${text}: expected FORMAT:HOST:PORT, FORMAT:udp:PORT, FORMAT:listen:HOST:PORT or FORMAT:file:PATH`,
    );
  }
  return ok({
    id: `${format}-${index + 1}`,
    name: text,
    format: format as FeedFormat,
    transport,
    simulated: false,
    options: {},
    sensors: [],
  });
}

function parsePort(text: string | undefined): number | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

function parseTransport(rest: readonly string[]): Transport | undefined {
  const port = parsePort(rest.at(-1));
  if (rest[0] === 'file' && rest.length > 1)
    return { kind: 'file', path: rest.slice(1).join(':'), speed: 1 };
  if (port === undefined) return undefined;
  if (rest[0] === 'udp') {
    const host = rest.length > 2 ? rest.slice(1, -1).join(':') : '127.0.0.1';
    const first = Number(host.split('.')[0]);
    const multicast = first >= 224 && first < 240;
    return multicast
      ? { kind: 'udp', host: '0.0.0.0', port, group: host }
      : { kind: 'udp', host, port };
  }
  if (rest[0] === 'listen') {
    return {
      kind: 'tcp-server',
      host: rest.length > 2 ? rest.slice(1, -1).join(':') : '127.0.0.1',
      port,
    };
  }
  return rest.length >= 2
    ? { kind: 'tcp-client', host: rest.slice(0, -1).join(':'), port }
    : undefined;
}
