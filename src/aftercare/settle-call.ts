// What is left of a call once it is over: every wish still in progress becomes a callback, a call without any wish is
// judged, and where the agent announced a booking that nobody has, somebody calls at once. One function for the
// event of the end, for calls whose end is never told, and for whatever is learnt later; safe to repeat.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Company } from '../companies/company.ts';
import { SILENT_FOR_MS } from '../calls/store-call.ts';
import { noteFreshCall } from '../callbacks/called-again.ts';
import type { CallbackDraft } from '../callbacks/callback.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import { lockWish } from '../wishes/follow-callback.ts';
import { settleFate, storeWish } from '../wishes/store-wish.ts';
import { causeOf } from './cause.ts';
import type { CallEvidence } from './detect-wish.ts';
import { problemCallback } from './problem-callback.ts';
import { hasAppointment, hasUpcoming, inFlightUntil, lockCall, wishesOf, type SettledCall, type WishOfCall } from './read-call.ts';
import { announcedBooking } from './said-booked.ts';
import { understoodFrom } from './understood.ts';

export type Settled =
  | { readonly kind: 'settled'; readonly call: SettledCall; readonly created: readonly CallbackDraft[] }
  /** Nothing is known to have been wished: what was said has to be judged (settle-calls.ts). */
  | { readonly kind: 'to_judge'; readonly call: SettledCall; readonly evidence: CallEvidence }
  | { readonly kind: 'later' }
  | { readonly kind: 'gone' };

export interface Settling {
  readonly company: Company;
  readonly callId: string;
  readonly now: EpochMs;
  /** Requests of the call that only this node's journal has. */
  readonly unsettled: (retellCallId: string) => boolean;
}

const LOOK_AGAIN_MS = 2_000;
const JOURNAL_PATIENCE_MS = 3_600_000;

export async function settleCall(tx: Tx, settling: Settling): Promise<Settled> {
  const { company, callId, now } = settling;
  const call = await lockCall(tx, company.id, callId);
  if (call === null) return { kind: 'gone' };
  const waitUntil = await notBefore(tx, settling, call);
  if (waitUntil !== null) {
    await postpone(tx, company.id, { callId, until: waitUntil });
    return { kind: 'later' };
  }
  const wishes = await wishesOf(tx, company.id, { callId, now });
  const announced = await settleAnnouncement(tx, { company, call, wishes, now });
  const left = await settleWishes(tx, { company, call, wishes, now });
  await noteFreshCall(tx, company.id, callId);
  const toJudge = !announced.standing && wishes.every((wish) => wish.fate === 'not_a_wish' && (wish.settled_by ?? '').startsWith('machine:'));
  if (toJudge) return { kind: 'to_judge', call, evidence: evidenceOf(call) };
  await markSettled(tx, company.id, { callId, seen: call.aftercareAt, now });
  return { kind: 'settled', call, created: [...announced.created, ...left] };
}

async function notBefore(tx: Tx, { company, callId, now, unsettled }: Settling, call: SettledCall): Promise<EpochMs | null> {
  if (call.endedAt === null && call.lastSeenAt + SILENT_FOR_MS > now) return call.lastSeenAt + SILENT_FOR_MS;
  const flight = await inFlightUntil(tx, company.id, { callId, now });
  if (flight !== null) return Math.min(flight, now + LOOK_AGAIN_MS);
  // Bounded, because an entry that can never be taken up must not keep its call from being settled.
  return now - call.overAt < JOURNAL_PATIENCE_MS && unsettled(call.retellCallId) ? now + LOOK_AGAIN_MS : null;
}

interface Left {
  readonly company: Company;
  readonly call: SettledCall;
  readonly wishes: readonly WishOfCall[];
  readonly now: EpochMs;
}

async function settleWishes(tx: Tx, { company, call, wishes, now }: Left): Promise<CallbackDraft[]> {
  const created: CallbackDraft[] = [];
  for (const wish of wishes) {
    // A look under way decides it; its end brings the call here again (turned-up.ts).
    if (wish.fate !== 'in_progress' || wish.looking) continue;
    // Fulfilled already, or taken up by the announcement above: then there is nothing to call about twice.
    if ((await settleFate(tx, company.id, wish.id, now)) !== 'in_progress') continue;
    const cause = causeOf({ ...call, lastStatus: wish.last_status });
    const draft = problemCallback(company, call, {
      ...cause, id: uuidFrom('call-problem', wish.id, String(wish.callbacks)), wishId: wish.id, requested: wish.requested, createdFrom: 'call_problem', now,
    });
    await storeCallback(tx, company.id, draft);
    await settleFate(tx, company.id, wish.id, now);
    created.push(draft);
  }
  return created;
}

