// The documents that are written from tables in the code, so that neither can say what the other does not.
import { PROBLEMS } from '../src/admin-api/problem.ts';
import { DEFAULT_APPOINTMENT_POLICY } from '../src/companies/appointment-policy.ts';
import { DEFAULT_CALLBACK_POLICY } from '../src/companies/callback-policy.ts';
import { GERMANY } from '../src/companies/holidays/germany.ts';
import { municipalitiesOf } from '../src/companies/holidays/holidays.ts';
import { SWITZERLAND } from '../src/companies/holidays/switzerland.ts';
import { OPTIONS } from '../src/platform/config.ts';
import { FAULTS } from '../src/platform/errors.ts';

const WRITTEN = '<!-- Written by `npm run docs` from the tables in the code; edit those. -->';

/** Path from the root → content. */
export const DOCUMENTS: Readonly<Record<string, string>> = {
  'docs/errors.md': errors(),
  'docs/configuration.md': configuration(),
};

function errors(): string {
  return lines(
    '# Errors', '', WRITTEN, '',
    'A fault is something that a person or a retry has to act on. It is printed on the command line and logged with its code;',
    'codes do not change their meaning. What an outcome of a phone call looks like is another matter: there the caller always',
    'gets a sentence, and staff get a callback.', '',
    '## Faults of the program', '', 'From `src/platform/errors.ts`.', '',
    ...table(['code', 'what it means and what to do'], Object.entries(FAULTS).map(([code, next]) => [`\`${code}\``, next])),
    '', '## Problems of the admin API', '',
    'From `src/admin-api/problem.ts`: answers of type `application/problem+json` (RFC 9457) with a member `code`.', '',
    ...table(['code', 'status', 'title', 'what to do'], Object.entries(PROBLEMS).map(([code, kind]) => [`\`${code}\``, String(kind.status), kind.title, 'next' in kind ? kind.next : ''])),
  );
}

function configuration(): string {
  const rows = Object.values(OPTIONS).map(({ flag, env, placeholder, help, fallbackText, secret }) => [
    env === null ? '' : `\`${env}\``,
    flag === null ? '' : placeholder === null ? `\`--${flag}\`, \`--no-${flag}\`` : `\`--${flag} ${placeholder}\``,
    secret === true ? `${help} (secret: never printed)` : help,
    fallbackText,
  ]);
  return lines(
    '# Configuration', '', WRITTEN, '',
    'Read once at start, from `src/platform/config.ts`. Flags win over the environment; an empty variable counts as absent. A wrong',
    'value ends the start with one line per problem. A variable that begins with `FANGNETZ_` and is none of these is warned of.', '',
    ...table(['variable', 'flag', 'what it is', 'default'], rows),
    '', 'Companies are not configured here but with `fangnetz apply FILE.json`; a value `"env:NAME"` in that file is read from the',
    'environment when it is applied, and stored sealed with the master key.',
    ...companyFile(),
  );
}

