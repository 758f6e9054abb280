import type { KeyboardEvent, PointerEvent } from 'react';
import css from './splitter.module.css';

/** Drag bar above a panel; arrow keys do the same (WCAG 2.5.7). The value is the panel's height, px. */
export function Splitter({
  label,
  value,
  min,
  max,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}) {
  const set = (next: number): void => onChange(Math.max(min, Math.min(max, Math.round(next))));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const bar = event.currentTarget;
    const startY = event.clientY;
    bar.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => set(value + startY - moved.clientY);
    const end = (): void => {
      bar.removeEventListener('pointermove', move);
      bar.removeEventListener('pointerup', end);
      bar.removeEventListener('pointercancel', end);
    };
    bar.addEventListener('pointermove', move);
    bar.addEventListener('pointerup', end);
    bar.addEventListener('pointercancel', end);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowUp' ? 26 : event.key === 'ArrowDown' ? -26 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    set(value + step);
  };
  return (
    <div
      role="separator"
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={css['bar']}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
