import { keyStep, stripSpan } from '../picture/strip-model.ts';
import { toast } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { desk } from './desk.ts';

/** Shortest way into the past that is worth a replay: nearer than this is live. */
const NEAR_LIVE_MS = 3000;

function nodeNow(): number {
  return Date.now() + useWatch.getState().clockSkewMs;
}

/** Shows an instant of the past; an instant of now goes back to live. */
export function jumpTo(at: number): void {
  const now = nodeNow();
  if (at >= now - NEAR_LIVE_MS) {
    backToLive();
    return;
  }
  const from = useWatch.getState().node?.historyFrom ?? null;
  if (from === null) {
    toast(t('strip.noHistory'), 'bad');
    return;
  }
  desk.startReplay(Math.max(from, at), { from, to: now });
}

export function backToLive(): void {
  if (desk.replaying) desk.stopReplay();
  desk.live.play();
}

/** Space: play or pause. Live is frozen and thawed. */
export function togglePlay(): void {
  const { replay, live } = useWatch.getState();
  const playing = replay?.playing ?? live?.playing ?? true;
  if (playing) desk.feed.pause();
  else desk.feed.play();
}

/** One step back or forth: from live, back opens the replay. */
export function stepTime(direction: 1 | -1): void {
  const { replay } = useWatch.getState();
  const at = replay?.at ?? nodeNow();
  const step =
    replay === null ? 60_000 : keyStep(stripSpan(nodeNow(), 1)) * Math.max(1, replay.speed / 5);
  jumpTo(at + direction * step);
}
