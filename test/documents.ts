// The documents that are written from tables in the code, so that neither can say what the other does not.
import { PROBLEMS } from '../src/admin-api/problem.ts';
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
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map(row)];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
