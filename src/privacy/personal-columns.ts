// Every column in which something of a caller may stand. An erasure looks through all of them for his number and address;
// test/personal-columns.pg.test.ts compares the list with the tables, so that a new column is either here or has a reason.

export interface PersonalColumn {
  readonly table: string;
  readonly column: string;
  readonly type: 'text' | 'jsonb' | 'list';
  /** What tells one row from another beside the company. */
  readonly key: 'id' | 'uid' | 'receipt' | 'caller_key';
}

const of = (table: string, columns: Readonly<Record<string, PersonalColumn['type']>>, key: PersonalColumn['key'] = 'id'): PersonalColumn[] =>
  Object.entries(columns).map(([column, type]) => ({ table, column, type, key }));

export const PERSONAL_COLUMNS: readonly PersonalColumn[] = [
  ...of('calls', { from_raw: 'text', from_number: 'text', recording_url: 'text', transcript: 'jsonb', analysis: 'jsonb', transfer: 'jsonb' }),
  ...of('call_events', { payload: 'jsonb' }),
  ...of('inbound_calls', { from_raw: 'text', from_number: 'text' }),
  ...of('requests', { answer: 'jsonb' }, 'receipt'),
  ...of('wishes', { requested: 'jsonb', reason: 'text' }),
  ...of('callbacks', {
    customer_name: 'text', phone_number: 'text', phone_raw: 'text', customer_email: 'text', notes: 'text', resolution: 'text', resolution_notes: 'text', error_message: 'text',
    due_because: 'text', snooze_words: 'text', category: 'text', preferred_time_window: 'jsonb', metadata: 'jsonb',
  }),
  ...of('callback_events', { detail: 'jsonb' }),
  ...of('callback_attempts', { note: 'text' }),
  ...of('callback_escalations', { note: 'text', resolution_note: 'text' }),
  ...of('caller_claims', { caller_key: 'text' }, 'caller_key'),
  ...of('booking_intents', { request: 'jsonb', detail: 'text' }),
  ...of('appointments', { customer_name: 'text', phone_number: 'text', customer_email: 'text', notes: 'text', cancel_reason: 'text' }),
  ...of('local_bookings', { attendee: 'jsonb', notes: 'text' }, 'uid'),
  ...of('calendar_events', { payload: 'jsonb' }),
  ...of('customers', { phone_number: 'text', email: 'text', name: 'text', names: 'list', note: 'text' }),
  ...of('privacy_holds', { reason: 'text' }),
  // somebody may have kept a search for him
  ...of('saved_views', { name: 'text', filter: 'jsonb' }),
];
