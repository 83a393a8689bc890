// Plays the week: calls, people and the machine in the order of their instants, on one clock.
import { addAbsence } from '../../src/companies/change-days.ts';
import { isAbsentAt } from '../../src/companies/working-time.ts';
import { must } from '../../src/platform/assert.ts';
import type { Database } from '../../src/platform/database.ts';
import { verifyChain } from '../../src/audit/verify-chain.ts';
import { readLedger } from '../../src/wishes/ledger.ts';
import { planCalls } from './callers.ts';
import type { PlannedCall } from './callers.ts';
import { judge } from './judge.ts';
import type { Judged } from './judge.ts';
import type { LogEntry } from './log-entry.ts';
import { hangUp, ring } from './phone.ts';
import { ILLNESS, PEOPLE, WEEK_ENDS, WEEK_STARTS } from './salon.ts';
import { colleague } from './staff.ts';
import { stageOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { lineOf } from './story.ts';
import type { Names } from './story.ts';
import { dateOf, shiftsOf, spoken } from './times.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface Week {
  readonly seed: number;
  readonly calls: number;
  readonly entries: readonly LogEntry[];
  readonly names: Names;
  readonly judged: Judged;
  /** Each hour: wishes, and how many of them had no fate. */
  readonly ledgers: readonly { readonly at: number; readonly wishes: number; readonly difference: number }[];
  readonly auditEntries: number;
}

interface Planned {
  readonly at: number;
  readonly what: () => Promise<void>;
  /** Changes nothing, so that what is due and what is new is known already. */
  readonly looksOnly?: true;
}

export interface Playing {
  readonly seed: number;
  /** Each line as soon as it is known. */
  readonly say?: (line: string) => void;
  /** To see only the beginning of it. */
  readonly endsAt?: number;
}

/** The database is empty and is not used by anybody else. */
export async function playWeek(database: Database, { seed, say = () => undefined, endsAt = WEEK_ENDS }: Playing): Promise<Week> {
  const stage = await stageOf(database, seed);
  const calls = planCalls(seed);
  const names = namesOf(stage, calls);
  const entries: LogEntry[] = [];
  const ledgers: { at: number; wishes: number; difference: number }[] = [];
  const plan = new Plan();
  const means = { stage, seed, at: (at: number, what: () => Promise<void>) => plan.add({ at, what }), callerOf: callersOf(calls) };
  const staff = PEOPLE.map((person) => colleague(means, person));
  const hear = (news: readonly LogEntry[]): void => {
    for (const entry of news) {
      entries.push(entry);
      const line = lineOf(entry, names);
      if (line !== null) say(line);
      if (entry.kind === 'escalate' && typeof entry.detail['toStaff'] === 'string') staff.find(({ person }) => person.slug === slugOf(stage, entry.detail['toStaff']))?.hear(entry.callbackId);
    }
  };
  for (const [n, call] of calls.entries()) plan.add({ at: call.at, what: async () => await takeCall({ stage, plan, say }, call, `call_${seed}_${n}`) });
  for (const one of staff) one.begin();
  for (const at of shiftBegins()) plan.add({ at, what: async () => await stage.clock.until(stage.machine(['cover_absences'])) });
  for (let at = WEEK_STARTS + HOUR; at <= WEEK_ENDS; at += HOUR) plan.add({ at, what: async () => void ledgers.push(await ledgerAt(stage)), looksOnly: true });
  plan.add({ at: ILLNESS.calledInAt, what: async () => await fallIll(stage, say) });
  await play(stage, { plan, hear, endsAt });
  const { slug, awayAllDay, away } = watchers(stage);
  const judged = judge({ entries, endedAt: endsAt, slugOf: slug, away, awayAllDay });
  return { seed, calls: calls.length, entries, names, judged: withSweeps(judged, stage), ledgers, auditEntries: await auditOf(stage) };
}

class Plan {
  readonly #items: Planned[] = [];

  add(item: Planned): void {
    const place = this.#items.findIndex(({ at }) => at > item.at);
    this.#items.splice(place === -1 ? this.#items.length : place, 0, item);
  }

  get nextAt(): number {
    return this.#items[0]?.at ?? Infinity;
  }

