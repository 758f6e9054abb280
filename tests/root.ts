import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder: the nearest folder above this file that holds package.json. */
function findRoot(from: string): string {
  return existsSync(path.join(from, 'package.json')) ? from : findRoot(path.dirname(from));
}

export const ROOT = findRoot(path.dirname(fileURLToPath(import.meta.url)));

/** Reference data for conformance tests: TOCSIN_DATA, by default ../shared/data beside the checkout. */
export const DATA = path.resolve(
  process.env['TOCSIN_DATA'] ?? path.join(ROOT, '..', 'shared', 'data'),
);

/** For `{ skip: needsData('feeds/asterix') }`: false when the folder or file is there, else why the test skips. */
export function needsData(relative: string): string | false {
  const full = path.join(DATA, relative);
  return existsSync(full) ? false : `reference data not found: ${relative} (set TOCSIN_DATA)`;
}
