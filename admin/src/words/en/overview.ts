import type { words as german } from '../de/overview.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  title: 'Overview',
  proof: {
    line: 'In the last seven days: {{wishes}} wishes = {{appointment}} appointments + {{open_callback}} open callbacks + {{closed}} closed + {{rest}} others.',
    good: 'No customer wish was lost.',
    bad_one: '{{count}} wish cannot be accounted for.', bad_other: '{{count}} wishes cannot be accounted for.',
    badNext: 'Tell your technicians, and see in the proof which they are.',
    more: 'See the proof',
  },
  tile: { open: 'Open', overdue: 'Overdue', urgent: 'Urgent', unassigned: 'Unassigned', decision_needed: 'Decision needed', done_today: 'Done today' },
  trend: {
    title: 'The last two weeks', more: 'To the analytics', none: 'No callbacks in this time yet.', noFigure: '–',
    created: 'New callbacks', response: 'Until the first call', sla: 'In time', appointments: 'Appointments from them',
    days: '{{name}}, day by day: {{values}}',
  },
  overdue: { title: 'Overdue callbacks', none: 'Nothing is overdue.', noneText: 'All callbacks are in time.', all: 'See all overdue ones', call: 'Call {{name}}' },
  load: {
    title: 'Is the team enough?',
    today: 'Today', next: 'Next opening day',
    none: 'Nothing is due.',
    line: '{{due}} due, which is about {{needed}} of work. {{members}} people are there for it, {{hands}} in all.',
    closed: 'Not open any more today.',
    enough: 'That is enough.',
    short: '{{minutes}} are missing. The first deadline that cannot be kept: {{moment}}.',
    shortPlain: '{{minutes}} are missing.',
    assumed: '{{minutes}} minutes per callback are assumed; they are measured once there are enough attempts.',
    measured: 'A callback takes {{minutes}} minutes here on average.',
  },
  health: {
    title: 'Is everything running?',
    calendar: 'Calendar', voice: 'Telephone', database: 'Database', journal: 'Journal', jobs: 'Deadlines and look-ups',
    up: 'In order', failing: 'Failing', unknown: 'Nothing booked yet', notKnown: 'Not known', degraded: 'Degraded', down: 'Down',
    lastBooked: 'Last booked: {{moment}}', failures_one: '{{count}} failure in 24 hours', failures_other: '{{count}} failures in 24 hours',
    lastCall: 'Last call: {{moment}}', noCall: 'No call yet', silent: 'No call for hours although it is open. Ring your number.',
  },
  ledger: {
    title: 'Proof',
    wholeOnly: 'The proof is about the whole company.',
    wholeOnlyText: 'You see these branches only: {{branches}}. What proves a wish may be in another one: its callback was given there, or the appointment is there. Whoever sees the whole company sees the proof; what is open in your branches is under Callbacks.',
    intro: 'Every wish that a caller spoke became an appointment, a callback, or is closed with a reason. It is counted from the entries themselves, not from counters.',
    period: 'Period', week: 'This week', lastWeek: 'Last week', month: 'This month', lastMonth: 'Last month',
    print: 'Print the monthly statement',
    wishes: 'Wishes', difference: 'Difference', pending: 'in the journal only',
    fate: { appointment: 'Appointment', open_callback: 'Open callback', in_progress: 'In progress', closed: 'Closed', merged: 'Merged', not_a_wish: 'No wish', erased: 'Erased on request' },
    fateText: {
      appointment: 'The appointment stands, here and in the calendar.', open_callback: 'Somebody calls back.', in_progress: 'The call is running, or it is being looked up.', closed: 'Closed with reason and person.',
      merged: 'Belongs to another wish of the same caller.', not_a_wish: 'Nobody wanted anything, with a reason.', erased: 'Data erased, still counted.',
    },
    list: 'Wishes: {{fate}}',
    intent: { book: 'Book', reschedule: 'Move', cancel: 'Cancel', callback: 'Callback', question: 'Question' },
    opened: 'Spoken', wanted: 'Wanted', settled: 'Settled', reason: 'Reason', more: 'Show more', none: 'None in this period.',
    unexplained: 'Without proof', statement: 'Statement for {{company}}, {{from}} to {{to}}', made: 'Made on {{moment}}',
  },
};
