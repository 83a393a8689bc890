import type { words as german } from '../de/team.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  days: {
    from: 'From', to: 'Up to and including', reason: 'Reason', allDay: 'All day', yearly: 'Every year: {{text}}',
    added: 'Entered.', removed: 'Removed.', remove: 'Remove', removeQuestion: 'Remove the entry?', removeSure: 'Remove',
    fromFile: 'Company file',
    keptByFile: 'Entries marked “Company file” stand in the file from which this company was set up. Take them out there: removed here, they would be back the next time it is read.',
  },
  staff: {
    intro: 'Who calls back, and who is given appointments. Access to this page is given under “Access”.',
    add: 'Add a person', new: 'New person', none: 'Nobody yet. Without a team, callbacks stay with nobody.',
    name: 'Name', email: 'E-mail address', emailHint: 'Assigned callbacks and the morning list go there.', noEmail: 'no e-mail address',
    roleField: 'Role', role: { staff: 'Team', manager: 'Manager', owner: 'Owner', viewer: 'Read only' },
    roleHint: {
      staff: 'Is assigned callbacks.', manager: 'Is assigned callbacks, and told when a deadline is missed.',
      owner: 'Is assigned callbacks, and told last when nobody takes care.', viewer: 'Is assigned no callbacks.',
    },
    branches: 'Branches', allBranches: 'all branches', noBranch: 'no branch', branchNeeded: 'Please choose at least one branch.',
    servicesField: 'Services', servicesHint: 'Appointments with this person are made for these only.', noService: 'no service', services_one: '{{count}} service', services_other: '{{count}} services',
    ownHours: 'Working hours of their own', ownHoursHint: 'Otherwise the opening hours of the branch.', off: 'Off',
    away: 'away until {{day}}',
    leaving: 'No longer in the team', leavingText: 'Gets no callbacks and appointments any more. What was done stays under the name.', remove: 'Take out of the team', removeQuestion: 'Take {{name}} out of the team?', removeSure: 'Take out',
  },
  absences: {
    title: 'Absences', intro: 'Whoever is away is assigned nothing, and no appointments with them are offered. What falls due before they are back goes to somebody who is there.',
    none: 'Nobody is away in the near future.', noneOfOne: 'No absence entered.', new: 'Enter an absence', who: 'Who', times: 'At these times only', reasonHint: 'Only owners and managers see the reason.', enter: 'Enter',
  },
  exceptions: {
    intro: 'Single days that are open otherwise than usual: company holidays, half days, a Sunday that is open. Deadlines that callers were promised stay as they are.',
    none: 'No exception entered yet.', new: 'Enter an exception', what: 'What is different on these days?', where: 'Branch', everyBranch: 'All branches', yearly: 'Every year on these days', enter: 'Enter',
    kind: { closed: 'Closed', hours: 'Other hours', extra: 'Open as well' },
    kindHint: { closed: 'All day, or at certain times only.', hours: 'In place of the usual opening hours, a half day for example.', extra: 'Beside the usual opening hours, on a public holiday too.' },
    timesField: { closed: 'At these times only', hours: 'Open', extra: 'Open as well' },
    timesOf: { closed: 'closed', hours: 'open', extra: 'as well' },
    noTimes: 'No time yet', timesNeeded: 'Please give at least one time.', reasonHint: 'For your team. Callers do not hear it.',
  },
  holidays: { title: 'Public holidays', closed: 'These days are closed by themselves.', open: 'These days count as ordinary days.', none: 'No region is chosen, so there are no public holidays.', change: 'Change', since: 'from {{time}} on' },
  branches: {
    intro: 'Each branch has its own numbers, hours and holidays. It is recognised by the number that was called.', add: 'Add a branch', new: 'New branch', first: 'where none fits',
    name: 'Name of the branch', numbers: 'Phone numbers', numbersHint: 'One a line. Calls to these numbers belong to this branch.', noNumber: 'no phone number', noRegion: 'no public holidays',
    region: 'Region (for public holidays)', asCompany: 'As the company: {{region}}', hours: 'Opening hours',
    closing: 'Close the branch', closingText: 'New calls then come to the other branches. Open callbacks stay and can still be done.', remove: 'Remove the branch', removeQuestion: 'Remove {{name}}?', removeSure: 'Remove',
  },
  municipality: {
    label: 'Municipality', hint: 'In this region some holidays depend on the municipality.',
    name: { protestant: 'Mostly Protestant', catholic: 'Mostly Catholic', augsburg: 'City of Augsburg', appenzell: 'Inner part of the canton', oberegg: 'Oberegg' },
  },
};
