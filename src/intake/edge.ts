// The edge of a phone call. Nothing throws past here, nothing waits beyond the answer budget, and what is said is true.
import { messageOf } from '../platform/errors.ts';
import { within } from '../platform/within.ts';
import type { Json } from '../journal/journal.ts';
import type { Connection } from '../companies/company.ts';
import { storeCall } from '../calls/store-call.ts';
import { sentencesFor } from '../language/speak/sentences.ts';
import { bounded, fulfils, type Answer, type Reply } from './answer.ts';
import { ask } from './ask.ts';
import { claim, claimingOf, newWish, type Claiming } from './claim.ts';
import { endWithCallback, promising } from './failsafe.ts';
import { wishItBelongsTo } from '../wishes/same-wish.ts';
import { endForOperator } from './functions/end-for-operator.ts';
import type { CallFunction } from './functions/function.ts';
import { isServed, serve } from './functions/registry.ts';
import { accept, turnOf } from './prepare.ts';
import type { FunctionRequest } from './retell/envelope.ts';
import { inDatabase, left, reserveMs, type Intake, type Turn } from './turn.ts';
import { completeWanted, readWanted } from './wanted.ts';
import type { Ended } from './ending.ts';

export async function answerFunction(intake: Intake, connection: Connection, request: FunctionRequest): Promise<Reply> {
  try {
    return await answerAccepted(intake, connection, request);
  } catch (error) {
    // Before it was known whose call this is: then nothing is stored, and nothing may be promised.
    intake.world.log.error({ event: 'function.not_accepted', connection: connection.name, call_id: request.call.retellCallId, error: messageOf(error) }, 'a request could not be accepted');
    return { status: 503, answer: ask('error', sentencesFor('de').nothingDurable()) };
  }
}

async function answerAccepted(intake: Intake, connection: Connection, request: FunctionRequest): Promise<Reply> {
  const startedAt = intake.world.clock.monotonic();
  const receivedAt = intake.world.clock.now();
  const receipt = intake.world.ids.next();
  const accepted = accept(intake, { connection, request, receipt, receivedAt });
  const journaled = await journal(intake, accepted);
  const turn = turnOf(intake, accepted, journaled, startedAt);
  intake.live.setActive(receipt, true);
  const handled = handle(turn).finally(() => intake.live.setActive(receipt, false));
  const reply = await withinBudget(turn, handled);
  const seconds = (intake.world.clock.monotonic() - startedAt) / 1000;
  intake.metrics.functionSeconds(knownName(turn), reply.answer.status, seconds);
  intake.world.log.info(
    { event: 'function.answered', company: turn.company.slug, call_id: turn.call.retellCallId, function: request.name.slice(0, 80), status: reply.answer.status, seconds, wish_id: reply.answer.wish_id, callback_id: reply.answer.callback_id },
    'function answered',
  );
  return reply;
}

/** Of the answer budget; an append takes a thousandth of it on a healthy disk. */
const JOURNAL_SHARE = 0.2;

async function journal(intake: Intake, accepted: ReturnType<typeof accept>): Promise<boolean> {
  const order = `${accepted.companyId} ${accepted.request.call.retellCallId ?? accepted.receipt}`;
  // A disk that hangs must not hang the call: what is not durable by then counts as not journaled.
  const waitMs = intake.answerBudgetMs * JOURNAL_SHARE;
  try {
    const opened = intake.journal.open({ id: accepted.receipt, order, kind: 'retell.function', body: accepted as unknown as Json });
    await within(intake.world.clock, waitMs, opened, () => new Error(`the journal did not answer within ${waitMs} ms`));
    return true;
  } catch (error) {
    // Not the end: the database may still hold it. Where that fails too, the answer is 503 and promises nothing.
    intake.world.log.error({ event: 'journal.unwritable', receipt: accepted.receipt, error: messageOf(error) }, 'the journal did not take a request');
    return false;
  }
}

