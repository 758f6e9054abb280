import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CallView } from '../../model/index.ts';
import { t } from '../text/text.ts';
import { FormModal } from '../widgets/dialog-form.tsx';
import { newestRound } from './rally-model.ts';
import { rally } from './rally-actions.ts';

const HOUR_MS = 3_600_000;

/** Puts a proposal under silence; again with a reason: re-circulated, extended, or in another forum. */
export function ProposalForm({
  call,
  isOpened,
  now,
  onDone,
}: {
  readonly call: CallView;
  readonly isOpened: boolean;
  readonly now: number;
  readonly onDone: () => void;
}) {
  const before = newestRound(call);
  const [forum, setForum] = useState(before?.forum ?? t('rally.council'));
  const [proposal, setProposal] = useState(before?.proposal ?? call.title);
  const [hours, setHours] = useState<number | string>(24);
  const [unheard, setUnheard] = useState<'blocks' | 'assents'>('blocks');
  const [reason, setReason] = useState('');
  const isSound =
    proposal.trim() !== '' && Number(hours) > 0 && (before === null || reason.trim() !== '');
  const submit = async (): Promise<void> => {
    const sent = await rally(
      {
        type: 'consultation.open',
        call: call.id,
        forum: forum.trim(),
        proposal: proposal.trim(),
        deadlineAt: now + Number(hours) * HOUR_MS,
        members: [],
        waitS: 24 * 3600,
        unheard,
        reason: reason.trim(),
      },
      t('rally.proposed'),
    );
    if (sent) onDone();
  };
  return (
    <FormModal
      isOpened={isOpened}
      title={t(before === null ? 'rally.propose' : 'rally.proposeAgain')}
      submit={t('rally.proposeSubmit')}
      isReady={isSound}
      onCancel={onDone}
      onSubmit={submit}
    >
      <TextInput
        label={t('rally.forum')}
        value={forum}
        onChange={(event) => setForum(event.currentTarget.value)}
        maxLength={200}
      />
      <Textarea
        label={t('rally.proposal')}
        value={proposal}
        onChange={(event) => setProposal(event.currentTarget.value)}
        maxLength={4000}
        minRows={3}
        autosize
        required
        data-autofocus
      />
      <NumberInput
        label={t('rally.silenceHours')}
        value={hours}
        onChange={setHours}
        min={0.1}
        max={720}
        decimalScale={2}
      />
      <NativeSelect
        label={t('rally.unheardLabel')}
        value={unheard}
        onChange={(event) =>
          setUnheard(event.currentTarget.value === 'assents' ? 'assents' : 'blocks')
        }
        data={[
          { value: 'blocks', label: t('rally.unheardMeans.blocks') },
          { value: 'assents', label: t('rally.unheardMeans.assents') },
        ]}
      />
      {before !== null && (
        <Textarea
          label={t('rally.whyAgain')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={4000}
          autosize
          required
        />
      )}
    </FormModal>
  );
}
