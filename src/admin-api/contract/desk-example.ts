// One callback as the documentation shows it.
const ID = '01932c07-7a50-7000-8000-000000000001';

export const CALLBACK_EXAMPLE = {
  id: ID, status: 'assigned', priority: 'urgent', error_type: 'partial_booking', error_message: 'Cal.com antwortete mit 500', category: null, created_from: 'failsafe_callback',
  customer_name: 'Frau Sommer', phone_number: '+493012345678', phone_raw: '030 12345678', customer_email: null,
  branch: { id: '01932c07-7a50-7000-8000-0000000000b1', slug: 'mitte', name: 'Filiale Mitte' }, service: { id: '01932c07-7a50-7000-8000-0000000000c1', slug: 'herrenhaarschnitt', name: 'Herrenhaarschnitt' },
  assigned_to: '01932c07-7a50-7000-8000-0000000000a1', assignee: { id: '01932c07-7a50-7000-8000-0000000000a1', slug: 'anna', name: 'Anna Berger' },
  claimed_by: '01932c07-7a50-7000-8000-0000000000a1', claimed_by_name: 'Anna Berger', claim_until: '2026-12-01T09:20:00.000Z',
  due_at: '2026-12-01T11:00:00.000Z', overdue: false, created_at: '2026-12-01T09:00:00.000Z', assigned_at: '2026-12-01T09:00:02.000Z', contacted_at: null, completed_at: null, resolution: null,
  appointment_id: null, call_id: '01932c07-7a50-7000-8000-0000000000d1', wish_id: '01932c07-7a50-7000-8000-0000000000e1', preferred_time_window: 'nachmittags', notes: null,
  metadata: { error_type: 'partial_booking', call_id: '01932c07-7a50-7000-8000-0000000000d1', retell_call_id: 'call_5f2e9c', from_number: '+493012345678', created_from: 'failsafe_callback', created_at_iso: '2026-12-01T09:00:00Z', requested_time: '2026-12-02T14:30:00+01:00' },
  attempts_count: 1, receipt: ID, caller_key: '+493012345678', snoozed_until: null, snooze_words: null, next_attempt_at: '2026-12-01T13:00:00.000Z', last_attempt_at: '2026-12-01T09:10:00.000Z',
  decision_since: null, escalation_level: 0, version: 2, customer_id: '01932c07-7a50-8000-8000-0000000000f1',
} as const;
