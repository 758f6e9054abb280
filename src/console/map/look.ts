import { ENVIRONMENTS, IDENTITIES } from '../../model/index.ts';
import type { Settings } from '../state/settings.ts';
import type { Look } from './track-instances.ts';

/** More than this in view at a small scale: symbols shrink so that the picture stays readable. */
const CROWD = 1500;
/** More than this in view: trails and vectors only for alerted, selected and pointed-at tracks. */
const CROWD_TRAILS = 900;

/** Size of symbols by zoom and crowd, px. Below 17 px the icon is left out and the frame's shape stays. */
export function symbolPx(zoom: number, inView: number): number {
  const base = zoom < 4 ? 11 : zoom < 5.5 ? 14 : zoom < 7 ? 22 : zoom < 9 ? 27 : 31;
  return inView > CROWD && zoom < 9 ? Math.min(base, 14) : base;
}

export function makeLook(
  settings: Settings,
  zoom: number,
  inView: number,
  marks: { readonly selected: number | null; readonly hovered: number | null },
): Look {
  const sizePx = symbolPx(zoom, inView);
  const crowded = inView > CROWD_TRAILS;
  const mask = (length: number, hidden: readonly number[]): Uint8Array => {
    const out = new Uint8Array(length);
    for (const index of hidden) out[index] = 1;
    return out;
  };
  return {
    sizePx,
    frameOnly: sizePx < 17,
    vectors: settings.vectorMinutes > 0 && !crowded,
    trails: settings.trails === 'all' && crowded ? 'marked' : settings.trails,
    selected: new Set(marks.selected === null ? [] : [marks.selected]),
    hovered: marks.hovered,
    hiddenIdentity: mask(IDENTITIES.length, settings.hiddenIdentities),
    hiddenEnvironment: mask(ENVIRONMENTS.length, settings.hiddenEnvironments),
  };
}
