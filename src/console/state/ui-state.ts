import { create } from 'zustand';
import type { Route } from './route.ts';

export type MapTool = 'none' | 'measure' | 'rings' | 'draw-polygon' | 'draw-circle';
export type Dialog =
  | { readonly kind: 'shelve'; readonly alertId: string }
  | { readonly kind: 'identity'; readonly trackNumber: number }
  | {
      readonly kind: 'incident';
      readonly alertIds: readonly string[];
      readonly trackNumbers: readonly number[];
    }
  | { readonly kind: 'advisory'; readonly advisoryId: string }
  | { readonly kind: 'goto' }
  | { readonly kind: 'help' }
  | { readonly kind: 'settings' };

/** What this screen is doing now; not kept, apart from what the address shows. */
export interface UiState {
  readonly route: Route;
  readonly selected: number | null;
  readonly follow: boolean;
  readonly tool: MapTool;
  readonly dialog: Dialog | null;
  /** last thing said to screen readers: polite and assertive */
  readonly said: { readonly polite: string; readonly assertive: string };
  /** short message at the bottom: what was done, or why not */
  readonly toast: {
    readonly text: string;
    readonly tone: 'ok' | 'bad';
    readonly id: number;
  } | null;
}

export const useUi = create<UiState>(() => ({
  route: { screen: 'picture', id: null },
  selected: null,
  follow: false,
  tool: 'none',
  dialog: null,
  said: { polite: '', assertive: '' },
  toast: null,
}));

let toastId = 0;
export function toast(text: string, tone: 'ok' | 'bad' = 'ok'): void {
  useUi.setState({ toast: { text, tone, id: ++toastId } });
}
