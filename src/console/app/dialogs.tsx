import { Modal } from '@mantine/core';
import { AdvisoryDialog } from '../picture/advisory-dialog.tsx';
import { IdentityDialog } from '../picture/identity-dialog.tsx';
import { IncidentDialog } from '../picture/incident-dialog.tsx';
import { ShelveDialog } from '../picture/shelve-dialog.tsx';
import { GotoDialog } from '../map/goto-dialog.tsx';
import { useUi, type Dialog } from '../state/ui-state.ts';
import { desk } from './desk.ts';
import { t } from '../text/text.ts';
import { HelpDialog } from './help-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';

const close = (): void => useUi.setState({ dialog: null });

/** The one dialog that is open, if any. */
export function Dialogs() {
  const dialog = useUi((ui) => ui.dialog);
  return (
    <Modal
      opened={dialog !== null}
      onClose={close}
      title={dialog === null ? '' : titleOf(dialog)}
      size={dialog?.kind === 'help' ? 620 : 440}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {dialog?.kind === 'shelve' && <ShelveDialog alertId={dialog.alertId} onDone={close} />}
      {dialog?.kind === 'identity' && (
        <IdentityDialog trackNumber={dialog.trackNumber} onDone={close} />
      )}
      {dialog?.kind === 'incident' && (
        <IncidentDialog
          alertIds={dialog.alertIds}
          trackNumbers={dialog.trackNumbers}
          onDone={close}
        />
      )}
      {dialog?.kind === 'advisory' && (
        <AdvisoryDialog advisoryId={dialog.advisoryId} onDone={close} />
      )}
      {dialog?.kind === 'goto' && <GotoDialog onDone={close} />}
      {dialog?.kind === 'help' && <HelpDialog />}
      {dialog?.kind === 'settings' && <SettingsDialog />}
    </Modal>
  );
}

function titleOf(dialog: Dialog): string {
  if (dialog.kind === 'identity') {
    const id = desk.tracks.labels.get(dialog.trackNumber)?.name ?? `#${dialog.trackNumber}`;
    return t('identityDialog.title', { id });
  }
  if (dialog.kind === 'advisory') return t('advisory.reject');
  if (dialog.kind === 'incident') return t('incidentDialog.title');
  return t(`${dialog.kind}.title`);
}
