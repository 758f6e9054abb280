import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { countWords } from '../../base/index.ts';
import {
  isStanding,
  MOVEMENT_STATES,
  type CallView,
  type MovementState,
  type PledgeView,
} from '../../model/index.ts';
import { formatWhen } from '../format/clock.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { FormModal } from '../widgets/dialog-form.tsx';
import { nameOfMember } from './member-name.ts';
import { rally } from './rally-actions.ts';
import { ReasonForm } from '../widgets/reason-form.tsx';
import cases from '../widgets/case-files.module.css';
import css from './rally.module.css';

type Act = 'accept' | 'refuse' | 'withdraw' | 'move' | 'confirm' | 'release';
interface Open {
  readonly act: Act;
  readonly pledge: PledgeView;
}

/** Every pledge with what has become of it; the owner accepts and confirms, the provider reports. */
export function PledgesTable({ call, now }: { readonly call: CallView; readonly now: number }) {
  const member = useWatch((watch) => watch.node?.member ?? '');
  const [open, setOpen] = useState<Open | null>(null);
  if (call.pledges.length === 0) return <p className={cases['empty']}>{t('rally.noPledges')}</p>;
  const done = (): void => setOpen(null);
  const isReason = open?.act === 'refuse' || open?.act === 'withdraw';
  return (
    <>
      <table className={css['table']}>
        <thead>
          <tr>
            <th>{t('rally.member')}</th>
            <th>{t('rally.what')}</th>
            <th>{t('rally.stand')}</th>
            <th className="num">{t('rally.bar.accepted')}</th>
            <th className="num">{t('rally.bar.moving')}</th>
            <th className="num">{t('rally.bar.delivered')}</th>
            <th>{t('rally.where')}</th>
            <th>{t('rally.caveats')}</th>
            <th>{t('rally.acts')}</th>
          </tr>
        </thead>
        <tbody>
          {call.pledges.map((pledge) => (
            <tr key={pledge.id}>
              <th scope="row">{nameOfMember(pledge.member)}</th>
              <td>
                {countWords(pledge.quantity, pledge.unit, pledge.capability)}
                {pledge.needId === null && <span className="dim"> ({t('rally.unasked')})</span>}
              </td>
              <td>
                {t(`rally.pledgeState.${pledge.state}`)}
                {pledge.reason !== '' && <span className="dim"> {pledge.reason}</span>}
              </td>
              <td className="num">{pledge.accepted}</td>
              <td className="num">{pledge.moving}</td>
              <td className="num">{pledge.delivered}</td>
              <td>{whereText(pledge, now)}</td>
              <td>{pledge.conditions}</td>
              <td>
                <span className={css['acts']}>
                  {actsFor(pledge, call, member).map((act) => (
                    <Button key={act} onClick={() => setOpen({ act, pledge })}>
                      {t(`rally.act.${act}`)}
                    </Button>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ReasonForm
        isOpened={isReason}
        title={t(open?.act === 'withdraw' ? 'rally.act.withdraw' : 'rally.act.refuse')}
        submit={t(open?.act === 'withdraw' ? 'rally.act.withdraw' : 'rally.act.refuse')}
        onDone={done}
        send={(reason) =>
          rally(
            {
              type: open?.act === 'withdraw' ? 'pledge.withdraw' : 'pledge.refuse',
              call: call.id,
              pledge: open?.pledge.id ?? '',
              reason,
            },
            t('rally.done'),
          )
        }
      />
      {open !== null && !isReason && (
        <QuantityForm key={`${open.act}${open.pledge.id}`} call={call} open={open} onDone={done} />
      )}
    </>
  );
}

function whereText(pledge: PledgeView, now: number): string {
  const { movement } = pledge;
  if (movement === null)
    return `${pledge.from}, ${t('rally.ready', { at: formatWhen(pledge.readyAt, now) })}`;
  const eta =
    movement.arriveAt === null
      ? ''
      : `, ${t('rally.eta', { at: formatWhen(movement.arriveAt, now) })}`;
  return `${t(`rally.movement.${movement.state}`)}: ${movement.place}${eta}`;
}

function actsFor(pledge: PledgeView, call: CallView, member: string): Act[] {
  if (call.phase === 'closed' || !isStanding(pledge)) return [];
  if (member === call.owner) {
    if (pledge.state === 'offered') return ['accept', 'refuse'];
    if (pledge.accepted > pledge.delivered) return ['confirm'];
    return pledge.delivered > pledge.released ? ['release'] : [];
  }
  if (member !== pledge.member) return [];
  return pledge.accepted > 0 ? ['move', 'withdraw'] : ['withdraw'];
}

function QuantityForm({
  call,
  open,
  onDone,
}: {
  readonly call: CallView;
  readonly open: Open;
  readonly onDone: () => void;
}) {
  const { act, pledge } = open;
  const most =
    act === 'accept' ? pledge.quantity : act === 'release' ? pledge.delivered : pledge.accepted;
  const [quantity, setQuantity] = useState<number | string>(most);
  const [place, setPlace] = useState(pledge.movement?.place ?? call.place);
  const [state, setState] = useState<MovementState>('departed');
  const submit = async (): Promise<void> => {
    const common = { call: call.id, pledge: pledge.id, quantity: Number(quantity) };
    const sent = await rally(
      act === 'accept'
        ? { type: 'pledge.accept', ...common }
        : act === 'confirm'
          ? { type: 'delivery.confirm', ...common, place }
          : act === 'release'
            ? { type: 'delivery.release', ...common, text: '' }
            : { type: 'movement.report', ...common, state, place, arriveAt: null, text: '' },
      t('rally.done'),
    );
    if (sent) onDone();
  };
  return (
    <FormModal
      isOpened
      title={t(`rally.act.${act}`)}
      submit={t(`rally.act.${act}`)}
      isReady={quantity !== ''}
      onCancel={onDone}
      onSubmit={submit}
    >
      <NumberInput
        label={t('rally.total', { unit: pledge.unit })}
        value={quantity}
        onChange={setQuantity}
        min={0}
        max={most}
        data-autofocus
      />
      {act === 'move' && (
        <NativeSelect
          label={t('rally.stand')}
          value={state}
          onChange={(event) => setState(event.currentTarget.value as MovementState)}
          data={MOVEMENT_STATES.map((one) => ({
            value: one,
            label: t(`rally.movement.${one}`),
          }))}
        />
      )}
      {(act === 'move' || act === 'confirm') && (
        <TextInput
          label={t('rally.place')}
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
          maxLength={200}
        />
      )}
    </FormModal>
  );
}
