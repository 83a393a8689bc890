// The configuration, read once at start from flags and environment. One table describes every option; the help text
// and the documentation are printed from it, so neither can forget one.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Fault, messageOf } from './errors.ts';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDirectory: string;
  /** Null: embedded PostgreSQL in the data directory. */
  readonly databaseUrl: string | null;
  /** Null: generated into the data directory. */
  readonly secret: string | null;
  /** Without a slash at the end. */
  readonly publicUrl: string | null;
  /** Null: mails are written to files. */
  readonly smtpUrl: string | null;
  /** Sender of all mails: an address, or a name with one. Null: made from the mail server's user or the public address. */
  readonly mailFrom: string | null;
  /** Where an escalation ends that nobody of the company has answered. */
  readonly operatorMail: readonly string[];
  /** E.164. */
  readonly operatorPhone: readonly string[];
  /** Null: no SMS is sent. */
  readonly smsUrl: string | null;
  readonly smsSecret: string | null;
  /** Webhooks may lead into our own network, and without TLS. */
  readonly webhookAllowPrivate: boolean;
  /** Hosts of our own network at which companies may have their Cal.com or Retell: `host` or `host:port`, in lower case. */
  readonly privateHosts: readonly string[];
  readonly logLevel: LogLevel;
  readonly answerBudgetMs: number;
  readonly databaseBudgetMs: number;
  /** Of the admin API, from one address. */
  readonly apiRequestsPerMinute: number;
  /** Demo data and stand-ins while no company is configured. */
  readonly demo: boolean;
}

/** What a value is read into, or why it cannot be: the rest of a sentence that begins with the option's name. */
type Read<T> = { readonly value: T } | { readonly wrong: string };

export interface Option<T> {
  /** Null: not on the command line, where every user of the machine can read it. */
  readonly flag: string | null;
  readonly env: string | null;
  /** Written after the flag in the help; null for a switch. */
  readonly placeholder: string | null;
  readonly help: string;
  readonly fallback: T;
  /** How the default is described. */
  readonly fallbackText: string;
  /** Shown as *** wherever a value is printed. */
  readonly secret?: boolean;
  read(text: string): Read<T>;
}

