export { Exchange } from './exchange.ts';
export { fingerprintWords, makeInvitation, readInvitation } from './invitation.ts';