/** `standing`: the agent announced a booking and a callback for that exists, of now or of before. */
async function settleAnnouncement(tx: Tx, left: Left): Promise<{ standing: boolean; created: CallbackDraft[] }> {
  const { company, call, wishes, now } = left;
  const announcement = announcedBooking(call.transcript);
  const backed = announcement === null || wishes.some((wish) => wish.appointment_id !== null) || (await hasAppointment(tx, company.id, call.id));
  if (backed) return { standing: false, created: [] };
  if (announcement.refersBack && call.otherNumber !== null && (await hasUpcoming(tx, company.id, { number: call.otherNumber, at: call.startedAt }))) return { standing: false, created: [] };
  const id = uuidFrom('said-booked', call.id);
  if (await isKnown(tx, company.id, id)) return { standing: true, created: [] };
  const wish = await announcedWish(tx, left);
  const draft = problemCallback(company, call, {
    id, wishId: wish.id, requested: wish.requested, createdFrom: 'reconciliation', errorType: null, priority: 'urgent',
    reason: `Zusage ohne Termin: „${announcement.sentence}“`,
    quote: `Der Agent sagte: „${announcement.sentence}“. Für diesen Anruf gibt es keinen Termin.`, now,
  });
  // before the callbacks, as everybody does who changes one
  await lockWish(tx, company.id, wish.id);
  await storeCallback(tx, company.id, draft);
  await settleFate(tx, company.id, wish.id, now);
  return { standing: true, created: [draft] };
}

async function isKnown(tx: Tx, companyId: string, callbackId: string): Promise<boolean> {
  const row = await tx.maybe<{ known: boolean }>(
    `select exists (select from callbacks where company_id = $1 and id = $2::uuid)
         or exists (select from callback_events where company_id = $1 and kind = 'joined' and detail->>'receipt' = $2::text) as known`,
    [companyId, callbackId],
  );
  return row?.known === true;
}

const STILL_OPEN = new Set(['in_progress', 'open_callback', 'merged']);

/** The wish of the call that the announcement was about, or one that is opened for it. */
async function announcedWish(tx: Tx, { company, call, wishes, now }: Left): Promise<Pick<WishOfCall, 'id' | 'requested'>> {
  const own = wishes.filter((wish) => wish.fate !== 'erased' && (wish.fate !== 'merged' || wish.wished_again));
  const open = own.findLast((wish) => wish.intent === 'book' && STILL_OPEN.has(wish.fate)) ?? own.findLast((wish) => wish.intent === 'book') ?? own.at(-1);
  if (open !== undefined) return open;
  const id = detectedWishId(call.id);
  const requested = understoodFrom(company, call);
  await storeWish(tx, company.id, { id, callId: call.id, intent: 'book', requested, receipt: id, openedAt: call.startedAt }, now);
  return { id, requested };
}

/** The same on every node and for every look at the call. */
export function detectedWishId(callId: string): string {
  return uuidFrom('detected-wish', callId);
}

function evidenceOf(call: SettledCall): CallEvidence {
  return {
    transcript: call.transcript, analysis: call.analysis, disconnection: call.disconnection, durationMs: call.durationMs,
    reachable: call.otherNumber !== null, outbound: call.outbound, handedOver: call.handedOver,
  };
}

/** Done, unless something was learnt since that has to be looked at. */
export async function markSettled(tx: Tx, companyId: string, done: { callId: string; seen: EpochMs | null; now: EpochMs }): Promise<void> {
  await tx.run(
    `update calls set settled_at = $3, aftercare_at = case when aftercare_at is not distinct from $4 then null else aftercare_at end where company_id = $1 and id = $2`,
    [companyId, done.callId, iso(done.now), done.seen === null ? null : iso(done.seen)],
  );
}

export async function postpone(tx: Tx, companyId: string, later: { callId: string; until: EpochMs }): Promise<void> {
  await tx.run('update calls set aftercare_at = $3 where company_id = $1 and id = $2', [companyId, later.callId, iso(later.until)]);
}
