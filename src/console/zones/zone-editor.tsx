import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Switch,
  TextInput,
} from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ALERT_PRIORITIES, IDENTITIES, type Identity, type Zone } from '../../model/index.ts';
import { attempt } from '../app/actions.ts';
import { api } from '../feed/api-client.ts';
import { t, type TextKey } from '../text/text.ts';
import { Icon } from '../widgets/icons.tsx';
import { IdentityMark } from '../widgets/marks.tsx';
import { ZoneShapeFields } from './zone-shape-fields.tsx';
import { readForm, type FieldProps, type ZoneForm } from './zone-form.ts';
import css from './zones.module.css';

const KINDS: readonly Zone['kind'][] = [
  'border',
  'territorial-sea',
  'airspace',
  'geo-zone',
  'critical-site',
  'danger',
  'other',
];
const RESTRICTIONS: readonly Zone['restriction'][] = [
  'prohibited',
  'authorisation',
  'conditional',
  'none',
];
const WATCHED = ['air', 'sea', 'land'] as const;

interface Props {
  readonly form: ZoneForm;
  readonly onChange: (form: ZoneForm) => void;
  readonly onDone: () => void;
}

export function ZoneEditor({ form, onChange, onDone }: Props) {
  const [tried, setTried] = useState(false);
  const { draft, errors } = readForm(form);
  const set = (change: Partial<ZoneForm>): void => onChange({ ...form, ...change });
  const error = (field: string): string | null => {
    const key = errors[field];
    return tried && key !== undefined ? t(key as TextKey) : null;
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (draft === null) return;
    const { id } = form;
    const done = await attempt(
      () => (id === null ? api.drawZone(draft) : api.changeZone(id, draft)),
      t('act.zoneSaved', { name: draft.name }),
    );
    if (done) onDone();
  };
  const remove = async (): Promise<void> => {
    if (form.id === null || !window.confirm(t('zones.confirmRemove', { name: form.name }))) return;
    const { id } = form;
    if (await attempt(() => api.removeZone(id), t('act.zoneRemoved', { name: form.name })))
      onDone();
  };
  return (
    <form className={css['form']} onSubmit={(event) => void submit(event)} noValidate>
      <header className={css['formHead']}>
        <h2>{form.id === null ? t('zones.newZone') : form.name}</h2>
        <ActionIcon aria-label={t('common.close')} onClick={onDone}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      <div className={css['fields']} tabIndex={0} role="group" aria-label={t('zones.editor')}>
        <TextInput
          label={t('table.name')}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={error('name')}
          maxLength={120}
          required
        />
        <div className={css['pair']}>
          <NativeSelect
            label={t('table.kind')}
            value={form.kind}
            onChange={(event) => set({ kind: event.currentTarget.value as Zone['kind'] })}
            data={KINDS.map((kind) => ({ value: kind, label: t(`zoneKind.${kind}`) }))}
          />
          <TextInput
            label={t('zones.country')}
            value={form.country}
            onChange={(event) => set({ country: event.currentTarget.value.toUpperCase() })}
            error={error('country')}
            maxLength={3}
          />
        </div>
        <ZoneShapeFields form={form} set={set} error={error} />
        <Rule form={form} set={set} error={error} />
        <Switch
          label={t('zones.active')}
          checked={form.active}
          onChange={(event) => set({ active: event.currentTarget.checked })}
        />
      </div>
      <Group className={css['formFoot'] ?? ''} gap="sm">
        <Button type="submit" variant="filled">
          {t('common.save')}
        </Button>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        {form.id !== null && (
          <Button onClick={() => void remove()} className={css['remove'] ?? ''}>
            {t('common.remove')}
          </Button>
        )}
        {tried && draft === null && (
          <span role="alert" className={css['bad']}>
            {t('zones.notYet')}
          </span>
        )}
      </Group>
    </form>
  );
}

/** Who may be inside, how far ahead is looked, how loud the bell is. */
function Rule({ form, set, error }: FieldProps) {
  const toggle = <T,>(list: readonly T[], item: T): T[] =>
    list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
  return (
    <fieldset className={css['group']}>
      <legend>{t('zones.rule')}</legend>
      <NativeSelect
        label={t('zones.restriction')}
        value={form.restriction}
        onChange={(event) => set({ restriction: event.currentTarget.value as Zone['restriction'] })}
        data={RESTRICTIONS.map((one) => ({ value: one, label: t(`restriction.${one}`) }))}
      />
      <div>
        <div className="dim">{t('zones.about')}</div>
        <div className={css['checks']}>
          {WATCHED.map((environment) => (
            <Checkbox
              key={environment}
              size="xs"
              label={t(`environment.${environment}`)}
              checked={form.environments.length === 0 || form.environments.includes(environment)}
              onChange={() =>
                set({
                  environments: normal(
                    toggle(
                      form.environments.length === 0 ? WATCHED : form.environments,
                      environment,
                    ),
                  ),
                })
              }
            />
          ))}
        </div>
      </div>
      <div>
        <div className="dim">{t('zones.exempt')}</div>
        <div className={css['checks']}>
          {IDENTITIES.map((identity: Identity) => (
            <Checkbox
              key={identity}
              size="xs"
              label={
                <span className={css['identity']}>
                  <IdentityMark identity={identity} size={11} /> {t(`identity.${identity}`)}
                </span>
              }
              checked={form.exempt.includes(identity)}
              onChange={() => set({ exempt: toggle(form.exempt, identity) })}
            />
          ))}
        </div>
      </div>
      <div className={css['triple']}>
        <TextInput
          label={t('zones.lookAhead')}
          value={form.lookAheadMin}
          onChange={(event) => set({ lookAheadMin: event.currentTarget.value })}
          error={error('lookAheadMin')}
          inputMode="decimal"
        />
        <TextInput
          label={t('zones.probability')}
          value={form.minProbabilityPercent}
          onChange={(event) => set({ minProbabilityPercent: event.currentTarget.value })}
          error={error('minProbabilityPercent')}
          inputMode="decimal"
        />
        <NativeSelect
          label={t('zones.priority')}
          value={form.priority}
          onChange={(event) => set({ priority: event.currentTarget.value as ZoneForm['priority'] })}
          data={ALERT_PRIORITIES.map((one) => ({ value: one, label: t(`priority.${one}`) }))}
        />
      </div>
    </fieldset>
  );
}

/** All of them is the same as no restriction: an empty list. */
function normal(
  environments: readonly ZoneForm['environments'][number][],
): ZoneForm['environments'] {
  return WATCHED.every((one) => environments.includes(one)) ? [] : environments;
}
