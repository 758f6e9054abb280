export {
  LABEL_NAMESPACE,
  type ConfidentialityLabel,
  type LabelCategory,
  type LabelFault,
} from './label.ts';
export { MAX_LABEL_CHARS, readLabel } from './read.ts';
export { writeLabel } from './write.ts';
