export { askControl, openControl, type ControlAnswer } from './control.ts';
export { decideMember } from './decide-member.ts';
export { Exchange } from './exchange.ts';
export { admissions, LightMember, type LightMemberOptions } from './light-member.ts';
export { MembersDesk } from './members-desk.ts';
export type { NatsServerOptions, NatsSettings } from './nats/index.ts';
export { fingerprintWords, makeInvitation, readInvitation } from './invitation.ts';
export { readFederation } from './stopped.ts';
export { TrackDesk, type TrackDeskParts } from './track-desk.ts';
