/** What an edge node means by its word (SAPIENT AlertType); `other` when it does not say. */
export const ADVISORY_KINDS = [
  'other',
  'information',
  'warning',
  'critical',
  'error',
  'fatal',
  'mode-change',
] as const;
export type AdvisoryKind = (typeof ADVISORY_KINDS)[number];

/** As the node ranks it; never a priority of ours: an advisory is no alert and does not ring. */
export const ADVISORY_PRIORITIES = ['none', 'low', 'medium', 'high'] as const;
export type AdvisoryPriority = (typeof ADVISORY_PRIORITIES)[number];

/** A word of a sensor node to the desk (SAPIENT Alert), as it came in. */
export interface SensedAdvisory {
  readonly sourceId: string;
  readonly nodeId: string;
  readonly nodeName: string;
  /** the node's own id of it: the answer carries it */
  readonly alertId: string;
  readonly kind: AdvisoryKind;
  readonly priority: AdvisoryPriority;
  /** at most 1,000 characters */
  readonly text: string;
  /** the node takes it back */
  readonly cleared: boolean;
  /** when the node said it, ms, its clock corrected */
  readonly at: number;
  /** what it is about: as given, else of the detection it names, else the node's own place; deg, null when unknown */
  readonly latDeg: number | null;
  readonly lonDeg: number | null;
  /** the place is an object's, not the node's own */
  readonly ofObject: boolean;
  /** the node's id of the object it detected; null when it names none */
  readonly objectId: string | null;
  readonly simulated: boolean;
}

/** A person's answer to the node: SAPIENT AlertAck ACCEPTED or REJECTED. */
export interface AdvisoryAnswer {
  readonly nodeId: string;
  readonly alertId: string;
  readonly accepted: boolean;
  readonly reason: string;
}

/** An advisory as the desk sees it. Fold of its ledger facts `advisory.*`. */
export interface Advisory extends SensedAdvisory {
  readonly id: string;
  readonly firstAt: number;
  readonly count: number;
  /** the track it is about, as far as one was near when it came */
  readonly trackNumber: number | null;
  readonly answer: {
    readonly by: string;
    readonly at: number;
    readonly accepted: boolean;
    readonly reason: string;
    /** when the node got it; null while it cannot be reached */
    readonly sentAt: number | null;
  } | null;
  readonly incidentId: string | null;
}

/** All that sensor nodes told the desk; newest first. */
export interface AdvisoriesStatus {
  readonly advisories: readonly Advisory[];
  /** not taken since the start: the desk was full, or a node said too many */
  readonly refused: number;
}
