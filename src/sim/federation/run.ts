import { Random } from '../../base/index.ts';
import { memberFact, type Outgoing } from '../../share/index.ts';
import { checkWorld } from './check.ts';
import { Network } from './network.ts';
import { SimNode } from './sim-node.ts';
import { FAULT_KINDS, type FaultKind, type SimOptions, type SimReport } from './types.ts';
import { act, OWN_MARK, randomTerms } from './workload.ts';

const START_AT = Date.UTC(2026, 10, 24);
const TICK_MS = 500;
/** after healing, simulated ms until everything must be there */
const HEAL_LIMIT_MS = 300_000;

/**
 * An alliance under a false clock for some minutes: members write, links fail, disks refuse, processes die and are put
 * back from old backups; then everything is healed and compared. The same seed gives the same run.
 */
export function runFederation(options: SimOptions): SimReport {
  const world = new World(options);
  world.run(options.durationMs ?? 90_000);
  const healMs = world.heal();
  return world.report(healMs);
}

class World {
  readonly #seed: number;
  readonly #random: Random;
  readonly #crypto: SimOptions['crypto'];
  readonly #nodes: SimNode[] = [];
  readonly #byName = new Map<string, SimNode>();
  readonly #network: Network;
  readonly #faults = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<
    FaultKind,
    number
  >;
  readonly #violations: string[] = [];
  /** what happens later: [true time, deed] */
  readonly #later: { readonly at: number; readonly deed: () => void }[] = [];
  #now = START_AT;
  #keys: number;
  #keyChanges = 0;

