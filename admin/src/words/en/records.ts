import type { words as german } from '../de/records.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  calls: 'Calls', appointments: 'Appointments', customers: 'Customers',
  search: { calls: 'Number or name', appointments: 'Name, number, service', customers: 'Name, number, e-mail, note' },
  none: { calls: 'No calls yet.', appointments: 'No appointments yet.', customers: 'No customers yet.' },
  nothingFound: 'Nothing found. Check the spelling, or search for the number.',
  noneOfThese: 'No calls with this result.',
  more: 'Show more',
  back: 'Back to the list',
  when: 'When', who: 'Who', number: 'Number', branch: 'Branch', service: 'Service', staff: 'With', status: 'State', where: 'Calendar',
  lastSeen: 'Last', callsCount: 'Calls', openCallbacks: 'Open callbacks', next: 'Next appointment', email: 'E-mail', note: 'Note', names: 'Names that were given',
  hidden: 'Number withheld', unnamed: 'No name', running: 'running', duration: 'Length', reason: 'How it ended',
  appointmentStatus: { booked: 'Booked', pending: 'Waits for confirmation', cancelled: 'Cancelled' },
  provider: { 'cal.com': 'Cal.com', local: 'Built-in calendar' },
  upcoming: 'Upcoming', all: 'All',
  done: 'What the assistant did', customer: 'Customer', ofCall: 'Call', callbacks: 'Callbacks', wishes: 'Wishes',
  answer: 'Answer', noWish: 'Without a wish',
  end: {
    user_hangup: 'The caller hung up', agent_hangup: 'The assistant hung up', call_transfer: 'Transferred', transfer_bridged: 'Handed over to a person', call_take_over: 'Taken over by a person',
    inactivity: 'A long silence', max_duration_reached: 'The longest time allowed', error: 'Technical error',
  },
  voicemail: 'To an answering machine', voicemailValue: { none: 'Say nothing', no_name: 'Without the company’s name', may_identify: 'With the company’s name', unknown: 'Not asked' },
  doNotCall: 'Do not call', save: 'Save', saved: 'Saved.', name: 'Name',
  intent: { book: 'Book', reschedule: 'Move', cancel: 'Cancel', callback: 'Callback', question: 'Question' },
  wanted: 'What', result: 'Result', callbackClosed: 'Callback closed', elsewhere: 'Belongs to a branch that you do not see.',
  moreWishes_one: 'and one more wish', moreWishes_other: 'and {{count}} more wishes',
  outcome: { open_callback: 'Callback open', in_progress: 'Still going on', appointment: 'Appointment', closed: 'Closed', no_wish: 'No wish', erased: 'Erased' },
  fate: { appointment: 'Appointment', open_callback: 'Open callback', in_progress: 'In progress', closed: 'Closed', merged: 'Merged', not_a_wish: 'No wish', erased: 'Erased' },
  cancelReason: 'Reason of the cancellation', moved: 'Moved to', movedFrom: 'Moved from', see: 'see',
};
