// What an error that is one comes from, as far as its kept text tells: then a page can say it in words, in whatever language.
import { failureOf } from '../calendar/failure-of.ts';
import type { Failure } from '../calendar/failure-of.ts';
import type { ErrorType } from '../callbacks/callback.ts';

export type ErrorCause = Failure | 'not_stored' | 'interrupted' | 'unknown_number' | 'bug';

/** null: not known; then only the kind of the error can be said. */
export function errorCause({ errorType, step, said }: { readonly errorType: ErrorType; readonly step: string; readonly said: string }): ErrorCause | null {
  if (step === 'storing') return 'not_stored';
  if (said.startsWith('interrupted: ')) return 'interrupted';
  if (said.startsWith('the called number belongs to no company')) return 'unknown_number';
  return failureOf(said) ?? (errorType === 'exception' ? 'bug' : null);
}
