export { CotOutput, type OutputStats } from './cot-output.ts';
export { type ShelfView } from './cot-shelf.ts';
