import { useEffect } from 'react';
import { useUi } from '../state/ui-state.ts';
import css from './frame.module.css';

const SHOWN_MS = 5000;

/** What was just done, or why not; one at a time, the newest. */
export function Toast() {
  const toast = useUi((ui) => ui.toast);
  useEffect(() => {
    if (toast === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Counted from when it is on the screen: on a busy machine that may be long after it was said.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => useUi.setState({ toast: null }), SHOWN_MS);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [toast]);
  return (
    <div role={toast?.tone === 'bad' ? 'alert' : 'status'}>
      {toast !== null && (
        <div className={`${css['toast']} ${toast.tone === 'bad' ? css['toastBad'] : ''}`}>
          {toast.text}
        </div>
      )}
    </div>
  );
}
