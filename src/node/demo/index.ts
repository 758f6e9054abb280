export { startAllies } from './allies.ts';
export { SHARED_BOX } from './demo-terms.ts';
export { startDemo, type Demo } from './demo.ts';
