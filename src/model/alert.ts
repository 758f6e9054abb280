import type { Label } from './label.ts';

/** ISA-18.2 / IEC 62682 and IMO BAM: four priorities, most urgent first. */
export const ALERT_PRIORITIES = ['emergency', 'warning', 'caution', 'advisory'] as const;
export type AlertPriority = (typeof ALERT_PRIORITIES)[number];

export const ALERT_CONDITIONS = [
  'incursion',
  'predicted-incursion',
  'spoof-suspected',
  'emergency-squawk',
  'swarm',
  'feed-lost',
  'feed-faults',
  'clock-offset',
  'disk-full',
  'zone-set-incomplete',
] as const;
export type AlertCondition = (typeof ALERT_CONDITIONS)[number];

/**
 * active-unack -> active-ack (acknowledged) -> normal (condition gone);
 * active-unack -> rectified-unack (condition gone, nobody has seen it) -> normal (acknowledged).
 */
export type AlertState = 'active-unack' | 'active-ack' | 'rectified-unack' | 'normal';

/** What an alert is about. */
export type AlertObject =
  | { readonly kind: 'track'; readonly trackNumber: number }
  | { readonly kind: 'group'; readonly trackNumbers: readonly number[] }
  | { readonly kind: 'source'; readonly sourceId: string }
  | { readonly kind: 'node' };

/** Predicted entry into a zone: 95 % window of the crossing time and the probability that it happens at all. */
export interface EntryForecast {
  readonly probability: number;
  readonly earliestAt: number;
  readonly likelyAt: number;
  readonly latestAt: number;
  /** where the most likely path crosses, deg */
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** Message to a person. One alert per (condition, object); repeats count up. Fold of its ledger events. */
export interface Alert {
  readonly id: string;
  /** `condition|object|zone`: the key that makes it one */
  readonly key: string;
  readonly condition: AlertCondition;
  readonly priority: AlertPriority;
  readonly object: AlertObject;
  readonly zoneId: string | null;
  /** every zone it is about, when an object is about to enter several; the most urgent first */
  readonly zoneIds?: readonly string[];
  readonly state: AlertState;
  /** short sentence for a watch officer */
  readonly text: string;
  readonly tip: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
  readonly forecast: EntryForecast | null;
  /** where the object was at `lastAt`, deg; null for sources and the node */
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  readonly acknowledged: { readonly by: string; readonly at: number } | null;
  readonly shelved: {
    readonly by: string;
    readonly at: number;
    readonly until: number;
    readonly reason: string;
  } | null;
  /** 0 = desk, 1 = desk again, 2 = next desk, 3 = alliance desk; grows while nobody acknowledges */
  readonly escalation: number;
  readonly incidentId: string | null;
  readonly simulated: boolean;
  readonly label: Label;
}
