import type { X509Certificate } from 'node:crypto';
import type tls from 'node:tls';
import { MAX_ROTATIONS } from '../../share/index.ts';
import { publicKeyHex } from '../store/index.ts';
import { encodeFrame, FrameReader, MAX_FRAME_OCTETS } from './frames.ts';
import type { TransportEvents } from './transport.ts';

const FIRST_WORD_MS = 10_000;
const MAX_FIRST_WORD = 256 * 1024;

export const TLS_OPTIONS = {
  minVersion: 'TLSv1.3',
  requestCert: true,
  // No authority is asked; keys are pinned (see recognise).
  rejectUnauthorized: false,
} as const;

export interface Introduction {
  /** who we are */
  readonly member: string;
  readonly events: Pick<
    TransportEvents,
    'rotations' | 'isMember' | 'isKeyOf' | 'onMessage' | 'onRefused'
  >;
  /** who the other side must be; null: whoever it proves to be */
  readonly expected: string | null;
  /** The other side has proved to be this member. False: the link is not wanted, and ends. */
  onKnown(peer: string): boolean;
}

/**
 * On a TLS connection that is up, whatever carries it: both sides say who they are, and the first word decides whether
 * it is a link; what comes after are messages. It closes what is none.
 */
export function introduce(socket: tls.TLSSocket, intro: Introduction): void {
  const { member, events, expected } = intro;
  const publicKey = keyOf(socket);
  if (publicKey === null) {
    events.onRefused(expected ?? 'a stranger', 'no key shown');
    socket.destroy();
    return;
  }
  socket.on('error', () => socket.destroy());
  const late = setTimeout(() => socket.destroy(), FIRST_WORD_MS);
  socket.once('close', () => clearTimeout(late));
  socket.write(encodeFrame(JSON.stringify({ member, rotations: events.rotations() })));
  const reader = new FrameReader(MAX_FIRST_WORD);
  let peer: string | null = null;
  socket.on('data', (chunk: Buffer) => {
    const texts = reader.push(chunk);
    if (texts === null) {
      events.onRefused(peer ?? 'a stranger', 'a message that is too long');
      socket.destroy();
      return;
    }
    for (const text of texts) {
      if (peer !== null) events.onMessage(peer, text);
      else {
        peer = recognise(intro, text, publicKey);
        clearTimeout(late);
        reader.most = MAX_FRAME_OCTETS;
        if (peer === null || !intro.onKnown(peer)) {
          socket.destroy();
          return;
        }
      }
      if (socket.destroyed) return;
    }
  });
}

function recognise(
  { events, expected }: Introduction,
  text: string,
  publicKey: string,
): string | null {
  const word = parseFirstWord(text);
  const who = word?.member ?? 'a stranger';
  if (word === null || (expected !== null && word.member !== expected)) {
    events.onRefused(who, `it is not ${expected ?? 'a member'}`);
    return null;
  }
  if (!events.isMember(word.member)) {
    events.onRefused(who, 'it is not admitted here');
    return null;
  }
  if (!events.isKeyOf(word.member, publicKey, word.rotations)) {
    events.onRefused(who, 'its key is not the one that is pinned');
    return null;
  }
  return word.member;
}

/** hex SPKI of the Ed25519 key the peer has shown and proved to hold; null: none, or another kind. */
function keyOf(socket: tls.TLSSocket): string | null {
  const certificate: X509Certificate | undefined = socket.getPeerX509Certificate();
  const key = certificate?.publicKey;
  if (key?.asymmetricKeyType !== 'ed25519') return null;
  return publicKeyHex(key);
}

function parseFirstWord(
  text: string,
): { readonly member: string; readonly rotations: readonly unknown[] } | null {
  try {
    const { member, rotations } = JSON.parse(text) as { member?: unknown; rotations?: unknown };
    if (typeof member !== 'string' || !Array.isArray(rotations) || rotations.length > MAX_ROTATIONS)
      return null;
    return { member, rotations };
  } catch {
    return null;
  }
}
