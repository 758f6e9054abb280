import { formatDtg } from '../base/index.ts';
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

/** `2 of 6 battery of air-defence battery are not pledged by anyone (needed 260410ZNOV26); ...` */
function needText(need: Need, numbers: Omit<NeedView, keyof Need | 'text'>): string {
  const what = need.unit === '' ? need.capability : `${need.unit} of ${need.capability}`;
  const by = `needed by ${formatDtg(need.neededAt)}`;
  const { shortfall, provisional, pledged, accepted, delivered } = numbers;
  const parts: string[] = [];
  if (shortfall > 0)
    parts.push(`${amount(shortfall)} of ${amount(need.quantity)} ${what} missing, ${by}`);
  else parts.push(`all ${amount(need.quantity)} ${what} pledged, ${by}`);
  if (provisional > 0) parts.push(`${amount(provisional)} more provisionally offered`);
  if (pledged > accepted) parts.push(`${amount(pledged - accepted)} pledged and not yet accepted`);
  if (delivered < need.quantity)
    parts.push(delivered === 0 ? 'nothing delivered yet' : `${amount(delivered)} delivered`);
  else parts.push('all delivered');
  return parts.join('; ');
}

/** At most two decimals, no trailing zeros. */
function amount(value: number): string {
  return String(Math.round(value * 100) / 100);
}
