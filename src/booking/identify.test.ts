import { expect, test } from 'vitest';
import { DEFAULT_APPOINTMENT_POLICY } from '../companies/appointment-policy.ts';
import { deniedBy } from './appointment-rules.ts';
import { identify, type Hints } from './identify.ts';
import type { OwnAppointment } from './own-appointments.ts';
import { maySamePerson } from './same-person.ts';

const ZONE = 'Europe/Berlin';
const NO_HINT: Hints = { date: null, dateRange: null, time: null, serviceId: null, appointmentId: null };
const A = '01980000-0000-7000-8000-00000000000a';
const B = '01980000-0000-7000-8000-00000000000b';

function own(id: string, start: string, service = 'cut'): OwnAppointment {
  return {
    id, status: 'booked', provider: 'local', booking_uid: `uid-${id}`, starts_at: Date.parse(start), ends_at: Date.parse(start) + 1, branch_id: null, service_id: service,
    staff_id: null, customer_name: 'Erika Muster', phone_number: '+491', customer_email: null, notes: null, replaced_by: null, reschedule_count: 0, changed_by_wish: null,
  };
}
const TWO = [own(A, '2026-12-01T10:00+01:00'), own(B, '2026-12-02T14:00+01:00', 'colour')];
const found = (hints: Partial<Hints>, of = TWO): string => {
  const identified = identify(of, { ...NO_HINT, ...hints }, ZONE);
  return identified.kind === 'one' ? identified.appointment.id : identified.kind;
};

test('one is left, or the caller is asked; what he says narrows together', () => {
  expect(found({})).toBe('several');
  expect(found({}, [])).toBe('none');
  expect(found({}, TWO.slice(0, 1))).toBe(A);
  expect(found({ date: '2026-12-02' })).toBe(B);
  expect(found({ time: '10:00' })).toBe(A);
  expect(found({ serviceId: 'colour' })).toBe(B);
  expect(found({ date: '2026-12-02', time: '10:00' })).toBe('none_fits');
  expect(found({ dateRange: { from: '2026-12-01', to: '2026-12-06' } })).toBe('several');
  expect(found({ dateRange: { from: '2026-12-02', to: '2026-12-06' } })).toBe(B);
});

test('an id narrows among his own; one of nobody here fits none, and what is no id says nothing', () => {
  expect(found({ appointmentId: B })).toBe(B);
  expect(found({ appointmentId: B.toUpperCase() })).toBe(B);
  expect(found({ appointmentId: `uid-${A}` })).toBe(A);
  expect(found({ appointmentId: '01980000-0000-7000-8000-00000000000c' })).toBe('none_fits');
  expect(found({ appointmentId: '01980000-0000-7000-8000-00000000000c' }, TWO.slice(0, 1))).toBe('none_fits');
  expect(found({ appointmentId: '1' }, TWO.slice(0, 1))).toBe(A);
});

test.each([
  ['Hansi Sputer', 'Hansi Sputzer'], ['Hansi Sputer', 'Sputa'], ['Hansi Sputer', 'Kann sie sputer?'], ['Müller', 'Frau Mueller'], ['Erika Muster', 'Muster, Erika'], ['Erika Muster', 'Erika'],
  ['Erika Muster', 'acht Uhr'], ['Erika Muster', 'ja'], ['Erika Muster', '{{name}}'], ['Erika Muster', ''], ['Erika Muster', null], [null, 'Erika Muster'], ['Jürgen Weiß', 'juergen weiss'],
])('%s may be who is heard as %s', (stored, said) => {
  expect(maySamePerson(said, stored)).toBe(true);
});

test.each([['Erika Muster', 'Peter Muster'], ['Erika Muster', 'Otto Fremd'], ['Peter', 'Erika Muster'], ['Anna Berger', 'Tim Berger'], ['Maria Schulz', 'Schmidt'], ['Max Schneider-Hoffmann', 'Eva Schneider-Hoffmann']])('%s is not %s', (stored, said) => {
  expect(maySamePerson(said, stored)).toBe(false);
});

test('the notice counts to the minute, and only for what it is meant for', () => {
  const policy = { ...DEFAULT_APPOINTMENT_POLICY, cancelNoticeMinutes: 60, maxReschedules: 2 };
  const asked = { kind: 'cancel' as const, startAt: 3_600_000, rescheduleCount: 5, now: 0 };
  expect(deniedBy(policy, asked)).toBeNull();
  expect(deniedBy(policy, { ...asked, now: 1 })).toEqual({ kind: 'too_late', noticeMinutes: 60 });
  expect(deniedBy(policy, { ...asked, kind: 'reschedule', now: 1, rescheduleCount: 1 })).toBeNull();
  expect(deniedBy(policy, { ...asked, kind: 'reschedule', rescheduleCount: 2 })).toEqual({ kind: 'too_often', most: 2 });
  expect(deniedBy(DEFAULT_APPOINTMENT_POLICY, { ...asked, now: 3_599_999 })).toBeNull();
});
