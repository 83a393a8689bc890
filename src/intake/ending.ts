// How a request ends: everything it changed, written in one transaction with the answer, or noted in the journal
// with the answer that was given, from where draining writes it by the same code.
import { messageOf } from '../platform/errors.ts';
import { must } from '../platform/assert.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Json } from '../journal/journal.ts';
import type { Call } from '../calls/call.ts';
import { storeCall } from '../calls/store-call.ts';
import { standAlone } from '../wishes/merge-repeat.ts';
import { mergeWish, settleFate, storeWish } from '../wishes/store-wish.ts';
import type { WishDraft } from '../wishes/wish.ts';
import type { CallbackDraft, StoredCallback } from '../callbacks/callback.ts';
import { settleInCall, type ClosedCallback } from '../callbacks/settle-in-call.ts';
import { linkAppointment } from '../callbacks/link-appointment.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import { closeFulfilled, type Fulfilled } from '../wishes/follow-appointment.ts';
import type { AppointmentDraft } from '../booking/appointment.ts';
import { applyChange, type AppointmentChange } from '../booking/apply-change.ts';
import { customerKnows } from '../booking/customer-knows.ts';
import { appointmentId, type BookingIntent } from '../booking/intent.ts';
import { storeAppointment } from '../booking/store-appointment.ts';
import { insertIntent, updateIntent, type IntentUpdate } from '../booking/store-intent.ts';
import { bounded, type Answer } from './answer.ts';
import { inDatabase, type Turn } from './turn.ts';

/** Plain data: this is what stands in the journal. */
export interface Effects {
  readonly companyId: string;
  readonly at: EpochMs;
  readonly call: Call;
  readonly request: {
    readonly receipt: string;
    readonly dedupeKey: string;
    readonly fingerprint: string;
    readonly function: string;
    readonly receivedAt: EpochMs;
    readonly node: string;
    readonly boot: string;
  };
  readonly wish: WishDraft | null;
  /** A wish that is one with `wish`: it stays countable as merged. */
  readonly absorbedWishId: string | null;
  /** The intent itself, where the database may not have it yet. */
  readonly intent: BookingIntent | null;
  readonly intentUpdate: IntentUpdate | null;
  readonly appointment: AppointmentDraft | null;
  /** The caller has heard that this booking stands: callbacks of its wish from this call are closed. */
  readonly fulfilled: { readonly wishId: string; readonly bookingUid: string; readonly intentId: string } | null;
  readonly callback: CallbackDraft | null;
  /** What happened to an appointment that was there before. Absent in what an older version has noted. */
  readonly change?: AppointmentChange | null;
  /** The wish is fulfilled and leaves nothing that could prove it. Absent as `change`. */
  readonly closed?: Pick<Fulfilled, 'reason' | 'appointmentId'> | null;
}

export interface Ending extends Partial<Pick<Effects, 'intent' | 'intentUpdate' | 'appointment' | 'fulfilled' | 'callback' | 'change' | 'closed'>> {
  /** Built from what is stored, so that it can only name what exists. */
  readonly answer: (callback: StoredCallback | null) => Answer;
}

export type Ended =
  | { readonly kind: 'stored'; readonly in: 'database' | 'journal'; readonly answer: Answer; readonly callback: StoredCallback | null }
  | { readonly kind: 'failed'; readonly error: Error };

