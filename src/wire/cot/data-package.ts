/**
 * TAK data packages (mission packages): a zip archive with `MANIFEST/manifest.xml`, which names the package and its
 * contents. Clients address a package by the SHA-256 of the archive, which is the caller's to make.
 */
import {
  concatBytes,
  decodeFault,
  encodeUtf8,
  fail,
  ok,
  type DecodeFault,
  type Result,
} from '../../base/index.ts';
import { decodeCot } from './decode.ts';
import {
  buildElement,
  childrenOf,
  encodeContent,
  makeElement,
  type CotElement,
} from './element.ts';
import type { CotEvent } from './event.ts';
import { SCAN, XmlScan } from './xml-scan.ts';
import { listZip, readZipEntry, writeZip, type Inflate, type ZipEntry } from './zip.ts';

const MANIFEST = 'MANIFEST/manifest.xml';

export interface PackageContent {
  readonly zipEntry: string;
  /** the client is to leave it alone on import */
  readonly ignore: boolean;
  readonly parameters: ReadonlyMap<string, string>;
}

export interface DataPackage {
  readonly version: string;
  readonly uid: string;
  readonly name: string;
  /** all of the configuration, uid and name among it */
  readonly parameters: ReadonlyMap<string, string>;
  readonly contents: readonly PackageContent[];
  readonly entries: readonly ZipEntry[];
  /** what is wrong with it and does not stop reading: contents that are not in the archive */
  readonly findings: readonly string[];
}

const scan = new XmlScan();

function bad(detail: string, at = 0): { ok: false; fault: DecodeFault } {
  return fail(decodeFault('bad-value', at, MANIFEST, detail));
}

/** Faults: no archive, no manifest, or a manifest without uid. @param inflate unpacks raw deflate, bounded */
export function readDataPackage(
  archive: Uint8Array,
  inflate: Inflate,
): Result<DataPackage, DecodeFault> {
  const list = listZip(archive);
  if (!list.ok) return list;
  const entries = list.value;
  const entry = entries.find(({ name }) => name.toLowerCase() === MANIFEST.toLowerCase());
  if (entry === undefined) return bad('is not in the archive');
  const manifest = readZipEntry(archive, entry, inflate);
  if (!manifest.ok) return manifest;
  const read = readManifest(manifest.value);
  if (!read.ok) return read;
  const findings = read.value.contents
    .filter(({ zipEntry }) => !entries.some(({ name }) => name === zipEntry))
    .map(({ zipEntry }) => `${JSON.stringify(zipEntry)} is in the manifest, not in the archive`);
  return ok({ ...read.value, entries, findings });
}

type Manifest = Omit<DataPackage, 'entries' | 'findings'>;

function readManifest(bytes: Uint8Array): Result<Manifest, DecodeFault> {
  const step = scan.scan(bytes, 0, bytes.length);
  if (step !== SCAN.done)
    return bad(step === SCAN.more ? 'does not end' : scan.faultText, scan.faultAt);
  const root = buildElement(bytes, scan, 0);
  if (root.name !== 'MissionPackageManifest') return bad(`root is ${root.name}`);
  const parameters = parametersOf(childrenOf(root, 'Configuration'));
  const uid = parameters.get('uid') ?? '';
  if (uid === '') return bad('has no uid');
  const contents = childrenOf(root, 'Contents')
    .flatMap((one) => childrenOf(one, 'Content'))
    .map((content) => ({
      zipEntry: content.attributes.get('zipEntry') ?? '',
      ignore: content.attributes.get('ignore')?.toLowerCase() === 'true',
      parameters: parametersOf([content]),
    }));
  const version = root.attributes.get('version') ?? '';
  return ok({ version, uid, name: parameters.get('name') ?? uid, parameters, contents });
}

function parametersOf(elements: readonly CotElement[]): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const { attributes } of elements.flatMap((one) => childrenOf(one, 'Parameter'))) {
    const name = attributes.get('name');
    if (name !== undefined) parameters.set(name, attributes.get('value') ?? '');
  }
  return parameters;
}

/** One content of a package, unpacked. */
export function readPackageContent(
  archive: Uint8Array,
  from: DataPackage,
  zipEntry: string,
  inflate: Inflate,
): Result<Uint8Array, DecodeFault> {
  const entry = from.entries.find(({ name }) => name === zipEntry);
  if (entry === undefined)
    return fail(decodeFault('bad-value', 0, zipEntry, 'is not in the archive'));
  return readZipEntry(archive, entry, inflate);
}

/** The events among the contents (`.cot`), and what is wrong with those that are none. */
export function readPackageEvents(
  archive: Uint8Array,
  from: DataPackage,
  inflate: Inflate,
): { readonly events: CotEvent[]; readonly faults: DecodeFault[] } {
  const events: CotEvent[] = [];
  const faults: DecodeFault[] = [];
  for (const { name } of from.entries.filter((entry) => /\.cot$/i.test(entry.name))) {
    const bytes = readPackageContent(archive, from, name, inflate);
    const read = bytes.ok ? decodeCot(bytes.value) : bytes;
    if (read.ok) events.push(read.value);
    else faults.push({ ...read.fault, item: `${name}: ${read.fault.item}` });
  }
  return { events, faults };
}

export interface PackageFile {
  readonly zipEntry: string;
  readonly bytes: Uint8Array;
  readonly ignore?: boolean;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A package of these files, its manifest of version 2 first. @param at time of the files, ms since the Unix epoch */
export function writeDataPackage(
  about: { readonly uid: string; readonly name: string; readonly [parameter: string]: string },
  files: readonly PackageFile[],
  at: number,
): Uint8Array {
  const parameter = ([name, value]: [string, string]): CotElement =>
    makeElement('Parameter', { name, value });
  const contents = files.map(({ zipEntry, ignore = false, parameters = {} }) =>
    makeElement(
      'Content',
      { ignore: String(ignore), zipEntry },
      Object.entries(parameters).map(parameter),
    ),
  );
  const manifest = makeElement('MissionPackageManifest', { version: 2 }, [
    makeElement('Configuration', {}, Object.entries(about).map(parameter)),
    makeElement('Contents', {}, contents),
  ]);
  const head = encodeUtf8('<?xml version="1.0" encoding="UTF-8"?>\n');
  const body = encodeContent([manifest]);
  return writeZip(
    [
      { name: MANIFEST, bytes: concatBytes([head, body]) },
      ...files.map(({ zipEntry, bytes }) => ({ name: zipEntry, bytes })),
    ],
    at,
  );
}
