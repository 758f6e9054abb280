import { useSyncExternalStore } from 'react';
import { desk } from '../app/desk.ts';

const EVERY_MS = 500;
const listeners = new Set<() => void>();
let shown = 0;
let timer: ReturnType<typeof setTimeout> | null = null;

function tellLater(): void {
  timer ??= setTimeout(() => {
    timer = null;
    shown = desk.tracks.version;
    for (const listener of listeners) listener();
  }, EVERY_MS);
}

let stop: (() => void) | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  stop ??= desk.tracks.subscribe(tellLater);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  };
}

/** A number that changes when tracks did, at most twice a second whatever the frame rate; read desk.tracks after it. */
export function useTracksVersion(): number {
  return useSyncExternalStore(subscribe, () => shown);
}
