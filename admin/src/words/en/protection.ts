import type { words as german } from '../de/protection.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  rules: {
    intro: 'For how long what is kept. It is deleted at night; what is still open stays in any case. Empty fields: as usual, in grey.', ownersOnly: 'Only owners can change this. You see here what holds.', saved: 'Saved. It holds from the coming night on.',
    practice: 'Medical practice', practiceHint: 'Callers are patients: recordings are not stored, unless you set a time.',
    recordings_days: 'Recordings of calls', recordings_days_hint: 'Counted from the end of the call. 0: never stored.',
    transcripts_days: 'Transcripts', transcripts_days_hint: 'Counted since all of the call is settled.',
    person_days: 'Names, numbers, addresses, notes', person_days_hint: 'Counted since the case is settled and the appointment is over. After that only a sign stays by which the same caller is recognised.',
    counts_months: 'Wishes and what became of them, without a person', counts_months_hint: 'So far back reaches the proof.',
    audit_months: 'Log', audit_months_hint: 'Who did what and when.',
    days: 'days', months: 'months', usualIs: 'Usual: {{value}}.',
    platform: 'Delete at the voice platform too', platformHint: 'Along with its transcript the call is deleted there.',
  },
  forecast: {
    title: 'What the coming night deletes', intro: 'Counted with what is saved.', withChanges: 'Counted with what you have changed above and not saved yet.', count: 'Count with the changes', nothing: 'Nothing. All of it is younger or still open.',
    held_one: '{{count}} entry is held for a complaint or a claim.', held_other: '{{count}} entries are held for a complaint or a claim.',
  },
  count: {
    recordings: 'Recordings', transcripts: 'Transcripts', call_events: 'Messages of the voice platform', calendar_events: 'Messages of the calendar', callbacks: 'Callbacks', wishes: 'Wishes', appointments: 'Appointments', local_bookings: 'Bookings in the built-in calendar', booking_intents: 'Booking attempts',
    callers: 'Numbers at calls', customers: 'Customers', inbound_calls: 'Announced calls', counted_wishes: 'Wishes of the proof', counted_appointments: 'Appointments of the proof', counted_calls: 'Calls of the proof', audit: 'Log entries',
    calls: 'Calls', calls_of_others: 'Calls of others that were about the person', redacted: 'Places at others from which number or address go', callbacks_cancelled: 'Cancelled callbacks', platform_deletions: 'Deletions asked of the voice platform', mail_files: 'Mail files',
  },
  holds: { title: 'Held back', intro: 'For a complaint or a claim. No night deletes anything of it.', callback: 'Callback', customer: 'Customer', release: 'Let go', releaseQuestion: 'Hold it no more?', releaseSure: 'Let go',
    here: 'Retention', place: 'Hold back from deletion', since: 'Held back since {{moment}}', reason: 'Reason', reasonHint: 'For example a complaint. Until it is let go, nothing of it is deleted.',
    usual: { customer: 'What belongs to this person is deleted after the set times.', callback: 'This call and its callback are deleted after the set times.' },
  },
  runs: {
    title: 'Runs so far', none: 'No run yet.', kind: { retention: 'Retention', erasure: 'Erasure of a person', disclosure: 'Disclosure' }, machine: 'Fangnetz', underWay: 'under way', nothing: 'nothing to delete', what: 'What exactly', problem: 'with an error', more: 'Show more',
  },
  person: {
    intro: 'When somebody wants to know what is stored about them, or wants to be erased. Searching erases nothing.', field: 'Phone number or e-mail address', search: 'Search', unreadable: 'This is neither a phone number nor an e-mail address.', nobody: 'Nothing is stored under it.',
    unnamed: 'Without a name', stored: 'This is stored:', besides: 'These stand beside it. Where they belong to the same person, search for them too:',
  },
  disclose: { title: 'Disclosure', text: 'Everything that is stored, in one file. The disclosure is logged.', download: 'Download the file' },
  erase: {
    title: 'Erase', text: 'Name, number, address, notes and transcripts go everywhere. The wishes count on in the proof, without the person. This cannot be undone.',
    appointments: 'Appointments still to come', appointmentsHint: 'They lose their name. Cancel them at the calendar before, or remember who is coming, and confirm each.',
    word: 'Type DELETE to confirm', wordHint: 'In capital letters.', act: 'Erase for good', done: 'Erased', doneText: 'Nothing of the person is left in this program.',
    why: {
      journal: 'A call of this person is not wholly stored yet. It will work in a few seconds.', call: 'A call of this person is running, or has only just ended. Please try again in a few minutes.', request: 'A call of this person is being answered. Please try again in a minute.',
      booking: 'A booking of this person is still looked for at the calendar. Please wait until it is known whether it stands.', held: 'Some of it is held for a complaint or a claim. Let it go under “Retention” first.', appointments: 'An appointment has come in meanwhile. Please search again.',
    },
  },
  remains: {
    title: 'What you have to do yourself', calendar: 'The booking {{when}} still stands at the calendar ({{uid}}). Delete the name there.', mails_one: '{{count}} e-mail about this person lies in mailboxes of your team.', mails_other: '{{count}} e-mails about this person lie in mailboxes of your team.', mention: 'The name still stands with somebody else; please have a look.',
  },
};
