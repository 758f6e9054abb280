/**
 * What a definition must satisfy to be walked at all, and what it should: published definitions have had scales that
 * cannot reach their own stated range (CAT010 edition 1.1: velocities four times too small).
 */
import {
  extendedParts,
  fixedBits,
  isItem,
  RFS,
  type CategoryDefinition,
  type Edition,
  type Item,
  type Variation,
} from './definition.ts';

export interface DefinitionFinding {
  /** structure: cannot be used · range: usable, but a stated limit is out of reach of its bits */
  readonly kind: 'structure' | 'range';
  readonly category: number;
  readonly edition: string;
  /** 045/LAT; RE/... in an expansion */
  readonly path: string;
  readonly detail: string;
}

export function checkDefinition(definition: CategoryDefinition): DefinitionFinding[] {
  const findings: DefinitionFinding[] = [];
  for (const edition of definition.editions) {
    const add = adder(findings, definition.category, edition.edition);
    for (const item of edition.items.values()) checkVariation(item.variation, item.name, true, add);
    checkUaps(edition, add);
  }
  for (const expansion of definition.expansions)
    checkVariation(
      expansion.variation,
      'RE',
      true,
      adder(findings, definition.category, expansion.edition),
    );
  return findings;
}

type Add = (kind: DefinitionFinding['kind'], path: string, detail: string) => void;

function adder(findings: DefinitionFinding[], category: number, edition: string): Add {
  return (kind, path, detail) => findings.push({ kind, category, edition, path, detail });
}

function checkUaps(edition: Edition, add: Add): void {
  const first = edition.uaps[0]!;
  for (const uap of edition.uaps) {
    const names = uap.slots.filter((name) => name !== null && name !== RFS);
    if (new Set(names).size !== names.length) add('structure', 'uap', 'an item has two FRNs');
  }
  if (edition.uaps.length < 2) return;
  const chooser = edition.selector?.on.split('/')[0];
  const slot = first.slots.findIndex((name) => name !== null && name === chooser);
  const alike = edition.uaps.every((uap) =>
    first.slots.slice(0, slot + 1).every((name, frn) => uap.slots[frn] === name),
  );
  if (slot < 0 || !alike) add('structure', 'uap', 'UAPs differ before the item that chooses one');
}

/** @param whole it must fill whole octets */
function checkVariation(variation: Variation, path: string, whole: boolean, add: Add): void {
  const bits = fixedBits(variation);
  if (whole && bits !== undefined && bits % 8 !== 0)
    add('structure', path, `${bits} bits are no whole octets`);
  switch (variation.kind) {
    case 'element':
      return checkRange(variation, path, add);
    case 'group':
      return checkItems(variation.items, path, true, add);
    case 'extended':
      if (extendedParts(variation).some((part) => part.bits % 8 !== 0))
        add('structure', path, 'an FX bit that does not end an octet');
      return checkItems(variation.items, path, true, add);
    case 'compound':
      return checkItems(variation.items, path, false, add);
    case 'repetitive': {
      const each = fixedBits(variation.variation);
      const fx = variation.countBytes === 0 ? 1 : 0;
      if (each === undefined) add('structure', path, 'repeats something of no fixed length');
      else if ((each + fx) % 8 !== 0) add('structure', path, `repeats ${each} bits`);
      return checkVariation(variation.variation, path, false, add);
    }
    case 'case': {
      const all = variation.cases.map((one) => one.variation);
      if (variation.otherwise) all.push(variation.otherwise);
      if (bits === undefined) add('structure', path, 'cases of different lengths');
      for (const one of all) checkVariation(one, path, false, add);
      return;
    }
    case 'explicit':
      return;
  }
}

/** @param packed items lie bit by bit, so each needs a fixed length; else each is whole octets of its own */
function checkItems(
  slots: readonly (Item | { readonly spare: number } | null)[],
  path: string,
  packed: boolean,
  add: Add,
): void {
  for (const slot of slots) {
    if (!isItem(slot)) continue;
    const inner = `${path}/${slot.name}`;
    if (packed && fixedBits(slot.variation) === undefined)
      add('structure', inner, 'no fixed length inside a group');
    checkVariation(slot.variation, inner, !packed, add);
  }
}

function checkRange(
  element: Extract<Variation, { kind: 'element' }>,
  path: string,
  add: Add,
): void {
  const { bits, content } = element;
  if (content.kind !== 'quantity') return;
  const { lsb, signed, limits, unit } = content;
  const span = lsb * 2 ** bits;
  const low = signed ? -span / 2 : 0;
  const high = (signed ? span / 2 : span) - lsb;
  for (const { op, value } of limits) {
    // One LSB of grace: limits are often stated as the rounded end of the range.
    const reach = op.startsWith('<') ? value <= high + lsb * 1.01 : value >= low - lsb * 0.01;
    const detail = `${op} ${value} ${unit} is out of reach: ${bits} bits give [${low}, ${high}]`;
    if (!reach) add('range', path, detail);
  }
}