async function withinBudget(turn: Turn, handled: Promise<Reply>): Promise<Reply> {
  const stop = new AbortController();
  const late = turn.intake.world.clock.sleep(left(turn), stop.signal).then(
    (): Reply => {
      // Promises nothing: the request stands in the journal and is being worked on.
      turn.intake.world.log.warn({ event: 'function.over_budget', company: turn.company.slug, call_id: turn.call.retellCallId, function: turn.request.name }, 'the answer budget was over before the answer was there');
      void handled.then(async (reply) => await tellLater(turn, reply));
      return { status: 200, answer: ask('pending_confirmation', turn.say.stillWorking()) };
    },
    async () => await handled,
  );
  const reply = await Promise.race([handled, late]);
  stop.abort();
  return reply;
}

/** The booking stands, but the caller was told only that it is being worked on: somebody has to tell him. Never throws. */
async function tellLater(turn: Turn, { answer }: Reply): Promise<void> {
  if (!fulfils(answer) || turn.wish === null) return;
  await endWithCallback(
    turn,
    { reason: 'Der Termin ist gebucht oder geändert, aber der Anrufer hat es nicht mehr gehört.', errorType: 'partial_booking', priority: 'urgent', context: answer.booking_uid === undefined ? {} : { calcom_booking_id: answer.booking_uid } },
    { answer: () => answer },
  );
}

async function handle(turn: Turn): Promise<Reply> {
  try {
    const served = serve(turn.request.name, turn.args);
    if (served.kind === 'inform') return await inform(turn, await served.inform(turn, readWanted(turn.company, turn.args, turn.receivedAt)));
    return await oneFlight(turn, async () => await fly(turn, served.function));
  } catch (error) {
    return await exceptionally(turn, error);
  }
}

/** Nothing is wished, so the journal entry is done; the sign of life of the call is noted without making the caller wait. */
async function inform(turn: Turn, answer: Answer): Promise<Reply> {
  turn.intake.journal.settle(turn.receipt);
  void inDatabase(turn, async (tx) => await storeCall(tx, turn.company.id, turn.call, turn.receivedAt)).catch((error: unknown) =>
    turn.intake.world.log.warn({ event: 'call.not_noted', error: messageOf(error) }, 'a sign of life of a call could not be noted'),
  );
  return { status: 200, answer: bounded(answer) };
}

const REMEMBERED_FOR_MS = 120_000;

/** The same request is flown once on this node; whoever comes second waits for the first, or says that it is under way. */
async function oneFlight(turn: Turn, start: () => Promise<Reply>): Promise<Reply> {
  const { live, world } = turn.intake;
  const remembered = live.answered(turn.flightKey);
  if (remembered !== null && (turn.request.toolCallId !== null || world.clock.now() - remembered.at <= REMEMBERED_FOR_MS)) {
    turn.intake.journal.settle(turn.receipt);
    return { status: 200, answer: remembered.answer };
  }
  const under = live.flight(turn.flightKey);
  if (under === null) {
    const flight = start();
    live.startFlight(turn.flightKey, flight);
    return await flight;
  }
  const stop = new AbortController();
  const waited = world.clock.sleep(Math.max(1, left(turn) - 100), stop.signal).then(() => null, () => null);
  const first = await Promise.race([under, waited]);
  stop.abort();
  // Until the first delivery is answered, the entry of this one stays: should the first fail, this one is still there.
  if (first === null) return { status: 200, answer: ask('pending_confirmation', turn.say.stillWorking()) };
  if (first.status === 503) return await start();
  turn.intake.journal.settle(turn.receipt);
  return first;
}

async function fly(turn: Turn, fn: CallFunction): Promise<Reply> {
  const claiming = claimingOf(turn, fn);
  const claimed = await claim(turn, claiming);
  if (claimed.kind === 'answered') {
    turn.intake.journal.settle(turn.receipt);
    return { status: 200, answer: claimed.answer };
  }
  if (claimed.kind === 'elsewhere') return await awaitElsewhere(turn);
  if (claimed.kind === 'mine') turn.dedupeKey = claimed.dedupeKey;
  turn.wish = claimed.kind === 'mine' ? claimed.wish : wishFromMemory(turn, claiming);
  if (turn.company.kind === 'operator' && turn.wish !== null) return reply(turn, await endForOperator(turn));
  const ended = await fn.run(turn, completeWanted(turn.company, turn.args, turn.wish?.requested ?? {}, turn.receivedAt));
  return reply(turn, ended);
}