  constructor({ seed, nodes, crypto }: SimOptions) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#crypto = crypto;
    this.#network = new Network(this.#random.fork('network'), (kind) => this.#faults[kind]++);
    const count = nodes === undefined || nodes === 0 ? 3 + this.#random.below(6) : nodes;
    this.#keys = count;
    for (let i = 0; i < count; i++) {
      const member = `M${String(i).padStart(2, '0')}`;
      const skewMs = Math.floor(this.#random.between(-120_000, 120_000));
      const send = (from: SimNode, out: Outgoing): void => this.#send(from, out);
      const node = new SimNode({ member, crypto, keyNumber: i, skewMs, send });
      this.#nodes.push(node);
      this.#byName.set(member, node);
    }
    for (const node of this.#nodes) this.#admitOthers(node);
  }

  #admitOthers(node: SimNode): void {
    for (const other of this.#nodes) {
      if (other === node) continue;
      const { publicKey } = this.#crypto.signer(other.disk.keyNumber);
      const terms = randomTerms(this.#random, other.member, publicKey);
      node.append([memberFact('member.admitted', terms, 'admin', this.#now + node.skewMs)]);
    }
    node.takeBackup();
    for (const other of this.#nodes) if (other !== node) node.federation.linkUp(other.member);
  }

  run(durationMs: number): void {
    const end = this.#now + durationMs;
    const random = this.#random.fork('work');
    const members = this.#nodes.map((node) => node.member);
    while (this.#now < end) {
      for (const node of this.#nodes) {
        if (!node.isDown && random.chance(0.2)) act(node, random, members, this.#now);
        if (!node.isDown && random.chance(0.3)) node.due(this.#now);
      }
      this.#misfortune(random);
      this.#tick();
    }
  }

  /** Everything is mended; gives simulated ms until nothing was left to do. */
  heal(): number {
    const from = this.#now;
    this.#network.isFaulty = false;
    this.#network.mendAll();
    for (const { deed } of this.#later.splice(0)) deed();
    for (const node of this.#nodes) {
      node.refuses = false;
      if (node.isDown) node.boot();
    }
    for (const node of this.#nodes)
      for (const other of this.#nodes) if (other !== node) node.federation.linkUp(other.member);
    let quiet = 0;
    while (quiet < 12 && this.#now - from < HEAL_LIMIT_MS) {
      for (const node of this.#nodes) node.due(this.#now);
      this.#tick();
      quiet = this.#nodes.every((node) => node.federation.isIdle()) ? quiet + 1 : 0;
    }
    if (quiet < 12)
      this.#violations.push(
        `not at rest ${HEAL_LIMIT_MS / 1000} s after healing: ${this.#restless()}`,
      );
    return this.#now - from;
  }

  #restless(): string {
    return this.#nodes
      .flatMap((node) =>
        node.federation
          .links(this.#now)
          .map(
            (link) =>
              `${node.member}->${link.member} ${link.queued} queued, takes ${link.received} of ${link.announced} ${link.trouble}`,
          ),
      )
      .slice(0, 50)
      .join('; ');
  }

  report(healMs: number): SimReport {
    const nodes = this.#nodes;
    const sum = (of: (node: SimNode) => number): number =>
      nodes.reduce((total, node) => total + of(node), 0);
    const violations = [...this.#violations, ...checkWorld(nodes, this.#now)];
    const state = nodes.map((node) => [
      node.member,
      node.disk.entries.length,
      [...node.disk.store.items()].map(({ item }) => item.signature),
    ]);
    return {
      seed: this.#seed,
      nodes: nodes.length,
      faults: this.#faults,
      messages: this.#network.messages,
      entries: sum((node) => node.disk.entries.length),
      deliveries: sum((node) => node.deliveries),
      recalls: sum((node) => node.recalls),
      calls: new Set(nodes.flatMap((node) => [...node.book.calls()].map((one) => one.id))).size,
      keyChanges: this.#keyChanges,
      healMs,
      violations,
      digest: this.#crypto.notary.hash(JSON.stringify(state)),
    };
  }

  #tick(): void {
    const until = this.#now + TICK_MS;
    for (;;) {
      const flight = this.#network.take(until);
      if (flight === null) break;
      this.#now = Math.max(this.#now, flight.at);
      this.#byName.get(flight.to)!.receive(flight.from, flight.text, this.#now);
    }
    this.#now = until;
    for (let i = this.#later.length - 1; i >= 0; i--)
      if (this.#later[i]!.at <= this.#now) this.#later.splice(i, 1)[0]!.deed();
    for (const node of this.#nodes) node.poll(this.#now);
  }

  #send(from: SimNode, { to, envelope }: Outgoing): void {
    const text = JSON.stringify(envelope);
    if (text.includes(OWN_MARK)) this.#violations.push(`${from.member} sent its own to ${to}`);
    const gate = from.federation.roster.get(to)?.gate;
    if (envelope.message.type === 'batch')
      for (const row of envelope.message.rows)
        if ('item' in row && gate?.mayRead(row.item.origin, row.item.label) !== true) {
          // Terms may have narrowed since the row was made: then the row must be void.
          this.#violations.push(`${from.member} sent ${to} what it may not see: ${row.item.type}`);
        }
    this.#network.send(from.member, to, text, this.#now);
  }

  #misfortune(random: Random): void {
    const node = random.pick(this.#nodes);
    const soon = (): number => this.#now + random.between(2_000, 30_000);
    const dice = random.next();
    if (dice < 0.02) this.#partition(random, soon());
    else if (dice < 0.05) this.#cutLink(random, soon());
    else if (dice < 0.07 && !node.refuses) {
      this.#faults['disk-refuses']++;
      node.refuses = true;
      this.#later.push({ at: soon(), deed: () => (node.refuses = false) });
    } else if (dice < 0.1 && !node.isDown) this.#crash(node, soon());
    else if (dice < 0.115) node.takeBackup();
    else if (dice < 0.125 && !node.isDown && !node.refuses) {
      if (!node.restore(this.#now)) return;
      this.#faults.restore++;
      this.#raise(node);
    } else if (dice < 0.13 && !node.isDown) {
      if (!node.rotateKey(this.#keys, this.#now)) return;
      this.#keys++;
      this.#keyChanges++;
      this.#raise(node);
    }
  }

  #crash(node: SimNode, until: number): void {
    this.#faults.crash++;
    node.isDown = true;
    this.#later.push({
      at: until,
      deed: () => {
        node.boot();
        this.#raise(node);
      },
    });
  }

  /** Links of a node that has just started. */
  #raise(node: SimNode): void {
    for (const other of this.#nodes) {
      if (other === node) continue;
      node.federation.linkUp(other.member);
      if (!other.isDown) other.federation.linkUp(node.member);
    }
  }

  /** One half of the alliance from the other. */
  #partition(random: Random, until: number): void {
    this.#faults.partition++;
    const here = this.#nodes.filter(() => random.chance(0.5));
    const pairs = here.flatMap((a) =>
      this.#nodes.filter((b) => !here.includes(b)).map((b): [SimNode, SimNode] => [a, b]),
    );
    this.#cutPairs(pairs, until, true);
  }

  #cutLink(random: Random, until: number): void {
    const a = random.pick(this.#nodes);
    const b = random.pick(this.#nodes);
    if (a === b) return;
    // Half of the cuts are not noticed by either end.
    const isSeen = random.chance(0.5);
    this.#faults[isSeen ? 'partition' : 'silent-cut']++;
    this.#cutPairs([[a, b]], until, isSeen);
  }

  #cutPairs(pairs: readonly (readonly [SimNode, SimNode])[], until: number, isSeen: boolean): void {
    for (const [a, b] of pairs) {
      this.#network.cut(a.member, b.member);
      if (!isSeen) continue;
      a.federation.linkDown(b.member);
      b.federation.linkDown(a.member);
    }
    this.#later.push({
      at: until,
      deed: () => {
        for (const [a, b] of pairs) {
          this.#network.mend(a.member, b.member);
          if (!isSeen) continue;
          a.federation.linkUp(b.member);
          b.federation.linkUp(a.member);
        }
      },
    });
  }
}
