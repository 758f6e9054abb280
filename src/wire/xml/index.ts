export {
  MOST_FINDINGS,
  quote,
  readSequence,
  writeSequence,
  type Prefixes,
  type Stranger,
  type XmlFields,
  type XmlFinding,
  type XmlRule,
  type XmlText,
} from './sequence.ts';
export { ANY_TEXT, ANY_URI, oneOfWords, parseXmlTime, textOfForm } from './texts.ts';
export { parseXml, type XmlAttribute, type XmlElement } from './tree.ts';
export { checkCharacters, escapeXml, writeXmlTree } from './write.ts';
