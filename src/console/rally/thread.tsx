import { Button, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { CallView } from '../../model/index.ts';
import { formatWhen } from '../format/clock.ts';
import { t } from '../text/text.ts';
import { nameOfMember } from './member-name.ts';
import { rally } from './rally-actions.ts';
import css from './rally.module.css';

/** What members said on the call, and a field to say something. Acts of nodes are left to the audit. */
export function Thread({ call, now }: { readonly call: CallView; readonly now: number }) {
  const [text, setText] = useState('');
  const said = call.acts.filter(
    (act) => act.type !== 'call.received' && act.type !== 'reminder.sent',
  );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '') return;
    const done = await rally(
      { type: 'call.note', call: call.id, text: text.trim() },
      t('act.noteAdded'),
    );
    if (done) setText('');
  };
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
      <form className={css['say']} onSubmit={(event) => void submit(event)}>
        <Textarea
          aria-label={t('rally.say')}
          placeholder={t('rally.say')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={4000}
          autosize
          minRows={1}
          maxRows={5}
        />
        <Button type="submit" variant="filled" disabled={text.trim() === ''}>
          {t('rally.send')}
        </Button>
      </form>
    </div>
  );
}
