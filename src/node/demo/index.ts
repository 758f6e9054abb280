export { startDemo, type Demo } from './demo.ts';
