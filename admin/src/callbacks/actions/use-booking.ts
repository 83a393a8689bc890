import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { onChange } from '../../api/live.ts';
import type { Problem } from '../../api/problem.ts';
import type { BookingOutcome } from '../../api/shapes.ts';
import { useSend } from './use-send.ts';

export type BookingStep = 'looking' | 'booking' | 'storing';
export type Conflicts = NonNullable<Problem['conflicts']>;

export interface Booking {
  readonly run: (path: 'retry-booking' | 'appointment', body: object) => void;
  readonly busy: boolean;
  /** What is being done at this moment, as the server tells. */
  readonly step: BookingStep;
  readonly outcome: BookingOutcome | null;
  readonly conflicts: Conflicts | null;
  readonly problem: unknown;
  readonly forget: () => void;
}

export function useBooking(callbackId: string): Booking {
  const act = useSend(callbackId);
  const [step, setStep] = useState<BookingStep>('looking');
  useEffect(() => onChange(({ kind, id }) => {
    const [of, told] = id.split(':');
    if (kind === 'booking_step' && of === callbackId && isStep(told)) setStep(told);
  }), [callbackId]);
  const { mutate, isPending, data, error, reset } = useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body: object }) => {
      setStep('looking');
      return act<BookingOutcome>(path, body);
    },
  });
  const conflicts = error instanceof ApiError && error.problem?.code === 'APPOINTMENT_CONFLICT' ? (error.problem.conflicts ?? []) : null;
  return { run: (path, body) => mutate({ path, body }), busy: isPending, step, outcome: data ?? null, conflicts, problem: conflicts === null ? error : null, forget: reset };
}

function isStep(told: string | undefined): told is BookingStep {
  return told === 'looking' || told === 'booking' || told === 'storing';
}
