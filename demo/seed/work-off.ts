// What staff made of the callbacks of the past two weeks, today's included: by the same code that the desk's buttons call, so that the
// analytics of a new demo show something and its list is that of a day on which people work, and nothing that could not have come about.
import { bookForCallback } from '../../src/booking/for-callback/book-for-callback.ts';
import { changeCallback } from '../../src/callbacks/change-callback.ts';
import type { Desk } from '../../src/callbacks/change-callback.ts';
import type { AttemptOutcome } from '../../src/callbacks/desk-state.ts';
import { recordAttempt } from '../../src/callbacks/record-attempt.ts';
import type { DeskEvent } from '../../src/callbacks/decide.ts';
import { snoozePresets } from '../../src/callbacks/snooze-presets.ts';
import type { Person } from '../../src/companies/actor.ts';
import type { Company } from '../../src/companies/company.ts';
import { must } from '../../src/platform/assert.ts';
import { iso } from '../../src/platform/iso.ts';
import type { EpochMs } from '../../src/platform/world.ts';
import { SALON } from '../salon-nord/company-file.ts';
import type { Composition } from './composition.ts';
import type { SampleClock } from './sample-clock.ts';
import { wakingMinutesAfter } from './waking-hours.ts';

interface Step {
  /** After the call began; nights do not count. */
  readonly minutes: number;
  readonly does: AttemptOutcome | 'sets_aside' | 'books' | 'answers' | 'settles_otherwise' | 'gives_up';
}

/** How a callback was worked off; the last two leave it open. */
export const WORK = {
  at_once: [{ minutes: 7, does: 'reached' }, { minutes: 9, does: 'answers' }],
  booked: [{ minutes: 21, does: 'reached' }, { minutes: 23, does: 'books' }],
  second_try: [{ minutes: 16, does: 'no_answer' }, { minutes: 150, does: 'reached' }, { minutes: 152, does: 'books' }],
  after_voicemail: [{ minutes: 34, does: 'voicemail' }, { minutes: 96, does: 'busy' }, { minutes: 210, does: 'reached' }, { minutes: 214, does: 'settles_otherwise' }],
  late: [{ minutes: 415, does: 'reached' }, { minutes: 418, does: 'answers' }],
  in_vain: [{ minutes: 40, does: 'no_answer' }, { minutes: 200, does: 'no_answer' }, { minutes: 380, does: 'voicemail' }, { minutes: 430, does: 'gives_up' }],
  tried: [{ minutes: 14, does: 'no_answer' }],
  set_aside: [{ minutes: 12, does: 'reached' }, { minutes: 13, does: 'sets_aside' }],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

export type WorkName = keyof typeof WORK;

export interface WorkedOff {
  readonly composition: Composition;
  readonly clock: SampleClock;
  readonly callAt: EpochMs;
  /** What would come later than that has not been done yet. */
  readonly until: EpochMs;
  readonly work: WorkName;
  /** Who of the staff; by turns. */
  readonly turn: number;
}

export async function workOff({ composition, clock, callAt, until, work, turn }: WorkedOff): Promise<void> {
  const company = must(composition.directory.companyBySlug(SALON), 'the demo company is there');
  const actor = await staffOf(composition, company, turn);
  const callbackId = await composition.database.inCompany(company.id, async (tx) => {
    const found = await tx.maybe<{ id: string }>("select id from callbacks where company_id = $1 and status in ('pending', 'assigned', 'contacted') and created_at >= $2 order by created_at desc limit 1", [company.id, iso(callAt)]);
    return found?.id ?? null;
  });
  // the call settled it itself
  if (callbackId === null) return;
  const on = { composition, company, actor, callbackId };
  await change(on, { kind: 'assign', staffId: must(actor.staffId, 'staff of the company file'), why: 'by_hand' });
  for (const { minutes, does } of WORK[work]) {
    const at = wakingMinutesAfter(callAt, minutes);
    if (at > until) return;
    clock.jumpTo(at);
    // as the server's jobs had by then
    await composition.lookForBookings();
    await act(on, does);
  }
}

interface On {
  readonly composition: Composition;
  readonly company: Company;
  readonly actor: Person;
  readonly callbackId: string;
}

async function act(on: On, does: Step['does']): Promise<void> {
  switch (does) {
    case 'sets_aside': return await setAside(on);
    case 'books': return await book(on);
    case 'answers': return await change(on, { kind: 'complete', resolution: 'answered', notes: null, appointmentId: null });
    case 'settles_otherwise': return await change(on, { kind: 'complete', resolution: 'solved_otherwise', notes: 'Kommt ohne Termin vorbei.', appointmentId: null });
    case 'gives_up': return await change(on, { kind: 'cancel', reason: 'Nicht zu erreichen' });
    default: {
      const { composition, company, callbackId } = on;
      await composition.database.inCompany(company.id, (tx) => recordAttempt(tx, deskOf(on), { callbackId, outcome: does, note: null }));
    }
  }
}

async function setAside(on: On): Promise<void> {
  const { company, composition } = on;
  const { until, words } = must(snoozePresets({ company, branch: null, now: composition.world.clock.now() }).find(({ key }) => key === 'tomorrow'), 'tomorrow is always offered');
  await change(on, { kind: 'snooze', until, words });
}

/** As the caller asked; where nothing can be booked (he named no time, it is taken), he has been told and that is that. */
async function book(on: On): Promise<void> {
  const { composition, company, callbackId } = on;
  const transact = async <T>(work: Parameters<typeof composition.database.inCompany<T>>[1]): Promise<T> => await composition.database.inCompany(company.id, work);
  const outcome = await bookForCallback({ world: composition.world, calendars: composition.calendars, transact, desk: deskOf(on), callbackId }, {}, false);
  if (outcome.kind !== 'booked') await change(on, { kind: 'complete', resolution: 'answered', notes: null, appointmentId: null });
}

async function change(on: On, event: DeskEvent): Promise<void> {
  const { composition, company, callbackId } = on;
  await composition.database.inCompany(company.id, (tx) => changeCallback(tx, deskOf(on), { id: callbackId, event }));
}

function deskOf({ composition, company, actor }: On): Desk & { readonly actor: Person } {
  return { company, actor, now: composition.world.clock.now(), ids: composition.world.ids };
}

/** As the person who signs in, so that the timeline shows a name. */
async function staffOf({ database }: Composition, { id, staff }: Company, turn: number): Promise<Person> {
  const one = must(staff[turn % staff.length], 'the demo company has staff');
  const member = await database.inCompany(id, (tx) => tx.maybe<{ user_id: string }>('select user_id from members where company_id = $1 and staff_id = $2', [id, one.id]));
  return { kind: 'user', id: must(member, 'staff of the demo have accounts').user_id, name: one.name, staffId: one.id, role: 'staff' };
}
