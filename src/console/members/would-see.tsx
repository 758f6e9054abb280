import { useEffect, useState } from 'react';
import type { ReleasePreview } from '../../model/index.ts';
import { api } from '../feed/api-client.ts';
import { formatCount } from '../format/quantity.ts';
import { t } from '../text/text.ts';
import { FactList, type Fact } from '../widgets/fact-list.tsx';
import css from './members.module.css';

const KINDS = ['track', 'alert', 'incident', 'zone', 'call'] as const;

/** How much of this picture the member would see under the terms it is held to now. Asked once, changes nothing. */
export function WouldSee({ member }: { readonly member: string }) {
  const [preview, setPreview] = useState<ReleasePreview | null>(null);
  useEffect(() => {
    let isWanted = true;
    api.releasePreview(member).then(
      (answer) => isWanted && setPreview(answer),
      // Who may not ask is shown nothing.
      () => undefined,
    );
    return () => void (isWanted = false);
  }, [member]);
  if (preview === null) return null;
  return (
    <section aria-label={t('members.wouldSee', { member })} data-testid="would-see">
      <h3>{t('members.wouldSee', { member })}</h3>
      <FactList className={css['figures']} facts={KINDS.map((kind) => factOf(kind, preview))} />
      <p className="dim">{t('members.wouldSeeNote')}</p>
    </section>
  );
}

function factOf(kind: (typeof KINDS)[number], { items }: ReleasePreview): Fact {
  const { seen, of } = items[kind] ?? { seen: 0, of: 0 };
  const value = t('members.ofCount', { done: formatCount(seen), of: formatCount(of) });
  return [t(`members.see.${kind}`), value];
}
