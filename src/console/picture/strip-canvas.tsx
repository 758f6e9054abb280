import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { HistoryDensity } from '../../model/index.ts';
import { formatClock, formatMinute } from '../format/clock.ts';
import { useSettings } from '../state/settings.ts';
import { t } from '../text/text.ts';
import { atOf, bars, keyStep, ticks, xOf, type Span } from './strip-model.ts';
import css from './strip.module.css';

interface Props {
  readonly span: Span;
  readonly density: HistoryDensity | null;
  readonly at: number;
  readonly historyFrom: number | null;
  readonly replaying: boolean;
  readonly onSeek: (at: number) => void;
}

/** Density curve, alerts and scrubber. A slider for the keyboard and for screen readers. */
export function StripCanvas(props: Props) {
  const { span, at, onSeek } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<number | null>(null);
  const theme = useSettings((settings) => settings.theme);
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, { ...props, hover });
  });
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => draw(element, { ...props, hover: null }));
    observer.observe(element);
    return () => observer.disconnect();
    // oxlint-disable-next-line react/exhaustive-deps -- a resize draws what the last render drew
  }, [theme]);
  const whereOf = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return atOf(event.clientX - box.left, span, box.width);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = KEY_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(
      step === -Infinity ? span.from : step === Infinity ? span.to : at + step * keyStep(span),
    );
  };
  return (
    <div
      className={css['canvas']}
      role="slider"
      aria-label={t('strip.slider')}
      aria-valuemin={Math.round(span.from / 1000)}
      aria-valuemax={Math.round(span.to / 1000)}
      aria-valuenow={Math.round(at / 1000)}
      aria-valuetext={formatClock(at)}
      tabIndex={0}
      onPointerMove={(event) => {
        const where = whereOf(event);
        setHover(where);
        if (event.buttons === 1) onSeek(where);
      }}
      onPointerLeave={() => setHover(null)}
      onPointerDown={(event) => onSeek(whereOf(event))}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: 10,
  PageDown: -10,
  Home: -Infinity,
  End: Infinity,
};

function draw(canvas: HTMLCanvasElement, props: Props & { readonly hover: number | null }): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const dpr = window.devicePixelRatio;
  canvas.width = Math.round(width * dpr);
  canvas.height = Math.round(height * dpr);
  const context = canvas.getContext('2d');
  if (context === null || width === 0) return;
  const style = getComputedStyle(canvas);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  context.scale(dpr, dpr);
  const base = height - 15;
  drawDensity(context, props, { width, base, color });
  drawTicks(context, props.span, { width, height, base, color });
  if (props.historyFrom !== null) {
    const x = xOf(props.historyFrom, props.span, width);
    if (x > 0) {
      context.fillStyle = color('--bg');
      context.globalAlpha = 0.6;
      context.fillRect(0, 0, Math.min(width, x), base);
      context.globalAlpha = 1;
    }
  }
  if (props.hover !== null) {
    const x = xOf(props.hover, props.span, width);
    context.strokeStyle = color('--dim');
    line(context, x, 0, x, base);
    chip(context, x, width, formatClock(props.hover), color('--raised'), color('--text'));
  }
  const x = xOf(props.at, props.span, width);
  context.fillStyle = color(props.replaying ? '--replay' : '--good');
  context.fillRect(Math.min(width - 2, x - 1), 0, 2, base);
  context.beginPath();
  context.moveTo(x - 5, 0);
  context.lineTo(x + 5, 0);
  context.lineTo(x, 7);
  context.fill();
}

interface Frame {
  readonly width: number;
  readonly base: number;
  readonly color: (name: string) => string;
}

function drawDensity(
  context: CanvasRenderingContext2D,
  props: Props,
  { width, base, color }: Frame,
): void {
  if (props.density === null) return;
  const list = bars(props.density, props.span, width);
  const top = 8;
  context.beginPath();
  context.moveTo(list[0]?.x ?? 0, base);
  for (const bar of list)
    context.lineTo(bar.x + bar.width / 2, base - bar.tracks * (base - top) * 0.8);
  context.lineTo((list.at(-1)?.x ?? 0) + (list.at(-1)?.width ?? 0), base);
  context.globalAlpha = 0.22;
  context.fillStyle = color('--accent');
  context.fill();
  context.globalAlpha = 1;
  for (const bar of list) {
    let y = base;
    for (const [part, name] of [
      [bar.other, '--advisory'],
      [bar.warning, '--warning'],
      [bar.emergency, '--emergency'],
    ] as const) {
      const size = part * (base - top);
      if (size <= 0) continue;
      context.globalAlpha = name === '--advisory' ? 0.45 : 1;
      context.fillStyle = color(name);
      context.fillRect(bar.x, y - size, Math.max(1.5, bar.width - 1), size);
      y -= size;
    }
  }
  context.globalAlpha = 1;
}

function drawTicks(
  context: CanvasRenderingContext2D,
  span: Span,
  { width, height, base, color }: Frame & { readonly height: number },
): void {
  context.font = '10px "Noto Sans", sans-serif';
  context.textBaseline = 'bottom';
  context.textAlign = 'center';
  context.fillStyle = color('--dim');
  context.strokeStyle = color('--line-strong');
  line(context, 0, base + 0.5, width, base + 0.5);
  for (const tick of ticks(span, width)) {
    const x = xOf(tick.at, span, width);
    line(context, x, base, x, base + (tick.major ? 5 : 3));
    if (x > 20 && x < width - 20) context.fillText(formatMinute(tick.at), x, height);
  }
}

function line(
  context: CanvasRenderingContext2D,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function chip(
  context: CanvasRenderingContext2D,
  x: number,
  width: number,
  text: string,
  back: string,
  ink: string,
): void {
  const size = context.measureText(text).width + 10;
  const left = Math.max(0, Math.min(width - size, x - size / 2));
  context.fillStyle = back;
  context.fillRect(left, 0, size, 15);
  context.fillStyle = ink;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText(text, left + 5, 1);
}
