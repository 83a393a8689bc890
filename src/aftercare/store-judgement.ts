import type { Tx } from '../platform/database.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import type { Company } from '../companies/company.ts';
import type { CallbackDraft } from '../callbacks/callback.ts';
import { storeCallback } from '../callbacks/store-callback.ts';
import { dismissWish, reviveWish } from '../wishes/judge-wish.ts';
import { settleFate } from '../wishes/store-wish.ts';
import { causeOfDetected } from './cause.ts';
import type { Judgement } from './detect-wish.ts';
import { problemCallback } from './problem-callback.ts';
import { lockCall, wishesOf, type SettledCall } from './read-call.ts';
import { detectedWishId, markSettled } from './settle-call.ts';
import { understoodFrom } from './understood.ts';

export interface Judged {
  readonly company: Company;
  readonly callId: string;
  readonly judgement: Judgement;
  /** Who judged. */
  readonly by: string;
  /** What was due when the evidence was read; newer evidence keeps the call due. */
  readonly seen: EpochMs | null;
  readonly now: EpochMs;
}

/** Returns the callback that came of it. A wish that appeared meanwhile makes the judgement void. */
export async function storeJudgement(tx: Tx, judged: Judged): Promise<CallbackDraft | null> {
  const { company, callId, by, now } = judged;
  const call = await lockCall(tx, company.id, callId);
  if (call === null) return null;
  const wishes = await wishesOf(tx, company.id, { callId, now });
  const open = wishes.every((wish) => wish.fate === 'not_a_wish' && (wish.settled_by ?? '').startsWith('machine:'));
  const created = open ? await write(tx, { company, call, judgement: judged.judgement, by, now }) : null;
  await markSettled(tx, company.id, { callId, seen: judged.seen, now });
  return created;
}

interface Write {
  readonly company: Company;
  readonly call: SettledCall;
  readonly judgement: Judgement;
  readonly by: string;
  readonly now: EpochMs;
}

async function write(tx: Tx, { company, call, judgement, by, now }: Write): Promise<CallbackDraft | null> {
  const id = detectedWishId(call.id);
  const requested = understoodFrom(company, call);
  const wish = { id, callId: call.id, requested, receipt: id, openedAt: call.startedAt };
  if (judgement.kind === 'not_a_wish') {
    await dismissWish(tx, company.id, { wish: { ...wish, intent: 'question' }, reason: judgement.reason, by, at: now });
    return null;
  }
  await reviveWish(tx, company.id, { ...wish, intent: judgement.intent }, now);
  const cause = causeOfDetected(call, judgement.confidence);
  const draft = problemCallback(company, call, {
    ...cause, id: uuidFrom('detected', id), wishId: id, requested, createdFrom: 'call_problem', quote: `Erkannt an: „${judgement.evidence}“`, now,
  });
  await storeCallback(tx, company.id, draft);
  await settleFate(tx, company.id, id, now);
  return draft;
}
