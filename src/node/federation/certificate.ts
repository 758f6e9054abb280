import { createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';

/**
 * A self-signed X.509 v3 certificate over the node's own Ed25519 key, as PEM. Nobody checks its name or dates: peers
 * pin the key in it, and the TLS handshake proves that the key is held. Source: RFC 5280 section 4.1, RFC 8410.
 */
export function makeCertificate(privateKey: KeyObject, name: string): string {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const algorithm = der(0x30, oid('2b6570'));
  const serial = randomBytes(16);
  serial[0] = serial[0]! & 0x7f || 1;
  const person = der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from(name)))));
  const validity = der(0x30, time('20250101000000Z'), time('20991231235959Z'));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const signed = der(0x30, version, der(0x02, serial), algorithm, person, validity, person, spki);
  const signature = sign(null, signed, privateKey);
  const certificate = der(0x30, signed, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = certificate
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

/** One ASN.1 value: tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** GeneralizedTime */
function time(text: string): Buffer {
  return der(0x18, Buffer.from(text));
}
