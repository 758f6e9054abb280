import type { AlertPriority, Identity } from '../../model/index.ts';
import css from './marks.module.css';

/** Every priority has its own shape, so that colour is never the only sign. */
const ALERT_SHAPE: Readonly<Record<AlertPriority, string>> = {
  emergency: 'M8 1l7 7-7 7-7-7z',
  warning: 'M8 1.500l7 12.500H1z',
  caution: 'M2 2h12v12H2z',
  advisory: 'M8 1.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13z',
};

export function AlertMark({
  priority,
  hollow = false,
  size = 14,
}: {
  readonly priority: AlertPriority;
  /** acknowledged */
  readonly hollow?: boolean;
  readonly size?: number;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className={css[priority]}
      aria-hidden="true"
    >
      <path
        d={ALERT_SHAPE[priority]}
        fill={hollow ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth={hollow ? 2 : 1}
        strokeLinejoin="round"
      />
      {!hollow && (
        <path
          d="M8 4.500v4.500M8 11.200v.3"
          stroke="var(--on-alert)"
          strokeWidth="1.800"
          strokeLinecap="round"
        />
      )}
    </svg>
  );
}

/** Frame shapes of APP-6 in small: hostile diamond, friend rectangle, neutral square, unknown clover. */
const FRAME: Readonly<Record<Identity, string>> = {
  hostile: 'M8 1l7 7-7 7-7-7z',
  suspect: 'M8 1l7 7-7 7-7-7z',
  friend: 'M1 3.500h14v9H1z',
  'assumed-friend': 'M1 3.500h14v9H1z',
  neutral: 'M2 2h12v12H2z',
  unknown: 'M5 5.200a3 3 0 1 1 6 0 3 3 0 1 1 0 5.600 3 3 0 1 1-6 0 3 3 0 1 1 0-5.600z',
  pending: 'M5 5.200a3 3 0 1 1 6 0 3 3 0 1 1 0 5.600 3 3 0 1 1-6 0 3 3 0 1 1 0-5.600z',
};
const DASHED: readonly Identity[] = ['suspect', 'assumed-friend', 'pending'];

export function IdentityMark({
  identity,
  size = 13,
}: {
  readonly identity: Identity;
  readonly size?: number;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className={css[identity]}
      aria-hidden="true"
    >
      <path
        d={FRAME[identity]}
        fill="currentColor"
        fillOpacity="0.28"
        stroke="currentColor"
        strokeWidth="1.800"
        strokeLinejoin="round"
        strokeDasharray={DASHED.includes(identity) ? '3 1.500' : undefined}
      />
    </svg>
  );
}

export type Health = 'good' | 'standby' | 'caution' | 'bad' | 'off';
const HEALTH_SHAPE: Readonly<Record<Health, string>> = {
  good: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z',
  standby: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 5.500v5',
  caution: 'M2 2h12v12H2z',
  bad: 'M8 1.500l7 12.500H1z',
  off: 'M3 8h10',
};

export function HealthMark({
  health,
  size = 11,
}: {
  readonly health: Health;
  readonly size?: number;
}) {
  const open = health === 'off' || health === 'standby';
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className={css[`health-${health}`]}
      aria-hidden="true"
    >
      <path
        d={HEALTH_SHAPE[health]}
        fill={open ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth="2"
      />
    </svg>
  );
}
