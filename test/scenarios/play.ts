// Plays a scenario's steps against the real server, as the platform would: signed requests over HTTP.
import { Temporal } from 'temporal-polyfill';
import type { Answer } from '../../src/intake/answer.ts';
import { signBody } from '../../src/intake/retell/verify-signature.ts';
import type { FaultRule } from '../../demo/cal-com/faults.ts';
import { eventually, newCall, newTool } from '../e2e/salon-under-test.ts';
import type { SalonUnderTest } from '../e2e/salon-under-test.ts';
import type { WorldUnderTest } from '../e2e/world-under-test.ts';
import { objections } from '../e2e/speakable.ts';
import { daysFrom, fillIn, fillInAll, startAt, ZONE } from './days.ts';
import { answerDiffers } from './judge-answer.ts';
import type { Scenario, Step, StepOf } from './scenario-file.ts';

export interface Played {
  /** The ids that the platform gave the calls, by their names in the scenario. */
  readonly calls: ReadonlyMap<string, string>;
  readonly fill: (text: string) => string;
  /** Bookings of other people, which do not count. */
  readonly others: ReadonlySet<string>;
  /** Null where no function was called. */
  readonly heardLast: string | null;
  /** `file:line: …` */
  readonly differences: readonly string[];
}

/** With which the calendar signs what it tells. */
export const CALENDAR_SECRET = 'whsec_of_scenarios';

interface Playing {
  readonly world: WorldUnderTest;
  readonly salon: SalonUnderTest;
  readonly scenario: Scenario;
  readonly calls: Map<string, string>;
  readonly others: Set<string>;
  readonly fill: (text: string) => string;
  readonly startedAt: number;
  offers: readonly string[];
  heardLast: string | null;
  /** What is wrong with the step that is played. */
  problems: string[];
}

export async function play(world: WorldUnderTest, salon: SalonUnderTest, scenario: Scenario): Promise<Played> {
  const days = daysFrom(Temporal.Now.plainDateISO(ZONE));
  const playing: Playing = {
    world, salon, scenario, calls: new Map(), others: new Set(), startedAt: Date.now(), offers: [], heardLast: null, problems: [],
    fill: (text) => fillIn(text, days, playing.offers),
  };
  const differences: string[] = [];
  for (const step of scenario.steps) {
    playing.problems = [];
    await take(playing, step).catch((error: unknown) => playing.problems.push(error instanceof Error ? error.message : String(error)));
    differences.push(...playing.problems.map((problem) => `${scenario.file}:${step.line}: ${problem}`));
  }
  const { calls, fill, others, heardLast } = playing;
  return { calls, fill, others, heardLast, differences };
}

async function take(playing: Playing, { kind, step }: Step): Promise<void> {
  switch (kind) {
    case 'function':
      return await callFunction(playing, step);
    case 'event':
      return await tellEvent(playing, step);
    case 'fault':
      return setFault(playing, step);
    case 'taken':
      playing.others.add(String(playing.salon.standIn.addBooking({ eventTypeId: step.event_type, start: startAt(playing.fill(step.taken)) })['uid']));
      return;
    case 'books_online': {
      // Whom the calendar tells: in the other scenarios it tells nobody, as where no webhook was set up.
      const { standIn, slug } = playing.salon;
      standIn.webhooks.subscribe({ url: `${playing.world.server.url}/hooks/cal.com/${slug}`, secret: CALENDAR_SECRET });
      standIn.addBooking({ eventTypeId: step.event_type, start: startAt(playing.fill(step.books_online)), name: step.name, phone: step.phone });
      return await standIn.webhooks.idle();
    }
    case 'database':
      await (step.database === 'away' ? playing.world.postgres?.pause() : playing.world.postgres?.resume());
      await eventually(playing.world.server.ready, ({ body }) => body['database'] === (step.database === 'away' ? 'down' : 'up'), 30_000).catch(() => undefined);
      return;
    case 'server':
      await playing.world.server.kill();
      await playing.world.server.start();
      return;
    case 'wait_for':
      await eventually(async () => await playing.salon.wishes(callId(playing, step.call)), (wishes) => wishes.some(({ fate }) => fate === step.wait_for), step.seconds * 1_000);
  }
}

function callId(playing: Playing, name: string): string {
  const known = playing.calls.get(name) ?? newCall();
  playing.calls.set(name, known);
  return known;
}

