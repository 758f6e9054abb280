/** Builders for the tests of this folder: a source, and a decoder whose records are lines. */
import { decodeFault, latin1, toHex } from '../../base/index.ts';
import { makePlot, type SourceConfig, type Transport } from '../../model/index.ts';
import type { FeedDecoder } from '../../sense/index.ts';

export function sourceConfig(
  id: string,
  transport: Transport,
  more: Partial<SourceConfig> = {},
): SourceConfig {
  const config = { id, name: id, format: 'ais' as const, transport, simulated: false };
  return { ...config, options: {}, sensors: [], ...more };
}

/**
 * Each line is a record and a plot measured `lagMs` before its receipt; a line that begins with `!` is a fault, one
 * that begins with `?` is answered with `ok` on its connection.
 */
export function createLineFeed(config: SourceConfig, lagMs = 0): FeedDecoder {
  const rests = new Map<number, string>();
  let last: { record: unknown; bytes: Uint8Array } | null = null;
  return {
    accept(chunk, out) {
      const lines = ((rests.get(chunk.connection) ?? '') + latin1(chunk.bytes)).split('\n');
      rests.set(chunk.connection, lines.pop()!);
      for (const line of lines) {
        if (line.startsWith('!')) {
          const fault = decodeFault('bad-syntax', 0, 'line', line);
          out.faults.push({ fault, bytesHex: toHex(chunk.bytes), octet: 0 });
          continue;
        }
        if (line.startsWith('?'))
          out.replies.push({ connection: chunk.connection, bytes: new Uint8Array([111, 107]) });
        out.records++;
        last = { record: { line }, bytes: chunk.bytes };
        const at = chunk.receivedAt - lagMs;
        const { receivedAt } = chunk;
        const sensorId = `${config.id}/line`;
        out.batch.plots.push(
          makePlot({ sourceId: config.id, sensorId, at, receivedAt, claims: { callsign: line } }),
        );
      }
    },
    close: (connection) => void rests.delete(connection),
    lastRecord: () => last,
  };
}
