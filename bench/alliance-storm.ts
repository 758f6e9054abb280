/** What befalls an alliance in the federation bench and its process test. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../src/base/index.ts';
import type { Alliance } from './alliance.ts';

export interface Faults {
  kills: number;
  cuts: number;
  stalls: number;
  drops: number;
  delays: number;
  /** the NATS hub, killed and started again */
  hubKills: number;
}

const MAX_FAULT_MS = 4_000;

/** For so long: nodes are killed, ways are cut, stand still, break or become slow, all at once and one after the other. */
export async function storm(
  alliance: Alliance,
  random: Random,
  forS: number,
  withHub = true,
): Promise<Faults> {
  const faults: Faults = { kills: 0, cuts: 0, stalls: 0, drops: 0, delays: 0, hubKills: 0 };
  const endsAt = performance.now() + forS * 1000;
  const under: Promise<void>[] = [];
  const busy = new Set<string>(withHub ? [] : ['hub']);
  while (performance.now() < endsAt) {
    const member = random.pick([...alliance.nodes.keys()]);
    if (!busy.has(member)) {
      busy.add(member);
      under.push(befall(alliance, member, random, faults, busy).finally(() => busy.delete(member)));
    }
    await pause((200 + random.below(1_800)) * (8 / Math.max(8, alliance.nodes.size)));
  }
  await Promise.all(under);
  for (const proxy of alliance.proxies) {
    proxy.delayMs = 0;
    proxy.heal();
  }
  return faults;
}

async function befall(
  alliance: Alliance,
  member: string,
  random: Random,
  faults: Faults,
  busy: Set<string>,
): Promise<void> {
  const forMs = 500 + random.below(MAX_FAULT_MS);
  const proxies = alliance.proxiesOf(member).filter(() => random.below(3) > 0);
  const kind = random.below(10);
  if (kind < 4) {
    faults.kills++;
    const node = alliance.nodes.get(member)!;
    await node.kill();
    await pause(forMs / 4);
    await node.start();
  } else if (kind < 6) {
    faults.cuts++;
    for (const proxy of proxies) proxy.cut();
    await pause(forMs);
    for (const proxy of proxies) proxy.heal();
  } else if (kind < 7) {
    faults.stalls++;
    for (const proxy of proxies) proxy.stall();
    await pause(forMs);
    for (const proxy of proxies) proxy.heal();
  } else if (kind < 8) {
    faults.drops++;
    for (const proxy of proxies) proxy.drop();
  } else if (kind < 9 || !alliance.network?.hub || busy.has('hub')) {
    faults.delays++;
    for (const proxy of proxies) proxy.delayMs = 50 + random.below(150);
    await pause(forMs);
    for (const proxy of proxies) proxy.delayMs = 0;
  } else {
    faults.hubKills++;
    busy.add('hub');
    const { hub } = alliance.network;
    await hub.kill();
    await pause(forMs / 4);
    await hub.start();
    busy.delete('hub');
  }
}
