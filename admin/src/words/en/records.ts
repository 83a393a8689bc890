import type { words as german } from '../de/records.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  calls: 'Calls', appointments: 'Appointments', customers: 'Customers',
  search: { calls: 'Number or name', appointments: 'Name, number, service', customers: 'Name, number, e-mail, note' },
  none: { calls: 'No calls yet.', appointments: 'No appointments yet.', customers: 'No customers yet.' },
  nothingFound: 'Nothing found. Check the spelling, or search for the number.',
  more: 'Show more',
  back: 'Back to the list',
  when: 'When', who: 'Who', number: 'Number', branch: 'Branch', ended: 'End', service: 'Service', staff: 'With', status: 'State', where: 'Calendar',
  lastSeen: 'Last', callsCount: 'Calls', openCallbacks: 'Open callbacks', next: 'Next appointment', email: 'E-mail', note: 'Note', names: 'Names that were given',
  hidden: 'Number withheld', unnamed: 'No name', running: 'running', duration: 'Length', reason: 'Ended by',
  appointmentStatus: { booked: 'Booked', pending: 'Waits for confirmation', cancelled: 'Cancelled' },
  provider: { 'cal.com': 'Cal.com', local: 'Built-in calendar' },
  upcoming: 'Upcoming', all: 'All',
  said: 'Said', done: 'Done', customer: 'Customer', ofCall: 'Call', callbacks: 'Callbacks', wishes: 'Wishes', nothing: 'Nothing.',
  noTranscript: 'There is no transcript of this call.', transcriptHidden: 'Transcripts are for whoever works callbacks.',
  agent: 'Assistant', user: 'Caller', asked: 'Request', answer: 'Answer', listen: 'Listen to the recording', consent: { yes: 'The caller agreed.', no: 'The caller did not agree.', unknown: 'Whether the caller agreed is not known.' },
  voicemail: 'To an answering machine', voicemailValue: { none: 'Say nothing', no_name: 'Without the company’s name', may_identify: 'With the company’s name', unknown: 'Not asked' },
  doNotCall: 'Do not call', save: 'Save', saved: 'Saved.', name: 'Name',
  intent: { book: 'Book', reschedule: 'Move', cancel: 'Cancel', callback: 'Callback', question: 'Question' },
  fate: { appointment: 'Appointment', open_callback: 'Open callback', in_progress: 'In progress', closed: 'Closed', merged: 'Merged', not_a_wish: 'No wish', erased: 'Erased' },
  cancelReason: 'Reason of the cancellation', moved: 'Moved to', movedFrom: 'Moved from', see: 'see',
};
