import type { ZoneImportReport } from '../../model/index.ts';
import { readZones } from '../../sense/index.ts';

const FORMATS = ['geojson', 'ed269', 'ed318'] as const;

/** Zones of a file's bytes, with everything that is wrong in it; one bad zone does not stop the others. */
export function readZoneBytes(
  bytes: Uint8Array,
  format: string,
): { readonly report: ZoneImportReport; readonly errors: number } {
  const read = readZones(bytes, FORMATS.find((one) => one === format) ?? 'auto');
  const { zones, findings, incomplete, errors } = read;
  const report = { format: read.format, loaded: zones, findings, incomplete };
  return { report, errors: incomplete ? Math.max(1, errors) : errors };
}
