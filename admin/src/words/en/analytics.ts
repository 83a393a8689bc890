import type { words as german } from '../de/analytics.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  title: 'Analytics',
  period: 'Period', days: { d7: '7 days', d30: '30 days', d90: '90 days' },
  by: 'Split by', byName: { error_type: 'Kind of error', priority: 'Priority', source: 'Source' },
  chart: 'Callbacks a day', csv: 'As CSV', png: 'As a picture', none: 'There were no callbacks in this period.',
  figure: {
    created: 'Callbacks', completion_rate: 'Completed', success_rate: 'Became an appointment', sla: 'In time', response: 'Response time (median)', attempts: 'Attempts until reached', recovered: 'Recovered appointments', value: 'Value',
  },
  table: { title: 'By kind of error', type: 'Kind of error', created: 'Callbacks', open: 'Open', completion: 'Completed', success: 'Appointment', sla: 'In time', response: 'Response' },
  hours: 'By hour', weekdays: 'By weekday', weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  groups: {
    title: 'Same errors', intro: 'Errors that are one, shown as one.', none: 'No errors in this period.', count_one: '{{count}} time', count_other: '{{count}} times', since: 'first {{first}}, last {{last}}',
    state: { new: 'New', known: 'Known', back_again: 'Back again', ignored: 'Hidden' },
    say: { known: 'Mark as known', ignored: 'Hide for a week', new: 'Mark as new again' }, hiddenUntil: 'Hidden until {{day}}',
  },
  noFigure: '–',
};
