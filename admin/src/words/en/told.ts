import type { words as german } from '../de/told.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  company: {
    title: 'For the whole company', neutral: 'No names and concerns in e-mails', neutralHint: 'Subject and text give the deadline only. What it is about stands in the case, after signing in. In medical practices please leave it on.',
    quiet: 'Quiet at night', quietHint: 'Nothing is sent during this time. Urgent overdue callbacks come all the same.', quietFrom: 'Quiet from', quietUntil: 'Quiet until',
    phones: 'Mobile numbers for emergencies', phonesHint: 'One a line, five at most. An SMS goes there when an urgent callback is overdue and nobody else takes care.', phonesInvalid: 'One of the numbers is no telephone number.',
    digest: 'Morning list', digestBegin: 'When the working day begins', digestBeginHint: 'For each at his own time; for owners and managers when the first branch opens.', digestFixed: 'At a fixed time', digestFixedHint: 'The same for everybody. What falls into a quiet time comes after it.',
    digestAround: 'At', digestAt: 'Time of the list', digestClosed: 'Also when closed', digestClosedHint: 'On rest days and holidays. Whoever is entered as absent gets none.',
  },
  mine: {
    title: 'For me only', intro: 'What you are told, and how. On the page means: at the bell.',
    what: 'What', channel: { in_app: 'Page', mail: 'E-mail', push: 'Device' }, on: '{{kind}}: {{channel}}',
    group: { own: 'My callbacks', lead: 'When I am responsible' }, usual: 'As intended again',
    quiet: 'My quiet time', quietValue: { company: 'As the company', own: 'Times of my own', off: 'None' }, digest: 'Morning list', digestHint: 'One e-mail a day: what is due today and what is overdue.',
    language: 'Language of what I am told', languageValue: { company: 'As the company', de: 'German', en: 'English' },
    saved: 'Saved.',
  },
  kind: {
    assigned: 'Assigned to me', unassigned: 'No longer mine', warning: 'Due soon', overdue: 'Overdue', escalated: 'Escalation', claim_returned: 'Free again', mention: 'Mentioned in a note', settled: 'Settled by itself',
    decision_needed: 'Decision needed', unassigned_too_long: 'Nobody has it', snooze_over: 'Postponed one is due again', reopened: 'Opened again', load_short: 'More due than can be done', digest: 'Morning list',
    called_again: 'Called again', attempt_due: 'Next attempt', invitation: 'Invitation', password_reset: 'New password', two_factor_changed: 'Two-step sign-in changed',
  },
  sent: {
    title: 'Sent lately', none: 'Nothing sent yet.', failedOnly: 'Only what did not arrive', noneFailed: 'Everything arrived.', more: 'Show more',
    state: { due: 'waiting', sent: 'sent', moot: 'not needed any more', failed: 'not delivered' }, channel: { mail: 'E-mail', push: 'Device', sms: 'SMS' }, technical: 'Technical text',
  },
  mails: {
    intro: 'This is what the e-mails to your team look like. What you add stands around the fixed text; subject and preview stay as they are. The people in them do not exist.', kind: 'Occasion', all: 'For all occasions', language: 'Language', german: 'German', english: 'English', form: 'View', page: 'Designed', text: 'Text only', neutral: 'Without names and concerns', neutralHint: 'What really holds is set under “Notifications”.',
    subject: 'Subject', previewLine: 'Preview in the mailbox', frame: 'E-mail: {{subject}}', group: { callbacks: 'Callbacks', account: 'Account' },
    own: {
      opening: 'First sentence of your own', openingHint: 'One line above the fixed text.', closing: 'Closing of your own', closingHint: 'Below the button, at most eight lines.',
      insert: 'Insert:', standard: 'Back to the standard text', marked: '{{kind}} (added to)', never: 'This e-mail belongs to a person’s account. Its text is fixed.',
    },
    problem: {
      unknown_placeholder: '{{given}} is not filled in here. Possible are {{allowed}}.', stray_brace: 'A single brace {{given}} is left. Remove it, or insert one of these: {{allowed}}.', unprintable: 'The text has characters that cannot be shown. Please type it instead of pasting it.',
      too_many_lines: { one: 'Please write it in one line. What follows belongs into the closing.', more: 'Please write at most eight lines.' }, too_long: { one: 'Please write at most 240 characters.', more: 'Please write at most 600 characters.' }, empty: 'Please write something, or leave the field empty.',
    },
  },
  webhooks: {
    intro: 'Your own programs hear of it when something happens to a callback. Each message is signed (Standard Webhooks).', add: 'Make a webhook', new: 'New webhook', none: 'No webhook yet. One is made with an address to send to.',
    url: 'Address', urlHint: 'Begins with https:// and can be reached from the internet.', events: 'Events', eventsNeeded: 'Please choose at least one event.', eventCount_one: '{{count}} event', eventCount_other: '{{count}} events',
    person: 'With name, number and e-mail address of the customer', personHint: 'Only where the receiver needs them and may have them.', active: 'Switched on', activeHint: 'Switched off, nothing is sent any more; what waits stays and can be sent later.',
    urlRefused: 'Nothing can be sent to this address. It has to begin with https:// and lie on the internet.',
    off: 'switched off', dead_one: '{{count}} message given up', dead_other: '{{count}} messages given up', withPerson: 'with customer data',
    secret: 'Secret for checking the signature', secretOnce: 'It is shown this once. Store it at the receiver now.', copy: 'Copy',
    tryOut: 'Try it out', tryOutText: 'Sends a message with the event webhook.test. It is tried once only.', test: 'Send a test message', testWaiting: 'On its way …', testSent: 'Arrived: the receiver answered {{status}}.', testFailed: 'Did not arrive: the receiver cannot be reached.', testRefused: 'Not taken: the receiver answered {{status}}.',
    deliveries: 'Last messages', noDeliveries: 'No message yet.', more: 'Show more', state: { due: 'waiting', sent: 'arrived', dead: 'given up' }, tries_one: '{{count}} attempt', tries_other: '{{count}} attempts', next: 'next {{when}}', again: 'Send again', replayed: 'Is sent again.',
    replayAll: 'Send all that was given up',
    ending: 'Delete the webhook', endingText: 'The receiver gets nothing any more, and the list of its messages goes.', remove: 'Delete', removeQuestion: 'Delete the webhook?', removeSure: 'Delete for good', removed: 'Deleted.', saved: 'Saved.',
    eventName: {
      callback_created: 'Callback made', callback_assigned: 'Assigned', callback_contacted: 'Call attempted', callback_completed: 'Done', callback_cancelled: 'Cancelled', callback_reopened: 'Opened again', callback_escalated: 'Escalated', callback_overdue: 'Overdue', callback_settled: 'Settled by itself',
      ledger_difference: 'A wish is missing in the proof', webhook_test: 'Test',
    },
  },
};
