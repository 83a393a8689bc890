// The first transaction of a request: is it a repetition, is somebody else flying it, which wish does it belong to?
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { storeCall } from '../calls/store-call.ts';
import { wishItBelongsTo } from '../wishes/same-wish.ts';
import { openWishesOf, readWish, storeWish, type OpenWish } from '../wishes/store-wish.ts';
import type { Intent, Requested } from '../wishes/wish.ts';
import type { Answer } from './answer.ts';
import type { CallFunction } from './functions/function.ts';
import { inDatabase, type CurrentWish, type Turn } from './turn.ts';
import { readWanted, requestedOf } from './wanted.ts';

export type Claim =
  /** `dedupeKey` is that of the earlier delivery where its flight was dead. */
  | { readonly kind: 'mine'; readonly wish: CurrentWish | null; readonly dedupeKey: string }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'database_down' };

export interface Claiming {
  readonly intent: Intent | null;
  readonly requested: Requested;
}

/** What the request tells of its wish, before it is known which one that is. */
export function claimingOf(turn: Turn, fn: CallFunction): Claiming {
  const requested = requestedOf(turn.company, turn.args, readWanted(turn.company, turn.args, turn.receivedAt));
  const attempts = fn.attempts === true && turn.args.confirmation !== false;
  return { intent: fn.intent, requested: attempts ? { ...requested, attempted: true } : requested };
}

const SAME_REQUEST_WITHIN_MS = 120_000;
/** Longer than any flight: answer budget, plus storing, plus a pause of the process. */
const LEASE_EXTRA_MS = 7_000;

export async function claim(turn: Turn, claiming: Claiming): Promise<Claim> {
  const claimed = await inDatabase(turn, (tx) => claimInDatabase(tx, turn, claiming));
  if (claimed.kind === 'done') return claimed.value;
  return { kind: 'database_down' };
}

async function claimInDatabase(tx: Tx, turn: Turn, claiming: Claiming): Promise<Claim> {
  const now = turn.intake.world.clock.now();
  await storeCall(tx, turn.company.id, turn.call, turn.receivedAt);
  // Two deliveries of one request, or two functions of one call, must not both find "nothing there yet".
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [turn.call.id]);
  const earlier = await earlierRequest(tx, turn);
  if (earlier?.answer != null) return { kind: 'answered', answer: earlier.answer };
  if (earlier !== null && isFlying(earlier, turn, now)) return { kind: 'elsewhere' };
  const wish = await wishFor(tx, turn, { ...claiming, wishId: earlier?.wish_id ?? null }, now);
  if (earlier === null) await insertRequest(tx, turn, wish, now);
  else await takeOver(tx, turn, { receipt: earlier.receipt, wish, now });
  return { kind: 'mine', wish, dedupeKey: earlier?.dedupe_key ?? turn.dedupeKey };
}

interface EarlierRequest {
  readonly receipt: string;
  readonly dedupe_key: string;
  readonly wish_id: string | null;
  readonly answer: Answer | null;
  readonly node: string;
  readonly boot: string;
  readonly lease_until: EpochMs;
}

async function earlierRequest(tx: Tx, turn: Turn): Promise<EarlierRequest | null> {
  return await tx.maybe<EarlierRequest>(
    `select receipt, dedupe_key, wish_id, answer, node, boot, lease_until from requests
     where company_id = $1 and call_id = $2
       and (dedupe_key = $3 or ($4 and fingerprint = $5 and received_at > $6))
     order by (dedupe_key = $3) desc, received_at desc limit 1`,
    [turn.company.id, turn.call.id, turn.dedupeKey, turn.request.toolCallId === null, turn.fingerprint, iso(turn.receivedAt - SAME_REQUEST_WITHIN_MS)],
  );
}

function isFlying(earlier: EarlierRequest, turn: Turn, now: EpochMs): boolean {
  const { node } = turn.intake;
  if (earlier.node === node.id && earlier.boot !== node.boot) return false;
  return earlier.lease_until > now;
}

async function insertRequest(tx: Tx, turn: Turn, wish: CurrentWish | null, now: EpochMs): Promise<void> {
  await tx.run(
    `insert into requests (company_id, receipt, call_id, dedupe_key, function, fingerprint, wish_id, state, node, boot, lease_until, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'running', $8, $9, $10, $11)
     on conflict do nothing`,
    [
      turn.company.id, turn.receipt, turn.call.id, turn.dedupeKey, turn.request.name, turn.fingerprint, wish?.id ?? null,
      turn.intake.node.id, turn.intake.node.boot, iso(leaseUntil(turn, now)), iso(turn.receivedAt),
    ],
  );
}

async function takeOver(tx: Tx, turn: Turn, taken: { receipt: string; wish: CurrentWish | null; now: EpochMs }): Promise<void> {
  await tx.run(
    `update requests set node = $3, boot = $4, lease_until = $5, wish_id = coalesce(wish_id, $6) where company_id = $1 and receipt = $2`,
    [turn.company.id, taken.receipt, turn.intake.node.id, turn.intake.node.boot, iso(leaseUntil(turn, taken.now)), taken.wish?.id ?? null],
  );
}

function leaseUntil(turn: Turn, now: EpochMs): EpochMs {
  return now + turn.intake.answerBudgetMs + LEASE_EXTRA_MS;
}

async function openWish(tx: Tx, turn: Turn, claiming: Claiming & { intent: Intent }, now: EpochMs): Promise<OpenWish | null> {
  const open = await openWishesOf(tx, turn.company.id, { callId: turn.call.id, intent: claiming.intent, dedupeKey: turn.dedupeKey, now });
  return claiming.intent === 'book' ? wishItBelongsTo(open, { requested: claiming.requested, attempts: claiming.requested.attempted === true }) : (open[0] ?? null);
}

async function wishFor(tx: Tx, turn: Turn, claiming: Claiming & { wishId: string | null }, now: EpochMs): Promise<CurrentWish | null> {
  if (claiming.intent === null) return null;
  // A request that is taken up again belongs to the wish to which it belonged, whatever became of that since.
  const open = claiming.wishId === null
    ? await openWish(tx, turn, { ...claiming, intent: claiming.intent }, now)
    : await readWish(tx, turn.company.id, claiming.wishId);
  const wish: CurrentWish =
    open === null
      ? newWish(turn, claiming)
      : { id: open.id, intent: open.intent, requested: { ...open.requested, ...claiming.requested }, receipt: open.receipt, openedAt: open.opened_at };
  await storeWish(tx, turn.company.id, { ...wish, callId: turn.call.id }, now);
  return wish;
}

/** Derived from the receipt: the same request, taken up again after a crash, opens the same wish. */
export function newWish(turn: Turn, claiming: Claiming): CurrentWish {
  return {
    id: uuidFrom('wish', turn.receipt),
    intent: claiming.intent!,
    requested: claiming.requested,
    receipt: turn.receipt,
    openedAt: turn.receivedAt,
  };
}
