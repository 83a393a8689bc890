import type { words as german } from '../de/companies.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  title: 'Companies',
  search: 'Find a company', sort: 'Order',
  sorts: { burning: 'What burns first', name: 'By name', open: 'Most open first', last_call: 'Latest call first' },
  add: 'Add a company',
  totals: 'Over all companies',
  total: { overdue: 'Overdue', due_now: 'Due now', urgent: 'Urgent', unassigned: 'Unassigned', open: 'Open', disturbed: 'In trouble', difference: 'Without proof' },
  column: {
    name: 'Company', overdue: 'Overdue', due_now: 'Due now', urgent: 'Urgent', unassigned: 'Unassigned', open: 'Open', arisen: 'New in 7 days', calendar: 'Calendar', voice: 'Phone',
    lastCall: 'Last call', ledger: 'Proof',
  },
  some: { overdue: '{{n}} overdue', due_now: '{{n}} due now', urgent: '{{n}} urgent', unassigned: '{{n}} unassigned', open: '{{n}} open' },
  calm: 'Nothing open',
  problem: {
    unread: 'Figures cannot be read at the moment',
    ledger_one: '{{count}} wish without proof', ledger_other: '{{count}} wishes without proof',
    calendar_one: 'Calendar failing, {{count}} error in 24 hours', calendar_other: 'Calendar failing, {{count}} errors in 24 hours',
    silent: 'No call for hours', voice: 'Comparison with Retell failed', not_set_up: 'Not set up yet',
  },
  health: { up: 'All right', failing: 'Failing', unknown: 'Unknown', missing: 'Not connected' },
  trend: '{{now}} new callbacks in the last seven days, {{before}} in the seven before',
  noCall: 'none yet',
  nothing: 'No company fits.', showAll: 'Show all',
  seen: 'As of {{moment}}, renewed every {{seconds}} seconds',
  first: 'There is no company here yet.',
  firstText: 'Add the first one. The set-up then leads through calendar, phone and a test call in about ten minutes.',
  firstNotMine: 'Whoever runs this installation adds companies.',
  new: {
    title: 'Add a company', name: 'Name of the company', slug: 'Short name', slugHint: 'Stands in addresses and keys and stays for good. Small letters, digits and hyphens.',
    locale: 'Language with callers', german: 'German', english: 'English', region: 'Region (for public holidays)', noRegion: 'No public holidays',
    create: 'Add and set up', cancel: 'Cancel', close: 'Close', taken: 'Another company has this short name.', refused: 'This short name cannot be used. Take another one.',
  },
};
