// How three people work at the desk: between two customers they look at their list and call, through the same functions as
// the page does. One of them forgets what he took, one falls ill, and on a holiday nobody is there.
import { ACTIONS } from '../../src/admin-api/action-table.ts';
import type { ActionName, DeskAction } from '../../src/admin-api/action-table.ts';
import type { CallbackView } from '../../src/callbacks/callback-view.ts';
import { claimCaller } from '../../src/callbacks/claim.ts';
import { listCallbacks } from '../../src/callbacks/list-callbacks.ts';
import { releaseClaim } from '../../src/callbacks/release-claim.ts';
import type { Person as Acting } from '../../src/companies/actor.ts';
import { isAbsentAt } from '../../src/companies/working-time.ts';
import { must } from '../../src/platform/assert.ts';
import type { Tx } from '../../src/platform/database.ts';
import { dice } from '../dice.ts';
import type { Dice } from '../dice.ts';
import type { Caller } from './callers.ts';
import { HOLIDAY, WEEK_ENDS } from './salon.ts';
import type { Person } from './salon.ts';
import type { Stage } from './stage.ts';
import { dateOf, dayOf, minuteOf, shiftsOf } from './times.ts';

const MINUTE = 60_000;

export interface Colleague {
  readonly person: Person;
  /** Everything that he begins of his own accord, from the beginning of the week on. */
  begin(): void;
  /** Told at home that something is overdue: perhaps he takes care of it. */
  hear(callbackId: string): void;
}

export interface Means {
  readonly stage: Stage;
  readonly seed: number;
  readonly at: (when: number, what: () => Promise<void>) => void;
  readonly callerOf: (phoneNumber: string | null) => Caller | null;
}

/** On Wednesday Ben has other things on his mind. */
const DISTRACTED = { slug: 'ben', date: '2026-05-13', from: 11 * 60, until: 17 * 60 };

export function colleague(means: Means, person: Person): Colleague {
  const desk = new AtTheDesk(means, person);
  return { person, begin: () => desk.begin(), hear: (callbackId) => desk.hear(callbackId) };
}

class AtTheDesk {
  readonly #means: Means;
  readonly #person: Person;
  readonly #chance: Dice;

  constructor(means: Means, person: Person) {
    this.#means = means;
    this.#person = person;
    this.#chance = dice(means.seed, `staff ${person.slug}`);
  }

