import { expect, test } from 'vitest';
import { salon } from '../../test/local-salon.ts';
import type { Absence, Branch, Company, OpeningHours } from './company.ts';
import { openSpans } from './opening-hours.ts';
import { callingSchedule, workSpans } from './working-time.ts';

const CLOSED: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const at = (iso: string) => Date.parse(iso);
const absence = (change: Partial<Absence>): Absence => ({ id: 'a', from: '2026-12-01', to: '2026-12-01', hours: null, ...change });
/** 1 December 2026 is a Tuesday; the branch is open from 9 to 18. */
const day = (date: string) => ({ fromAt: at(`${date}T00:00+01:00`), untilAt: at(`${date}T24:00+01:00`) });

function setUp({ workingHours = null, absences = [] }: { workingHours?: OpeningHours | null; absences?: Absence[] } = {}, openingHours?: OpeningHours) {
  const { company: base } = salon({ staff: { anna: workingHours }, ...(openingHours === undefined ? {} : { openingHours }) });
  const company: Company = { ...base, staff: base.staff.map((member) => ({ ...member, absences })) };
  const [anna] = company.staff;
  const shown = (date: string) =>
    workSpans(company, anna!, day(date)).map(({ fromAt, untilAt }) => [fromAt, untilAt].map((ms) => new Date(ms + 3_600_000).toISOString().slice(11, 16)).join('-')).join(' ');
  return { company, anna: anna!, shown };
}

test('who has no hours of her own works whenever her branch is open', () => {
  expect(setUp().shown('2026-12-01')).toBe('09:00-18:00');
  expect(setUp({ workingHours: { ...CLOSED, tue: [['07:00', '12:00'], ['13:00', '20:00']] } }).shown('2026-12-01')).toBe('09:00-12:00 13:00-18:00');
});

test('nobody works on a public holiday, whatever her own hours say', () => {
  const { shown } = setUp({ workingHours: { ...CLOSED, fri: [['09:00', '18:00']] } });
  expect([shown('2026-12-18'), shown('2026-12-25')]).toEqual(['09:00-18:00', '']);
});

test('an absence takes whole days or hours away, its last day included', () => {
  const { shown } = setUp({ absences: [absence({ from: '2026-12-01', to: '2026-12-03' }), absence({ from: '2026-12-04', to: '2026-12-04', hours: [['10:00', '11:30']] })] });
  expect(['2026-11-30', '2026-12-01', '2026-12-03', '2026-12-04'].map(shown)).toEqual(['09:00-18:00', '', '', '09:00-10:00 11:30-18:00']);
});

test('who works at two branches is there while either is open, and at one of them while that one is', () => {
  const { company, anna } = setUp();
  const [mitte] = company.branches;
  const sued: Branch = { ...mitte!, id: 'sued', slug: 'sued', openingHours: { ...CLOSED, tue: [['17:00', '20:00']] } };
  const two: Company = { ...company, branches: [mitte!, sued] };
  const both = { ...anna, branchIds: [mitte!.id, 'sued'] };
  const length = (branch: Branch | null) => workSpans(two, both, day('2026-12-01'), branch).map((span) => (span.untilAt - span.fromAt) / 3_600_000);
  expect([length(null), length(mitte!), length(sued)]).toEqual([[11], [9], [3]]);
});

test('where nobody entered opening hours, staff are not off duty for ever: their own hours count, or else those at which customers are called', () => {
  expect(setUp({}, CLOSED).shown('2026-12-01')).toBe('08:00-20:00');
  const { shown, company, anna } = setUp({ workingHours: { ...CLOSED, tue: [['07:00', '10:00']], fri: [['07:00', '10:00']] } }, CLOSED);
  expect(['2026-12-01', '2026-12-02', '2026-12-25'].map(shown)).toEqual(['07:00-10:00', '', '']);
  const ofNoBranch = (date: string) => workSpans(company, { ...anna, branchIds: [] }, day(date)).length;
  expect(['2026-12-01', '2026-12-02', '2026-12-25'].map(ofNoBranch)).toEqual([1, 0, 0]);
});

test('customers are called while the branch is open, on Saturdays after nine, and never on a Sunday or holiday even where it opens then', () => {
  const round: OpeningHours = { mon: [['06:00', '24:00']], tue: [['06:00', '24:00']], wed: [['06:00', '12:00']], thu: [], fri: [['06:00', '24:00']], sat: [['06:00', '24:00']], sun: [['06:00', '24:00']] };
  const { company } = salon({ staff: {}, openingHours: round });
  const open = { ...company, closedOnHolidays: false };
  const of = (branch: Company['branches'][number] | null, date: string) => callingSchedule(open, branch).intervalsOn(date).map((interval) => interval.join('-')).join(' ');
  const [mitte] = company.branches;
  expect(['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-05', '2026-12-06', '2026-12-25'].map((date) => of(mitte!, date))).toEqual([
    '08:00-20:00', '08:00-12:00', '', '09:00-18:00', '', '',
  ]);
  expect(['2026-12-03', '2026-12-06'].map((date) => of(null, date))).toEqual(['08:00-20:00', '']);
  expect(openSpans(callingSchedule(open, mitte!), day('2026-12-01'))).toHaveLength(1);
});
