export { decideRally, RALLY_REFUSALS, type RallyRefusal, type RallyState } from './decide.ts';
export { decideDue, DEFAULT_RALLY_POLICY, type HeardAt, type RallyPolicy } from './decide-due.ts';
export { MAX_ACTS, MAX_CALLS, RallyBook, type Added, type CallRecord } from './rally-book.ts';
export { runSilence, type Silence, type SilenceAct } from './silence.ts';
export { viewCall, type ReachOf } from './view-call.ts';