  begin(): void {
    for (const { fromAt, untilAt } of shiftsOf(this.#person)) {
      if (dateOf(fromAt) !== HOLIDAY) this.#soon(fromAt, [1, 9], async () => await this.#look(Math.min(untilAt, WEEK_ENDS)));
    }
  }

  hear(callbackId: string): void {
    const now = this.#now;
    if (this.#onShift(now) || minuteOf(now) < 8 * 60 || minuteOf(now) > 21 * 60 || !this.#chance.chance(0.55)) return;
    this.#soon(now, [5, 50], async () => {
      const found = (await this.#list({ status: ['assigned', 'contacted'] })).find(({ id }) => id === callbackId);
      if (found !== undefined) await this.#take(found);
    });
  }

  async #look(shiftEndsAt: number): Promise<void> {
    const now = this.#now;
    if (now >= shiftEndsAt) return;
    if (this.#onShift(now) && !this.#distracted(now)) await this.#work(now);
    this.#soon(now, [6, 22], async () => await this.#look(shiftEndsAt));
  }

  async #work(now: number): Promise<void> {
    const mine = (await this.#list({ status: ['pending', 'assigned', 'contacted'], assignedTo: [this.#id] })).filter((callback) => ready(callback, now));
    const decisions = this.#person.role === 'staff' ? [] : (await this.#list({ status: ['assigned', 'contacted', 'pending'] })).filter(({ decision_since: since }) => since !== null);
    const [decision] = decisions;
    if (decision !== undefined) await this.#decide(decision);
    const first = mine.find(({ id, decision_since: since }) => id !== decision?.id && since === null);
    if (first === undefined) return;
    if (await this.#setAside(first, now)) return;
    if (this.#person.slug === 'ben' && this.#chance.chance(0.05)) return void (await this.#do('assign', first.id, { staff: null }));
    await this.#take(first);
  }

  /** Before lunch, what is not due at once. */
  async #setAside(callback: CallbackView, now: number): Promise<boolean> {
    const [minute, dueAt] = [minuteOf(now), Date.parse(callback.due_at)];
    if (minute < 12 * 60 + 15 || minute > 13 * 60 || dueAt < now + 2 * 60 * MINUTE || callback.priority === 'urgent' || !this.#chance.chance(0.5)) return false;
    await this.#do('snooze', callback.id, { until: 'heute 14:00' });
    return true;
  }

  async #take(callback: CallbackView): Promise<void> {
    const { stage } = this.#means;
    const actor = this.#actor;
    const claimed = await this.#inCompany((tx) => claimCaller(tx, { ...this.#desk(), actor }, callback.id));
    if (claimed.kind !== 'claimed') return;
    // taken, and then a customer comes in through the door
    if (this.#person.slug === 'ben' && this.#chance.chance(0.22)) return;
    const wishes = claimed.callbackIds;
    if (callback.contacted_at !== null) return this.#soon(stage.clock.now(), [1, 3], async () => await this.#finish(wishes));
    if (callback.phone_number === null) return this.#soon(stage.clock.now(), [1, 3], async () => void (await this.#do('cancel', callback.id, { reason: 'keine Nummer hinterlassen' })));
    this.#soon(stage.clock.now(), [1, 4], async () => await this.#call(callback, wishes));
  }

  /** One call is about everything that the caller wants. */
  async #call({ id, phone_number: number }: CallbackView, wishes: readonly string[]): Promise<void> {
    const outcome = this.#outcome(this.#means.callerOf(number));
    if (!(await this.#do('attempts', id, { outcome }))) return;
    if (outcome !== 'reached') return this.#release(id);
    if (this.#chance.chance(0.04)) return this.#soon(this.#now, [2, 6], async () => void (await this.#do('escalate', id, { reason: 'customer_complaint', note: 'möchte die Chefin sprechen', to: 'owner' })));
    if (!this.#chance.chance(0.1)) return this.#soon(this.#now, [2, 7], async () => await this.#finish(wishes));
    await this.#do('notes', id, { text: 'sieht zu Hause in den Kalender' });
    this.#release(id);
  }

  #release(id: string): void {
    this.#soon(this.#now, [1, 2], async () => void (await this.#inCompany((tx) => releaseClaim(tx, this.#desk(), { callbackId: id, force: false }))));
  }

  #outcome(caller: Caller | null): string {
    if (caller?.wrongNumber === true) return 'wrong_number';
    if (this.#chance.chance(caller?.reachable ?? 0.6)) return 'reached';
    return this.#chance.weighted([['no_answer', 5], ['voicemail', 3], ['busy', 2], ['call_later', 1]] as const);
  }

  async #finish(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#do('complete', id, { resolution: this.#chance.weighted([['appointment_booked', 6], ['answered', 3], ['no_longer_needed', 1]] as const) });
  }

  /** Whoever may decide does it: one more try of his own, or nobody calls any more, and why. */
  async #decide({ id, phone_number: number }: CallbackView): Promise<void> {
    const caller = this.#means.callerOf(number);
    if (caller?.wrongNumber !== true && this.#chance.chance(0.4) && (await this.#do('attempts', id, { outcome: 'reached', note: 'abends erreicht' }))) return await this.#finish([id]);
    await this.#do('cancel', id, { reason: caller?.wrongNumber === true ? 'falsche Nummer' : 'nicht zu erreichen, Nachricht hinterlassen' });
  }

  /** As over the API. False: the state did not allow it any more. */
  async #do(name: ActionName, id: string, body: Readonly<Record<string, unknown>>): Promise<boolean> {
    const action = ACTIONS[name] as DeskAction;
    const done = await this.#inCompany((tx) => action.run(tx, this.#desk(), { id, body: action.body.parse(body) }));
    return done.kind === 'changed' || done.kind === 'noted';
  }

  async #list(filters: Parameters<typeof listCallbacks>[1]['filters']): Promise<readonly CallbackView[]> {
    const query = { companyId: this.#means.stage.company().id, filters, sort: 'due_at' as const, limit: 200, after: null, now: this.#now, today: dayOf(this.#now), staffId: this.#id };
    return (await this.#inCompany((tx) => listCallbacks(tx, query))).items;
  }

  async #inCompany<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { stage } = this.#means;
    return await stage.database.inCompany(stage.company().id, work);
  }

  #soon(from: number, [least, most]: readonly [number, number], what: () => Promise<void>): void {
    // never on the minute, so that nothing of people coincides with what the machine does
    this.#means.at(from + this.#chance.whole(least * MINUTE, most * MINUTE) + 1 + this.#chance.whole(0, 900), what);
  }

  #distracted(now: number): boolean {
    return this.#person.slug === DISTRACTED.slug && dateOf(now) === DISTRACTED.date && minuteOf(now) >= DISTRACTED.from && minuteOf(now) < DISTRACTED.until;
  }

  #onShift(now: number): boolean {
    const member = must(this.#means.stage.company().staff.find(({ slug }) => slug === this.#person.slug), 'works there');
    return dateOf(now) !== HOLIDAY && shiftsOf(this.#person).some(({ fromAt, untilAt }) => fromAt <= now && now < untilAt) && !isAbsentAt(this.#means.stage.company(), member, now);
  }

  get #now(): number {
    return this.#means.stage.clock.now();
  }

  get #id(): string {
    return must(this.#means.stage.company().staff.find(({ slug }) => slug === this.#person.slug), 'works there').id;
  }

  get #actor(): Acting {
    const { slug, name, role } = this.#person;
    return { kind: 'user', id: slug, name, staffId: this.#id, role };
  }

  #desk() {
    const { stage } = this.#means;
    return { company: stage.company(), actor: this.#actor, now: this.#now, ids: stage.intake.world.ids };
  }
}

/** What is overdue is tried again after an hour, whatever had been planned. */
function ready({ snoozed_until: snoozed, next_attempt_at: next, last_attempt_at: last, claimed_by: claimedBy, overdue }: CallbackView, now: number): boolean {
  const waits = next !== null && Date.parse(next) > now && !(overdue && last !== null && Date.parse(last) < now - 60 * MINUTE);
  return !waits && (snoozed === null || Date.parse(snoozed) <= now) && claimedBy === null;
}
