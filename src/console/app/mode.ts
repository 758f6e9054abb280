import { formatSpan } from '../format/clock.ts';
import type { WatchState } from '../state/watch-state.ts';
import { t } from '../text/text.ts';

export type ModeTone = 'live' | 'replay' | 'frozen' | 'stale' | 'lost' | 'wait';

/** Frames come every second: older than this, the picture is not what is. */
export const STALE_MS = 5000;

/** Whether what is shown is now; never LIVE when in doubt. */
export function modeOf(
  { live, replay }: Pick<WatchState, 'live' | 'replay'>,
  now: number,
): { readonly tone: ModeTone; readonly text: string } {
  if (replay !== null) return { tone: 'replay', text: t('bar.replay') };
  if (live === null || (live.connection === 'connecting' && live.lastDataAt === null))
    return { tone: 'wait', text: t('bar.connecting') };
  if (live.connection !== 'open') return { tone: 'lost', text: t('bar.disconnected') };
  if (!live.playing) return { tone: 'frozen', text: t('bar.frozen') };
  const ageMs = live.lastDataAt === null ? Infinity : now - live.lastDataAt;
  if (ageMs > STALE_MS) return { tone: 'stale', text: t('bar.stale', { age: formatSpan(ageMs) }) };
  return { tone: 'live', text: t('bar.live') };
}
