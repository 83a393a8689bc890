import type { NotifyWords } from './words.ts';

const callback = (who: string | null): string => (who === null ? 'A callback' : `The callback for ${who}`);
const until = (due: string | null): string => (due === null ? '' : `, due ${due}`);
const many = (count: number, one: string, more: string): string => (count === 1 ? `1 ${one}` : `${count} ${more}`);

export const wordsEn: NotifyWords = {
  headline: {
    assigned: ({ who, due }) => `${callback(who)} is yours${until(due)}`,
    unassigned: ({ who }) => `${callback(who)} is no longer yours`,
    warning: ({ who, due }) => (due === null ? `${callback(who)} is due soon` : `${callback(who)} is due soon: ${due}`),
    overdue: ({ who, due }) => (due === null ? `${callback(who)} is overdue` : `${callback(who)} is overdue since ${due}`),
    escalated: ({ who, reason }) => `Escalation: ${reason ?? `${callback(who)} is not being worked on`}`,
    claim_returned: ({ who }) => `${callback(who)} is free again`,
    mention: ({ who }) => (who === null ? 'You are mentioned in a note' : `You are mentioned in a note about ${who}`),
    settled: ({ who }) => `${callback(who)} has settled itself`,
    decision_needed: ({ who }) => `${callback(who)} needs your decision`,
    unassigned_too_long: ({ who }) => `${callback(who)} belongs to nobody`,
    snooze_over: ({ who }) => `${callback(who)} is back`,
    reopened: ({ who }) => `${callback(who)} is open again`,
    attempt_due: ({ who }) => (who === null ? 'Time for the next attempt' : `Time for the next attempt at ${who}`),
    called_again: ({ who }) => (who === null ? 'A customer has called again' : `${who} has called again`),
    load_short: ({ load }) => (load === null ? 'More is due today than can be done' : `${load.branch}: ${load.due} callbacks are due today, about ${load.hands} can be made`),
  },
  because: {
    assigned: () => 'The caller is waiting for you to call back.',
    unassigned: () => 'There is nothing left for you to do here.',
    warning: () => 'The caller was promised a call by then.',
    overdue: () => 'The caller was promised a call and has not had it.',
    escalated: ({ due, overdue }) => (overdue && due !== null ? `The call was promised by ${due}. Please make it yourself, or give it to somebody who has the time.` : 'Please take care of it yourself, or give it to somebody who has the time.'),
    claim_returned: () => 'You had taken this caller, and the time for it has run out. Others can take him now.',
    mention: () => 'Somebody of your team would like you to read it.',
    settled: () => 'The customer has meanwhile got what he wanted by himself. The proof is in the case, and it can be undone there.',
    decision_needed: () => 'The customer could not be reached several times. The case does not close by itself: please decide how it goes on.',
    unassigned_too_long: () => 'Nobody is responsible. Please take it, or assign it to somebody.',
    snooze_over: () => 'You had set it aside until now.',
    reopened: () => 'Somebody opened it again because it is not done after all.',
    attempt_due: () => 'The customer could not be reached last time; now it is another time of day.',
    called_again: () => 'What he wanted this time is in the same case; the earlier deadline still holds where it is the stricter one.',
    load_short: () => 'Unless somebody helps, promises will not be kept. Share the callbacks out, or make the urgent ones first.',
  },
  label: { due: 'Due', branch: 'Branch', priority: 'Priority', customer: 'Customer', phone: 'Phone', service: 'Service', assignee: 'Assigned to', reason: 'Reason' },
  priority: { normal: 'normal', high: 'high', urgent: 'urgent' },
  reasons: {
    deadline_missed: 'a promised callback is overdue',
    attempts_failed: 'a customer cannot be reached',
    unassigned_too_long: 'a callback belongs to nobody',
    no_answer: 'a customer cannot be reached',
    technical_issue: 'a technical problem',
    customer_complaint: 'a customer complains',
    urgent_request: 'an urgent request',
    complex_case: 'a difficult case',
    other: 'a case for you',
  },
  openCase: 'Open the case',
  openList: 'Open the list',
  unreached: 'This message could not be delivered to the person it was meant for. That is why you get it.',
  team: 'team',
  neutral: 'What it is about is not in this mail; you find it in the case once you have signed in.',
  footer: (company) => `Fangnetz sent this message for ${company}. What you get by mail is set under Settings › Notifications.`,
  footerAccount: 'Fangnetz sent this message. If you know nothing of it, there is nothing you have to do.',
  digest: {
    subject: ({ dueToday, overdue, open }) => `Your day: ${[overdue > 0 ? `${overdue} overdue` : null, `${dueToday} due today`, `${open} open`].filter((part) => part !== null).join(', ')}`,
    heading: (date) => `Your day, ${date}`,
    summary: ({ dueToday, overdue, open }) =>
      open === 0
        ? 'No callback is open.'
        : `${many(open, 'callback is', 'callbacks are')} open, ${dueToday === 0 ? 'none of them due today' : `${dueToday} of them due today`}${overdue === 0 ? '' : ` and ${overdue} overdue already`}.`,
    unassigned: (count) => `${many(count, 'callback belongs', 'callbacks belong')} to nobody.`,
    ledger: ({ wishes, difference }) =>
      difference === 0 ? `Last seven days: ${many(wishes, 'wish', 'wishes')}, none lost.` : `Attention: ${many(difference, 'wish', 'wishes')} of the last seven days without a proven fate. Whoever runs Fangnetz should look at once.`,
    row: ({ who, due, overdue }) => `${who ?? 'Callback'}${overdue ? ', overdue since' : ', due'} ${due}`,
  },
  bundle: {
    subject: ({ count, late }) => (late === 0 ? `${count} messages about your callbacks` : `${count} messages about your callbacks, ${late} of them pressing`),
    text: 'Several things came together. The pressing ones are at the top.',
  },
  account: {
    invitation: { subject: (from) => `Invitation to Fangnetz${from === null ? '' : ` from ${from}`}`, text: (from) => `${from ?? 'Somebody'} invites you to work in Fangnetz. The button sets up your account.`, action: 'Accept the invitation' },
    password_reset: { subject: () => 'New password for Fangnetz', text: () => 'A new password was asked for your account. The button lets you choose one. If that was not you, there is nothing to do: your password stays as it is.', action: 'Choose a password' },
    two_factor_changed: { subject: () => 'Two-step sign-in was changed', text: () => 'Two-step sign-in was switched on or off for your account. If that was not you, change your password and tell the owner of your company.', action: 'Open the account' },
  },
  validUntil: (when) => `This works until ${when}.`,
  push: { title: 'Fangnetz', late: 'Fangnetz: overdue', body: (due) => (due === null ? 'There is something to do.' : `There is something to do, due ${due}.`) },
  sms: ({ company, overdue, due, link }) => `Fangnetz, ${company}: ${overdue && due !== null ? `promised callback overdue since ${due}` : 'a callback needs you'}. ${link}`,
};