/** The parts of a company file of which an example alone does not say what they mean. */
function companyFile(): string[] {
  const policy = DEFAULT_CALLBACK_POLICY;
  const { urgent, high, normal } = policy.deadlines;
  const kinds = [...GERMANY.regions.map((part) => `DE-${part}`), ...SWITZERLAND.regions.map((part) => `CH-${part}`)]
    .map((region) => [`\`${region}\``, municipalitiesOf(region).map((kind) => `\`${kind}\``).join(', ')])
    .filter(([, names]) => names !== '');
  return [
    '', '## The company file', '', 'All of it as an example: [company-example.json](company-example.json). A mistake is refused with its line, the reason and what to write instead.', '',
    '### Callbacks', '', 'Under `callbacks`.', '',
    ...table(['key', 'what it is', 'default'], [
      ['`deadlines.urgent`, `.high`, `.normal`', '`minutes`, and the `clock`: `wall` counts plain hours, `business` only while the branch is open', `${urgent.minutes}, ${high.minutes}, ${normal.minutes} minutes, ${normal.clock}`],
      ['`callingHours`', 'between which times customers are called, Monday to Friday; on Saturdays from 9 to 18 at most, never on Sundays and public holidays', policy.callingHours.join(' to ')],
      ['`attemptsPerDay`, `maxAttempts`', 'how often a day a customer is called, and how often in all before a person decides', `${policy.attemptsPerDay}, ${policy.maxAttempts}`],
      ['`warnMinutesBefore`', 'how long before its deadline the assignee is warned', String(policy.warnMinutesBefore)],
      ['`claimMinutes`', 'after that a claim returns by itself', String(policy.claimMinutes)],
      ['`unassignedAlarmMinutes`', 'a callback that nobody has after that is an alarm', String(policy.unassignedAlarmMinutes)],
      ['`escalationCooldownMinutes`', 'between two escalations of one callback', String(policy.escalationCooldownMinutes)],
      ['`autoAssign`', '`relationship`, `service`, `least_loaded`, `round_robin` or `none`', policy.autoAssign],
      ['`strategies`', 'the same for single branches, by their slug', 'as `autoAssign`'],
    ]),
    '', 'A callback about an appointment that stands is due half an hour before it at the latest, whatever its priority says.',
    '', '### What callers may change', '', 'Under `appointments`. What they may not, they are told, and a person decides.', '',
    ...table(['key', 'what it is', 'default'], [
      ['`cancelNoticeMinutes`, `rescheduleNoticeMinutes`', 'until how long before its start a caller may cancel or move an appointment', `${DEFAULT_APPOINTMENT_POLICY.cancelNoticeMinutes}, ${DEFAULT_APPOINTMENT_POLICY.rescheduleNoticeMinutes}`],
      ['`maxReschedules`', 'how often one appointment may be moved', 'as often as wanted'],
      ['`feeText`', 'what is said of a fee where it may not be changed any more', 'nothing'],
    ]),
    '', '### Cal.com and Retell', '',
    '`calendars."cal.com".profile` is `hosted` for cal.com itself and `cal.diy` for one of your own at `baseUrl`. For changes that are made in the calendar, make a webhook there, with the events booking created,',
    'requested, rescheduled, cancelled and rejected, to `https://YOUR-HOST/hooks/cal.com/SLUG`, and write its secret as `webhookSecret`. Without, they are found by a comparison, once an hour.',
    'The set-up and the settings (under “Connections”) do it too: they enter the webhook at Cal.com with the stored key, or show address and a new secret to copy, and say when the last message came.', '',
    '`voice[].connection` is part of the addresses that Retell calls; `fangnetz retell sync` enters them ([retell.md](retell.md)).',
    '', '### When a branch is open', '',
    '`openingHours` are its week. `company.region` (a branch may have another) decides which public holidays it has; `closedOnHolidays: false` keeps it open on them. Where they',
    'depend on the municipality, `municipality` says which kind it is; the first is meant where nothing is said:', '',
    ...table(['region', '`municipality`'], kinds as [string, string][]),
    '', '`exceptions` of the company or of a branch say what single days are like: `from` and `to` (included; the same day where it is absent), as `2026-12-24`, or as `12-24` for every year.', '',
    ...table(['`kind`', 'what it does'], [
      ['`closed`', 'closed all day, or only at its `hours`'],
      ['`hours`', 'open at its `hours` and at no others, also on a public holiday: a half day'],
      ['`extra`', 'open at its `hours` beside whatever else the day has: a Sunday in Advent'],
    ]),
    '', 'Of several entries for a day, one of the branch counts for more than one of the company, and a shorter one for more than the longer one in which it lies. `reason` is for staff; callers are not told.',
    '`staff[].absences` are written alike, without `kind` and always with a year. What people enter through the API stays when a file is applied; what a file lists is taken away there.',
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map(row)];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
