import { canonicalJson, type Json } from '../../base/index.ts';
import { viewCall } from '../../respond/index.ts';
import { checkItem, eventId, hashItem, itemId } from '../../share/index.ts';
import type { SimNode } from './sim-node.ts';

/** After healing: everybody holds exactly what was released to it, well signed, and sees the same calls. */
export function checkWorld(nodes: readonly SimNode[], now: number): string[] {
  const violations: string[] = [];
  for (const node of nodes) violations.push(...node.violations);
  for (const from of nodes)
    for (const to of nodes) if (from !== to) violations.push(...checkPair(from, to));
  for (const node of nodes) violations.push(...checkSignatures(node));
  violations.push(...checkCalls(nodes, now));
  return violations;
}

function checkPair(from: SimNode, to: SimNode): string[] {
  const { own, roster } = from.federation;
  const gate = roster.get(to.member)!.gate;
  const expected = new Map<string, string>();
  for (const item of own.list) {
    const id = itemId(item);
    if (item.kind === 'void' || from.federation.isRecalledFor(to.member, id)) continue;
    if (gate.mayRead(from.member, item.label)) expected.set(id, item.hash);
  }
  const violations: string[] = [];
  const held = new Set<string>();
  for (const { item } of to.disk.store.items()) {
    if (item.origin !== from.member) continue;
    const id = itemId(item);
    held.add(id);
    const hash = expected.get(id);
    if (hash === undefined)
      violations.push(
        `${to.member} holds ${item.type} ${eventId(item.origin, item)} that is not released to it (${why(from, to, id)})`,
      );
    else if (hash !== hashItem(to.crypto.notary, item))
      violations.push(`${to.member} holds another ${eventId(item.origin, item)} than was written`);
  }
  for (const id of expected.keys())
    if (!held.has(id)) {
      const { type, kind } = own.list[own.indexOf(id)]!;
      const [series, number] = id.split('-');
      const place = to.disk.store.placeOf(series!, Number(number))?.state ?? 'never came';
      violations.push(`${to.member} lacks ${kind} ${type} ${from.member}-${id}: ${place}`);
    }
  return violations;
}

function why(from: SimNode, to: SimNode, id: string): string {
  const index = from.federation.own.indexOf(id);
  if (index < 0) return 'unknown to its originator';
  return from.federation.isRecalledFor(to.member, id) ? 'recalled' : 'not under its terms';
}

function checkSignatures(node: SimNode): string[] {
  const violations: string[] = [];
  for (const { item } of node.disk.store.items()) {
    const ring = node.federation.ringOf(item.origin);
    const checked = ring === null ? null : checkItem(node.crypto.notary, ring, item, 0);
    if (checked?.ok !== true)
      violations.push(
        `${node.member} holds ${eventId(item.origin, item)}: ${checked?.fault.text ?? 'no key'}`,
      );
  }
  for (const one of node.federation.quarantine)
    violations.push(`${node.member} accuses ${one.member}: ${one.text}`);
  return violations;
}

/** Two nodes that hold the same acts of a call see the same call; calls for all members are the same everywhere. */
function checkCalls(nodes: readonly SimNode[], now: number): string[] {
  const violations: string[] = [];
  const views = new Map<string, string>();
  const open = new Map<string, string>();
  for (const node of nodes)
    for (const record of node.book.calls()) {
      const events = [...record.events.values()].map((one) => one.event);
      const acts = events.map((one) => one.id).sort();
      const view = canonicalJson(viewCall(record, now) as unknown as Json);
      const key = `${record.id} ${acts.join()}`;
      if ((views.get(key) ?? view) !== view)
        violations.push(
          `${node.member} sees ${record.id} otherwise than another with the same acts`,
        );
      views.set(key, view);
      if (!events.every((one) => one.label.releasableTo.includes('*') && isPlain(one.label)))
        continue;
      if ((open.get(record.id) ?? view) !== view)
        violations.push(`${node.member} sees ${record.id}, released to all, otherwise`);
      open.set(record.id, view);
    }
  return violations;
}

function isPlain(label: {
  classification: string;
  excluded?: readonly string[];
  caveats: readonly string[];
}): boolean {
  return (
    label.classification === 'unclassified' &&
    label.excluded === undefined &&
    label.caveats.length === 0
  );
}
