/** A confidentiality label as STANAG 4774 writes it, before anything is read into its values. */
export interface ConfidentialityLabel {
  readonly policyIdentifier: string;
  readonly classification: string;
  readonly categories: readonly LabelCategory[];
  readonly privacyMark: string | null;
  /** ISO 8601, as written */
  readonly creationDateTime: string | null;
  readonly reviewDateTime: string | null;
}

/**
 * PERMISSIVE: one of the values is enough (who may read). RESTRICTIVE: all are needed (caveats). INFORMATIVE: said,
 * decides nothing.
 */
export interface LabelCategory {
  readonly tagName: string;
  readonly type: 'PERMISSIVE' | 'RESTRICTIVE' | 'INFORMATIVE';
  readonly values: readonly string[];
}

export interface LabelFault {
  readonly code: 'bad-syntax' | 'bad-value';
  /** octets are not known for a document: always 0 */
  readonly offset: 0;
  readonly item: string;
  readonly detail: string;
}

export const LABEL_NAMESPACE = 'urn:nato:stanag:4774:confidentialitymetadatalabel:1:0';
