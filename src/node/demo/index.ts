export { startAllies } from './allies.ts';
export { startDemo, type Demo } from './demo.ts';
