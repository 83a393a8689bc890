// A webhook on its way into the database. Journaled first: Cal.com delivers at most once, so one that is lost here
// is lost until somebody compares the lists.
import { isFault, messageOf } from '../platform/errors.ts';
import type { Database } from '../platform/database.ts';
import type { World } from '../platform/world.ts';
import type { Company } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import type { Entry, Journal, Json } from '../journal/journal.ts';
import { bodyOf } from './event-body.ts';
import { readCalendarEvent } from './read-event.ts';
import { eventId, storeEvent, type Delivery } from './store-event.ts';

/** The kind of journal entry that holds a webhook of the calendar. */
export const CALENDAR_ENTRY = 'cal-com.event';

/** What else the journal holds of the same minutes (our own bookings and changes) is written before this is applied. */
const AFTER_OUTAGE_MS = 60_000;

export interface CalendarIntake {
  readonly world: World;
  readonly database: Database;
  readonly directory: Directory;
  readonly journal: Journal;
  /** An event stands in the database and may be applied. */
  readonly onStored: () => void;
}

/** `stored`: in the database, or in the journal at least. `refused`: nowhere. */
export async function takeCalendarEvent(intake: CalendarIntake, company: Company, rawBody: Buffer): Promise<'stored' | 'refused'> {
  const { world } = intake;
  const payload = bodyOf(rawBody);
  const event = readCalendarEvent(payload);
  const delivery: Delivery = { id: eventId(company.id, event, rawBody), companyId: company.id, receipt: world.ids.next(), receivedAt: world.clock.now(), payload, intent: null };
  const journaled = await journal(intake, delivery);
  const stored = await storeNow(intake, delivery);
  if (stored) {
    intake.journal.settle(delivery.receipt);
    intake.onStored();
  }
  world.log.info({ event: 'calendar.event', company: company.slug, trigger: event.trigger.slice(0, 40), uid: event.uid, stored_in: stored ? 'database' : journaled ? 'journal' : 'nowhere' }, 'calendar event taken');
  return stored || journaled ? 'stored' : 'refused';
}

async function journal(intake: CalendarIntake, delivery: Delivery): Promise<boolean> {
  try {
    await intake.journal.open({ id: delivery.receipt, order: delivery.receipt, kind: CALENDAR_ENTRY, body: delivery as unknown as Json });
    return true;
  } catch (error) {
    intake.world.log.error({ event: 'journal.unwritable', receipt: delivery.receipt, error: messageOf(error) }, 'the journal did not take a calendar event');
    return false;
  }
}

async function storeNow(intake: CalendarIntake, delivery: Delivery): Promise<boolean> {
  try {
    await store(intake, delivery, delivery.receivedAt);
    return true;
  } catch (error) {
    const level = isFault(error, 'DATABASE_UNAVAILABLE') ? 'warn' : 'error';
    intake.world.log[level]({ event: 'calendar.event_not_stored', receipt: delivery.receipt, error: messageOf(error) }, 'a calendar event could not be stored yet');
    return false;
  }
}

/** Takes up an event that the database has not seen. */
export async function resumeCalendarEvent(intake: Pick<CalendarIntake, 'world' | 'database'>, entry: Entry): Promise<'settled'> {
  await store(intake, entry.body as unknown as Delivery, intake.world.clock.now() + AFTER_OUTAGE_MS);
  return 'settled';
}

async function store(intake: Pick<CalendarIntake, 'database'>, delivery: Delivery, applyAt: number): Promise<void> {
  const event = readCalendarEvent(delivery.payload);
  await intake.database.inCompany(delivery.companyId, async (tx) => await storeEvent(tx, { delivery, event, applyAt }));
}
