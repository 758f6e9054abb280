import { useEffect } from 'react';
import { useUi } from '../state/ui-state.ts';
import css from './frame.module.css';

const SHOWN_MS = 5000;

/** What was just done, or why not; one at a time, the newest. */
export function Toast() {
  const toast = useUi((ui) => ui.toast);
  useEffect(() => {
    if (toast === null) return undefined;
    const timer = setTimeout(() => useUi.setState({ toast: null }), SHOWN_MS);
    return () => clearTimeout(timer);
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
