// What should have happened, worked out from the log alone: when a callback is warned of and brought up the chain, who may
// have it, who may close it. It takes nothing from the program but the log, so that a mistake is not made twice.
import type { LogEntry } from './log-entry.ts';
import { HOLIDAY, PEOPLE, POLICY } from './salon.ts';
import { alarmsOf } from './judge-alarms.ts';
import { dateOf, shiftsOf, spoken } from './times.ts';

const MINUTE = 60_000;
const COOLDOWN = POLICY.cooldownMinutes * MINUTE;
/** A call under way holds the simulated clock for some seconds, and what falls due meanwhile is done after it. */
const LATE = 15_000;

export interface Judged {
  readonly wrong: readonly string[];
  readonly escalations: number;
  readonly warnings: number;
}

export interface Evidence {
  readonly entries: readonly LogEntry[];
  readonly endedAt: number;
  /** Slug of a member of staff by id. */
  readonly slugOf: (id: unknown) => string;
  /** Away at that moment, by what was entered so far. */
  readonly away: (slug: string, at: number) => boolean;
  /** Away for all of that day. */
  readonly awayAllDay: (slug: string, at: number) => boolean;
}

export function judge(evidence: Evidence): Judged {
  const wrong: string[] = [];
  const counts = { escalations: 0, warnings: 0 };
  const byCallback = Map.groupBy(evidence.entries, ({ callbackId }) => callbackId);
  for (const [id, entries] of byCallback) {
    const expected = expectedOf(entries, evidence);
    compare(id, { expected: expected.escalations, is: entries.filter(({ kind, actor }) => kind === 'escalate' && actor === 'machine').map((entry) => stepOf(entry, evidence)) }, wrong);
    compare(id, { expected: expected.warnings, is: entries.filter(({ kind }) => kind === 'warn').map(({ at }) => ({ at, what: 'warn' })) }, wrong);
    compare(id, { expected: alarmsOf(entries, evidence), is: entries.filter(({ kind }) => kind === 'unassigned_too_long').map(({ at, detail }) => ({ at, what: `alarm, level ${String(detail['level'])}` })) }, wrong);
    counts.escalations += expected.escalations.length;
    counts.warnings += expected.warnings.length;
    wrong.push(...closedByMachine(entries), ...givenToNobodyThere(entries, evidence));
    if (expected.open && expected.assignee === null) wrong.push(`${id}: nobody has it at the end`);
  }
  return { wrong, ...counts };
}

export interface Step {
  readonly at: number;
  readonly what: string;
}

function stepOf({ at, detail }: LogEntry, { slugOf }: Evidence): Step {
  return { at, what: `level ${String(detail['level'])}, ${String(detail['reason'])}, to ${detail['toStaff'] === null ? '-' : slugOf(detail['toStaff'])}` };
}

function compare(id: string, { expected, is }: { readonly expected: readonly Step[]; readonly is: readonly Step[] }, wrong: string[]): void {
  for (let i = 0; i < Math.max(expected.length, is.length); i += 1) {
    const [should, did] = [expected[i], is[i]];
    const same = should !== undefined && did !== undefined && should.what === did.what && did.at >= should.at && did.at <= should.at + LATE;
    if (!same) wrong.push(`${id}: should be ${written(should)}, is ${written(did)}`);
  }
}

function written(step: Step | undefined): string {
  return step === undefined ? 'nothing' : `${spoken(step.at)} ${step.what}`;
}

interface Course {
  open: boolean;
  dueAt: number;
  assignee: string | null;
  snoozedUntil: number | null;
  warned: boolean;
  attempts: number;
  decisionSince: number | null;
  level: number;
  escalatedAt: number | null;
}

interface Expected {
  readonly escalations: Step[];
  readonly warnings: Step[];
  open: boolean;
  assignee: string | null;
}

/** Walks through what happened, and before each of it puts what the machine should have done until then. */
function expectedOf(entries: readonly LogEntry[], evidence: Evidence): Expected {
  const first = entries[0]!;
  const course: Course = { open: true, dueAt: first.dueAt, assignee: null, snoozedUntil: null, warned: false, attempts: 0, decisionSince: null, level: 0, escalatedAt: null };
  const expected: Expected = { escalations: [], warnings: [], open: true, assignee: null };
  const actual = entries.filter(({ kind, actor }) => kind === 'escalate' && actor === 'machine');
  let since = first.at;
  for (const entry of [...entries, null]) {
    const until = entry?.at ?? evidence.endedAt;
    const own = entry !== null && ((entry.kind === 'escalate' && entry.actor === 'machine') || entry.kind === 'warn');
    catchUp({ course, expected, since, until: own ? until : until - 1, evidence, actual });
    if (entry === null) break;
    if (!own) apply(course, entry, evidence);
    since = entry.at;
  }
  expected.open = course.open;
  expected.assignee = course.assignee;
  return expected;
}

interface Walk {
  readonly course: Course;
  readonly expected: Expected;
  readonly since: number;
  readonly until: number;
  readonly evidence: Evidence;
  readonly actual: readonly LogEntry[];
}

