import type { WatchCommand } from '../../model/index.ts';
import type { NodeView } from './view.ts';

/** What a class of readers is shown: the lists that ids are looked up in, and its tracks. */
type Shown = Pick<NodeView, 'alerts' | 'incidents' | 'zones'> & {
  seesTrack(trackNumber: number): boolean;
};

/** Whether all that a command speaks of is there for the reader. */
export function seesAllOf(view: Shown, command: WatchCommand): boolean {
  const has = (list: readonly { readonly id: string }[], id: string): boolean =>
    list.some((one) => one.id === id);
  if ('alertId' in command && !has(view.alerts(), command.alertId)) return false;
  if ('alertIds' in command && !command.alertIds.every((id) => has(view.alerts(), id)))
    return false;
  if ('incidentId' in command && !has(view.incidents(), command.incidentId)) return false;
  if ('zoneId' in command && !has(view.zones(), command.zoneId)) return false;
  if ('trackNumber' in command && !view.seesTrack(command.trackNumber)) return false;
  return !('trackNumbers' in command) || command.trackNumbers.every((n) => view.seesTrack(n));
}
