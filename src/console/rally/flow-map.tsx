import { useEffect, useState } from 'react';
import type { Feature, FeatureCollection, Position } from 'geojson';
import { findMember, type CallView } from '../../model/index.ts';
import { t } from '../text/text.ts';
import { nameOfMember } from './member-name.ts';
import { arc, project, ringPath, VIEW } from './flow-model.ts';
import { listFlows } from './rally-model.ts';
import css from './rally.module.css';

/** Who sends to whom: a line a member, thick by how much, dashed until it moves. */
export function FlowMap({ call }: { readonly call: CallView }) {
  const land = useLand();
  const flows = listFlows(call);
  const owner = findMember(call.owner);
  const at = owner === undefined ? null : project(owner.lonDeg, owner.latDeg);
  return (
    <figure className={css['flow']}>
      <svg viewBox={`0 0 ${VIEW.width} ${VIEW.height}`} role="img" aria-label={flowText(call)}>
        <path d={land} className={css['land']} />
        {flows.map(({ member, state, weight }) => {
          const from = findMember(member);
          if (from === undefined || at === null) return null;
          return (
            <path
              key={member}
              d={arc(project(from.lonDeg, from.latDeg), at)}
              className={css[`flow-${state}`]}
              strokeWidth={1.5 + 4 * weight}
            />
          );
        })}
        {call.members.map(({ member }) => {
          const place = findMember(member);
          if (place === undefined) return null;
          const [x, y] = project(place.lonDeg, place.latDeg);
          const sends = flows.some((flow) => flow.member === member);
          return (
            <g key={member} className={sends ? css['sender'] : css['asked']}>
              <circle cx={x} cy={y} r={sends ? 4 : 2.5} />
              <text x={x + 6} y={y + 4}>
                {place.short}
              </text>
            </g>
          );
        })}
        {at !== null && (
          <g className={css['caller']}>
            <circle cx={at[0]} cy={at[1]} r={7} />
            <text x={at[0] + 10} y={at[1] + 4}>
              {owner?.short}
            </text>
          </g>
        )}
      </svg>
      <figcaption>{flowText(call)}</figcaption>
    </figure>
  );
}

function flowText(call: CallView): string {
  const flows = listFlows(call);
  if (flows.length === 0) return t('rally.flowNone', { to: nameOfMember(call.owner) });
  return t('rally.flowText', {
    to: nameOfMember(call.owner),
    from: flows
      .map(({ member, state }) => `${nameOfMember(member)} (${t(`rally.flow.${state}`)})`)
      .join(', '),
  });
}

/** The coarse land of the built-in base map; empty while it loads or when there is none. */
function useLand(): string {
  const [path, setPath] = useState('');
  useEffect(() => {
    let isGone = false;
    const load = async (): Promise<void> => {
      const response = await fetch('basemap/world.json');
      if (!response.ok) return;
      const world = (await response.json()) as FeatureCollection;
      if (!isGone) setPath(world.features.map(pathOf).join(''));
    };
    void load().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, []);
  return path;
}

function pathOf({ geometry }: Feature): string {
  const polygons: readonly Position[][][] =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : [];
  return polygons.flat().map(ringPath).join('');
}
