import { listAppointments } from '../booking/list-appointments.ts';
import { companyOf } from './access.ts';
import { momentIn, pageBody, placeIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { Appointment, AppointmentListQuery, listOf } from './contract.ts';
import { inScope } from './in-scope.ts';

const SORT = 'appointments:start';

export function appointmentRoutes(api: Api): void {
  api.get(
    '/appointments',
    { config: { needs: 'read' }, schema: { tags: ['appointments'], summary: 'Appointments, the earliest start first', querystring: AppointmentListQuery, response: { 200: listOf(Appointment), ...PROBLEM_RESPONSES } } },
    async (request) => {
      const { id: companyId, timeZone } = companyOf(request);
      const { status, call_id: callId, retell_call_id: retellCallId, limit, cursor } = request.query;
      const query = {
        companyId, status, callId, retellCallId, limit,
        from: momentIn(timeZone, request.query.from),
        to: momentIn(timeZone, request.query.to),
        after: placeIn(SORT, 1, cursor),
      };
      return pageBody(SORT, await inScope(request, (tx) => listAppointments(tx, query)));
    },
  );
}
