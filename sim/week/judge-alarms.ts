// When it should have been told that nobody has a callback: once somebody could have taken it for half an hour, or at its
// warning; then once more above, after the cooldown.
import type { Evidence, Step } from './judge.ts';
import type { LogEntry } from './log-entry.ts';
import { HOLIDAY, PEOPLE, POLICY } from './salon.ts';
import { dateOf, shiftsOf } from './times.ts';

const MINUTE = 60_000;
const PATIENCE = 30 * MINUTE;
const ENDS = new Set(['assign', 'complete', 'cancel', 'expire', 'settle', 'settled_in_call']);

export function alarmsOf(entries: readonly LogEntry[], evidence: Evidence): Step[] {
  return limbos(entries, evidence.endedAt).flatMap((limbo) => {
    const firstAt = Math.min(staffedFor(limbo.since, evidence), Math.max(limbo.dueAt - POLICY.warnMinutes * MINUTE, limbo.since + PATIENCE));
    if (firstAt >= limbo.until) return [];
    const level = PEOPLE.some(({ role, slug }) => role === 'manager' && !evidence.awayAllDay(slug, firstAt)) ? 2 : 3;
    const told = entries.find(({ kind, at }) => kind === 'unassigned_too_long' && at >= firstAt)?.at ?? firstAt;
    const secondAt = told + POLICY.cooldownMinutes * MINUTE;
    return [{ at: firstAt, what: `alarm, level ${level}` }, ...(level === 2 && secondAt < limbo.until ? [{ at: secondAt, what: 'alarm, level 3' }] : [])];
  });
}

interface Limbo {
  readonly since: number;
  readonly until: number;
  readonly dueAt: number;
}

/** From when to when nobody had it. */
function limbos(entries: readonly LogEntry[], endedAt: number): Limbo[] {
  const found: Limbo[] = [];
  let since: { readonly at: number; readonly dueAt: number } | null = entries[0]!;
  for (const entry of entries) {
    if (entry.kind === 'unassign') since = entry;
    const ends = ENDS.has(entry.kind) || (entry.kind === 'escalate' && entry.detail['toStaff'] !== null);
    if (!ends || since === null) continue;
    found.push({ since: since.at, until: entry.at, dueAt: since.dueAt });
    since = null;
  }
  return since === null ? found : [...found, { since: since.at, until: endedAt, dueAt: since.dueAt }];
}

/** The instant until which, since then, somebody was there for half an hour. Minute by minute: slow, and hard to get wrong. */
function staffedFor(since: number, { away }: Evidence): number {
  const shifts = PEOPLE.map((person) => ({ slug: person.slug, spans: shiftsOf(person) }));
  // whether somebody is away is asked of those on shift only: the question is a matter of calendars and zones, and takes its time
  const staffed = (at: number): boolean => dateOf(at) !== HOLIDAY && shifts.some(({ slug, spans }) => spans.some(({ fromAt, untilAt }) => fromAt <= at && at < untilAt) && !away(slug, at));
  let rest = PATIENCE;
  for (let at = since; rest > 0 && at < since + 8 * 24 * 60 * MINUTE; ) {
    const next = Math.min((Math.floor(at / MINUTE) + 1) * MINUTE, at + rest);
    if (staffed(at)) rest -= next - at;
    if (rest <= 0) return next;
    at = next;
  }
  return since + PATIENCE;
}
