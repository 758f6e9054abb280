import { LABEL_NAMESPACE, type ConfidentialityLabel } from './label.ts';

/** A label as an originatorConfidentialityLabel element, no XML declaration, so that it can be put into another document. */
export function writeLabel(label: ConfidentialityLabel): string {
  const categories = label.categories.map(
    ({ tagName, type, values }) =>
      `<slab:Category TagName="${escape(tagName)}" Type="${type}">` +
      values.map((value) => element('GenericValue', value)).join('') +
      '</slab:Category>',
  );
  return (
    `<slab:originatorConfidentialityLabel xmlns:slab="${LABEL_NAMESPACE}">` +
    '<slab:ConfidentialityInformation>' +
    element('PolicyIdentifier', label.policyIdentifier) +
    element('Classification', label.classification) +
    (label.privacyMark === null ? '' : element('PrivacyMark', label.privacyMark)) +
    categories.join('') +
    '</slab:ConfidentialityInformation>' +
    (label.creationDateTime === null ? '' : element('CreationDateTime', label.creationDateTime)) +
    (label.reviewDateTime === null ? '' : element('ReviewDateTime', label.reviewDateTime)) +
    '</slab:originatorConfidentialityLabel>'
  );
}

function element(name: string, text: string): string {
  return `<slab:${name}>${escape(text)}</slab:${name}>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);
}
