// A call that was read from the platform's API, taken as if the platform had just sent its event.
import type { FetchedEvent } from '../aftercare/reconcile-retell.ts';
import type { Connection } from '../companies/company.ts';
import { readBody } from './retell/envelope.ts';
import { takeEvent, type EventIntake } from './take-event.ts';

export async function takeFetchedCall(intake: EventIntake, connection: Connection, event: FetchedEvent): Promise<'stored' | 'refused'> {
  // Through the same reading as a request: what PostgreSQL cannot hold is taken out there.
  const body = readBody(Buffer.from(JSON.stringify(event)));
  return body === null ? 'refused' : await takeEvent(intake, connection, body);
}
