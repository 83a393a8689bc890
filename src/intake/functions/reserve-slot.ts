// „Ich halte den Termin kurz für Sie fest“ is said only where the hold is stored; it is advice for offers, not a lock.
import { calendarService } from '../../calendar/calendars.ts';
import { slotAt } from '../../calendar/alternatives.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import { MINUTE_MS } from '../../companies/wall-clock.ts';
import { must } from '../../platform/assert.ts';
import { speakWhen } from '../../language/speak/speak-when.ts';
import { ask, askForStart, askService } from '../ask.ts';
import { end } from '../ending.ts';
import { inDatabase, left, reserveMs, type Turn } from '../turn.ts';
import type { Wanted } from '../wanted.ts';
import { checkAvailability } from './check-availability.ts';
import type { CallFunction } from './function.ts';
import { heldByOthers, hold, release } from './hold.ts';
import { speaking } from './pick-one.ts';

export const reserveSlot: CallFunction = {
  intent: 'book',
  async run(turn, wanted) {
    const question = askService(turn, wanted) ?? askForStart(turn, wanted.when);
    if (question !== null) return await end(turn, { answer: () => question });
    const startAt = must(wanted.when.startAt, 'the start was asked for');
    const service = must(wanted.service.kind === 'found' ? wanted.service.service : null, 'the service was asked for');
    // Taken, or not to be seen: the check says so, offers others, and keeps the wish.
    if (!(await isFree(turn, wanted, startAt))) return await checkAvailability.run(turn, wanted);
    const held = await inDatabase(turn, async (tx) => await hold(tx, turn, { service, startAt }));
    if (held.kind === 'down') return await end(turn, { answer: () => ask('available', turn.say.notHeld()) });
    const { timeZone } = turn.company;
    return await end(turn, {
      answer: () => ({
        success: true, status: 'ok', message: turn.say.held(speakWhen(startAt, speaking(turn))),
        start: isoInZone(startAt, timeZone), held_until: isoInZone(held.value, timeZone),
      }),
    });
  },
};

async function isFree(turn: Turn, wanted: Wanted, startAt: number): Promise<boolean> {
  const service = must(wanted.service.kind === 'found' ? wanted.service.service : null, 'the service was asked for');
  const calendar = turn.intake.calendars.for(turn.company, service);
  const branch = turn.branch ?? turn.company.branches[0];
  if (calendar === null || branch === undefined) return false;
  const staffId = wanted.staff.kind === 'found' ? wanted.staff.member.id : null;
  const budgetMs = Math.max(200, (left(turn) - reserveMs(turn)) * 0.4);
  const found = await calendar.slots({ service: calendarService(service, branch), fromAt: startAt, untilAt: startAt + MINUTE_MS, timeZone: turn.company.timeZone, staffId, budgetMs });
  return found.kind === 'done' && slotAt(found.value, startAt) !== null && !(await heldByOthers(turn, service)).includes(startAt);
}

export const releaseSlot: CallFunction = {
  intent: null,
  async run(turn) {
    const released = await inDatabase(turn, async (tx) => await release(tx, turn));
    // Without a database it runs out by itself, within minutes.
    return await end(turn, { answer: () => ({ success: released.kind === 'done', status: 'ok', message: turn.say.released() }) });
  },
};
