import { alertCode, type Alert } from '../../model/index.ts';
import { tracksOfAlert } from './track-view.ts';

/** The most urgent alert that stands about each track, as the code of the track frame's alert column. */
export function codesByTrack(alerts: readonly Alert[]): Map<number, number> {
  const codes = new Map<number, number>();
  for (const alert of alerts) {
    if (alert.state === 'normal' || alert.state === 'rectified-unack' || alert.shelved !== null)
      continue;
    for (const trackNumber of tracksOfAlert(alert)) {
      const code = alertCode(alert.priority, alert.state === 'active-unack');
      const was = codes.get(trackNumber);
      if (was === undefined || rank(code) < rank(was)) codes.set(trackNumber, code);
    }
  }
  return codes;
}

function rank(code: number): number {
  return code & 0x7f;
}
