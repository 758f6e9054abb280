export { CotOutput, type OutputStats } from './cot-output.ts';
export { CotShelf, type ShelfView } from './cot-shelf.ts';
