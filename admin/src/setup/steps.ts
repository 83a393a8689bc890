import type { Setup } from '../api/shapes.ts';

export const STEPS = ['business', 'calendar', 'voice', 'test_call', 'people'] as const satisfies readonly (keyof Setup['steps'])[];
export type Step = (typeof STEPS)[number];
export type Place = Step | 'done';

export interface SetupSearch {
  readonly step?: Place;
}

export function readSetupSearch({ step }: Record<string, unknown>): SetupSearch {
  const found = [...STEPS, 'done' as const].find((one) => one === step);
  return found === undefined ? {} : { step: found };
}

export function firstOpen({ steps }: Setup): Place {
  return STEPS.find((step) => !steps[step]) ?? 'done';
}

export function after(step: Step): Place {
  return STEPS[STEPS.indexOf(step) + 1] ?? 'done';
}
