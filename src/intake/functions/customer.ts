// Who is calling, as far as his own number tells, and what day it is: what an agent asks for when a call begins.
import { pastAppointments, ownAppointments, type OwnAppointment, type PastAppointment } from '../../booking/own-appointments.ts';
import { maySamePerson } from '../../booking/same-person.ts';
import { branchCalendar } from '../../companies/branch-calendar.ts';
import { isoInZone } from '../../companies/iso-in-zone.ts';
import { wallClock } from '../../companies/wall-clock.ts';
import { speakHours, speakClock, displayDay, speakWeekday } from '../../language/speak/speak-when.ts';
import type { Json } from '../../journal/journal.ts';
import type { Answer } from '../answer.ts';
import { inDatabase, type Turn } from '../turn.ts';
import type { Informing } from './inform.ts';
import { openCallbackFor } from './open-callback.ts';
import { nameSaid } from './own.ts';
import { serviceName, shown } from './pick-one.ts';

export const checkCustomer: Informing = async (turn) => {
  const customer = await customerOf(turn);
  const open = await openCallbackFor(turn);
  const told = (message: string): Pick<Answer, 'message' | 'callback_id' | 'callback_due_at'> & { open_callback: Json } =>
    open === null ? { message, open_callback: null } : { message: `${message} ${open.spoken}`, callback_id: open.callback_id, callback_due_at: open.callback_due_at, open_callback: { ...open } };
  if (customer === null) return { success: false, status: 'not_found', ...told(turn.say.unknownCustomer()), known: false, customer: null };
  return { success: true, status: 'ok', ...told(turn.say.knownCustomer(customer.name)), known: true, customer };
};

export const currentContext: Informing = async (turn) => {
  const { company, say } = turn;
  const { locale, timeZone } = company;
  const { now } = turn.intake.world.clock;
  const at = now();
  const clock = wallClock(at, timeZone);
  const time = `${String(Math.floor(clock.minuteOfDay / 60)).padStart(2, '0')}:${String(clock.minuteOfDay % 60).padStart(2, '0')}`;
  const branch = turn.branch ?? company.branches[0];
  const hours = branch === undefined ? [] : branchCalendar(company, branch).intervalsOn(clock.date);
  const customer = await customerOf(turn);
  const open = await openCallbackFor(turn);
  return {
    success: true,
    status: 'ok',
    message: say.today(displayDay(clock.date, locale), speakClock(time, locale).replace(/^(um|at) /, '')),
    now: isoInZone(at, timeZone),
    date: clock.date,
    time,
    weekday: speakWeekday(clock.weekday, locale),
    display_date: displayDay(clock.date, locale),
    time_zone: timeZone,
    company: company.name,
    branch: turn.branch?.name ?? null,
    open_today: hours.length > 0,
    opening_hours_today: hours.map((interval) => speakHours(interval, locale)),
    customer,
    open_callback: open === null ? null : { ...open },
  } satisfies Answer;
};

/** null for a withheld number, for one that never came, and where the database cannot be asked. */
async function customerOf(turn: Turn) {
  const { fromNumber } = turn.call;
  if (fromNumber === null) return null;
  const query = { companyId: turn.company.id, phoneNumber: fromNumber, callId: turn.call.id, now: turn.intake.world.clock.now() };
  const read = await inDatabase(turn, async (tx) => ({ coming: await ownAppointments(tx, query), past: await pastAppointments(tx, query) }));
  if (read.kind === 'down') return null;
  const coming = read.value.coming.filter((appointment) => appointment.status !== 'cancelled');
  return describe(turn, coming, read.value.past);
}

function describe(turn: Turn, coming: readonly OwnAppointment[], past: readonly PastAppointment[]) {
  const names = [...coming, ...past].map((appointment) => appointment.customer_name).filter((name) => name !== null && name !== '');
  const [name] = names;
  // A number that several people use says nothing about who is speaking, and one of them must not hear of another.
  const isOnePerson = names.every((other) => maySamePerson(name ?? null, other)) && maySamePerson(nameSaid(turn), name ?? null);
  if ((coming.length === 0 && past.length === 0) || !isOnePerson) return null;
  const { timeZone } = turn.company;
  return {
    name: name ?? null,
    next_appointment: shown(turn, coming.slice(0, 1))[0] ?? null,
    last_appointment: past[0] === undefined ? null : { start: isoInZone(past[0].starts_at, timeZone), service: serviceName(turn, past[0]) },
    usual_service: usual(turn, [...coming, ...past]),
  };
}

/** What most of the appointments were for; the later one of equals. */
function usual(turn: Turn, appointments: readonly Pick<PastAppointment, 'service_id'>[]): string | null {
  const counts = new Map<string, number>();
  for (const { service_id: id } of appointments) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most === undefined ? null : (turn.company.services.find((service) => service.id === most[0])?.name ?? null);
}
