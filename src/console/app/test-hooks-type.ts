/** What browser tests ask instead of reading pixels. */
export interface TestHooks {
  tracks(): number;
  drawn(): number;
  labels(): number;
  ready(): boolean;
  selected(): number | null;
  /** px in the map's element */
  screenOf(trackNumber: number): readonly [number, number] | null;
  trackNumbers(): readonly number[];
  /** what the track is called at the instant shown; null until known */
  nameOf(trackNumber: number): string | null;
  dataAt(): number;
  alerts(): number;
  /** frames of the map since it was mounted */
  frames(): number;
  /** draws the map once more; done when it is drawn */
  repaint(): Promise<void>;
}

declare global {
  interface Window {
    __tocsinTest?: TestHooks;
  }
}
