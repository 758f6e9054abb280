import type { XmlElement } from './tree.ts';

/** Text between tags. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function escapeValue(text: string): string {
  return escapeXml(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;');
}

/** XML 1.0 has no place for control characters and lone surrogates: why a text cannot be written; null when it can. */
export function checkCharacters(text: string): string | null {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const control = code < 32 && code !== 9 && code !== 10 && code !== 13;
    if (control || (code >= 0xd800 && code < 0xe000) || code === 0xfffe || code === 0xffff)
      return 'has characters that XML cannot carry';
  }
  return null;
}

/**
 * An element with its inside. Namespaces are declared where they change. Text stands before the children: what was
 * mixed with them is not kept apart.
 * @param around namespace that stands without prefix where the element is written
 */
export function writeXmlTree(element: XmlElement, around: string): string {
  const { name, namespace, attributes, children, text } = element;
  let open = name;
  if (namespace !== around) open += ` xmlns="${escapeValue(namespace)}"`;
  attributes.forEach((attribute, i) => {
    const qualified = attribute.namespace !== '';
    if (qualified) open += ` xmlns:a${i}="${escapeValue(attribute.namespace)}"`;
    open += ` ${qualified ? `a${i}:` : ''}${attribute.name}="${escapeValue(attribute.value)}"`;
  });
  const inside =
    (children.length > 0 && text.trim() === '' ? '' : escapeXml(text)) +
    children.map((child) => writeXmlTree(child, namespace)).join('');
  return inside === '' ? `<${open}/>` : `<${open}>${inside}</${name}>`;
}
