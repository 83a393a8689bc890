// Every column that can hold a text is either looked through by an erasure, or has a reason why nothing of a caller gets into it.
import { expect, test } from 'vitest';
import { PERSONAL_COLUMNS } from '../src/privacy/personal-columns.ts';
import { execute } from './execute.ts';
import { testDatabase } from './pg.ts';

const { url } = await testDatabase();

/** Whole tables in which no caller is. */
const OF_NOBODY: Readonly<Record<string, string>> = {
  companies: 'what the owner says of the company', branches: 'of the company', services: 'of the company', staff: 'of people who work there', api_keys: 'a hash and four characters',
  calendar_accounts: 'sealed credentials', voice_connections: 'sealed credentials', audit_heads: 'hashes', audit_anchors: 'hashes', audit_log: 'withheld when it is entered (src/audit/harmless.ts)',
  privacy_runs: 'counts', platform_deletions: 'ids, and what a platform answers to them', reconciliations: 'counts', fangnetz_migrations: 'names of files',
  auth_users: 'people who work there', auth_accounts: 'people who work there', auth_sessions: 'people who work there', auth_verifications: 'hashes', auth_used_codes: 'people who work there', auth_two_factors: 'people who work there, encrypted',
  auth_rate_limits: 'addresses of whoever signs in', members: 'people who work there', invitations: 'people who work there',
  deliveries: 'to people who work there; what they are told is read when it is sent', in_app_notices: 'people who work there', notification_preferences: 'people who work there', push_subscriptions: 'browsers of people who work there',
  push_keys: 'a key pair', webhooks: 'addresses of programs', webhook_deliveries: 'ids and states; a person is read when it is sent (migration 0013)',
  error_groups: 'hashes of kinds of failure', callback_tallies: 'counts', branch_exceptions: 'days of the company', staff_absences: 'of people who work there', notices: 'ids and states, by its own rule (migration 0013)',
};

/** Single columns of the tables in which callers are. */
const HARMLESS: Readonly<Record<string, string>> = {
  'calls.connection': 'a name of ours', 'calls.retell_call_id': 'the platform’s id', 'calls.agent_id': 'the platform’s id', 'calls.to_number': 'our own number', 'calls.disconnection_reason': 'a code', 'calls.direction': 'a code',
  'calls.call_type': 'a code', 'calls.disconnection_class': 'a code', 'calls.caller_ref': 'a keyed hash, taken out by an erasure', 'callbacks.caller_ref': 'a keyed hash, taken out by an erasure', 'appointments.caller_ref': 'a keyed hash, taken out by an erasure',
  'call_events.connection': 'a name of ours', 'call_events.event': 'a code', 'call_events.retell_call_id': 'the platform’s id',
  'inbound_calls.connection': 'a name of ours', 'inbound_calls.retell_call_id': 'the platform’s id', 'inbound_calls.agent_id': 'the platform’s id', 'inbound_calls.to_number': 'our own number', 'inbound_calls.outcome': 'a code',
  'requests.dedupe_key': 'a hash', 'requests.function': 'a code', 'requests.fingerprint': 'a hash, emptied with the words', 'requests.state': 'a code', 'requests.node': 'an id', 'requests.boot': 'an id',
  'wishes.intent': 'a code', 'wishes.fate': 'a code', 'wishes.settled_by': 'an id of an actor',
  'callbacks.status': 'a code', 'callbacks.priority': 'a code', 'callbacks.error_type': 'a code', 'callbacks.created_from': 'a code', 'callbacks.caller_key': 'made of the number, and goes with it', 'callbacks.search_text': 'made of the columns beside it, and goes with them', 'callbacks.error_group': 'a hash of the kind of failure, made anew when its words go',
  'saved_views.sort': 'a code', 'callback_part_tallies.part': 'a code', 'callback_part_tallies.value': 'an id, or made of callbacks.category, and gone with the last that has it', 'callback_part_tallies.status': 'a code', 'callback_part_tallies.priority': 'a code',
  'callback_part_tallies.error_type': 'a code', 'callback_part_tallies.created_from': 'a code',
  'callback_events.actor': 'an id of an actor', 'callback_events.kind': 'a code', 'callback_attempts.actor': 'an id of an actor', 'callback_attempts.outcome': 'a code',
  'callback_escalations.actor': 'an id of an actor', 'callback_escalations.reason': 'a code', 'callback_escalations.resolved_by': 'an id of an actor', 'caller_claims.claimed_by': 'an id of an actor', 'caller_claims.claimed_name': 'who works there',
  'booking_intents.provider': 'a code', 'booking_intents.state': 'a code', 'booking_intents.kind': 'a code', 'booking_intents.booking_uid': 'the calendar’s id',
  'appointments.status': 'a code', 'appointments.provider': 'a code', 'appointments.booking_uid': 'the calendar’s id', 'appointments.booking_id': 'the calendar’s id', 'local_bookings.status': 'a code',
  'calendar_events.provider': 'a code', 'calendar_events.trigger': 'a code', 'calendar_events.booking_uid': 'the calendar’s id', 'calendar_events.moved_from_uid': 'the calendar’s id', 'calendar_events.result': 'a code',
  'idempotency_keys.actor': 'an id of an actor', 'idempotency_keys.key': 'chosen by a program', 'idempotency_keys.fingerprint': 'a hash, gone after a day', 'idempotency_keys.content_type': 'a code',
  'idempotency_keys.location': 'an address of ours', 'idempotency_keys.body': 'emptied by an erasure (erase.ts), gone after a day', 'idempotency_keys.outcomes': 'emptied by an erasure (erase.ts), gone after a day',
  'customers.named_by': 'an id of an actor', 'customers.language': 'a code', 'customers.voicemail_permission': 'a code', 'privacy_holds.subject_kind': 'a code', 'privacy_holds.held_by': 'an id of an actor',
};

test('every column that can hold a text is looked through by an erasure, or has a reason', async () => {
  const columns = await execute<{ table: string; column: string }>(
    url,
    `SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND (c.data_type IN ('text', 'jsonb', 'json', 'character varying', 'bytea', 'ARRAY') AND c.udt_name <> '_uuid') ORDER BY 1, 2`,
  );
  expect(columns.length).toBeGreaterThan(100);
  const named = new Set(columns.map(({ table, column }) => `${table}.${column}`));
  const looked = new Set(PERSONAL_COLUMNS.map(({ table, column }) => `${table}.${column}`));
  const undecided = columns.filter(({ table, column }) => OF_NOBODY[table] === undefined && HARMLESS[`${table}.${column}`] === undefined && !looked.has(`${table}.${column}`));
  expect(undecided.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
  expect([...Object.keys(HARMLESS), ...looked].filter((name) => !named.has(name))).toEqual([]);
  expect(Object.keys(OF_NOBODY).filter((table) => !columns.some((column) => column.table === table))).toEqual([]);
});
