import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDms, formatMgrs, parsePosition } from '../format/position.ts';
import { go } from '../app/navigate.ts';
import { useUi } from '../state/ui-state.ts';
import { t } from '../text/text.ts';
import { DialogForm } from '../widgets/dialog-form.tsx';
import { theMap } from './map-handle.ts';

/** G: to a place, typed in any of the usual forms. */
export function GotoDialog({ onDone }: { readonly onDone: () => void }) {
  const [text, setText] = useState('');
  const place = parsePosition(text);
  const submit = (): void => {
    if (place === null) return;
    onDone();
    if (useUi.getState().route.screen !== 'picture') go({ screen: 'picture', id: null });
    requestAnimationFrame(() => theMap()?.flyTo(place.lonDeg, place.latDeg, 10));
  };
  return (
    <DialogForm
      submit={t('goto.submit')}
      isReady={place !== null}
      onCancel={onDone}
      onSubmit={submit}
    >
      <TextInput
        label={t('goto.place')}
        description={t('goto.forms')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={text.trim() !== '' && place === null ? t('goto.notAPlace') : null}
        data-autofocus
      />
      <p className="dim" style={{ margin: 0, minHeight: 34 }}>
        {place !== null && (
          <>
            {formatDms(place.latDeg, place.lonDeg)}
            <br />
            {formatMgrs(place.latDeg, place.lonDeg)}
          </>
        )}
      </p>
    </DialogForm>
  );
}
