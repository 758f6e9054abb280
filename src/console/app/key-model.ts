export interface KeyPress {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly inField: boolean;
  /** Space and Enter belong to the button that has the focus */
  readonly onButton: boolean;
  readonly inDialog: boolean;
}

interface Keyed {
  readonly key: string | null;
}

/**
 * The command of a key press, or null. Single characters work outside fields and dialogs and can be switched off
 * (WCAG 2.1.4); Escape and Ctrl+K always work where no dialog is open.
 */
export function commandFor<T extends Keyed>(
  commands: readonly T[],
  press: KeyPress,
  singleKeys: boolean,
): T | null {
  if (press.inDialog || press.alt) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.control)
    return key === 'k' ? (commands.find((one) => one.key === 'Ctrl+K') ?? null) : null;
  const single = key.length === 1;
  if (single && (!singleKeys || press.inField)) return null;
  if (press.inField && key !== 'Escape') return null;
  if (key === ' ' && press.onButton) return null;
  return commands.find((one) => one.key === key) ?? null;
}