export const OPTIONS: { readonly [Name in keyof Config]: Option<Config[Name]> } = {
  port: { flag: 'port', env: 'FANGNETZ_PORT', placeholder: 'N', help: 'port of the server', fallback: 4321, fallbackText: '4321', read: readPort },
  host: { flag: 'host', env: 'FANGNETZ_HOST', placeholder: 'ADDRESS', help: 'address it listens on; 0.0.0.0 or :: for all', fallback: '127.0.0.1', fallbackText: '127.0.0.1', read: (text) => ({ value: text }) },
  dataDirectory: { flag: 'data', env: 'FANGNETZ_DATA_DIR', placeholder: 'DIR', help: 'journal, embedded database and secrets key', fallback: resolve('data'), fallbackText: './data', read: (text) => ({ value: resolve(text) }) },
  databaseUrl: {
    flag: 'database-url', env: 'DATABASE_URL', placeholder: 'URL', help: 'a PostgreSQL of your own, as owner of its database', fallback: null, fallbackText: 'embedded PostgreSQL in the data directory', secret: true,
    read: (text) => readUrl(text, ['postgresql:', 'postgres:']),
  },
  secret: { flag: null, env: 'FANGNETZ_SECRET', placeholder: 'TEXT', help: 'master key for stored credentials', fallback: null, fallbackText: 'generated into the data directory', secret: true, read: readSecret },
  publicUrl: {
    flag: 'public-url', env: 'FANGNETZ_PUBLIC_URL', placeholder: 'URL', help: 'how voice platforms and browsers reach the server', fallback: null, fallbackText: 'its own address',
    read: (text) => readUrl(text.replace(/\/+$/, ''), ['https:', 'http:']),
  },
  smtpUrl: {
    flag: 'smtp-url', env: 'FANGNETZ_SMTP_URL', placeholder: 'URL', help: 'mail server, smtp:// or smtps://, with user and password', fallback: null, fallbackText: 'mails are written to DATA_DIR/mail/*.eml', secret: true,
    read: (text) => readUrl(text, ['smtp:', 'smtps:']),
  },
  mailFrom: { flag: null, env: 'FANGNETZ_MAIL_FROM', placeholder: 'ADDRESS', help: 'sender of mails, "Name <address>" or an address', fallback: null, fallbackText: "the mail server's user, or fangnetz@ the public address", read: readSender },
  operatorMail: { flag: null, env: 'FANGNETZ_OPERATOR_MAIL', placeholder: 'ADDRESSES', help: 'where an escalation ends that no company answered; separated by commas', fallback: [], fallbackText: 'none: the log', read: readAddresses },
  operatorPhone: { flag: null, env: 'FANGNETZ_OPERATOR_PHONE', placeholder: 'NUMBERS', help: 'the same by SMS: mobile numbers as +49…', fallback: [], fallbackText: 'none', read: readMobiles },
  smsUrl: {
    flag: null, env: 'FANGNETZ_SMS_URL', placeholder: 'URL', help: 'gateway that takes {"to","text"} by POST and sends it as SMS', fallback: null, fallbackText: 'no SMS', secret: true,
    read: (text) => readUrl(text, ['https:', 'http:']),
  },
  smsSecret: { flag: null, env: 'FANGNETZ_SMS_SECRET', placeholder: 'TEXT', help: 'signs what goes to that gateway', fallback: null, fallbackText: 'not signed', secret: true, read: readSecret },
  webhookAllowPrivate: { flag: null, env: 'FANGNETZ_WEBHOOK_ALLOW_PRIVATE', placeholder: 'true', help: 'webhooks may lead into this network, and without TLS', fallback: false, fallbackText: 'the internet only', read: readBoolean },
  privateHosts: {
    flag: null, env: 'FANGNETZ_PRIVATE_HOSTS', placeholder: 'HOSTS', help: 'hosts of this network that companies may enter as address of Cal.com or Retell; separated by commas, with or without port', fallback: [], fallbackText: 'none: the internet only',
    read: readHosts,
  },
  logLevel: { flag: 'log-level', env: 'FANGNETZ_LOG_LEVEL', placeholder: 'LEVEL', help: LOG_LEVELS.join(', '), fallback: 'info', fallbackText: 'info', read: readLogLevel },
  answerBudgetMs: { flag: 'answer-budget-ms', env: 'FANGNETZ_ANSWER_BUDGET_MS', placeholder: 'MS', help: 'longest a function call of a phone call may take', fallback: 8_000, fallbackText: '8000', read: (text) => readWhole(text, 500, 60_000) },
  databaseBudgetMs: {
    flag: 'database-budget-ms', env: 'FANGNETZ_DATABASE_BUDGET_MS', placeholder: 'MS', help: 'after that, the database counts as down for this call', fallback: 1_500, fallbackText: '1500',
    read: (text) => readWhole(text, 50, 30_000),
  },
  apiRequestsPerMinute: {
    flag: 'api-requests-per-minute', env: 'FANGNETZ_API_REQUESTS_PER_MINUTE', placeholder: 'N', help: 'requests to the admin API that one address may make within a minute', fallback: 6_000, fallbackText: '6000',
    read: (text) => readWhole(text, 60, 10_000_000),
  },
  demo: { flag: 'demo', env: null, placeholder: null, help: 'demo data while no company is configured; --no-demo: none', fallback: false, fallbackText: 'off', read: (text) => ({ value: text === 'true' }) },
};

const NAMES = Object.keys(OPTIONS) as (keyof Config)[];

