/** For the process tests: one node's ledger and exchange. Commands come as JSON lines, what is so goes out as such. */
import { createInterface } from 'node:readline';
import { canonicalJson, type Json } from '../../base/index.ts';
import type { RallyCommand } from '../../model/index.ts';
import type { Notary } from '../../share/index.ts';
import { createNotary, openLedger } from '../store/index.ts';
import { Exchange } from './exchange.ts';
import type { NatsSettings } from './nats/index.ts';

export interface ChildOptions {
  readonly dataDir: string;
  readonly member: string;
  readonly port: number;
  readonly peers: readonly (readonly [string, string])[];
  /** links over NATS: the own server, and those of others where there is no hub */
  readonly nats?: {
    readonly url: string;
    readonly servers: readonly (readonly [string, string])[];
    readonly maxOctets: number;
  };
}

export interface ChildState {
  readonly up: readonly string[];
  /** by call: number of acts, and a hash of the view */
  readonly calls: Readonly<Record<string, readonly [number, string]>>;
  readonly notes: number;
}

const given = process.argv[2];
if (given !== undefined) {
  const { dataDir, member, port, peers, nats } = JSON.parse(given) as ChildOptions;
  const ledger = await openLedger({ dataDir, origin: member });
  const say = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);
  const exchange = new Exchange({
    dataDir,
    member,
    ledger,
    exercise: false,
    listen: { host: '127.0.0.1', port },
    peers: new Map(peers),
    nats: nats === undefined ? null : toNats(nats),
    now: Date.now,
    log: { info: () => {}, warn: (_: unknown, text?: string) => say({ warn: text }) },
  });
  const notary = createNotary();
  exchange.onChange = () => say({ state: stateOf(exchange, notary) });
  exchange.open();
  await exchange.start();
  say({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, command } = JSON.parse(line) as { id: number; command: RallyCommand | null };
    if (command === null) {
      say({ state: stateOf(exchange, notary) });
      continue;
    }
    void exchange.command(command, 'desk').then((answer) => {
      say(answer.ok ? { done: id } : { refused: id, code: answer.fault.code });
    });
  }
}

function toNats({ url, servers, maxOctets }: NonNullable<ChildOptions['nats']>): NatsSettings {
  return {
    server: { url },
    servers: new Map(servers.map(([member, one]) => [member, { url: one }])),
    stream: 'TOCSIN',
    maxOctets,
  };
}

function stateOf(exchange: Exchange, notary: Notary): ChildState {
  const calls: Record<string, readonly [number, string]> = {};
  let notes = 0;
  for (const view of exchange.calls()) {
    const members = view.members.map((one) => ({ ...one, reach: null }));
    const same = { ...view, members, needs: view.needs.length } as unknown as Json;
    calls[view.id] = [view.acts.length, notary.hash(canonicalJson(same)).slice(0, 8)];
    notes += view.acts.filter((act) => act.type === 'call.noted').length;
  }
  const up = exchange.links().filter((link) => link.isUp);
  return { up: up.map((link) => link.member), calls, notes };
}
