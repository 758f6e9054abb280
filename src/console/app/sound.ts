import type { AlertPriority } from '../../model/index.ts';
import { needsPerson } from '../picture/alert-model.ts';
import { useSettings } from '../state/settings.ts';
import { useWatch } from '../state/watch-state.ts';

/** Tones of a priority: frequencies in Hz one after the other, and how often the call is repeated, ms. */
const CALLS: Readonly<
  Record<'emergency' | 'warning', { readonly tones: readonly number[]; readonly everyMs: number }>
> = {
  emergency: { tones: [880, 660, 880, 660], everyMs: 4000 },
  warning: { tones: [740, 587], everyMs: 15_000 },
};
const TONE_S = 0.16;

let context: AudioContext | null = null;

/** Calls while an emergency or a warning waits for a person; silent when muted or acknowledged. */
export function startSound(): () => void {
  let calledAt = -Infinity;
  let calledFor: AlertPriority | null = null;
  const timer = setInterval(() => {
    const worst = worstWaiting();
    if (worst === null || !useSettings.getState().sound) {
      calledFor = null;
      return;
    }
    const now = performance.now();
    if (worst === calledFor && now - calledAt < CALLS[worst].everyMs) return;
    calledFor = worst;
    calledAt = now;
    play(CALLS[worst].tones);
  }, 500);
  return () => clearInterval(timer);
}

function worstWaiting(): 'emergency' | 'warning' | null {
  const { alerts, clockSkewMs } = useWatch.getState();
  const now = Date.now() + clockSkewMs;
  let worst: 'emergency' | 'warning' | null = null;
  for (const alert of alerts.values()) {
    if (!needsPerson(alert, now)) continue;
    if (alert.priority === 'emergency') return 'emergency';
    if (alert.priority === 'warning') worst = 'warning';
  }
  return worst;
}

function play(tones: readonly number[]): void {
  // Browsers keep sound off until the first gesture on the page: making the context before would only be refused.
  if (navigator.userActivation?.hasBeenActive === false) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  tones.forEach((hertz, i) => {
    const at = context!.currentTime + 0.02 + i * TONE_S;
    const gain = context!.createGain();
    gain.connect(context!.destination);
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.16, at + 0.015);
    gain.gain.setValueAtTime(0.16, at + TONE_S - 0.04);
    gain.gain.linearRampToValueAtTime(0, at + TONE_S);
    const tone = context!.createOscillator();
    tone.type = 'triangle';
    tone.frequency.value = hertz;
    tone.connect(gain);
    tone.start(at);
    tone.stop(at + TONE_S);
  });
}
