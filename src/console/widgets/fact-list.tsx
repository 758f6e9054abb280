import type { ReactNode } from 'react';

/** A thing that is known and what it is, in words. */
export type Fact = readonly [name: string, value: ReactNode];

/** Facts under each other or side by side, as the screen's own style says. */
export function FactList({
  facts,
  className,
}: {
  readonly facts: readonly Fact[];
  readonly className: string | undefined;
}) {
  return (
    <dl className={className}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
