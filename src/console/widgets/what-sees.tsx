import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReleaseAnswer } from '../../model/index.ts';
import { api } from '../feed/api-client.ts';
import { t } from '../text/text.ts';

type Kind = 'track' | 'alert' | 'incident' | 'zone' | 'call';

/** "What would DEU see of this?" Asked of the node when a member is chosen; changes nothing. */
export function WhatSees({ kind, id }: { readonly kind: Kind; readonly id: string }) {
  const [members, setMembers] = useState<readonly string[]>([]);
  const [member, setMember] = useState('');
  const [given, setGiven] = useState<{ of: string; answer: ReleaseAnswer } | null>(null);
  const asked = `${kind} ${id} ${member}`;
  // An answer to a question from before is none.
  const answer = given?.of === asked ? given.answer : null;
  useEffect(() => {
    // Another member's people may not ask: then there is nobody to choose, and nothing is shown.
    api.releaseMembers().then(setMembers, () => setMembers([]));
  }, []);
  useEffect(() => {
    if (member === '') return undefined;
    let isWanted = true;
    api.whatSees(kind, id, member).then(
      (answer) => isWanted && setGiven({ of: asked, answer }),
      () => isWanted && setMember(''),
    );
    return () => void (isWanted = false);
  }, [kind, id, member, asked]);
  if (members.length === 0) return null;
  return (
    <section aria-label={t('release.title')} data-testid="what-sees">
      <NativeSelect
        size="xs"
        label={t('release.title')}
        value={member}
        onChange={(event) => setMember(event.currentTarget.value)}
        data={[{ value: '', label: t('release.choose') }, ...members]}
      />
      {answer !== null && (
        <div role="status">
          <strong>{t(answer.isSeen ? 'release.seen' : 'release.withheld', { member })}</strong>
          <ul>
            {answer.why.map((one) => (
              <li key={one.text}>{one.text}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
