import type { Json } from '../base/index.ts';
import { joinLabels, type Label, type LedgerFact } from '../model/index.ts';
import { bodyText } from './body.ts';

/** Labels of what facts speak of; null: it has none of its own. */
export interface KnownLabels {
  readonly track: (trackNumber: number) => Label | null;
  readonly zone: (id: string) => Label | null;
  readonly alert: (id: string) => Label | null;
  readonly incident: (id: string) => Label | null;
}

/**
 * A fact with its label narrowed to those who may see everything it speaks of: the tracks, zones and alerts it names
 * and the alert or incident it is about (REL-13). The same fact when nothing is narrower.
 */
export function narrowFact(fact: LedgerFact, known: KnownLabels): LedgerFact {
  const { body } = fact;
  const labels = [
    ...numbersIn(body).map(known.track),
    ...textsIn(body, 'zoneId', 'zoneIds').map(known.zone),
    ...textsIn(body, 'alertId', 'alertIds').map(known.alert),
    ownLabel(fact, known),
  ].filter((label) => label !== null);
  const label = joinLabels(fact.label, ...labels);
  return label === fact.label ? fact : { ...fact, label };
}

function ownLabel(fact: LedgerFact, known: KnownLabels): Label | null {
  const id = bodyText(fact.body, 'id');
  if (fact.type.startsWith('alert.')) return known.alert(id);
  return fact.type.startsWith('incident.') ? known.incident(id) : null;
}

function numbersIn(body: LedgerFact['body']): number[] {
  const object = body['object'];
  const within = isRecord(object) ? object : {};
  const numbers = [body, within].flatMap((one) => [
    one['trackNumber'],
    ...listOf(one['trackNumbers']),
  ]);
  return [...numbers, body['from']].filter((one) => typeof one === 'number');
}

function textsIn(body: LedgerFact['body'], one: string, many: string): string[] {
  return [body[one], ...listOf(body[many])].filter((text) => typeof text === 'string');
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
