import type { CallView } from '../../model/index.ts';
import { formatWhen } from '../format/clock.ts';
import { t } from '../text/text.ts';
import { NoteField } from '../widgets/note-field.tsx';
import { nameOfMember } from './member-name.ts';
import { rally } from './rally-actions.ts';
import css from './rally.module.css';

/** What members said on the call, and a field to say something. Acts of nodes are left to the audit. */
export function Thread({ call, now }: { readonly call: CallView; readonly now: number }) {
  const said = call.acts.filter(
    (act) => act.type !== 'call.received' && act.type !== 'reminder.sent',
  );
  return (
    <div className={css['thread']}>
      <ol>
        {said.map((act) => (
          <li key={act.id}>
            <time>{formatWhen(act.at, now)}</time>
            <b>{nameOfMember(act.member)}</b>
            <span>{act.text}</span>
          </li>
        ))}
      </ol>
      <NoteField
        label={t('rally.say')}
        submit={t('rally.send')}
        minRows={1}
        send={(text) => rally({ type: 'call.note', call: call.id, text }, t('act.noteAdded'))}
      />
    </div>
  );
}
