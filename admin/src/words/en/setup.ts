import type { words as german } from '../de/setup.ts';
import type { Like } from '../namespaces.ts';

export const words: Like<typeof german> = {
  title: 'Set-up',
  heading: 'Set up {{company}}',
  intro: 'Five steps, about ten minutes together. You can stop at any time and go on later; what is done stays done.',
  later: 'Go on later',
  steps: 'Steps of the set-up',
  step: { business: 'Company', calendar: 'Calendar', voice: 'Phone', test_call: 'Test call', people: 'Team' },
  done: 'Done', open: 'Open',
  next: 'Continue', skip: 'Continue without this step', saveNext: 'Save and continue', save: 'Save',
  check: 'Check the connection', checkAgain: 'Check again', otherKey: 'Enter another key', keyStays: 'Stored. Leave empty to keep it.', otherAddress: 'Another address', address: 'Address of the interface',
  notAllowed: 'Whoever manages the company can set it up.',
  day: { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' },
  business: {
    title: 'Company and opening hours', text: 'What the company is called and when it is open. The deadlines of callbacks and what callers are told depend on it.',
    name: 'Name of the company', branch: 'Name of the branch', locale: 'Language with callers', german: 'German', english: 'English', region: 'Region (for public holidays)', noRegion: 'No public holidays',
    numbers: 'Number that customers dial', numbersHint: 'Several separated by commas. They tell for whom a call is.',
    hours: 'Opening hours', hoursHint: 'For example 9–18 or 9–13, 14–18:30. Empty means closed.', hoursWrong: 'Write for example 9–13, 14–18.', closed: 'closed',
    monToFri: 'Mon–Fri 9–18', tueToSat: 'Tue–Sat 9–18',
  },
  calendar: {
    text: 'Fangnetz books into your calendar at Cal.com. It needs a key and the event types that can be booked by phone.',
    key: 'Key from Cal.com', where: 'Where do I find the key?',
    where1: 'Sign in at Cal.com with the account that holds the appointments.', where2: 'Open “Settings”, then “Security”, then “API keys”.', where3: 'Choose “Add”, let it never expire, and copy it. It begins with “cal_live_” and is shown only once.',
    connected: 'Cal.com is connected.', without: 'I do not use Cal.com', with: 'Connect Cal.com after all',
    withoutText: 'Without Cal.com, Fangnetz keeps a calendar of its own: it books your team within the opening hours, without overlaps. Enter what can be booked.',
    serviceName: 'Service, for example a haircut', serviceMinutes: 'Length in minutes', removeService: 'Remove {{name}}', addService: 'Another service', types: 'What can be booked by phone?', reload: 'Reload', noTypes: 'This account has no event types. Create one at Cal.com for each service and reload.',
    minutes: '{{minutes}} minutes', service: '“{{title}}” belongs to', newService: 'New service', saveTypes: 'Take over and check',
    emailRequired: 'Asks for an e-mail address; make the field optional at Cal.com.', confirmed: 'Has to be confirmed at Cal.com.', hidden: 'Hidden at Cal.com.',
  },
  voice: {
    text: 'The voice agent on the phone runs at Retell. Fangnetz registers its functions there; what you have set up yourself stays.',
    agents: 'Id of the agent', agentsHint: 'Several separated by commas.', key: 'Key from Retell', where: 'Where do I find both?',
    where1: 'Sign in at Retell and open “Agents” on the left. The id is at the top of the agent: “agent_…”.', where2: 'The key is under “Settings”, then “API Keys”. Take the one that says “Webhook”: Retell signs with it what it sends.', where3: 'The phone number has to be assigned to the agent at Retell (“Phone Numbers”).',
    more: 'Name of the connection and another address', connection: 'Name of the connection', connectionHint: 'Stands in the address to which Retell reports, and stays.',
    connect: 'Connect', change: 'Change', connected: 'Retell is connected: {{agents}}.',
    noAddress: 'Retell cannot reach this server yet. It needs a public address with https; start it with FANGNETZ_PUBLIC_URL=https://… Until then the test call works without.',
    found: 'Found at Retell', upToDate: 'Everything is set up at Retell.', diff: 'What would change at Retell', diffText: 'Nothing has changed yet. A new version of the agent will be made; the present one is kept. Nothing is removed.', apply: 'Register at Retell now',
    copy: 'Copy', prompt: 'Text for the prompt of the agent', promptText: 'Append it to the prompt at Retell. Without it the agent does not know when to use which function. It is in German, as the callers are.',
  },
  test: {
    text: 'Play a call: you write what a customer would say, and see what becomes of it. Nothing of it reaches your calendar.',
    caller: 'Erika Muster', start: 'Begin a test call', again: 'Another test call', noServices: 'First there has to be something that can be booked:',
    done: 'It works: something has become of the wish.', more: 'What happens when the calendar fails?', toRehearsal: 'Try out failures',
  },
  people: { text: 'Who is to call back? Each person gets an invitation by mail and chooses a password.' },
  account: {
    title: 'Your own account', text: 'You are here by the link of the server. It works only until the server is started again. With an account you sign in yourself from now on.',
    name: 'Your name', email: 'E-mail address', password: 'Password', passwordHint: 'At least 10 characters. Length counts, special characters need not be.', make: 'Make the account',
    for: 'What for?', all: 'I look after all companies on this server', one: 'I lead {{company}} only', made: 'The account is there. From now on sign in with {{email}}.', taken: 'There is an account for this address already.',
  },
  end: {
    title: 'Everything is set up', text: 'Now call your own number. The call then stands under “Calls”, and what became of it among the callbacks or appointments.',
    titleLeft: 'Nearly done', textLeft: 'This is left. You find the set-up in the menu at any time.',
    left: {
      business: 'Without opening hours deadlines count around the clock.', calendar: 'Without services that can be booked every wish becomes a callback.',
      test_call: 'Nobody has tried yet whether a wish arrives.', people: 'Nobody else has access yet who could call back.',
    },
    leftVoice: {
      connection: 'Without a connection no calls arrive.', address: 'Retell is connected, but does not reach this server: a public address with https is missing.',
      functions: 'Retell is connected, but not all functions are registered with the agent yet.',
    },
    further: 'What you should look at when you have time', furtherText: 'Deadlines and escalation, absences and closures, further branches, notifications, and for how long data are kept. Sensible values are in place everywhere.',
    toCallbacks: 'To the callbacks', toSettings: 'Settings',
  },
};
