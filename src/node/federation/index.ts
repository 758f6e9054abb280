export { Exchange, type ExchangeOptions } from './exchange.ts';
export { fingerprintWords, makeInvitation, readInvitation, type Invitation } from './invitation.ts';
export { PeerLinks, type PeerLinksOptions } from './peer-links.ts';
export { SqliteFederationStore } from './sqlite-store.ts';
