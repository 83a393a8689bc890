import { listAppointments, readAppointment } from '../booking/list-appointments.ts';
import { callbacksAround } from '../callbacks/related-callbacks.ts';
import { readCall } from '../calls/list-calls.ts';
import { readWish } from '../wishes/list-wishes.ts';
import { companyOf, may } from './access.ts';
import { idOf, momentIn, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { callbackItem } from './callback-item.ts';
import { Appointment, AppointmentListQuery, ById, CompanyQuery, listOf } from './contract.ts';
import { AppointmentDetail } from './contract/customers.ts';
import { inScope } from './in-scope.ts';
import { SORTS } from './list-sorts.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const SORT = SORTS.appointments;

export function appointmentRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/appointments',
    { config: { needs: 'read' }, schema: { tags: ['appointments'], summary: 'Appointments, the earliest start first', querystring: AppointmentListQuery, response: { 200: listOf(Appointment), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { status, branch, staff, service, q, customer_id: customerId, call_id: callId, retell_call_id: retellCallId, limit, cursor } = request.query;
      const query = {
        companyId, status, branch, staff, service, q, customerId, callId, retellCallId, limit,
        from: momentIn(timeZone, request.query.from),
        to: momentIn(timeZone, request.query.to),
        after: placeIn(SORT, 1, cursor),
      };
      return pageBody(SORT, await inScope(request, (tx) => listAppointments(tx, query)));
    },
  );
  api.get(
    '/appointments/:id',
    { config: { needs: 'read' }, schema: { tags: ['appointments'], summary: 'An appointment with the call, the wish and the callbacks that belong to it', params: ById, querystring: CompanyQuery, response: { 200: AppointmentDetail, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId } = companyOf(request);
      const id = idOf(request, 'appointment');
      return await inScope(request, async (tx) => {
        const appointment = await readAppointment(tx, companyId, id);
        if (appointment === null) throw new Problem('NOT_FOUND', 'There is no such appointment.');
        const { call_id: callId, wish_id: wishId } = appointment;
        const around = { companyId, now: world.clock.now(), appointmentId: id, wishIds: wishId === null ? [] : [wishId] };
        return {
          ...appointment,
          call: callId === null ? null : await readCall(tx, { companyId, id: callId, withTranscript: may(request, 'transcripts') }),
          wish: wishId === null ? null : await readWish(tx, companyId, wishId),
          callbacks: (await callbacksAround(tx, around)).map(callbackItem),
        };
      });
    },
  );
}
