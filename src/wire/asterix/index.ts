export {
  AsterixDecoder,
  type AsterixCounters,
  type AsterixOptions,
  type Framing,
} from './decoder.ts';
export {
  type CategoryDefinition,
  type Content,
  type Edition,
  type Expansion,
  type Item,
  type Variation,
} from './definition.ts';
export { describeRecord, meaningOf, type DescribedField } from './describe.ts';
export { type EditionProposal } from './edition-watch.ts';
export { BUILT_IN, Definitions } from './editions.ts';
export { encodeRecords, type EncodeOptions, type ItemsInput, type ValueInput } from './encode.ts';
export { encodeFinalFrame, FinalReader, type FinalFrame } from './final.ts';
export {
  compileField,
  compileFields,
  compileList,
  readField,
  type Field,
  type ListField,
} from './field.ts';
export { bitsPerCharacter, characterOf } from './text.ts';
export {
  type NamedItems,
  type NamedValue,
  type OctetsValue,
  type QuantityValue,
  type TextValue,
} from './named.ts';
export { rankEditions, type EditionRank } from './rank-editions.ts';
export { AsterixRecord } from './record.ts';
export { BlockScan } from './scan.ts';
export { checkDefinition, type DefinitionFinding } from './self-check.ts';
