import { useState } from 'react';
import type { MembersStatus, QuarantineNote, RefusedLink } from '../../model/index.ts';
import { formatWhen } from '../format/clock.ts';
import { t } from '../text/text.ts';
import { TabRow } from '../widgets/tab-row.tsx';
import css from './members.module.css';

type Tab = 'quarantine' | 'refused';

/** What members sent that was not taken, with the reason, and who was not let in. */
export function Troubles({
  status,
  now,
}: {
  readonly status: MembersStatus;
  readonly now: number;
}) {
  const [tab, setTab] = useState<Tab>('quarantine');
  const { quarantine, refused } = status;
  return (
    <section className={css['troubles']} aria-label={t('members.troubles')}>
      <TabRow
        label={t('members.troubles')}
        tabs={[
          { name: 'quarantine', text: t('members.quarantine'), count: quarantine.length },
          { name: 'refused', text: t('members.refused'), count: refused.length },
        ]}
        value={tab}
        onChange={setTab}
        panelId="member-troubles"
      />
      <div id="member-troubles" role="tabpanel" className={css['panel']} tabIndex={0}>
        {tab === 'quarantine' ? (
          <Quarantine notes={quarantine} now={now} />
        ) : (
          <Refused links={refused} now={now} />
        )}
      </div>
    </section>
  );
}

function Quarantine({
  notes,
  now,
}: {
  readonly notes: readonly QuarantineNote[];
  readonly now: number;
}) {
  if (notes.length === 0) return <p className={css['empty']}>{t('members.noQuarantine')}</p>;
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th>{t('members.at')}</th>
          <th>{t('members.member')}</th>
          <th>{t('members.reason')}</th>
          <th>{t('members.what')}</th>
          <th>{t('members.evidence')}</th>
        </tr>
      </thead>
      <tbody>
        {notes.map((note) => (
          <tr key={`${note.at} ${note.member} ${note.text}`}>
            <td className="mono">{formatWhen(note.at, now)}</td>
            <th scope="row">{note.member}</th>
            <td className={css['warn']}>{t(`members.fault.${note.code}`)}</td>
            <td>{note.text}</td>
            <td>{t('members.items', { count: note.evidence })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Refused({ links, now }: { readonly links: readonly RefusedLink[]; readonly now: number }) {
  if (links.length === 0) return <p className={css['empty']}>{t('members.noRefused')}</p>;
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th>{t('members.at')}</th>
          <th>{t('members.saidToBe')}</th>
          <th>{t('members.reason')}</th>
          <th className="num">{t('members.times')}</th>
        </tr>
      </thead>
      <tbody>
        {links.map((link) => (
          <tr key={`${link.who} ${link.why}`}>
            <td className="mono">{formatWhen(link.at, now)}</td>
            <th scope="row">{link.who}</th>
            <td>{link.why}</td>
            <td className="num">{link.times}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
