import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Replaces a small file whole, readable by its owner only: what stands there is the old or the new, on disk. */
export function writeWhole(file: string, text: string): void {
  const next = `${file}.new`;
  const handle = openSync(next, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  putInPlace(next, file);
}

/** Gives a file another's name. The rename itself is on disk when this returns: a power cut does not undo it. */
export function putInPlace(from: string, to: string): void {
  renameSync(from, to);
  const folder = openSync(path.dirname(to), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