/** Flags win over the environment. Throws Fault CONFIG_INVALID with one line per problem: place, reason, remedy. */
export function parseConfig(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Config {
  const flags = parseFlags(args);
  const problems: string[] = [];
  const values = NAMES.map((name): [keyof Config, unknown] => {
    const option: Option<unknown> = OPTIONS[name];
    const given = givenValue(option, flags, environment);
    if (given === null) return [name, option.fallback];
    const read = option.read(given.text);
    if ('value' in read) return [name, read.value];
    problems.push(`${given.place} ${read.wrong}`);
    return [name, option.fallback];
  });
  const config = Object.fromEntries(values) as unknown as Config;
  // A database that may take as long as the whole answer leaves no time to say so.
  if (problems.length === 0 && config.databaseBudgetMs >= config.answerBudgetMs) {
    problems.push(`FANGNETZ_DATABASE_BUDGET_MS (${config.databaseBudgetMs}) has to be smaller than FANGNETZ_ANSWER_BUDGET_MS (${config.answerBudgetMs})`);
  }
  if (problems.length > 0) throw new Fault('CONFIG_INVALID', problems.join('\n'), { next: 'Correct the value, or leave it out for the default; all options: fangnetz start --help' });
  return config;
}

/** Variables that look like ours and are none: most likely a slip of the pen, which would otherwise go unnoticed. */
export function unknownVariables(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set(NAMES.map((name) => OPTIONS[name].env));
  return Object.keys(environment).filter((name) => name.startsWith('FANGNETZ_') && !known.has(name)).sort();
}

/** The table as text for --help. */
export function optionsHelp(): string {
  const rows = NAMES.map((name) => OPTIONS[name]).map((option) => {
    const flag = option.placeholder === null ? `--[no-]${option.flag}` : `--${option.flag} ${option.placeholder}`;
    return `  ${(option.flag === null ? '' : flag).padEnd(26)} ${(option.env ?? '').padEnd(28)} ${option.help} (default: ${option.fallbackText})`;
  });
  return rows.join('\n');
}

type Flags = Readonly<Record<string, string | boolean | undefined>>;

function parseFlags(args: readonly string[]): Flags {
  const options = Object.fromEntries(
    NAMES.map((name) => OPTIONS[name]).flatMap(({ flag, placeholder }) => (flag === null ? [] : [[flag, { type: placeholder === null ? ('boolean' as const) : ('string' as const) }]])),
  );
  try {
    return parseArgs({ args: [...args], options, allowNegative: true, strict: true, allowPositionals: false }).values as Flags;
  } catch (error) {
    throw new Fault('CONFIG_INVALID', messageOf(error), { next: 'All options: fangnetz start --help' });
  }
}

function givenValue(option: Option<unknown>, flags: Flags, environment: Readonly<Record<string, string | undefined>>): { text: string; place: string } | null {
  const flag = option.flag === null ? undefined : flags[option.flag];
  if (flag !== undefined) return { text: String(flag), place: `--${option.flag}` };
  const text = option.env === null ? undefined : environment[option.env];
  // An empty variable is how a compose file or a shell leaves one out.
  return option.env === null || text === undefined || text.trim() === '' ? null : { text: text.trim(), place: option.env };
}

function readPort(text: string): Read<number> {
  if (/^\w+:\/\//.test(text)) {
    return { wrong: `is ${JSON.stringify(text)}; Kubernetes sets such a variable for a service named "fangnetz": set enableServiceLinks: false, or give --port` };
  }
  return readWhole(text, 0, 65_535);
}

function readWhole(text: string, min: number, max: number): Read<number> {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? { value } : { wrong: `has to be a whole number from ${min} to ${max}, not ${JSON.stringify(text)}` };
}

const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;

function readSender(text: string): Read<string> {
  const address = /^[^<>"\r\n]{0,100}<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return ADDRESS.test(address) ? { value: text } : { wrong: 'has to be a mail address, or a name with one: Salon Nord <post@salon.example>' };
}

function readAddresses(text: string): Read<readonly string[]> {
  const value = text.split(',').map((part) => part.trim()).filter((part) => part !== '');
  return value.every((part) => ADDRESS.test(part)) ? { value } : { wrong: 'has to be mail addresses, separated by commas' };
}

function readMobiles(text: string): Read<readonly string[]> {
  const value = text.split(',').map((part) => part.trim()).filter((part) => part !== '');
  return value.every((part) => /^\+[1-9]\d{6,14}$/.test(part)) ? { value } : { wrong: 'has to be telephone numbers such as +4915112345678, separated by commas' };
}

function readHosts(text: string): Read<readonly string[]> {
  const value = text.split(',').map((part) => part.trim().toLowerCase()).filter((part) => part !== '');
  // as a URL writes them: what is compared with it otherwise never matches
  const isHost = (part: string): boolean => URL.canParse(`ws://${part}`) && [new URL(`ws://${part}`).host, new URL(`ws://${part}`).hostname].some((host) => part === host || part === `${host}:80`);
  return value.every(isHost) ? { value } : { wrong: 'has to be host names or addresses such as cal.intern.example or 10.0.0.5:3000, separated by commas' };
}

function readBoolean(text: string): Read<boolean> {
  const value = { true: true, '1': true, yes: true, false: false, '0': false, no: false }[text.toLowerCase()];
  return value === undefined ? { wrong: `has to be true or false, not ${JSON.stringify(text)}` } : { value };
}

function readLogLevel(text: string): Read<LogLevel> {
  const value = LOG_LEVELS.find((level) => level === text.toLowerCase());
  return value === undefined ? { wrong: `has to be one of ${LOG_LEVELS.join(', ')}, not ${JSON.stringify(text)}` } : { value };
}

/** The text itself is not repeated: it may hold a password. */
function readUrl(text: string, protocols: readonly string[]): Read<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const wrong = `has to be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  return url !== null && protocols.includes(url.protocol) ? { value: text } : { wrong };
}

function readSecret(text: string): Read<string> {
  return text.length >= 16 ? { value: text } : { wrong: 'has to be at least 16 characters long; for example the output of: openssl rand -hex 32' };
}
