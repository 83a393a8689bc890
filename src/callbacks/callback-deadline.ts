// The deadline of a callback of this company: the rule of its priority, the calendar of its branch, and the appointment
// that it is about.
import { knownCalendar } from '../companies/branch-calendar.ts';
import type { Branch, Company, Priority } from '../companies/company.ts';
import type { EpochMs } from '../platform/world.ts';
import { beforeAppointment, deadline } from './deadline.ts';
import type { Deadline } from './deadline.ts';

export interface Due {
  readonly company: Company;
  readonly branch: Branch | null;
  readonly priority: Priority;
  readonly fromAt: EpochMs;
  /** The start of an appointment that stands, or may stand, and with which something is wrong: its customer has to be called before. */
  readonly appointmentAt?: EpochMs | null;
}

export function callbackDeadline({ company, branch, priority, fromAt, appointmentAt = null }: Due): Deadline {
  const { timeZone } = company;
  const due = deadline({ rule: company.callbacks.deadlines[priority], calendar: knownCalendar(company, branch), timeZone, fromAt });
  return appointmentAt === null ? due : beforeAppointment(due, { startAt: appointmentAt, fromAt, timeZone });
}
