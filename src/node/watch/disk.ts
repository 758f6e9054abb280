import { statfsSync } from 'node:fs';

/** Free space of a folder's disk, octets; 0 when it cannot be read. */
export function freeBytes(folder: string): number {
  try {
    const stats = statfsSync(folder);
    return stats.bavail * stats.bsize;
  } catch {
    return 0;
  }
}
