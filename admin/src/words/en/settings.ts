import type { words as german } from '../de/settings.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  title: 'Settings',
  group: { company: 'Company', team: 'Team', callbacks: 'Callbacks', connected: 'Connected', privacy: 'Privacy' }, partField: 'Section',
  part: {
    company: 'General', branches: 'Branches', hours: 'Opening hours', exceptions: 'Exceptions', services: 'Services', staff: 'Staff', absences: 'Absences', people: 'Access',
    deadlines: 'Deadlines', notifications: 'Notifications', mails: 'Mail texts', connections: 'Connections', webhooks: 'Webhooks', retention: 'Retention', person: 'Disclosure and erasure', audit: 'Log',
  },
  chooseAll: 'Choose all', chooseNone: 'Choose none',
  unsaved: { title: 'Not saved', text: 'What you have changed here is not saved yet.', stay: 'Go on editing', leave: 'Discard and leave' },
  cancel: 'Cancel',
  save: 'Save', saved: 'Saved.', unchanged: 'Nothing changed.', discard: 'Discard',
  stale: 'Somebody else has changed the settings meanwhile. You now see them as they are. Check your entries and save once more.',
  refused: 'This does not fit: {{place}}', technical: 'Technical text',
  notAllowed: 'Settings are changed by whoever manages the company.', notAllowedText: 'Please turn to an owner or a manager.',
  company: {
    name: 'Name of the company', locale: 'Language with callers', localeDe: 'German', localeEn: 'English', region: 'Region (for public holidays)', regionNone: 'No public holidays',
    closedOnHolidays: 'Closed on public holidays', notifyEmails: 'Notifications to', notifyHint: 'One address a line',
  },
  hours: {
    intro: 'Several times a day are possible, with a lunch break for example. Public holidays come by themselves.',
    from: 'from', until: 'to', add: 'Add a time', remove: 'Remove the time', closed: 'Closed', backwards: 'A time ends before it begins.', overlap: 'Two times overlap.',
    day: { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' },
  },
  services: {
    name: 'Service', minutes: 'Minutes', bookedAs: 'Booked as', local: 'Built-in calendar', loadTypes: 'Load event types from Cal.com', unknownType: 'Event type {{id}}', add: 'Add a service', remove: 'Remove', aliases: 'Also called', aliasesHint: 'Separated by commas',
  },
  deadlines: {
    intro: 'By when a callback has to be made. What callers have been promised stays.',
    urgent: 'Urgent', high: 'High', normal: 'Normal', minutes: 'Minutes', clock: 'Counted is', wall: 'all time', business: 'opening time only',
    maxAttempts: 'Attempts until somebody has to decide', attemptsPerDay: 'Attempts a day', claimMinutes: 'Minutes until a claimed caller is free again', warnMinutesBefore: 'Minutes of warning before the deadline',
    unassignedAlarmMinutes: 'Minutes until what nobody has is noticed', escalationCooldownMinutes: 'Minutes between two levels of escalation',
    autoAssign: 'Assignment', strategy: { relationship: 'Who knows the customer', service: 'Who does the service', least_loaded: 'Who has the least', round_robin: 'In turn', none: 'By hand' },
  },
  connections: {
    calCom: 'Cal.com', calComText: 'The calendar that is booked into.', key: 'Key', keyStored: 'Stored. Enter a new one to change it.', address: 'Address',
    retell: 'Retell', retellText: 'The assistant on the phone.', none: 'Not connected yet.', agents: 'Agents', check: 'Check the connection', ok: 'In order', warning: 'Please look', failed: 'Failed',
    sync: 'Show the sync', doSync: 'Sync now', upToDate: 'Everything is set up.', synced: 'Synced.', connection: 'Connection', agentsHint: 'Ids, separated by commas (agent_…)',
    noAddress: 'Retell cannot reach this server yet. It needs a public address with https; start it with FANGNETZ_PUBLIC_URL=https://…',
  },
  calendarWebhook: {
    title: 'What is changed at Cal.com', text: 'When somebody cancels or moves an appointment at Cal.com, Cal.com sends a message here at once. Without it, the hourly comparison is the first to notice.',
    noAddress: 'Cal.com cannot reach this server yet. It needs a public address with https; start it with FANGNETZ_PUBLIC_URL=https://…',
    noMessage: 'No message has come yet.', lastMessage: 'Last message: {{when}}', register: 'Enter it at Cal.com',
    made: 'Entered. The first message comes as soon as an appointment changes at Cal.com.', there: 'At Cal.com everything is entered rightly.', mended: 'Something was entered at Cal.com already; it is put right now.',
    refused: 'Cal.com refuses, nothing was changed there. Check the key, or enter it yourself.', unknown: 'No usable answer came from Cal.com. Whether it is entered is not known yet. Try again: Fangnetz looks first and makes nothing twice.',
    hand: 'Enter it at Cal.com yourself', hand1: 'Open the settings of Cal.com, then “Developer” and “Webhooks”, and choose “New”.', hand2: 'As the “Subscriber URL” enter this address:', hand3: 'Leave these events on: {{events}}.', hand4: 'As the “Secret” enter this one; by it Fangnetz knows that a message is genuine:',
    copyAddress: 'Copy the address', copySecret: 'Copy the secret', makeSecret: 'Make a secret', newSecret: 'Make a new secret', newSecretQuestion: 'Messages with the present one will be refused until the new one stands at Cal.com.', newSecretSure: 'Make a new one', secretOnce: 'The secret is shown only now. Here it is stored already.',
  },
  retellSync: {
    agent: 'Agent {{name}}', number: 'Number {{name}}', nothing: 'Nothing changes here.', takenUp: 'An earlier sync was cut off; it will be finished.', problem: 'The sync with Retell did not succeed. What is registered already stays; another try goes on from there.',
    added_one: 'New function: {{names}}', added_other: '{{count}} new functions: {{names}}', changed: '{{name}}, what changes: {{fields}}',
    add: { webhook: 'From now on Retell reports here when a call begins and ends.', inbound: 'From now on Retell reports the ringing; so it is noticed when a call does not arrive.', events: 'From now on Retell reports everything that Fangnetz needs.', version: 'The number takes the new version of the agent.' },
    change: { webhook: 'Retell reports calls to the present address of this server.', inbound: 'Retell reports the ringing to the present address of this server.', events: 'From now on Retell reports everything that Fangnetz has to know.', version: 'The number takes the new version of the agent.' },
    note: {
      other_tools: 'Stays as it is: {{names}}', other_kind: '{{names}} belongs to another service there and stays. Remove it at Retell if Fangnetz is to serve it.', in_state: '{{names}} stands in a state of the agent and is not registered a second time. Let it point to Fangnetz there, or remove it.',
      foreign_webhook: 'Calls are reported to {{names}} already, and that stays. Fangnetz then finds the end of a call by comparing.', account_webhook: 'What is entered for the whole account at Retell no longer gets the calls of this agent.', foreign_inbound: 'The ringing is reported to {{names}} already, and that stays.', tagged: 'The number takes the version with the tag “{{names}}”. Move the tag to the new one at Retell.',
    },
    function: {
      check_availability: 'check the availability', get_alternatives: 'offer other times', book_appointment: 'book an appointment', reschedule_appointment: 'move an appointment', cancel_appointment: 'cancel an appointment', query_appointment: 'tell the caller’s appointments', request_callback: 'note a callback',
      check_customer: 'recognise the caller', list_services: 'tell the services', get_service_info: 'tell about a service', get_opening_hours: 'tell the opening hours', parse_date: 'understand dates and times', initialize_call: 'begin the call', reserve_slot: 'hold a time', release_slot_reservation: 'let go of a held time',
    },
    field: {
      type: 'kind', description: 'description', url: 'address', method: 'kind of request', args_at_root: 'form of the arguments', timeout_ms: 'how long to wait', max_retry: 'repetitions', parameters: 'arguments', response_variables: 'what the agent remembers', speak_after_execution: 'answer afterwards',
      speak_during_execution: 'what is heard meanwhile', execution_message_type: 'what is heard meanwhile', execution_message_description: 'what is heard meanwhile', enable_typing_sound: 'what is heard meanwhile',
    },
  },
  people: {
    members: 'Who has access', invite: 'Invite', email: 'E-mail address', role: 'Role', invited: 'Invitation sent to {{email}}.', open: 'Open invitations', revoke: 'Revoke', remove: 'Take access away', removeQuestion: 'Really take it away?', removeSure: 'Take away', none: 'Nobody yet. Invite your team.',
    twoFactor: 'Two-step sign-in', twoFactorOff: 'Password only', link: 'Invitation link (shown once)',
    keys: 'Keys for programs', keysText: 'For your own programs and agencies. A key is shown once.', makeKey: 'Make a key', keyBranches: 'For these branches only', keyBranchesHint: 'With none chosen, the key is for the whole company.', keyMade: 'New key, copy it now', noKeys: 'No keys.', keyQuestion: 'Programs with this key are shut out at once.', keySure: 'Revoke for good', ends: 'ends in {{hint}}', revoked: 'revoked',
    roleName: { owner: 'Owner', manager: 'Manager', staff: 'Team', viewer: 'Read only', agency: 'Agency' },
  },
  audit: {
    intro: 'Who did what and when. Entries cannot be changed; each hangs on the one before.', when: 'When', who: 'Who', what: 'What', none: 'No entries yet.', more: 'Show more', machine: 'Fangnetz', callback: 'Callback: {{what}}',
    action: {
      callback_create: 'Callback made', callback_export: 'Callbacks taken as a table',
      company_create: 'Company made', company_apply: 'Settings changed', company_notifications: 'Notifications changed', company_mail_texts: 'Mail texts changed',
      exception_add: 'Exception entered', exception_remove: 'Exception removed', absence_add: 'Absence entered', absence_remove: 'Absence removed',
      customer_change: 'Customer changed', error_group_mark: 'Error group judged', recording_open: 'Recording listened to',
      key_create: 'Key made', key_revoke: 'Key revoked',
      member_invite: 'Person invited', member_join: 'Invitation accepted', member_change: 'Access changed', member_role: 'Role changed', member_remove: 'Access taken away', invitation_revoke: 'Invitation revoked',
      privacy_rules: 'Retention changed', privacy_retention: 'Deleted when its time was over', privacy_disclose: 'Disclosed to the person', privacy_erase: 'Person erased', privacy_hold: 'Deletion suspended', privacy_release: 'Deletion allowed again',
      webhook_create: 'Webhook made', webhook_change: 'Webhook changed', webhook_remove: 'Webhook removed', webhook_test: 'Test message sent',
      signin_success: 'Signed in', signin_failed: 'Sign-in failed', signin_password: 'Password was right, code was missing', signout: 'Signed out', session_end: 'Session ended',
      twofactor_on: 'Second step turned on', twofactor_off: 'Second step turned off', twofactor_backup_codes: 'Backup codes made anew',
      password_change: 'Password changed', password_reset: 'Password set anew', password_reset_asked: 'New password asked for',
    },
  },
};
