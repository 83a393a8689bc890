// The one way by which a failure becomes a callback. It never throws: at the edge of a phone call there is nobody
// left to catch, and a promise is only spoken about what `save` made durable.
import { messageOf } from '../platform/errors.ts';
import { isoSeconds } from '../platform/iso.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { Call } from '../calls/call.ts';
import type { Branch, Company, Priority } from '../companies/company.ts';
import { notesOf } from '../wishes/notes.ts';
import type { Requested } from '../wishes/wish.ts';
import type { CallbackContext, CallbackDraft, CreatedFrom, ErrorType, StoredCallback } from './callback.ts';
import { callbackDeadline } from './callback-deadline.ts';

export interface CallbackDesk {
  readonly world: World;
  readonly company: Company;
  readonly branch: Branch | null;
  readonly call: Call;
  readonly wish: { readonly id: string; readonly requested: Requested };
  /** Becomes the callback's id, so that a promise given while the database is down keeps its name. */
  readonly receipt: string;
  /** Deadlines count from here, whenever the callback reaches the database. */
  readonly promisedAt: EpochMs;
  /** Makes the draft durable, in the database or else in the journal. `nowhere`: neither; then nothing may be promised. */
  readonly save: (draft: CallbackDraft) => Promise<Saved>;
  readonly count: (created: { errorType: ErrorType | null; priority: Priority; source: CreatedFrom }) => void;
}

export type Saved = { readonly kind: 'stored'; readonly in: 'database' | 'journal'; readonly callback: StoredCallback } | { readonly kind: 'nowhere'; readonly reason: string };

export interface CallbackReason {
  /** What happened, in words for staff. */
  readonly reason: string;
  readonly errorType: ErrorType | null;
  readonly priority: Priority;
  readonly context: CallbackContext;
  readonly createdFrom?: CreatedFrom;
  readonly notes?: string | null;
  readonly preferredTimeWindow?: string | null;
}

export async function openFailsafeCallback(desk: CallbackDesk, why: CallbackReason): Promise<Saved> {
  const fields = { event: 'callback.failsafe', company: desk.company.slug, call_id: desk.call.retellCallId, callback_id: desk.receipt, error_type: why.errorType, priority: why.priority };
  const asked = why.createdFrom !== undefined && why.createdFrom !== 'failsafe_callback';
  if (asked) desk.world.log.info(fields, '📞 Processing callback request');
  else desk.world.log.warn({ ...fields, reason: why.reason }, '⚠️ Creating failsafe callback for error');
  const saved = await saveDraft(desk, why);
  if (saved.kind === 'nowhere') {
    desk.world.log.error({ ...fields, reason: saved.reason }, '❌ Failed to create failsafe callback');
    return saved;
  }
  desk.count({ errorType: why.errorType, priority: why.priority, source: why.createdFrom ?? 'failsafe_callback' });
  desk.world.log.info({ ...fields, callback_id: saved.callback.id, stored_in: saved.in }, '✅ Failsafe callback created');
  return saved;
}

async function saveDraft(desk: CallbackDesk, why: CallbackReason): Promise<Saved> {
  try {
    return await desk.save(draftCallback(desk, why));
  } catch (error) {
    return { kind: 'nowhere', reason: messageOf(error) };
  }
}

function draftCallback(desk: CallbackDesk, why: CallbackReason): CallbackDraft {
  const { company, branch, call, wish } = desk;
  const createdFrom = why.createdFrom ?? 'failsafe_callback';
  const due = callbackDeadline({ company, branch, priority: why.priority, fromAt: desk.promisedAt, appointmentAt: appointmentOf(wish.requested, why) });
  return {
    id: desk.receipt,
    receipt: desk.receipt,
    wishId: wish.id,
    callId: call.id,
    priority: why.priority,
    errorType: why.errorType,
    errorMessage: why.reason.slice(0, 500),
    createdFrom,
    customerName: wish.requested.customerName ?? null,
    phoneNumber: wish.requested.phone ?? call.fromNumber,
    phoneRaw: wish.requested.phoneRaw ?? call.fromRaw,
    customerEmail: wish.requested.email ?? null,
    branchId: branch?.id ?? call.branchId,
    serviceId: wish.requested.serviceId ?? null,
    dueAt: due.dueAt,
    dueBecause: due.because,
    preferredTimeWindow: why.preferredTimeWindow ?? null,
    notes: notesOf({ ...wish.requested, ...(why.notes == null ? {} : { notes: why.notes }) }),
    metadata: {
      error_type: why.errorType,
      call_id: call.id,
      retell_call_id: call.retellCallId,
      from_number: call.fromRaw,
      created_from: createdFrom,
      created_at_iso: isoSeconds(desk.promisedAt),
      ...(wish.requested.serviceId === undefined ? {} : { service_id: wish.requested.serviceId }),
      ...(wish.requested.staffId === undefined ? {} : { staff_id: wish.requested.staffId }),
      ...why.context,
    },
    createdAt: desk.promisedAt,
  };
}

/** Of a partial booking the start that was asked for; for everything else there is no appointment yet. */
function appointmentOf(requested: Requested, { errorType, context }: CallbackReason): EpochMs | null {
  if (errorType !== 'partial_booking') return null;
  const startAt = context.requested_time === undefined ? NaN : Date.parse(context.requested_time);
  return Number.isNaN(startAt) ? (requested.startAt ?? null) : startAt;
}
