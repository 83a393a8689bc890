import type { words as german } from '../de/analytics.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  title: 'Analytics',
  period: 'Period', days: { d7: '7 days', d30: '30 days', d90: '90 days' },
  by: 'Split by', byName: { error_type: 'Kind of error', priority: 'Priority', source: 'Source' },
  about: '{{company}}, {{from}} to {{to}}',
  chart: 'Callbacks a day', chartText: '{{sum}} callbacks, at most {{most}} on one day', csv: '{{chart}} as CSV', png: '{{chart}} as a picture', noPicture: 'The picture could not be made.', none: 'There were no callbacks in this period.',
  axis: { day: 'Day', hour: 'Hour', weekday: 'Weekday', attempt: 'Attempts' },
  figure: {
    created: 'Callbacks', completion_rate: 'Completed', success_rate: 'Became an appointment', sla: 'In time', response: 'Half of them called after', attempts: 'Attempts until reached', recovered: 'Recovered appointments', value: 'Value',
  },
  table: { title: 'By kind of error', type: 'Kind of error', created: 'Callbacks', open: 'Open', completion: 'Completed', success: 'Appointment', sla: 'In time', response: 'Response' },
  hours: 'By hour', weekdays: 'By weekday', weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  attempts: 'Attempts until reached', attempt_one: '{{count}} attempt', attempt_other: '{{count}} attempts',
  groups: {
    title: 'Same errors', intro: 'The same error stands here once, however often it came.', none: 'No errors in this period.', noText: 'Without a text',
    count_one: '{{count}} time', count_other: '{{count}} times', last: 'last {{moment}}', open_one: '{{count}} open', open_other: '{{count}} open', noneOpen: 'none open',
    state: { new: 'New', known: 'Known', back_again: 'Back again', ignored: 'Hidden' }, hiddenUntil: 'Hidden until {{day}}',
    say: { known: 'Mark as known', ignored: 'Hide', new: 'Mark as new again' }, isHidden: 'Hidden. You find the error below the list.',
    until: { tomorrow: 'Until tomorrow', week: 'A week', month: 'A month', other: 'Until another day', go: 'Hide' },
    showHidden_one: 'Show {{count}} hidden', showHidden_other: 'Show {{count}} hidden', hideAgain: 'Put the hidden ones away',
    trend: { rising: 'More often', falling: 'Less often', steady: 'As often as before', gone: 'Does not come any more' },
    fact: { first: 'First', last: 'Last', step: 'When', services: 'Services', companies: 'Companies affected', all: 'Callbacks' },
    step: { alternative_search: 'Looking for other times', availability_check: 'Checking what is free', booking_exception: 'Booking', booking: 'Booking', storing: 'Storing' },
    all: 'See all of them', sample: 'The last one word by word:', sampleLink: 'to the callback', perDay: 'This error a day',
    inCompany_one: '{{count}} time, {{open}} open', inCompany_other: '{{count}} times, {{open}} open',
  },
  retry: {
    open: 'Try the bookings again', title: 'Try the bookings again', close: 'Close', list: 'Callbacks',
    what: 'For each of them the calendar is looked at first. An appointment that stands there already is taken over; otherwise it is booked. One after the other, and you can stop at any time.',
    foreseen: {
      would_book_one: '{{count}} booking is tried', would_book_other: '{{count}} bookings are tried',
      would_look_one: 'the time of {{count}} is over, it is only looked up', would_look_other: 'the time of {{count}} is over, they are only looked up',
      has_appointment_one: '{{count}} has an appointment already', has_appointment_other: '{{count}} have an appointment already',
      incomplete_one: '{{count}} lacks something', incomplete_other: '{{count}} lack something', claimed_one: 'somebody is on {{count}} right now', claimed_other: 'somebody is on {{count}} right now',
    },
    nothing: 'No callback of it is open any more.', more: 'These are the first 500; open this once more afterwards.',
    keepOpen: 'Leave the callbacks open afterwards', keepOpenHint: 'Because the customers have yet to be told.',
    start_one: 'Try {{count}}', start_other: 'Try {{count}}', goOn_one: 'Go on with the last one', goOn_other: 'Go on with the other {{count}}', stop: 'Stop', stopping: 'Stops after this one …',
    at: '{{at}} of {{of}}', tried: '{{tried}} of {{of}} tried', progress: 'Progress',
    sum: { booked_one: '{{count}} booked', booked_other: '{{count}} booked', adopted_one: '{{count}} stood in the calendar already', adopted_other: '{{count}} stood in the calendar already', unclear_one: '{{count}} not clear yet', unclear_other: '{{count}} not clear yet', without_one: '{{count}} without an appointment', without_other: '{{count}} without an appointment' },
    ended: { failing: 'Stopped: it failed three times in a row. The calendar is probably still down.', unreachable: 'Stopped: Fangnetz cannot be reached right now. What was tried is saved.' },
    noName: 'Without a name', now: 'Being tried …', look: 'look at it',
    would: { would_book: 'Will be booked', would_look: 'Its time is over, only looked up', has_appointment: 'Has an appointment already', incomplete: 'Something is missing', claimed: '{{name}} is on it' },
    result: {
      booked: 'Booked', adopted: 'Stood in the calendar already', pending_confirmation: 'Requested, not confirmed yet', slot_taken: 'No longer free', no_availability: 'Nothing free', unconfirmed: 'No clear answer',
      failed: 'Calendar error, nothing booked', past_time: 'Its time is over', incomplete: 'Something is missing', busy: 'Under way already', claimed: 'Somebody is on it', closed: 'Done meanwhile', gone: 'No longer there', unreachable: 'Did not get there',
    },
  },
  noFigure: '–',
};
