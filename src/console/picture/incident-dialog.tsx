import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Incident } from '../../model/index.ts';
import { attempt, refusedInReplay } from '../app/actions.ts';
import { desk } from '../app/desk.ts';
import { go } from '../app/navigate.ts';
import { api } from '../feed/api-client.ts';
import { useWatch } from '../state/watch-state.ts';
import { t } from '../text/text.ts';
import { DialogForm } from '../widgets/dialog-form.tsx';

interface Props {
  readonly alertIds: readonly string[];
  readonly trackNumbers: readonly number[];
  readonly onDone: () => void;
}

/** Opens an incident around alerts and tracks, or adds them to one that is there. */
export function IncidentDialog({ alertIds, trackNumbers, onDone }: Props) {
  const incidents = useWatch((watch) => watch.incidents);
  const alert = useWatch((watch) => watch.alerts.get(alertIds[0] ?? ''));
  const [first] = trackNumbers;
  const name = first === undefined ? '' : (desk.tracks.labels.get(first)?.name ?? `#${first}`);
  const [title, setTitle] = useState(alert?.text ?? name);
  const [target, setTarget] = useState('');
  const open = [...incidents.values()].filter((incident) => incident.state !== 'closed');
  const submit = async (): Promise<void> => {
    if (refusedInReplay()) return;
    let incident: Incident | undefined;
    const done = await attempt(
      async () => {
        incident =
          target === ''
            ? await api.openIncident(title.trim(), alertIds, trackNumbers)
            : await addTo(target, alertIds, trackNumbers);
      },
      t('act.incidentOpened', { title: title.trim() }),
    );
    if (!done) return;
    onDone();
    if (incident !== undefined) go({ screen: 'incidents', id: incident.id });
  };
  return (
    <DialogForm
      submit={t('incidentDialog.submit')}
      isReady={target !== '' || title.trim() !== ''}
      onCancel={onDone}
      onSubmit={submit}
    >
      <TextInput
        label={t('incidentDialog.name')}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        maxLength={200}
        required={target === ''}
        disabled={target !== ''}
        data-autofocus
      />
      {open.length > 0 && (
        <NativeSelect
          label={t('incidentDialog.addTo')}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
          data={[
            { value: '', label: t('incidentDialog.new') },
            ...open.map((one) => ({ value: one.id, label: `${one.id} ${one.title}` })),
          ]}
        />
      )}
      <p className="dim" style={{ margin: 0 }}>
        {t('incidentDialog.gathers', { alerts: alertIds.length, tracks: trackNumbers.length })}
      </p>
    </DialogForm>
  );
}

async function addTo(
  incidentId: string,
  alertIds: readonly string[],
  trackNumbers: readonly number[],
): Promise<Incident | undefined> {
  let incident: Incident | undefined;
  for (const alertId of alertIds) incident = await api.addIncidentAlert(incidentId, alertId);
  for (const trackNumber of trackNumbers)
    incident = await api.addIncidentTrack(incidentId, trackNumber);
  return incident;
}
