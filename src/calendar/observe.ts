// Times a calendar's operations for the metrics. Cal.com's adapter does so itself; it knows more operations.
import type { Clock } from '../platform/world.ts';
import type { ObserveCalendar } from './cal-com/calendar.ts';
import type { Calendar, Outcome } from './port.ts';

export function observed(calendar: Calendar, clock: Clock, observe: ObserveCalendar): Calendar {
  async function timed<T>(operation: 'slots' | 'book' | 'look_up' | 'cancel' | 'reschedule' | 'read', work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const startMs = clock.monotonic();
    const outcome = await work();
    observe(operation, outcome.kind === 'done' ? 'done' : outcome.kind === 'refused' ? outcome.reason : outcome.cause, clock.monotonic() - startMs);
    return outcome;
  }
  return {
    provider: calendar.provider,
    slots: (query) => timed('slots', () => calendar.slots(query)),
    book: (request) => timed('book', () => calendar.book(request)),
    lookUp: (query) => timed('look_up', () => calendar.lookUp(query)),
    cancel: (request) => timed('cancel', () => calendar.cancel(request)),
    reschedule: (request) => timed('reschedule', () => calendar.reschedule(request)),
    read: (query) => timed('read', () => calendar.read(query)),
  };
}
