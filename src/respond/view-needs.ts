import { amountWords, formatDtg, thingWords } from '../base/index.ts';
import type { Need, NeedView, PledgeView, RallyAct } from '../model/index.ts';
import { actsOf, type Regular } from './regular.ts';

/** The need list in force with what has become of each line. */
export function viewNeeds(
  opening: Extract<RallyAct, { type: 'call.opened' }>,
  acts: readonly Regular[],
  pledges: readonly PledgeView[],
): NeedView[] {
  let needs = opening.needs;
  let version = 0;
  for (const { act } of actsOf(acts, 'call.needs-set'))
    if (act.version >= version) ({ needs, version } = act);
  return needs.map((need) =>
    viewNeed(
      need,
      pledges.filter((pledge) => pledge.needId === need.id),
    ),
  );
}

const STANDING: readonly PledgeView['state'][] = ['offered', 'accepted', 'moving', 'delivered'];

function viewNeed(need: Need, pledges: readonly PledgeView[]): NeedView {
  const sum = (of: (pledge: PledgeView) => number): number =>
    pledges.reduce((total, pledge) => total + of(pledge), 0);
  const pledged = sum((one) => (STANDING.includes(one.state) ? one.quantity : 0));
  const provisional = sum((one) => (one.state === 'provisional' ? one.quantity : 0));
  const numbers = {
    pledged,
    provisional,
    accepted: sum((one) => one.accepted),
    moving: sum((one) => one.moving),
    delivered: sum((one) => one.delivered),
    released: sum((one) => one.released),
    shortfall: Math.max(0, need.quantity - pledged),
  };
  return { ...need, ...numbers, text: needText(need, numbers) };
}

/** `2 of 6 batteries of air defence missing, needed by 260410ZNOV26; nothing delivered yet` */
function needText(need: Need, numbers: Omit<NeedView, keyof Need | 'text'>): string {
  const what = thingWords(need.quantity, need.unit, need.capability);
  const by = `needed by ${formatDtg(need.neededAt)}`;
  const { shortfall, provisional, pledged, accepted, delivered } = numbers;
  const asked = amountWords(need.quantity);
  const parts: string[] = [];
  if (shortfall > 0) parts.push(`${amountWords(shortfall)} of ${asked} ${what} missing, ${by}`);
  else parts.push(`${need.quantity === 1 ? '' : 'all '}${asked} ${what} pledged, ${by}`);
  if (provisional > 0) parts.push(`${amountWords(provisional)} more provisionally offered`);
  if (pledged > accepted)
    parts.push(`${amountWords(pledged - accepted)} pledged and not yet accepted`);
  if (delivered < need.quantity)
    parts.push(delivered === 0 ? 'nothing delivered yet' : `${amountWords(delivered)} delivered`);
  else parts.push(need.quantity === 1 ? 'delivered' : 'all delivered');
  return parts.join('; ');
}
