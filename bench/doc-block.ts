/** Puts what a bench found into a document, between its marks, so that figures there are never typed. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../tests/root.ts';

/** With `--write` on the command line: replaces the text between `<!-- begin NAME -->` and `<!-- end NAME -->`. */
export function writeBlock(document: string, name: string, text: string): void {
  if (!process.argv.includes('--write')) return;
  const file = path.join(ROOT, document);
  const before = readFileSync(file, 'utf8');
  const begin = `<!-- begin ${name} -->`;
  const end = `<!-- end ${name} -->`;
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${document} has no block ${name}`);
  writeFileSync(file, `${before.slice(0, from)}${begin}\n\n${text}\n\n${before.slice(to)}`);
  console.log(`# written to ${document}`);
}

export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '--:'));
  return [line(head), `|${rule.join('|')}|`, ...rows.map(line)].join('\n');
}