async function callFunction(playing: Playing, step: StepOf<'function'>): Promise<void> {
  const { fill, salon } = playing;
  const args = fillInAll(step.args, fill);
  if (step.call_id !== undefined) playing.calls.set(step.call, step.call_id);
  const id = callId(playing, step.call);
  const call = {
    ...(step.call_id === 'absent' ? {} : { call_id: id }),
    ...facts(playing, step.caller),
    transcript_with_tool_calls: [{ role: 'tool_call_invocation', tool_call_id: newTool(), name: step.function, arguments: JSON.stringify(args) }],
  };
  const body = Buffer.from(JSON.stringify({ [step.sent_as.name]: step.function, [step.sent_as.args]: args, call }));
  const begin = performance.now();
  const replies = await Promise.all(Array.from({ length: step.deliveries }, async () => await post(salon, 'functions', body)));
  const seconds = (performance.now() - begin) / 1_000;
  const [first] = replies;
  if (first === undefined) return;
  const answer = JSON.parse(first.text) as Answer;
  if (first.status !== 200) playing.problems.push(`HTTP ${first.status}`);
  if (replies.some(({ text }) => text !== first.text)) playing.problems.push(`the deliveries of one request were answered differently: ${replies.map(({ text }) => text).join(' / ')}`);
  if (seconds > step.expect.within_seconds) playing.problems.push(`answered after ${seconds.toFixed(1)} seconds`);
  playing.problems.push(...objections(answer), ...answerDiffers(answer, step.expect, fill));
  playing.heardLast = answer.message;
  if (answer.alternatives !== undefined && answer.alternatives.length > 0) playing.offers = answer.alternatives.map(({ start }) => start);
}

async function tellEvent(playing: Playing, step: StepOf<'event'>): Promise<void> {
  const { fill, salon } = playing;
  const number = facts(playing, step.caller);
  const inbound = step.event === 'call_inbound';
  const over = step.event === 'call_ended' || step.event === 'call_analyzed';
  const now = Date.now();
  const call = {
    call_id: callId(playing, step.call), call_type: 'phone_call', direction: 'inbound', ...number,
    ...(over ? { end_timestamp: now, duration_ms: step.seconds * 1_000, start_timestamp: now - step.seconds * 1_000, disconnection_reason: step.reason, call_status: 'ended' } : {}),
    ...(step.said === undefined ? {} : { transcript_object: fillInAll(step.said, fill) as string[] }),
    ...(step.analysis === undefined ? {} : { call_analysis: fillInAll(step.analysis, fill) }),
  };
  if ('transcript_object' in call) Object.assign(call, { transcript_object: call.transcript_object.map(utterance) });
  const body = inbound ? { event: 'call_inbound', event_timestamp: now, call_inbound: { ...number } } : { event: step.event, call };
  const reply = await post(salon, inbound ? 'inbound' : 'webhook', Buffer.from(JSON.stringify(body)), step.key === 'wrong' ? 'key_of_somebody_else' : salon.retellKey);
  if (reply.status !== (inbound ? 200 : step.expect.http)) playing.problems.push(`HTTP ${reply.status}: ${reply.text}`);
}

function utterance(said: string): { role: string; content: string } {
  const [role = '', ...words] = said.split(': ');
  return { role: role === 'agent' ? 'agent' : 'user', content: words.join(': ') };
}

function facts(playing: Playing, caller = playing.scenario.caller): object {
  return { from_number: caller === 'withheld' ? 'anonymous' : caller, to_number: playing.salon.toNumber, agent_id: `agent_${playing.salon.slug}`, start_timestamp: playing.startedAt };
}

function setFault(playing: Playing, step: StepOf<'fault'>): void {
  const { fault, at, times, ...rest } = step;
  if (fault === 'none') return playing.salon.standIn.clearFaults();
  playing.salon.standIn.addFault({ operation: at, ...(times === undefined ? {} : { times }), fault: { kind: fault, ...rest } } as FaultRule);
}

async function post(salon: SalonUnderTest, path: string, body: Buffer, key = salon.retellKey): Promise<{ status: number; text: string }> {
  const url = `${salon.url}/hooks/retell/${salon.connection}/${path}`;
  const reply = await fetch(url, { method: 'POST', body: new Uint8Array(body), headers: { 'content-type': 'application/json', 'x-retell-signature': signBody(body, key, Date.now()) } });
  return { status: reply.status, text: await reply.text() };
}
