import { useSettings } from '../state/settings.ts';
import { useUi } from '../state/ui-state.ts';
import { COMMANDS, type Command } from './commands.ts';
import { commandFor, type KeyPress } from './key-model.ts';
import { isPaletteOpen } from './palette-handle.ts';

/** Listens for keys of the whole page; fields and dialogs keep their own. */
export function startKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement | null;
    const press: KeyPress = {
      key: event.key,
      control: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      inField: target !== null && isField(target),
      onButton:
        target !== null &&
        (target.tagName === 'BUTTON' ||
          target.tagName === 'A' ||
          target.role === 'tab' ||
          isChoice(target)),
      inDialog: useUi.getState().dialog !== null || isPaletteOpen(),
    };
    const command = commandFor<Command>(COMMANDS, press, useSettings.getState().singleKeys);
    if (command === null) return;
    event.preventDefault();
    command.run();
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}

/** Where people type. A choice is none: letters mean nothing to it. */
function isField(element: HTMLElement): boolean {
  if (isChoice(element)) return false;
  return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;
}

function isChoice(element: HTMLElement): boolean {
  return element instanceof HTMLInputElement && /^(radio|checkbox)$/.test(element.type);
}
