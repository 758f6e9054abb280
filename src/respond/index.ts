export { decideRally } from './decide.ts';
export { decideDue, type HeardAt, type RallyPolicy } from './decide-due.ts';
export { RallyBook, type CallRecord } from './rally-book.ts';
export { runSilence, type Silence } from './silence.ts';
export { viewCall } from './view-call.ts';
