import { Button } from '@mantine/core';
import type { CallView } from '../../model/index.ts';
import { toast } from '../state/ui-state.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { nameOfMember } from './member-name.ts';
import { situationReport } from './situation-report.ts';
import css from './rally.module.css';

/** The situation report: to read out, to print (the rest of the page is left out then), to copy. */
export function ReportView({ call, now }: { readonly call: CallView; readonly now: number }) {
  const banner = useWatch((watch) => watch.node?.banner ?? '');
  const sections = situationReport(call, now, nameOfMember);
  const copy = async (): Promise<void> => {
    const text = sections.map(({ title, lines }) => [title.toUpperCase(), ...lines].join('\n'));
    await navigator.clipboard.writeText(`${text.join('\n\n')}\n`);
    toast(t('detail.copied'));
  };
  return (
    <section className={css['report']} data-print>
      <p className={css['reportBanner']}>
        {banner}
        {call.exercise && ` · ${t('rally.exercise')} ${t('rally.exercise')} ${t('rally.exercise')}`}
      </p>
      <h2>
        {t('rally.report.title')}: {call.title}
      </h2>
      {sections.map(({ title, lines }) => (
        <div key={title}>
          <h3>{title}</h3>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      ))}
      <div className={css['reportActs']}>
        <Button onClick={() => window.print()}>{t('rally.report.print')}</Button>
        <Button onClick={() => void copy()}>{t('detail.copy')}</Button>
      </div>
    </section>
  );
}
