export const IDENTITIES = [
  'pending',
  'unknown',
  'assumed-friend',
  'friend',
  'neutral',
  'suspect',
  'hostile',
] as const;
export type Identity = (typeof IDENTITIES)[number];

/** An identity with who said so, when, and why: a rule or a person. A person's word stands until a person lifts it. */
export interface IdentityState {
  readonly trackNumber: number;
  readonly identity: Identity;
  readonly by: { readonly kind: 'rule' | 'person'; readonly id: string };
  readonly at: number;
  readonly reason: string;
}
