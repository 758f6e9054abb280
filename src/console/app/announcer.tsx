import { useEffect, useRef, useState } from 'react';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { newAnnouncements } from './announce-model.ts';

/** Says new alerts to screen readers: emergencies assertively, the rest politely and bundled. */
export function Announcer() {
  const alerts = useWatch((watch) => watch.alerts);
  const known = useRef<ReadonlyMap<string, number> | null>(null);
  const [said, setSaid] = useState({ polite: '', assertive: '' });
  useEffect(() => {
    const { next, emergencies, others } = newAnnouncements(known.current, alerts);
    known.current = next;
    const [first] = emergencies;
    if (first !== undefined)
      setSaid((before) => ({ ...before, assertive: `${t('banner.emergency')}: ${first.text}` }));
    const [other] = others;
    if (other !== undefined)
      setSaid((before) => ({
        ...before,
        polite:
          others.length === 1
            ? `${t(`priority.${other.priority}`)}: ${other.text}`
            : t('announce.several', { count: others.length, text: other.text }),
      }));
  }, [alerts]);
  return (
    <>
      <div className="visually-hidden" aria-live="polite">
        {said.polite}
      </div>
      <div className="visually-hidden" aria-live="assertive">
        {said.assertive}
      </div>
    </>
  );
}
