import { ActionIcon, Button, NativeSelect, SegmentedControl, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { HistoryDensity } from '../../model/index.ts';
import { backToLive, jumpTo, stepTime, togglePlay } from '../app/replay-actions.ts';
import { desk } from '../app/desk.ts';
import { api } from '../feed/api-client.ts';
import { REPLAY_SPEEDS } from '../feed/replay-feed.ts';
import { formatClock, formatDay } from '../format/clock.ts';
import { shownAt, useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { useNow } from '../widgets/use-now.ts';
import { StripCanvas } from './strip-canvas.tsx';
import { STRIP_HOURS, stripSpan, type Span } from './strip-model.ts';
import css from './strip.module.css';

const BUCKETS = 240;
const ASK_EVERY_MS = 15_000;

/** The bottom strip: what happened when, and the way back to it. */
export function TimeStrip() {
  const [hours, setHours] = useState<number>(1);
  const replay = useWatch((watch) => watch.replay);
  const node = useWatch((watch) => watch.node);
  const skew = useWatch((watch) => watch.clockSkewMs);
  const now = useNow() + skew;
  const at = useWatch((watch) => shownAt(watch, now - skew));
  const span = stripSpan(now, hours);
  const density = useDensity(hours, node !== null);
  const playing = replay?.playing ?? useWatch.getState().live?.playing ?? true;
  return (
    <section
      className={`${css['strip']} ${replay === null ? '' : css['replaying']}`}
      aria-label={t('strip.title')}
    >
      <div className={css['controls']}>
        <Tooltip label={t('strip.back')}>
          <ActionIcon aria-label={t('strip.back')} onClick={() => stepTime(-1)}>
            <Icon name="back" />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t(playing ? 'strip.pause' : 'strip.play')}>
          <ActionIcon aria-label={t(playing ? 'strip.pause' : 'strip.play')} onClick={togglePlay}>
            <Icon name={playing ? 'pause' : 'play'} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('strip.forward')}>
          <ActionIcon
            aria-label={t('strip.forward')}
            onClick={() => stepTime(1)}
            disabled={replay === null}
          >
            <Icon name="forward" />
          </ActionIcon>
        </Tooltip>
        <div className={css['when']}>
          <strong>{formatClock(at)}</strong>
          <span>{formatDay(at)}</span>
        </div>
      </div>
      <StripCanvas
        span={span}
        density={density}
        at={at}
        historyFrom={node?.historyFrom ?? null}
        replaying={replay !== null}
        onSeek={(when) => jumpTo(when)}
      />
      <div className={css['end']}>
        <SegmentedControl
          aria-label={t('strip.speed')}
          value={String(replay?.speed ?? 1)}
          disabled={replay === null}
          onChange={(value) => desk.feed.setSpeed(Number(value))}
          data={REPLAY_SPEEDS.map((speed) => ({ value: String(speed), label: `${speed}×` }))}
        />
        <NativeSelect
          aria-label={t('strip.span')}
          value={hours}
          onChange={(event) => setHours(Number(event.currentTarget.value))}
          data={STRIP_HOURS.map((value) => ({ value: String(value), label: `${value} h` }))}
        />
        <Button
          className={`${css['live']} ${replay === null ? css['isLive'] : ''}`}
          onClick={backToLive}
          aria-pressed={replay === null}
        >
          {t('bar.live')}
        </Button>
      </div>
    </section>
  );
}

function useDensity(hours: number, known: boolean): HistoryDensity | null {
  const [density, setDensity] = useState<HistoryDensity | null>(null);
  useEffect(() => {
    let current = true;
    const ask = async (): Promise<void> => {
      const { from, to }: Span = stripSpan(Date.now() + useWatch.getState().clockSkewMs, hours);
      try {
        const answer = await api.density(from, to, BUCKETS);
        if (current) setDensity(answer);
      } catch {
        // The strip stays as it was; that the node is away is said elsewhere.
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [hours, known]);
  return density;
}
