import { Checkbox, Group, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CallView } from '../../model/index.ts';
import { t } from '../text/text.ts';
import { FormModal } from '../widgets/dialog-form.tsx';
import { rally } from './rally-actions.ts';

const HOUR_MS = 3_600_000;
const NOT_ASKED = '';

/** What this member offers: against a need, or unasked. */
export function PledgeForm({
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
  const [needId, setNeedId] = useState(call.needs[0]?.id ?? NOT_ASKED);
  const [capability, setCapability] = useState('');
  const [quantity, setQuantity] = useState<number | string>(1);
  const [from, setFrom] = useState('');
  const [readyH, setReadyH] = useState<number | string>(24);
  const [arriveH, setArriveH] = useState<number | string>(72);
  const [conditions, setConditions] = useState('');
  const [provisional, setProvisional] = useState(false);
  const need = call.needs.find((one) => one.id === needId);
  const what = need?.capability ?? capability.trim();
  const submit = async (): Promise<void> => {
    const sent = await rally(
      {
        type: 'pledge.make',
        call: call.id,
        needId: need?.id ?? null,
        capability: what,
        quantity: Number(quantity),
        unit: need?.unit ?? '',
        from: from.trim(),
        readyAt: now + Number(readyH) * HOUR_MS,
        arriveAt: arriveH === '' ? null : now + Number(arriveH) * HOUR_MS,
        conditions: conditions.trim(),
        expiresAt: null,
        provisional,
      },
      t('rally.pledged'),
    );
    if (sent) onDone();
  };
  return (
    <FormModal
      isOpened={isOpened}
      title={t('rally.pledgeTitle')}
      submit={t('rally.pledge')}
      isReady={what !== '' && Number(quantity) > 0 && readyH !== ''}
      onCancel={onDone}
      onSubmit={submit}
    >
      <NativeSelect
        label={t('rally.forNeed')}
        value={needId}
        onChange={(event) => setNeedId(event.currentTarget.value)}
        data={[
          ...call.needs.map((one) => ({ value: one.id, label: one.capability })),
          { value: NOT_ASKED, label: t('rally.unasked') },
        ]}
      />
      {need === undefined && (
        <TextInput
          label={t('rally.capability')}
          value={capability}
          onChange={(event) => setCapability(event.currentTarget.value)}
          maxLength={200}
          required
        />
      )}
      <NumberInput
        label={t('rally.quantity', { unit: need?.unit ?? '' })}
        value={quantity}
        onChange={setQuantity}
        min={0}
        max={1e9}
      />
      <TextInput
        label={t('rally.from')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        maxLength={200}
      />
      <Group grow>
        <NumberInput label={t('rally.readyIn')} value={readyH} onChange={setReadyH} min={0} />
        <NumberInput label={t('rally.thereIn')} value={arriveH} onChange={setArriveH} min={0} />
      </Group>
      <Textarea
        label={t('rally.conditions')}
        value={conditions}
        onChange={(event) => setConditions(event.currentTarget.value)}
        maxLength={4000}
        autosize
      />
      <Checkbox
        label={t('rally.provisional')}
        checked={provisional}
        onChange={(event) => setProvisional(event.currentTarget.checked)}
      />
    </FormModal>
  );
}
