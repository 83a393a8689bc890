// The steps of a sweep, in order: each takes a small batch in one transaction, and is run again until it finds nothing.
import { cutAudit } from '../audit/cut-audit.ts';
import { must } from '../platform/assert.ts';
import type { PrivacyPolicy } from '../companies/privacy-policy.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { EpochMs } from '../platform/world.ts';
import { callerRef } from './caller-ref.ts';
import { askPlatformToDelete, clearCalendarEvents, clearCallEvents, clearCallNumbers, clearInbound, clearRecordings, clearWords } from './clear-calls.ts';
import type { Cleared } from './clear-calls.ts';
import { clearAppointments, clearCallbacks, clearIntents, clearLocalBookings, clearWishes, forgetCustomers } from './clear-cases.ts';
import { cutoffOf } from './cutoffs.ts';
import { DUE, WITH_WHAT_STAYS } from './due.ts';
import { forgetAppointments, forgetCalls, forgetWishes } from './forget-counts.ts';

export interface Sweeping {
  readonly companyId: string;
  readonly policy: PrivacyPolicy;
  readonly now: EpochMs;
  readonly secrets: Pick<Secrets, 'mac'>;
}

export interface Step {
  readonly kind: string;
  /** Needs rights that no company has. */
  readonly asMachine: boolean;
  /** How many it dealt with; 0: nothing is left. */
  readonly run: (tx: Tx, sweeping: Sweeping, limit: number) => Promise<number>;
}

type Clear = (tx: Tx, cleared: Cleared, sweeping: Sweeping) => Promise<number>;

const CLEAR: Readonly<Record<string, Clear>> = {
  recordings: clearRecordings,
  transcripts: async (tx, cleared, { policy }) => {
    if (policy.deleteAtVoicePlatform) await askPlatformToDelete(tx, cleared, 'retention');
    return await clearWords(tx, cleared);
  },
  call_events: clearCallEvents,
  calendar_events: clearCalendarEvents,
  callbacks: async (tx, cleared, { secrets }) => await clearCallbacks(tx, cleared, callerRef(secrets, cleared.companyId)),
  wishes: clearWishes,
  appointments: async (tx, cleared, { secrets }) => await clearAppointments(tx, cleared, callerRef(secrets, cleared.companyId)),
  local_bookings: clearLocalBookings,
  booking_intents: clearIntents,
  callers: async (tx, cleared, { secrets }) => await clearCallNumbers(tx, cleared, callerRef(secrets, cleared.companyId)),
  customers: forgetCustomers,
  inbound_calls: clearInbound,
};

const CLEARING: readonly Step[] = DUE.map(({ kind, rule, ids }) => ({
  kind, asMachine: false,
  run: async (tx, sweeping, limit) => {
    const { companyId, policy, now } = sweeping;
    const due = await tx.rows<{ id: string }>(`${WITH_WHAT_STAYS} ${ids} limit $3`, [companyId, iso(cutoffOf(rule, policy.retention, now)), limit]);
    if (due.length === 0) return 0;
    return await must(CLEAR[kind], `nothing clears ${kind}`)(tx, { companyId, ids: due.map(({ id }) => id), now }, sweeping);
  },
}));

const FORGETTING: readonly Step[] = [
  { kind: 'counted_wishes', asMachine: false, run: async (tx, sweeping, limit) => await forgetWishes(tx, forgotten(sweeping, limit)) },
  { kind: 'counted_appointments', asMachine: false, run: async (tx, sweeping, limit) => await forgetAppointments(tx, forgotten(sweeping, limit)) },
  { kind: 'counted_calls', asMachine: false, run: async (tx, sweeping, limit) => await forgetCalls(tx, forgotten(sweeping, limit)) },
  {
    kind: 'audit', asMachine: true,
    run: async (tx, { companyId, policy, now, secrets }, limit) => await cutAudit(tx, { companyId, before: cutoffOf('auditMonths', policy.retention, now), now, limit, secrets }),
  },
];

function forgotten({ companyId, policy, now }: Sweeping, limit: number) {
  return { companyId, before: cutoffOf('countsMonths', policy.retention, now), limit };
}

export const STEPS: readonly Step[] = [...CLEARING, ...FORGETTING];
