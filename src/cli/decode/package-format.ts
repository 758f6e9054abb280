import { inflateRawSync } from 'node:zlib';
import { decodeFault } from '../../base/index.ts';
import { readDataPackage, readPackageEvents, type Inflate } from '../../wire/cot/index.ts';
import { ShownCot } from './cot-format.ts';
import type { DecodeFormat, Sink } from './shown.ts';
import { wholeDocument } from './text-units.ts';

const inflate: Inflate = (packed, mostOctets) => {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, mostOctets) });
  } catch {
    return null;
  }
};

function readPackage(bytes: Uint8Array, sink: Sink): void {
  const read = readDataPackage(bytes, inflate);
  if (!read.ok) {
    sink.fault(read.fault, 'tak-package');
    return;
  }
  const { events, faults } = readPackageEvents(bytes, read.value, inflate);
  for (const event of events) sink.record(new ShownCot(event), 0);
  for (const fault of faults) sink.fault(fault, 'tak-package');
  for (const text of read.value.findings)
    sink.fault(decodeFault('bad-value', 0, 'manifest', text), 'tak-package', 'warning');
  const others = read.value.entries.filter(({ name }) => !/\.cot$|manifest\.xml$/i.test(name));
  if (others.length > 0) {
    const names = others.slice(0, 5).map(({ name }) => name);
    const detail = `${others.length} files that are no events are left alone: ${names.join(', ')}`;
    sink.fault(decodeFault('unsupported', 0, 'contents', detail), 'tak-package', 'warning');
  }
}

export const PACKAGE_FORMAT: DecodeFormat = {
  name: 'tak-package',
  what: 'TAK data packages (zip): the events in them',
  sniff: ({ bytes }) =>
    bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4 ? 3 : 0,
  open: () => wholeDocument('tak-package', readPackage),
};
