import { useRef, type KeyboardEvent } from 'react';
import css from './tab-row.module.css';

export interface TabItem<T extends string> {
  readonly name: T;
  readonly text: string;
  readonly count?: number | null;
}

/** A row of tabs, 30 px high; arrow keys move, as the ARIA pattern asks. */
export function TabRow<T extends string>({
  label,
  tabs,
  value,
  onChange,
  panelId,
  end,
}: {
  readonly label: string;
  readonly tabs: readonly TabItem<T>[];
  readonly value: T;
  readonly onChange: (name: T) => void;
  readonly panelId: string;
  readonly end?: React.ReactNode;
}) {
  const row = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = tabs.findIndex((tab) => tab.name === value);
    const next = tabs[(at + step + tabs.length) % tabs.length]!;
    onChange(next.name);
    row.current?.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus();
  };
  return (
    <div className={css['bar']}>
      <div ref={row} role="tablist" aria-label={label} className={css['row']} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            data-tab={tab.name}
            aria-selected={tab.name === value}
            aria-controls={panelId}
            tabIndex={tab.name === value ? 0 : -1}
            className={css['tab']}
            onClick={() => onChange(tab.name)}
          >
            {tab.text}
            {tab.count !== undefined && tab.count !== null && (
              <span className={css['count']}>{tab.count}</span>
            )}
          </button>
        ))}
      </div>
      {end}
    </div>
  );
}
