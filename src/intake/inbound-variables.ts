// What the agent knows before the first word. Every value is a string, and every variable is always there: one that is
// missing is spoken as its own braces (voice-platforms.md A6).
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Branch, Company } from '../companies/company.ts';
import { addDays, wallClock } from '../companies/wall-clock.ts';
import { speakDeadline, speakWeekday, speakWhen } from '../language/speak/speak-when.ts';

export interface KnownCaller {
  readonly customerName: string | null;
  readonly openWish: string | null;
  readonly nextAppointment: string | null;
}

interface Row {
  readonly customer_name: string | null;
  readonly callback_due_at: EpochMs | null;
  readonly callback_service: string | null;
  readonly next_start: EpochMs | null;
  readonly next_service: string | null;
}

/** By this company's own rows and a number that was not withheld; nothing else tells who is calling. */
export async function knownCaller(tx: Tx, asked: { company: Company; number: string; now: EpochMs }): Promise<KnownCaller> {
  const { company, number, now } = asked;
  const row = await tx.maybe<Row>(
    `select
       (select a.customer_name from appointments a where a.company_id = $1 and a.phone_number = $2 and a.customer_name is not null order by a.starts_at desc, a.id limit 1) as customer_name,
       callback.due_at as callback_due_at, callback.service as callback_service, next.starts_at as next_start, next.service as next_service
     from (select 1) as one
     left join lateral (
       select c.due_at, s.name as service from callbacks c left join services s on s.company_id = c.company_id and s.id = c.service_id
       where c.company_id = $1 and c.phone_number = $2 and c.status in ('pending', 'assigned', 'contacted') order by c.due_at, c.id limit 1) callback on true
     left join lateral (
       select a.starts_at, s.name as service from appointments a left join services s on s.company_id = a.company_id and s.id = a.service_id
       where a.company_id = $1 and a.phone_number = $2 and a.status = 'booked' and a.starts_at > $3 order by a.starts_at, a.id limit 1) next on true`,
    [company.id, number, iso(now)],
  );
  const context = { timeZone: company.timeZone, locale: company.locale, now };
  const german = company.locale === 'de';
  const about = (service: string | null | undefined) => (service == null ? '' : ` ${german ? 'wegen' : 'about'} ${service}`);
  return {
    customerName: row?.customer_name ?? null,
    openWish: row?.callback_due_at == null ? null : `${german ? 'Rückruf' : 'Callback'}${about(row.callback_service)}, ${row.callback_due_at > now ? speakDeadline(row.callback_due_at, context) : german ? 'überfällig' : 'overdue'}`,
    nextAppointment: row?.next_start == null ? null : `${row.next_service ?? (german ? 'Termin' : 'Appointment')} ${speakWhen(row.next_start, context)}`,
  };
}

export function callerVariables(given: { company: Company; branch: Branch | null; known: KnownCaller | null; now: EpochMs }): Readonly<Record<string, string>> {
  const { company, branch, known, now } = given;
  const { date, weekday, minuteOfDay } = wallClock(now, company.timeZone);
  const time = `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
  const dayName = speakWeekday(weekday, company.locale);
  return {
    company_name: company.name,
    branch_name: branch?.name ?? '',
    heute_datum: german(date), wochentag: dayName, uhrzeit: time,
    morgen: german(addDays(date, 1)), uebermorgen: german(addDays(date, 2)),
    current_date: date, current_weekday: dayName, current_time: time,
    customer_known: String(known?.customerName != null),
    customer_name: known?.customerName ?? '',
    open_wish: known?.openWish ?? '',
    next_appointment: known?.nextAppointment ?? '',
  };
}

/** „01.12.2026“ */
function german(date: string): string {
  return date.split('-').toReversed().join('.');
}
