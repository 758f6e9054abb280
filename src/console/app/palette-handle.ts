import { createSpotlight } from '@mantine/spotlight';

export const [paletteStore, palette] = createSpotlight();

export function openPalette(): void {
  palette.open();
}

export function isPaletteOpen(): boolean {
  return paletteStore.getState().opened;
}
