import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { OPTIONS, optionsHelp, parseConfig, unknownVariables } from './config.ts';
import { Fault } from './errors.ts';

function fault(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Fault {
  try {
    parseConfig(args, environment);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault');
}

test('works without any option, with the documented defaults', () => {
  expect(parseConfig([], {})).toEqual({
    port: 4321, host: '127.0.0.1', dataDirectory: resolve('data'), databaseUrl: null, secret: null, publicUrl: null, smtpUrl: null,
    mailFrom: null, operatorMail: [], operatorPhone: [], smsUrl: null, smsSecret: null, webhookAllowPrivate: false, privateHosts: [],
    logLevel: 'info', answerBudgetMs: 8_000, databaseBudgetMs: 1_500, apiRequestsPerMinute: 6_000, demo: false,
  });
});

test('flags win over the environment, and an empty variable counts as none', () => {
  const config = parseConfig(['--port', '5000', '--data', '/srv/f'], { FANGNETZ_PORT: '6000', FANGNETZ_HOST: ' 0.0.0.0 ', DATABASE_URL: '', FANGNETZ_DATA_DIR: 'x' });
  expect(config).toMatchObject({ port: 5_000, host: '0.0.0.0', databaseUrl: null, dataDirectory: '/srv/f' });
});

test('npm start -- --no-demo turns off the demo that the script turns on', () => {
  expect(parseConfig(['--demo', '--no-demo'], {}).demo).toBe(false);
  expect(parseConfig(['--demo'], {}).demo).toBe(true);
});

test('names every wrong value with its place, not only the first', () => {
  const { code, message } = fault(['--port', '70000'], { FANGNETZ_LOG_LEVEL: 'loud', FANGNETZ_PUBLIC_URL: 'fangnetz.example' });
  expect(code).toBe('CONFIG_INVALID');
  expect(message.split('\n')).toEqual([
    '--port has to be a whole number from 0 to 65535, not "70000"',
    'FANGNETZ_PUBLIC_URL has to be an address that begins with https:// or http://',
    'FANGNETZ_LOG_LEVEL has to be one of debug, info, warn, error, silent, not "loud"',
  ]);
});

test('never repeats a wrong database address or key: it may hold the password', () => {
  expect(fault([], { DATABASE_URL: 'mysql://me:hunter2@host/db' }).message).not.toContain('hunter2');
  expect(fault([], { FANGNETZ_SECRET: 'hunter2' }).message).not.toContain('hunter2');
});

test('the master key cannot be given on the command line, where every user of the machine reads it', () => {
  expect(fault(['--secret', 'x'.repeat(32)]).message).toContain('--secret');
});

test('understands what Kubernetes puts into FANGNETZ_PORT for a service of that name', () => {
  expect(fault([], { FANGNETZ_PORT: 'tcp://10.0.0.1:4321' }).message).toContain('enableServiceLinks: false');
});

test('a slip of the pen in a flag or a variable does not go unnoticed', () => {
  expect(fault(['--prot', '1']).code).toBe('CONFIG_INVALID');
  expect(fault(['extra']).code).toBe('CONFIG_INVALID');
  expect(unknownVariables({ FANGNETZ_PROT: '1', FANGNETZ_PORT: '1', PATH: '' })).toEqual(['FANGNETZ_PROT']);
});

test('a database that may take as long as the whole answer is refused', () => {
  expect(fault(['--answer-budget-ms', '1000', '--database-budget-ms', '1000']).message).toContain('smaller than FANGNETZ_ANSWER_BUDGET_MS');
});

test('a public address loses the slash at its end, so that paths can be put behind it', () => {
  expect(parseConfig(['--public-url', 'https://f.example/'], {}).publicUrl).toBe('https://f.example');
});

test('mail addresses, mobile numbers and a switch are read, and refused with an example of what they should be', () => {
  const given = { FANGNETZ_MAIL_FROM: 'Salon Nord <post@salon.example>', FANGNETZ_OPERATOR_MAIL: 'a@b.example, c@d.example', FANGNETZ_OPERATOR_PHONE: '+4915112345678', FANGNETZ_WEBHOOK_ALLOW_PRIVATE: 'TRUE' };
  expect(parseConfig([], given)).toMatchObject({ mailFrom: 'Salon Nord <post@salon.example>', operatorMail: ['a@b.example', 'c@d.example'], operatorPhone: ['+4915112345678'], webhookAllowPrivate: true });
  expect(parseConfig([], { FANGNETZ_PRIVATE_HOSTS: ' Cal.intern.example, 10.0.0.5:3000,[fd00::5]:80' }).privateHosts).toEqual(['cal.intern.example', '10.0.0.5:3000', '[fd00::5]:80']);
  expect(fault([], { FANGNETZ_PRIVATE_HOSTS: 'https://cal.intern.example' }).message).toContain('FANGNETZ_PRIVATE_HOSTS');
  const { message } = fault([], { FANGNETZ_MAIL_FROM: 'Salon\r\nBcc: x@y.example <post@salon.example>', FANGNETZ_OPERATOR_MAIL: 'niemand', FANGNETZ_OPERATOR_PHONE: '0151 1', FANGNETZ_WEBHOOK_ALLOW_PRIVATE: 'vielleicht' });
  expect(message.split('\n').map((line) => line.split(' ')[0])).toEqual(['FANGNETZ_MAIL_FROM', 'FANGNETZ_OPERATOR_MAIL', 'FANGNETZ_OPERATOR_PHONE', 'FANGNETZ_WEBHOOK_ALLOW_PRIVATE']);
});

test('the help lists every option of the table', () => {
  for (const option of Object.values(OPTIONS)) expect(optionsHelp()).toContain(option.env ?? option.flag);
});
