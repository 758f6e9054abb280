import { CopyButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../text/text.ts';
import type { Fact } from './detail-model.ts';
import css from './detail.module.css';

export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={css['section']}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

export function Facts({
  facts,
  copy = false,
}: {
  readonly facts: readonly Fact[];
  readonly copy?: boolean;
}) {
  return (
    <dl className={css['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {copy && name !== t('fact.error') ? (
              <CopyButton value={value}>
                {({ copied, copy: doCopy }) => (
                  <button
                    type="button"
                    className={css['copy']}
                    onClick={doCopy}
                    title={t('detail.copy')}
                  >
                    {value}
                    <span className="visually-hidden">
                      {copied ? t('detail.copied') : t('detail.copy')}
                    </span>
                  </button>
                )}
              </CopyButton>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