/** The database only; `failed` says that what the ending announces is not stored (or not known to be). */
export async function endInDatabase(turn: Turn, ending: Ending): Promise<Ended> {
  const effects = effectsOf(turn, ending);
  try {
    const written = await inDatabase(turn, (tx) => writeEffects(tx, effects, (callback) => complete(turn, ending, callback)));
    if (written.kind === 'down') return { kind: 'failed', error: written.error };
    turn.intake.journal.settle(turn.receipt);
    const { answer, callback, settled } = written.value;
    for (const closed of settled) turn.intake.metrics.callbackCompleted({ errorType: closed.error_type, resolution: 'settled_in_call' });
    remember(turn, answer);
    return { kind: 'stored', in: 'database', answer, callback };
  } catch (error) {
    turn.intake.world.log.error({ event: 'request.store_failed', company: turn.company.slug, call_id: turn.call.retellCallId, error: messageOf(error) }, 'the outcome of a request could not be stored');
    return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** The database, else the journal. `failed` only where neither can hold it; then nothing may be promised. */
export async function end(turn: Turn, ending: Ending): Promise<Ended> {
  const inDb = await endInDatabase(turn, ending);
  if (inDb.kind === 'stored') return inDb;
  return await endInJournal(turn, ending, inDb.error);
}

async function endInJournal(turn: Turn, ending: Ending, why: Error): Promise<Ended> {
  if (!turn.journaled) return { kind: 'failed', error: why };
  const effects = effectsOf(turn, ending);
  const promised = effects.callback === null ? null : { id: effects.callback.id, dueAt: effects.callback.dueAt, phoneNumber: effects.callback.phoneNumber };
  const answer = complete(turn, ending, promised);
  try {
    await turn.intake.journal.note(turn.receipt, 'outcome', { effects, answer } as unknown as Json);
  } catch (error) {
    return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }
  remember(turn, answer);
  return { kind: 'stored', in: 'journal', answer, callback: promised };
}

export interface Written {
  readonly answer: Answer;
  readonly callback: StoredCallback | null;
  readonly settled: readonly ClosedCallback[];
}

/** Writes everything of one request; safe to repeat, also after a COMMIT whose reply was lost. */
export async function writeEffects(
  tx: Tx,
  effects: Effects,
  answerFor: (callback: StoredCallback | null) => Answer,
): Promise<Written> {
  const { companyId, at } = effects;
  await storeCall(tx, companyId, effects.call, effects.request.receivedAt);
  if (effects.wish !== null) await storeWish(tx, companyId, effects.wish, at);
  if (effects.intent !== null) await insertIntent(tx, companyId, effects.intent, at);
  if (effects.intentUpdate !== null) await updateIntent(tx, companyId, effects.intentUpdate, at);
  const storedId = effects.appointment === null ? null : await storeAppointment(tx, companyId, effects.appointment);
  if (effects.change != null) await applyChange(tx, companyId, effects.change, at);
  if (effects.fulfilled !== null) await customerKnows(tx, companyId, { ids: appointmentsOf(effects), bookingUid: effects.fulfilled.bookingUid });
  const settled = effects.fulfilled === null ? [] : await settleInCall(tx, { companyId, ...effects.fulfilled, at });
  const callback = effects.callback === null ? null : await storeCallback(tx, companyId, effects.callback);
  if (callback !== null && effects.appointment !== null && storedId !== null) await linkStored(tx, effects.appointment, { companyId, callbackId: callback.id, appointmentId: storedId, at });
  if (effects.wish !== null) {
    if (effects.fulfilled !== null || effects.closed != null) await standAlone(tx, companyId, { wishId: effects.wish.id, at });
    if (effects.closed != null) await closeFulfilled(tx, companyId, { wishId: effects.wish.id, ...effects.closed, at });
    if (effects.absorbedWishId !== null) await mergeWish(tx, companyId, { from: effects.absorbedWishId, into: effects.wish.id, at });
    await settleFate(tx, companyId, effects.wish.id, at);
  }
  const answer = answerFor(callback);
  await storeAnswer(tx, effects, answer);
  return { answer, callback, settled };
}

/** What the answer of this request is about: what was booked, moved or cancelled. */
function appointmentsOf({ appointment, change, fulfilled }: Effects): string[] {
  return [appointment?.id, change?.appointmentId, fulfilled === null ? undefined : appointmentId(fulfilled.intentId)].filter((id) => id !== undefined);
}

/** The partial booking has healed: what the callback is about is stored with it. */
async function linkStored(tx: Tx, appointment: AppointmentDraft, to: { companyId: string; callbackId: string; appointmentId: string; at: EpochMs }): Promise<void> {
  const { bookingUid, startAt } = appointment;
  const intentId = must(appointment.intentId, 'what a call books has an intent');
  await linkAppointment(tx, { ...to, intentId, bookingUid, start: iso(startAt), note: 'Termin inzwischen gespeichert' });
}

async function storeAnswer(tx: Tx, effects: Effects, answer: Answer): Promise<void> {
  const { companyId, at, request } = effects;
  const text = JSON.stringify(answer);
  await tx.run(
    `insert into requests (company_id, receipt, call_id, dedupe_key, function, fingerprint, wish_id, state, node, boot, lease_until, answer, received_at, answered_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'answered', $8, $9, $10, $11, $12, $10)
     on conflict do nothing`,
    [
      companyId, request.receipt, effects.call.id, request.dedupeKey, request.function, request.fingerprint, effects.wish?.id ?? null,
      request.node, request.boot, iso(at), text, iso(request.receivedAt),
    ],
  );
  // What another node has answered to another delivery meanwhile stays; our own words win over what a COMMIT whose
  // reply was lost may have left.
  await tx.run(
    `update requests set state = 'answered', answer = $3, answered_at = $4, wish_id = coalesce($5, wish_id)
     where company_id = $1 and dedupe_key = $2 and (answer is null or receipt = $6)`,
    [companyId, request.dedupeKey, text, iso(at), effects.wish?.id ?? null, request.receipt],
  );
}

function effectsOf(turn: Turn, ending: Ending): Effects {
  const { intake, wish } = turn;
  return {
    companyId: turn.company.id,
    at: intake.world.clock.now(),
    call: turn.call,
    request: {
      receipt: turn.receipt, dedupeKey: turn.dedupeKey, fingerprint: turn.fingerprint, function: turn.request.name,
      receivedAt: turn.receivedAt, node: intake.node.id, boot: intake.node.boot,
    },
    wish: wish === null ? null : { id: wish.id, callId: turn.call.id, intent: wish.intent, requested: wish.requested, receipt: wish.receipt, openedAt: wish.openedAt },
    absorbedWishId: turn.absorbedWishId,
    intent: ending.intent ?? null,
    intentUpdate: ending.intentUpdate ?? null,
    appointment: ending.appointment ?? null,
    fulfilled: ending.fulfilled ?? null,
    callback: ending.callback ?? null,
    change: ending.change ?? null,
    closed: ending.closed ?? null,
  };
}

function complete(turn: Turn, ending: Ending, callback: StoredCallback | null): Answer {
  const answer = ending.answer(callback);
  return bounded({
    ...answer,
    ...(turn.wish === null ? {} : { wish_id: turn.wish.id }),
    ...(callback === null ? {} : { callback_id: callback.id, callback_due_at: iso(callback.dueAt) }),
  });
}

function remember(turn: Turn, answer: Answer): void {
  turn.intake.live.rememberAnswer(turn.flightKey, { answer, at: turn.intake.world.clock.now() });
}
