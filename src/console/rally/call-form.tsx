import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { CALL_PATTERNS, OWN_ONLY, type CallPattern, type Need } from '../../model/index.ts';
import { go } from '../app/navigate.ts';
import { attempt, refusedInReplay } from '../app/actions.ts';
import { api } from '../feed/api-client.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { FormModal } from '../widgets/dialog-form.tsx';
import { Icon } from '../widgets/icons.tsx';
import css from './rally.module.css';

const HOUR_MS = 3_600_000;

interface Line {
  readonly key: number;
  readonly capability: string;
  readonly quantity: number | string;
  readonly unit: string;
  readonly hours: number | string;
}
const newLine = (key: number): Line => ({ key, capability: '', quantity: 1, unit: '', hours: 72 });

/** A member calls: what has happened, where, and what it needs. Goes to every other member. */
export function CallForm({
  isOpened,
  onDone,
}: {
  readonly isOpened: boolean;
  readonly onDone: () => void;
}) {
  const isExerciseNode = useWatch((watch) => watch.node?.mode === 'exercise');
  const incidents = useWatch((watch) => watch.incidents);
  const skew = useWatch((watch) => watch.clockSkewMs);
  const [pattern, setPattern] = useState<CallPattern>('consult');
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const [place, setPlace] = useState('');
  const [incidentId, setIncidentId] = useState('');
  const [exercise, setExercise] = useState(false);
  const [lines, setLines] = useState<readonly Line[]>([newLine(1)]);
  const isExercise = isExerciseNode || exercise;
  const submit = async (): Promise<void> => {
    if (refusedInReplay()) return;
    let opened = '';
    const sent = await attempt(
      async () => {
        const done = await api.rally({
          type: 'call.open',
          title: title.trim(),
          pattern,
          text: text.trim(),
          place: place.trim(),
          needs: needsOf(lines, Date.now() + skew),
          members: [],
          incidentIds: incidentId === '' ? [] : [incidentId],
          label: { ...OWN_ONLY, releasableTo: ['*'], exercise: isExercise },
        });
        opened = done.call;
      },
      t('rally.called', { title: title.trim() }),
    );
    if (!sent) return;
    setTitle('');
    setText('');
    setLines([newLine(1)]);
    onDone();
    go({ screen: 'rally', id: opened });
  };
  const change = (key: number, part: Partial<Line>): void =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <FormModal
      isOpened={isOpened}
      title={t('rally.newTitle')}
      size={620}
      submit={t('rally.newSubmit')}
      isReady={title.trim() !== ''}
      onCancel={onDone}
      onSubmit={submit}
    >
      {isExercise && <p className={css['exerciseNote']}>{t('rally.exerciseNote')}</p>}
      <NativeSelect
        label={t('rally.patternLabel')}
        value={pattern}
        onChange={(event) => setPattern(event.currentTarget.value as CallPattern)}
        data={CALL_PATTERNS.map((one) => ({
          value: one,
          label: t(`rally.patternLong.${one}`),
        }))}
      />
      <TextInput
        label={t('rally.title')}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        maxLength={200}
        required
        data-autofocus
      />
      <Group grow>
        <TextInput
          label={t('rally.place')}
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
          maxLength={200}
        />
        <NativeSelect
          label={t('rally.incident')}
          value={incidentId}
          onChange={(event) => setIncidentId(event.currentTarget.value)}
          data={[
            { value: '', label: t('common.none') },
            ...[...incidents.values()]
              .filter((one) => one.state !== 'closed')
              .map((one) => ({ value: one.id, label: `${one.id} ${one.title}` })),
          ]}
        />
      </Group>
      <Textarea
        label={t('rally.text')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={4000}
        minRows={2}
        autosize
      />
      <fieldset className={css['lines']}>
        <legend>{t('rally.needs')}</legend>
        {/* What the numbers mean, for the eye; each field says its own name to a screen reader. */}
        {lines.length > 0 && (
          <div className={css['line']} aria-hidden="true">
            {(['rally.capability', 'rally.howMany', 'rally.unit', 'rally.neededIn'] as const).map(
              (name) => (
                <span key={name} className="dim">
                  {t(name)}
                </span>
              ),
            )}
          </div>
        )}
        {lines.map((line) => (
          <div key={line.key} className={css['line']}>
            <TextInput
              aria-label={t('rally.capability')}
              placeholder={t('rally.capability')}
              value={line.capability}
              onChange={(event) => change(line.key, { capability: event.currentTarget.value })}
              maxLength={200}
            />
            <NumberInput
              aria-label={t('rally.howMany')}
              value={line.quantity}
              onChange={(quantity) => change(line.key, { quantity })}
              min={1}
              max={1e9}
            />
            <TextInput
              aria-label={t('rally.unit')}
              placeholder={t('rally.unit')}
              value={line.unit}
              onChange={(event) => change(line.key, { unit: event.currentTarget.value })}
              maxLength={40}
            />
            <NumberInput
              aria-label={t('rally.neededIn')}
              value={line.hours}
              onChange={(hours) => change(line.key, { hours })}
              min={0}
              suffix=" h"
            />
            <ActionIcon
              aria-label={t('rally.removeNeed')}
              onClick={() => setLines(lines.filter((one) => one.key !== line.key))}
            >
              <Icon name="trash" />
            </ActionIcon>
          </div>
        ))}
        <Button onClick={() => setLines([...lines, newLine((lines.at(-1)?.key ?? 0) + 1)])}>
          {t('rally.addNeed')}
        </Button>
      </fieldset>
      {!isExerciseNode && (
        <Checkbox
          label={t('rally.asExercise')}
          checked={exercise}
          onChange={(event) => setExercise(event.currentTarget.checked)}
        />
      )}
    </FormModal>
  );
}

/** Lines without a capability are left out. */
function needsOf(lines: readonly Line[], now: number): Need[] {
  return lines
    .filter((line) => line.capability.trim() !== '' && Number(line.quantity) > 0)
    .map((line, i) => ({
      id: `n${i + 1}`,
      capability: line.capability.trim(),
      quantity: Number(line.quantity),
      unit: line.unit.trim(),
      neededAt: Math.round(now + Number(line.hours) * HOUR_MS),
      note: '',
    }));
}
