// The new time of a move cannot be had: other times are offered, and the appointment stays as it is.
import { findAlternatives, type Alternatives } from '../../calendar/alternatives.ts';
import { knownCalendar } from '../../companies/branch-calendar.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import type { EpochMs } from '../../platform/world.ts';
import { speakWhen } from '../../language/speak/speak-when.ts';
import { end, type Ended, type Ending } from '../ending.ts';
import { endWithCallback, promising } from '../failsafe.ts';
import { spokenDeadline } from '../spoken-deadline.ts';
import { left, reserveMs, type Turn } from '../turn.ts';
import { whatWasSaid } from './by-person.ts';
import type { Kept } from './change-appointment.ts';
import { heldByOthers } from './hold.ts';
import { offer } from './offer.ts';
import { speaking } from './pick-one.ts';

export interface NotFree extends Pick<Ending, 'intent' | 'intentUpdate'> {
  readonly startAt: EpochMs;
}

export async function endNotFree(turn: Turn, kept: Kept, { startAt, ...part }: NotFree): Promise<Ended> {
  const { say, company } = turn;
  const found = await otherTimes(turn, kept, startAt);
  const requested = { requested_time: isoInZone(startAt, company.timeZone), service_id: kept.service.id };
  switch (found.kind) {
    case 'found': {
      const { spoken, alternatives } = offer(turn, found.slots);
      return await end(turn, { ...part, answer: () => ({ success: false, status: 'unavailable', message: say.newTimeTaken(speakWhen(startAt, speaking(turn)), spoken), alternatives }) });
    }
    case 'none':
      return await endWithCallback(
        turn,
        { reason: 'Für die Verschiebung war im gesuchten Zeitraum nichts frei. Der alte Termin steht.', errorType: 'no_availability', priority: 'normal', context: requested, notes: whatWasSaid(turn) },
        { ...part, answer: (callback) => ({ success: false, status: 'no_availability', message: promising(turn, say.noOtherTime(spokenDeadline(turn, callback))), alternatives: [] }) },
      );
    case 'failed':
      return await endWithCallback(
        turn,
        {
          reason: 'Die gewünschte neue Zeit war nicht frei, und andere konnten nicht gesucht werden. Der alte Termin steht.', errorType: 'api_error', priority: 'high',
          context: { ...requested, error_during: 'alternative_search', original_error: found.outcome.detail }, notes: whatWasSaid(turn),
        },
        { ...part, answer: () => ({ success: false, status: 'callback_queued', message: promising(turn, say.failsafe()) }) },
      );
  }
}

async function otherTimes(turn: Turn, kept: Kept, startAt: EpochMs): Promise<Alternatives> {
  const { company, intake } = turn;
  const { appointment } = kept;
  const branch = company.branches.find((b) => b.id === appointment.branch_id) ?? turn.branch;
  return await findAlternatives({
    calendar: kept.calendar,
    service: kept.called,
    timeZone: company.timeZone,
    openingHours: knownCalendar(company, branch),
    now: intake.world.clock.now(),
    staffId: null,
    wanted: { startAt, date: null, window: null },
    exclude: [appointment.starts_at, ...(await heldByOthers(turn, kept.service))],
    max: 2,
    budgetMs: Math.max(200, left(turn) - reserveMs(turn)),
  });
}
