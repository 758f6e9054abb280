import type { LedgerFact, RallyEvent, SharedContent } from '../../model/index.ts';

/** Name of an item that is one and the same on every node, and can be nobody else's. */
export function eventId(origin: string, item: { series: string; number: number }): string {
  return `${origin}-${item.series}-${item.number}`;
}

/** A shared item as the domains take it: one that was given another label is the item it was, under the new label. */
export function toEvent(item: SharedContent): RallyEvent {
  const { origin, label } = item;
  if (item.type === 'item.relabelled') {
    const { series, number, item: inner } = item.body;
    if (typeof series === 'string' && typeof number === 'number' && isFact(inner)) {
      const { type, at, actor, body } = inner;
      return { id: eventId(origin, { series, number }), origin, at, actor, type, body, label };
    }
  }
  const { type, at, actor, body } = item;
  return { id: eventId(origin, item), origin, at, actor, type, body, label };
}

function isFact(value: unknown): value is Pick<LedgerFact, 'type' | 'at' | 'actor' | 'body'> {
  if (typeof value !== 'object' || value === null) return false;
  const { type, at, actor, body } = value as Partial<Record<string, unknown>>;
  return (
    typeof type === 'string' &&
    typeof at === 'number' &&
    typeof actor === 'string' &&
    typeof body === 'object' &&
    body !== null
  );
}
