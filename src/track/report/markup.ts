/** Text for a page that is both HTML and well-formed XML: nothing from outside gets in unescaped. */

/** True for what XML 1.0 allows (section 2.2); lone surrogates are not. */
function isXmlChar(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff);
}

/** Escaped for element content and quoted attributes; what XML does not allow at all becomes U+FFFD. */
export function escapeText(text: string): string {
  let allowed = '';
  for (const char of text) allowed += isXmlChar(char.codePointAt(0)!) ? char : '\ufffd';
  return allowed
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** JSON to stand in a script element: no `<`, `>` or `&` is left in it. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A number for a person: commas, so many decimals, a dash for what is not known. */
export function showNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '–';
  const [whole, part] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = part === undefined ? grouped : `${grouped}.${part}`;
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}

/** Seconds as a time of the run: 0:05, 12:30, 1:02:03. */
export function showClock(seconds: number): string {
  const s = Math.round(Math.abs(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const sign = seconds < 0 && s > 0 ? '−' : '';
  const [h, m] = [Math.floor(s / 3600), Math.floor(s / 60) % 60];
  return `${sign}${h > 0 ? `${h}:${two(m)}` : m}:${two(s % 60)}`;
}

/** Cells that hold numbers with their units, dashes for unknown: set to the right. */
const NUMERIC = /^[−\d–.,:\s%±°→m]*$/;

/** A table with row headers; cells are text, numbers already shown. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const isText = head.map((_, i) => rows.some((row) => !NUMERIC.test(row[i] ?? '')));
  const tone = (i: number): string => (i > 0 && isText[i] ? ' class="text"' : '');
  const cell = (text: string, i: number): string =>
    i === 0 ? `<th scope="row">${escapeText(text)}</th>` : `<td${tone(i)}>${escapeText(text)}</td>`;
  const heads = head.map((text, i) => `<th scope="col"${tone(i)}>${escapeText(text)}</th>`);
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`);
  const name = escapeText(caption);
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table><caption>${name}</caption>` +
    `<thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
  );
}

/** A figure: heading, drawing, what it shows in words, its numbers in a table that can be opened. */
export function figure(title: string, drawing: string, words: string, numbers = ''): string {
  const more = numbers === '' ? '' : `<details><summary>The numbers</summary>${numbers}</details>`;
  return `<figure><h3>${escapeText(title)}</h3>${drawing}<figcaption>${escapeText(words)}</figcaption>${more}</figure>`;
}
