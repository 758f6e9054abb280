import { watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

/** Editors write a file in several steps: wait until it has been quiet this long. */
const SETTLE_MS = 300;

/**
 * Calls `changed` once after any of the files was written, replaced or removed. Watches folders, not files, so that an
 * editor's write-and-rename is seen. Returns how to stop.
 */
export function watchFiles(files: readonly string[], changed: () => void): () => void {
  const byFolder = new Map<string, Set<string>>();
  for (const file of files) {
    const folder = path.dirname(path.resolve(file));
    const names = byFolder.get(folder) ?? new Set();
    names.add(path.basename(file));
    byFolder.set(folder, names);
  }
  let timer: NodeJS.Timeout | undefined;
  const watchers: FSWatcher[] = [];
  for (const [folder, names] of byFolder) {
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name !== null && !names.has(name)) return;
        clearTimeout(timer);
        timer = setTimeout(changed, SETTLE_MS);
      });
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      // A folder that is not there has nothing to watch; doctor and start-up name missing files.
    }
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
