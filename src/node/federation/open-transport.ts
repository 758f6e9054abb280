import { NatsLinks, type NatsSettings } from './nats/index.ts';
import { PeerLinks, type PeerLinksOptions } from './peer-links.ts';
import type { Transport } from './transport.ts';

/** From node to node, or over NATS when its settings are given. */
export function openTransport(nats: NatsSettings | null, options: PeerLinksOptions): Transport {
  return nats === null ? new PeerLinks(options) : new NatsLinks({ ...options, ...nats });
}