  take(): Planned {
    return must(this.#items.shift(), 'somebody asked when it is');
  }
}

/** Whatever is next: what the machine has to do, or what somebody does. */
async function play({ clock, machine, observe }: Stage, { plan, hear, endsAt }: { readonly plan: Plan; readonly hear: (news: readonly LogEntry[]) => void; readonly endsAt: number }): Promise<void> {
  let worked = -Infinity;
  let observed = await observe();
  for (;;) {
    hear(observed.news);
    const jobs = Object.entries(observed.due).filter((job): job is [keyof typeof observed.due, number] => job[1] !== null);
    const dueAt = Math.min(...jobs.map(([, at]) => at));
    // what could not be done the moment before is tried again a second later
    const machineAt = dueAt <= worked ? Math.max(clock.now(), worked + 1_000) : dueAt;
    const at = Math.min(machineAt, plan.nextAt);
    if (at > endsAt) return;
    if (at > clock.now()) await clock.pass(at - clock.now());
    if (machineAt <= plan.nextAt) {
      worked = clock.now();
      await clock.until(machine(jobs.filter(([, at]) => at <= clock.now()).map(([name]) => name)));
      observed = await observe();
    } else {
      const { what, looksOnly } = plan.take();
      await what();
      observed = looksOnly === true ? { ...observed, news: [] } : await observe();
    }
  }
}

async function takeCall({ stage, plan, say }: { stage: Stage; plan: Plan; say: (line: string) => void }, call: PlannedCall, callId: string): Promise<void> {
  say(`${spoken(call.at)}  ☎ ${call.caller.called} ruft an`);
  const heard = await ring(stage, call, callId);
  say(`             „${heard.message}“`);
  plan.add({ at: stage.clock.now() + 20_000, what: async () => await hangUp(stage, call, callId) });
}

async function fallIll(stage: Stage, say: (line: string) => void): Promise<void> {
  const { clock, database } = stage;
  const staffId = must(stage.company().staff.find(({ slug }) => slug === ILLNESS.slug), 'works there').id;
  const anna = PEOPLE[0]!;
  const desk = { companyId: stage.company().id, actor: { kind: 'user', id: anna.slug, name: anna.name, staffId: null, role: anna.role }, now: clock.now() } as const;
  await database.inCompany(desk.companyId, async (tx) => {
    await addAbsence(tx, desk, { staffId, from: ILLNESS.from, to: ILLNESS.from, hours: [['11:40', '24:00']], reason: null });
    await addAbsence(tx, desk, { staffId, from: '2026-05-13', to: '2026-05-13', hours: null, reason: null });
  });
  await stage.reread();
  say(`${spoken(clock.now())}  ** Carla ist krank, bis Mittwoch einschließlich`);
  await clock.until(stage.machine(['cover_absences']));
}

async function ledgerAt({ clock, database, intake, company }: Stage): Promise<{ at: number; wishes: number; difference: number }> {
  const at = clock.now();
  const journalPending = intake.journal.unsettled().map(({ id, openedAt }) => ({ id, openedAt }));
  const { wishes, difference } = await database.inCompany(company().id, async (tx) => await readLedger(tx, { companyId: company().id, from: null, to: null, now: at, journalPending }));
  return { at, wishes, difference };
}

async function auditOf({ database, company }: Stage): Promise<number> {
  const report = await database.inCompany(company().id, async (tx) => await verifyChain(tx, { companyId: company().id, secrets: { mac: () => '' }, kept: null }));
  if (!report.ok) throw new Error(`the audit chain does not hold: ${report.problem?.reason}`);
  return report.entries;
}

function withSweeps(judged: Judged, { failures }: Stage): Judged {
  return { ...judged, wrong: [...judged.wrong, ...failures.map((job) => `${job} had to put something off`)] };
}

function slugOf(stage: Stage, id: unknown): string {
  return must(stage.company().staff.find((member) => member.id === id), `works there: ${String(id)}`).slug;
}

/** Absences stand in the company as it is at the end; before they were entered nobody could know. */
function watchers(stage: Stage) {
  const member = (slug: string) => must(stage.company().staff.find((one) => one.slug === slug), 'works there');
  // absences begin and end on full minutes, and the judge asks for each minute of a shift again and again
  const known = new Map<string, boolean>();
  const away = (slug: string, at: number): boolean => {
    if (at < ILLNESS.calledInAt) return false;
    const minute = `${slug} ${Math.floor(at / MINUTE)}`;
    const is = known.get(minute) ?? isAbsentAt(stage.company(), member(slug), at);
    known.set(minute, is);
    return is;
  };
  const awayAllDay = (slug: string, at: number): boolean => at >= ILLNESS.calledInAt && member(slug).absences.some(({ from, to, hours }) => hours === null && from <= dateOf(at) && dateOf(at) <= to);
  return { slug: (id: unknown) => slugOf(stage, id), away, awayAllDay };
}

function shiftBegins(): number[] {
  return [...new Set(PEOPLE.flatMap((person) => shiftsOf(person).map(({ fromAt }) => fromAt)))];
}

function callersOf(calls: readonly PlannedCall[]) {
  const byNumber = new Map(calls.map(({ caller }) => [caller.number, caller]));
  return (phoneNumber: string | null) => (phoneNumber === null ? null : (byNumber.get(phoneNumber) ?? null));
}

function namesOf(stage: Stage, calls: readonly PlannedCall[]): Names {
  const callerOf = callersOf(calls);
  return {
    called: (phoneNumber, name) => callerOf(phoneNumber)?.called ?? name ?? 'unbekannter Anrufer',
    staff: (id) => must(PEOPLE.find(({ slug }) => slug === slugOf(stage, id)), 'works there').name.split(' ')[0]!,
  };
}
