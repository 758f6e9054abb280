/** Words of two sensor nodes for browser tests; answered and filed as a real desk would. */
import { fail, ok } from '../../src/base/index.ts';
import type { AdvisoriesStatus, Advisory } from '../../src/model/index.ts';
import type { AdvisoriesView } from '../../src/node/api/index.ts';

function make(id: string, given: Partial<Advisory>): Advisory {
  const at = Date.now() - 90_000;
  return {
    id,
    sourceId: 'cuas',
    nodeId: '2d1f88b3-7a39-413e-9939-1b15233e918d',
    nodeName: 'Tulcea radar',
    alertId: id,
    kind: 'warning',
    priority: 'high',
    text: 'Two small UAS, low, from the north',
    cleared: false,
    at,
    firstAt: at,
    count: 1,
    latDeg: 44.6,
    lonDeg: 29,
    ofObject: true,
    objectId: null,
    trackNumber: null,
    answer: null,
    incidentId: null,
    simulated: true,
    ...given,
  };
}

export function makeAdvisories(): AdvisoriesView {
  let status: AdvisoriesStatus = {
    refused: 0,
    advisories: [
      make('adv-1', {}),
      make('adv-2', {
        nodeName: 'Sulina camera',
        kind: 'error',
        priority: 'low',
        text: 'Lens dirty',
        ofObject: false,
        count: 3,
      }),
    ],
  };
  const change = (id: string, with_: Partial<Advisory>): void => {
    const advisories = status.advisories.map((one) => (one.id === id ? { ...one, ...with_ } : one));
    status = { ...status, advisories };
  };
  const unknown = fail({ code: 'advisory-unknown', text: 'there is none' });
  return {
    status: () => status,
    answer: (id, accepted, reason, by) => {
      if (!status.advisories.some((one) => one.id === id)) return Promise.resolve(unknown);
      const at = Date.now();
      change(id, { answer: { by, at, accepted, reason, sentAt: at } });
      return Promise.resolve(ok(null));
    },
    open: (id) => {
      if (!status.advisories.some((one) => one.id === id)) return Promise.resolve(unknown);
      change(id, { incidentId: 'RO-7' });
      return Promise.resolve(ok({ incidentId: 'RO-7' }));
    },
  };
}