function catchUp({ course, expected, since, until, evidence, actual }: Walk): void {
  for (;;) {
    const warnAt = course.open && !course.warned ? Math.max(course.dueAt - POLICY.warnMinutes * MINUTE, course.snoozedUntil ?? 0, since) : Infinity;
    const bringAt = course.open ? Math.max(nextLevelAt(course), since) : Infinity;
    if (warnAt < course.dueAt && warnAt <= until && warnAt <= bringAt) {
      course.warned = true;
      expected.warnings.push({ at: warnAt, what: 'warn' });
    } else if (bringAt <= until) {
      bringUp({ course, expected, at: bringAt, evidence, actual });
    } else return;
  }
}

/** At the deadline, or when nobody has decided for a cooldown; then each cooldown, until behind the operator there is nobody. */
function nextLevelAt({ dueAt, decisionSince, level, escalatedAt }: Course): number {
  if (level >= 4) return Infinity;
  const begins = Math.min(dueAt, decisionSince === null ? Infinity : decisionSince + COOLDOWN);
  return level === 0 || escalatedAt === null ? begins : Math.max(begins, escalatedAt + COOLDOWN);
}

function bringUp({ course, expected, at, evidence, actual }: { readonly course: Course; readonly expected: Expected; readonly at: number; readonly evidence: Evidence; readonly actual: readonly LogEntry[] }): void {
  const missed = course.dueAt <= at;
  const above = missed ? course.level : Math.max(course.level, 1);
  const there = (slug: string): boolean => !evidence.awayAllDay(slug, at);
  const manager = PEOPLE.find(({ role, slug }) => role === 'manager' && slug !== course.assignee && there(slug));
  const owner = PEOPLE.find(({ role, slug }) => role === 'owner' && slug !== course.assignee && there(slug));
  // the salon has an address of its own, so somebody always reads it before the operator does
  const rungs: readonly (readonly [level: number, to: string | null, exists: boolean])[] = [
    [1, course.assignee, course.assignee !== null && there(course.assignee)], [2, manager?.slug ?? null, manager !== undefined], [3, owner?.slug ?? null, true], [4, null, true],
  ];
  const [level, to] = rungs.find(([rung, , exists]) => rung > above && exists)!;
  expected.escalations.push({ at, what: `level ${level}, ${missed ? 'deadline_missed' : 'attempts_failed'}, to ${to ?? '-'}` });
  course.level = level;
  // the next one counts from when it really happened
  course.escalatedAt = actual[expected.escalations.length - 1]?.at ?? at;
  if (to !== null) course.assignee = to;
}

export const CLOSING = new Set(['complete', 'cancel', 'expire', 'settle', 'settled_in_call']);

function apply(course: Course, { kind, at, detail, dueAt, snoozedUntil }: LogEntry, { slugOf }: Evidence): void {
  course.dueAt = dueAt;
  if (kind === 'assign') course.assignee = slugOf(detail['staffId']);
  if (kind === 'unassign') course.assignee = null;
  if (kind === 'snooze') course.snoozedUntil = snoozedUntil;
  if (kind === 'wake' || kind === 'attempt') course.snoozedUntil = null;
  if (kind === 'attempt') attempted(course, { at, outcome: String(detail['outcome']) });
  if (kind === 'escalate') Object.assign(course, { level: Math.max(course.level, Number(detail['level'])), escalatedAt: at, assignee: detail['toStaff'] === null ? course.assignee : slugOf(detail['toStaff']) });
  if (CLOSING.has(kind)) course.open = false;
}

function attempted(course: Course, { at, outcome }: { readonly at: number; readonly outcome: string }): void {
  course.attempts += 1;
  if (outcome === 'reached') course.decisionSince = null;
  else if (outcome === 'wrong_number' || (outcome !== 'call_later' && course.attempts >= POLICY.maxAttempts)) course.decisionSince ??= at;
}

/** Invariants 4 and 5: only people close, or the customer's own deed in the same call. */
function closedByMachine(entries: readonly LogEntry[]): string[] {
  return entries.filter(({ kind, actor }) => CLOSING.has(kind) && actor === 'machine' && kind !== 'settled_in_call' && kind !== 'settle').map(({ callbackId, kind, at }) => `${callbackId}: closed by the machine (${kind}, ${spoken(at)})`);
}

/** Whom the machine chose works between then and the deadline, and is not away. */
function givenToNobodyThere(entries: readonly LogEntry[], { slugOf, away }: Evidence): string[] {
  return entries.flatMap(({ kind, actor, at, dueAt, detail, callbackId }) => {
    if (kind !== 'assign' || actor !== 'machine') return [];
    const slug = slugOf(detail['staffId']);
    const person = PEOPLE.find((one) => one.slug === slug);
    const works = person !== undefined && shiftsOf(person).some(({ fromAt, untilAt }) => dateOf(fromAt) !== HOLIDAY && untilAt > at && fromAt < Math.max(dueAt, at + 1) && !away(slug, Math.max(fromAt, at)));
    return works ? [] : [`${callbackId}: ${spoken(at)} given to ${slug}, who is not there before ${spoken(dueAt)}`];
  });
}
