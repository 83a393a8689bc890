// The question for what is missing or cannot be: asked instead of guessed.
import type { Company, StaffMember } from '../companies/company.ts';
import type { When } from '../language/understand/understand-when.ts';
import { speakDay, speakWhen } from '../language/speak/speak-when.ts';
import type { Answer } from './answer.ts';
import type { Turn } from './turn.ts';
import type { Wanted } from './wanted.ts';

const NAMED_AT_MOST = 5;

export function askService(turn: Turn, wanted: Wanted): Answer | null {
  const { say, company } = turn;
  if (company.services.length === 0) return ask('service_not_found', say.noServices());
  switch (wanted.service.kind) {
    case 'found':
      return null;
    case 'not_said':
      return ask('missing_required_fields', say.askService(namesOf(turn, company.services)));
    case 'ambiguous':
      return ask('missing_required_fields', say.askWhich(say.list(wanted.service.services.slice(0, NAMED_AT_MOST).map((s) => s.name), 'or')));
    case 'not_found':
      return ask('service_not_found', say.serviceNotFound(quoted(turn.args.service), namesOf(turn, company.services)));
  }
}

export function askStaff(turn: Turn, wanted: Wanted): Answer | null {
  const { say, company } = turn;
  if (wanted.staff.kind === 'not_said') return null;
  if (wanted.staff.kind === 'found') return askForOffering(turn, wanted, wanted.staff.member);
  const names = wanted.staff.kind === 'ambiguous' ? wanted.staff.members.map((m) => m.name) : company.staff.map((m) => m.name);
  return ask('missing_required_fields', say.staffNotFound(quoted(turn.args.staff), say.list(names.slice(0, NAMED_AT_MOST), 'or')));
}

/** A calendar elsewhere would book it with anybody, and the caller would find somebody else than he was told. */
function askForOffering(turn: Turn, wanted: Wanted, member: StaffMember): Answer | null {
  const { say, company } = turn;
  if (wanted.service.kind !== 'found') return null;
  const { id, name } = wanted.service.service;
  // Where nobody is entered for a service, nothing is known of who does it.
  const offering = company.staff.filter((one) => one.serviceIds.includes(id));
  if (offering.length === 0 || member.serviceIds.includes(id)) return null;
  return ask('missing_required_fields', say.staffNotForService(member.name, name, say.list(offering.slice(0, NAMED_AT_MOST).map((one) => one.name), 'or')));
}

/** What is wrong with the time that was said; null where it is one that can be looked up. */
export function askAboutTime(turn: Turn, when: When): Answer | null {
  const { say } = turn;
  switch (when.problem) {
    case 'past':
      return ask('past_time', say.past(spokenMoment(turn, when)));
    case 'contradiction':
      return ask('invalid_date', say.askWeekdayOrDate());
    case 'no_such_date':
      return ask('invalid_date', say.noSuchDate());
    case 'no_such_time':
      return ask('invalid_date', say.noSuchTime());
    case 'not_understood':
      return ask('invalid_date', say.notUnderstoodDate());
    case 'nothing_said':
      return ask('missing_required_fields', say.askDateAndTime());
    case null:
      return null;
  }
}

/** What is still missing for an exact start. */
export function askForStart(turn: Turn, when: When): Answer | null {
  const { say } = turn;
  const wrong = askAboutTime(turn, when);
  if (wrong !== null) return wrong;
  if (when.startAt !== null && when.needs.length === 0) return null;
  if (when.candidates.length > 1 && when.needs.some((need) => need === 'which_week' || need === 'date')) {
    return ask('missing_required_fields', say.askWhich(say.list(when.candidates.slice(0, 3).map((day) => spokenDay(turn, day)), 'or')));
  }
  if (when.needs.includes('am_pm') && when.date !== null) return ask('missing_required_fields', say.askMorningOrAfternoon());
  if (when.needs.includes('year')) return ask('invalid_date', say.askYear());
  if (when.needs.includes('weekday_or_date')) return ask('invalid_date', say.askWeekdayOrDate());
  if (when.needs.includes('date') || when.needs.includes('which_week') || when.date === null) {
    return ask('missing_required_fields', when.time === null && when.window === null ? say.askDateAndTime() : say.askDate());
  }
  return ask('missing_required_fields', say.askTime());
}

export function spokenMoment(turn: Turn, when: When): string | null {
  const context = { timeZone: turn.company.timeZone, now: turn.receivedAt, locale: turn.company.locale };
  if (when.startAt !== null) return speakWhen(when.startAt, context);
  return when.date === null ? null : speakDay(when.date, context);
}

function spokenDay(turn: Turn, day: string): string {
  return speakDay(day, { timeZone: turn.company.timeZone, now: turn.receivedAt, locale: turn.company.locale });
}

export function ask(status: Answer['status'], message: string): Answer {
  return { success: false, status, message };
}

export function namesOf(turn: Turn, named: Company['services']): string {
  return turn.say.list(named.slice(0, NAMED_AT_MOST).map((service) => service.name), 'and');
}

function quoted(said: string | null): string {
  return (said ?? '').slice(0, 60).toWellFormed();
}
