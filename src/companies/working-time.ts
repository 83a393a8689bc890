// When a member of staff works, and when customers are called: both within what their branch's calendar leaves.
import { branchCalendar, covers } from './branch-calendar.ts';
import type { CalendarBranch, CompanyCalendar } from './branch-calendar.ts';
import { callingWeek } from './callback-policy.ts';
import type { Absence, Branch, Company, OpeningHours, StaffMember } from './company.ts';
import { common, joined, WHOLE_DAY, without } from './intervals.ts';
import type { Intervals } from './intervals.ts';
import { hasOpeningHours, isOpenAt, openSpans } from './opening-hours.ts';
import type { Schedule, Span } from './opening-hours.ts';
import { weekdayOf } from './wall-clock.ts';
import type { EpochMs } from '../platform/world.ts';

type WorkingCompany = CompanyCalendar & Pick<Company, 'branches' | 'callbacks'>;
type Working = Pick<StaffMember, 'workingHours' | 'absences'>;

/** Her hours while that place is open, without her absences. */
export function onDuty(place: Schedule, { workingHours, absences }: Working): Schedule {
  const intervalsOn = (date: string): Intervals => {
    const open = place.intervalsOn(date);
    return without(workingHours === null ? open : common(open, workingHours[weekdayOf(date)]), absentOn(absences, date));
  };
  return { timeZone: place.timeZone, intervalsOn };
}

/** When she works, at that branch or (null) at any of hers. */
function workSchedule(company: WorkingCompany, member: Working & Pick<StaffMember, 'branchIds'>, branch: Branch | null): Schedule {
  const branches = branch === null ? company.branches.filter(({ id }) => member.branchIds.includes(id)) : [branch];
  const places = branches.length === 0 ? [nowhere(company, member)] : branches.map((own) => atBranch(company, member, own));
  return onDuty({ timeZone: company.timeZone, intervalsOn: (date) => places.reduce<Intervals>((all, place) => joined(all, place.intervalsOn(date)), []) }, member);
}

/** Where nobody entered opening hours, her own hours stand in for them, or else the hours at which customers are called: else nobody would ever be on duty. */
function atBranch(company: WorkingCompany, member: Working, branch: Branch): Schedule {
  if (hasOpeningHours(branch.openingHours)) return branchCalendar(company, branch);
  return branchCalendar(company, { ...branch, openingHours: member.workingHours ?? callingWeek(company.callbacks) });
}

function nowhere(company: WorkingCompany, member: Working): Schedule {
  return branchCalendar(company, inNoBranch(member.workingHours ?? callingWeek(company.callbacks)));
}

/** The company's region and its own exceptions, none of a branch. */
function inNoBranch(openingHours: OpeningHours): CalendarBranch {
  return { id: '', region: null, municipality: null, openingHours };
}

function absentOn(absences: readonly Absence[], date: string): Intervals {
  return absences.filter((absence) => covers(absence, date)).reduce<Intervals>((all, { hours }) => joined(all, hours ?? WHOLE_DAY), []);
}

/** Who works when, for assignment and for counting hands. `branch`: only there. */
export function workSpans(company: WorkingCompany, member: Working & Pick<StaffMember, 'branchIds'>, range: Span, branch: Branch | null = null): Span[] {
  return openSpans(workSchedule(company, member, branch), range);
}

/** Away at that moment, for whatever reason; not whoever is merely off. */
export function isAbsentAt({ timeZone }: Pick<Company, 'timeZone'>, { absences }: Pick<StaffMember, 'absences'>, at: EpochMs): boolean {
  return isOpenAt({ timeZone, intervalsOn: (date) => absentOn(absences, date) }, at);
}

/** When customers may be called: the company's calling hours while the branch is open, and never on a Sunday or holiday, even where it opens then. */
export function callingSchedule(company: WorkingCompany, branch: Branch | null): Schedule {
  const week = callingWeek(company.callbacks);
  const decent = branchCalendar({ ...company, closedOnHolidays: true, exceptions: [] }, { ...(branch ?? inNoBranch(week)), openingHours: week });
  if (branch === null || !hasOpeningHours(branch.openingHours)) return decent;
  const open = branchCalendar(company, branch);
  return { timeZone: company.timeZone, intervalsOn: (date) => common(decent.intervalsOn(date), open.intervalsOn(date)) };
}