/** Without a database: the wish that this node remembers of the call, or a new one. */
function wishFromMemory(turn: Turn, claiming: Claiming): Turn['wish'] {
  if (claiming.intent === null) return null;
  const { live } = turn.intake;
  const open = live.wish(turn.call.id, claiming.intent) ?? (claiming.intent === 'callback' ? live.wish(turn.call.id, 'book') : null);
  const told = { requested: claiming.requested, attempts: claiming.requested.attempted === true };
  const same = open !== null && (claiming.intent !== 'book' || wishItBelongsTo([{ ...open, fate: 'in_progress', busy: false }], told) !== null);
  return same ? { ...open, requested: { ...open.requested, ...claiming.requested } } : newWish(turn, claiming);
}

const POLL_MS = 200;

async function awaitElsewhere(turn: Turn): Promise<Reply> {
  const { clock } = turn.intake.world;
  while (left(turn) > reserveMs(turn) + POLL_MS) {
    await clock.sleep(POLL_MS);
    const read = await inDatabase(turn, async (tx) =>
      await tx.maybe<{ answer: Answer | null }>(
        `select answer from requests where company_id = $1 and call_id = $2 and (dedupe_key = $3 or fingerprint = $4) order by (dedupe_key = $3) desc, received_at desc limit 1`,
        [turn.company.id, turn.call.id, turn.dedupeKey, turn.fingerprint],
      ),
    );
    if (read.kind === 'down') break;
    if (read.value?.answer != null) {
      turn.intake.journal.settle(turn.receipt);
      return { status: 200, answer: read.value.answer };
    }
  }
  // Our journal entry stays: should the other node have died, this one takes its flight over once the lease is over.
  return { status: 200, answer: ask('pending_confirmation', turn.say.stillWorking()) };
}

/** Whatever broke: where something was wished, it becomes a callback; where nothing was, the caller is asked again. */
async function exceptionally(turn: Turn, error: unknown): Promise<Reply> {
  const { log } = turn.intake.world;
  log.error({ event: 'function.exception', company: turn.company.slug, call_id: turn.call.retellCallId, function: turn.request.name, error: messageOf(error), stack: error instanceof Error ? error.stack : undefined }, 'unexpected exception while answering a function');
  const served = serve(turn.request.name, turn.args);
  const intent = served.kind === 'wish' ? served.function.intent : null;
  if (intent === null) return { status: 200, answer: ask('error', turn.say.notUnderstood()) };
  try {
    turn.wish ??= newWish(turn, { intent, requested: {} });
    const ended = await endWithCallback(
      turn,
      { reason: 'Beim Bearbeiten trat ein unerwarteter Fehler auf.', errorType: 'exception', priority: 'high', context: { error_during: 'booking_exception', exception_message: messageOf(error).slice(0, 500) } },
      { answer: () => ({ success: false, status: 'callback_queued', message: promising(turn, turn.say.failsafe()) }) },
    );
    return reply(turn, ended);
  } catch (second) {
    log.error({ event: 'function.exception', error: messageOf(second) }, 'the failsafe itself failed');
    return nothingDurable(turn);
  }
}

function reply(turn: Turn, ended: Ended): Reply {
  if (ended.kind === 'failed') return nothingDurable(turn);
  const { live } = turn.intake;
  const { wish } = turn;
  if (wish !== null) live.rememberWish(turn.call.id, fulfils(ended.answer) ? null : wish, wish.intent);
  return { status: 200, answer: ended.answer };
}

function nothingDurable(turn: Turn): Reply {
  return { status: 503, answer: ask('error', sentencesFor(turn.company.locale).nothingDurable()) };
}

/** Metrics are labelled by names that we know, so that a caller cannot make labels without end. */
function knownName(turn: Turn): string {
  return isServed(turn.request.name) ? turn.request.name : 'unknown';
}
