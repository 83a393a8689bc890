import { OPERATIONS } from './account.ts';
import { unknown } from './exchange.ts';
import { objectOf, textOf } from './read-json.ts';
import type { Exchange } from './exchange.ts';
import type { Outcome } from '../port.ts';

export interface CalComEventType {
  readonly id: number;
  readonly title: string;
  readonly minutes: number;
  readonly hidden: boolean;
  /** Without an e-mail address a booking is refused: then callers have to spell theirs. */
  readonly emailRequired: boolean;
  readonly requiresConfirmation: boolean;
}

/** GET /event-types of the key's owner: what a service can be booked as. */
export async function eventTypes(exchange: Exchange, of: { readonly username: string | null; readonly deadlineMs: number }): Promise<Outcome<readonly CalComEventType[]>> {
  const query: Record<string, string> = of.username === null ? {} : { username: of.username };
  const answer = await exchange({ operation: OPERATIONS.event_types, query, deadlineMs: of.deadlineMs });
  if (answer.kind !== 'done') return answer;
  const listed = answer.value['data'];
  if (!Array.isArray(listed)) return unknown('absurd', 'a list of event types that is none');
  return { kind: 'done', value: (listed as unknown[]).map(objectOf).flatMap((entry) => (entry === null ? [] : eventTypeOf(entry))) };
}

function eventTypeOf(entry: Record<string, unknown>): CalComEventType[] {
  const [id, minutes] = [entry['id'], entry['lengthInMinutes']];
  if (typeof id !== 'number' || typeof minutes !== 'number') return [];
  const fields = Array.isArray(entry['bookingFields']) ? (entry['bookingFields'] as unknown[]).map(objectOf) : [];
  const email = fields.find((field) => field?.['type'] === 'email');
  const policy = objectOf(entry['confirmationPolicy']);
  return [{
    id, minutes, title: textOf(entry['title']) ?? `#${id}`, hidden: entry['hidden'] === true,
    // Cal.com's default (calcom.md section 2): an event type that does not say otherwise asks for one
    emailRequired: email?.['required'] !== false,
    requiresConfirmation: policy !== null && policy['disabled'] !== true,
  }];
}
