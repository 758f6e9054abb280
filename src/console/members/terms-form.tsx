import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MemberStatus } from '../../model/index.ts';
import { t } from '../text/text.ts';
import { FormModal } from '../widgets/dialog-form.tsx';
import { doMember } from './member-actions.ts';
import { draftOf, TermsFields, termsOf } from './terms-fields.tsx';

/** Other terms for a member. What it may no longer see is taken back from it by the node. */
export function TermsForm({
  isOpened,
  member,
  onDone,
}: {
  readonly isOpened: boolean;
  readonly member: MemberStatus;
  readonly onDone: () => void;
}) {
  const [draft, setDraft] = useState(() => draftOf(member.terms));
  const [address, setAddress] = useState(member.address);
  const submit = async (): Promise<void> => {
    const command = { type: 'member.change', member: member.member, ...termsOf(draft) } as const;
    const isDone = await doMember(
      { ...command, address: address.trim() },
      t('members.changed', { name: member.name }),
    );
    if (isDone) onDone();
  };
  return (
    <FormModal
      isOpened={isOpened}
      title={t('members.termsTitle', { name: member.name })}
      submit={t('common.save')}
      isReady
      onCancel={onDone}
      onSubmit={submit}
    >
      <p style={{ margin: 0 }}>{t('members.termsNote')}</p>
      <TermsFields draft={draft} onChange={setDraft} />
      <TextInput
        label={t('members.address')}
        description={t('members.addressNote')}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        maxLength={300}
      />
    </FormModal>
  );
}
