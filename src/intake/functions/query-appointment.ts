import { fits } from '../../booking/identify.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import { ask } from '../ask.ts';
import { end } from '../ending.ts';
import { endUnidentified } from './by-person.ts';
import { hintsOf, saidOfAppointment } from './change-wanted.ts';
import type { CallFunction } from './function.ts';
import { readOwn } from './own.ts';
import { listed, shown } from './pick-one.ts';

export const queryAppointment: CallFunction = {
  intent: 'question',
  async run(turn) {
    const own = await readOwn(turn);
    if (own.kind !== 'own') return await endUnidentified(turn, own, 'query');
    const { say, company } = turn;
    // Nothing here does not mean nothing anywhere: the wish stays open, and a person looks after the call.
    if (own.standing.length === 0) return await end(turn, { answer: () => ask('not_found', say.noAppointment()) });
    const hints = hintsOf(turn, saidOfAppointment(turn));
    const fitting = own.standing.filter((appointment) => fits(appointment, hints, company.timeZone));
    const [first] = fitting;
    if (first === undefined) {
      return await end(turn, { answer: () => ({ ...ask('not_found', say.noSuchAppointment(listed(turn, own.standing))), appointments: shown(turn, own.standing) }) });
    }
    const single = fitting.length > 1 ? {} : { appointment_id: first.id, start: isoInZone(first.starts_at, company.timeZone) };
    return await end(turn, {
      closed: { reason: 'answered', appointmentId: null },
      answer: () => ({ success: true, status: 'ok', message: say.yourAppointments(listed(turn, fitting)), ...single, appointments: shown(turn, fitting) }),
    });
  },
};
