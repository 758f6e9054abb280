/** The cryptography the core needs and does not write itself; node/store implements it with node:crypto. */
export interface Notary {
  /** lower-case hex SHA-256 of UTF-8 text */
  hash(text: string): string;
  /** whether the hex Ed25519 signature of the UTF-8 text is that of the key (hex SPKI); false for any malformed part */
  verify(publicKey: string, text: string, signature: string): boolean;
}

/** The node's own key. */
export interface Signer {
  /** hex SPKI */
  readonly publicKey: string;
  /** hex Ed25519 over UTF-8 text */
  sign(text: string): string;
}

/** Short name of a key: what items carry and people compare. */
export function fingerprint(notary: Notary, publicKey: string): string {
  return notary.hash(publicKey).slice(0, 32);
}
