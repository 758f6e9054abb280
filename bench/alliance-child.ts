/**
 * For the federation bench and its process test: the ledger and the federation of one node, without sensors, API and
 * console. It writes events for all allies and says which of them are acknowledged, that is, on disk.
 */
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { OWN_ONLY, type LedgerFact } from '../src/model/index.ts';
import { Exchange } from '../src/node/federation/exchange.ts';
import { SqliteFederationStore } from '../src/node/federation/sqlite-store.ts';
import { openLedger } from '../src/node/store/index.ts';

export interface AllianceChildOptions {
  readonly dataDir: string;
  readonly member: string;
  /** 0: links go over NATS */
  readonly port: number;
  readonly peers: readonly (readonly [string, string])[];
  readonly natsUrl: string | null;
}

export type Order =
  /** events a second from now on; 0: none */
  | { readonly type: 'write'; readonly perS: number }
  | { readonly type: 'burst'; readonly count: number }
  | { readonly type: 'state' }
  /** gives the delays since the last one */
  | { readonly type: 'lags' };

export interface NodeState {
  readonly up: number;
  /** events taken from each member: the highest number */
  readonly taken: Readonly<Record<string, number>>;
  readonly rssMb: number;
}

export type Word =
  | { readonly ready: true }
  /** every event up to this number is on disk */
  | { readonly acked: number }
  | { readonly state: NodeState }
  | { readonly lags: readonly number[] }
  | { readonly refused: string };

const EVENT = 'bench.noted';
const TEXT = 'The watch officer on duty notes what was seen over the western approach. '.repeat(4);
const STREAM_OCTETS = 64 * 1024 * 1024;

const given = process.argv[2];
if (given !== undefined) await run(JSON.parse(given) as AllianceChildOptions);

async function run({ dataDir, member, port, peers, natsUrl }: AllianceChildOptions): Promise<void> {
  const say = (word: Word): boolean => process.stdout.write(`${JSON.stringify(word)}\n`);
  const ledger = await openLedger({ dataDir, origin: member });
  const settings = { servers: new Map(), stream: 'TOCSIN' };
  const exchange = new Exchange({
    dataDir,
    member,
    ledger,
    exercise: false,
    listen: natsUrl === null ? { host: '127.0.0.1', port } : null,
    peers: new Map(peers),
    nats:
      natsUrl === null ? null : { ...settings, server: { url: natsUrl }, maxOctets: STREAM_OCTETS },
    now: Date.now,
    log: { info: () => {}, warn: (_: unknown, text?: string) => say({ refused: text ?? '' }) },
  });
  let last = 0;
  for (let seq = 0; ;) {
    const page = ledger.read(seq, 1000);
    for (const entry of page) if (entry.type === EVENT) last = Number(entry.body['n']);
    if (page.length === 0) break;
    seq = page.at(-1)!.seq;
  }
  exchange.open();
  const taken = readTaken(dataDir);
  let lags: number[] = [];
  watchTaken(exchange, (origin, n, at) => {
    taken[origin] = n;
    lags.push(Date.now() - at);
  });
  await exchange.start();
  say({ ready: true });
  say({ acked: last });
  const write = async (count: number): Promise<void> => {
    const facts = Array.from({ length: count }, () => factOf(++last));
    const upTo = last;
    await ledger.append(facts);
    say({ acked: upTo });
  };
  let timer: NodeJS.Timeout | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line) as Order;
    switch (order.type) {
      case 'write':
        clearInterval(timer);
        if (order.perS > 0) {
          await pause(((member.charCodeAt(1) % 32) / 32 / order.perS) * 1000);
          timer = setInterval(() => void write(1), 1000 / order.perS);
        }
        break;
      case 'burst':
        await write(order.count);
        break;
      case 'state': {
        const up = exchange.links().filter(({ isUp }) => isUp).length;
        say({ state: { up, taken, rssMb: process.memoryUsage.rss() / 2 ** 20 } });
        break;
      }
      case 'lags':
        say({ lags });
        lags = [];
        break;
    }
  }
  // The bench is gone.
  process.exit(0);
}

/** What this node has on disk of others, from before. */
function readTaken(dataDir: string): Record<string, number> {
  const store = new SqliteFederationStore(dataDir);
  const taken: Record<string, number> = {};
  for (const { item } of store.items())
    if (item.type === EVENT) taken[item.origin] = Number(item.body['n']);
  store.close();
  return taken;
}

function factOf(n: number): LedgerFact {
  const body = { n, text: TEXT };
  const label = { ...OWN_ONLY, releasableTo: ['*'] };
  return { type: EVENT, at: Date.now(), actor: 'watch', body, label };
}

/** Called for every event that is on this node's disk and was not before. */
function watchTaken(
  { federation }: Exchange,
  onTaken: (origin: string, n: number, at: number) => void,
): void {
  const apply = federation.apply.bind(federation);
  federation.apply = (commit) => {
    for (const { item } of commit.items)
      if (item.type === EVENT) onTaken(item.origin, Number(item.body['n']), item.at);
    return apply(commit);
  };
}
