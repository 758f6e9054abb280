export { runChecks, type Check } from './checks.ts';
