import { Button, FileButton, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { InvitationFrom } from '../../model/index.ts';
import { api, RequestFailed } from '../feed/api-client.ts';
import { formatDay, formatMinute } from '../format/clock.ts';
import { t } from '../text/text.ts';
import { FormModal } from '../widgets/dialog-form.tsx';
import { doMember } from './member-actions.ts';
import { areEightWords } from './member-model.ts';
import { NO_TERMS, TermsFields, termsOf } from './terms-fields.tsx';
import css from './members.module.css';

type Read = { readonly from: InvitationFrom } | { readonly trouble: string } | null;

/** Admits an ally by its invitation; the words of its key come from the ally itself, by another way. */
export function AdmitForm({
  isOpened,
  onDone,
}: {
  readonly isOpened: boolean;
  readonly onDone: () => void;
}) {
  const [text, setText] = useState('');
  const [read, setRead] = useState<Read>(null);
  const [words, setWords] = useState('');
  const [draft, setDraft] = useState(NO_TERMS);
  const from = read !== null && 'from' in read ? read.from : null;
  const take = (next: string): void => {
    setText(next);
    void whose(next).then(setRead);
  };
  const submit = async (): Promise<void> => {
    const isDone = await doMember(
      { type: 'member.admit', invitation: text, words, ...termsOf(draft) },
      t('members.admitted', { name: from?.name ?? '' }),
    );
    if (!isDone) return;
    setText('');
    setRead(null);
    setWords('');
    setDraft(NO_TERMS);
    onDone();
  };
  return (
    <FormModal
      isOpened={isOpened}
      title={t('members.admitTitle')}
      submit={t('members.admit')}
      isReady={from !== null && areEightWords(words)}
      onCancel={onDone}
      onSubmit={submit}
    >
      <div className={css['file']}>
        <FileButton
          accept="application/json,.json"
          onChange={(file) => void file?.text().then(take)}
        >
          {(props) => <Button {...props}>{t('members.chooseFile')}</Button>}
        </FileButton>
        <span className="dim">{t('members.orPaste')}</span>
      </div>
      <Textarea
        label={t('members.invitation')}
        value={text}
        onChange={(event) => take(event.currentTarget.value)}
        rows={3}
        maxLength={10_000}
        error={read !== null && 'trouble' in read ? read.trouble : null}
      />
      {from !== null && (
        <p className={css['from']} role="status">
          {t('members.from', {
            name: from.name,
            member: from.member,
            at: `${formatDay(from.at)} ${formatMinute(from.at)}`,
            where: from.address ?? t('members.dialsUs'),
          })}
        </p>
      )}
      <TextInput
        label={t('members.eightWords')}
        description={t('members.eightWordsNote')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
      />
      <TermsFields draft={draft} onChange={setDraft} />
    </FormModal>
  );
}

/** Asks the node; a text that cannot be one yet is not sent. */
async function whose(text: string): Promise<Read> {
  if (text.trim() === '') return null;
  try {
    return { from: await api.readInvitation(text) };
  } catch (error) {
    if (error instanceof RequestFailed) return { trouble: error.fault.text };
    throw error;
  }
}
