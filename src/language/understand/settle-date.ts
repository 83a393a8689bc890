// From the facts about the day to one date, one range, or a question. Everything said must agree; what does not is asked
// about, never averaged.

import { Temporal } from 'temporal-polyfill';
import { isDateFact, type DateFact, type Found } from './facts.ts';
import { meaning, type DayContext, type Meaning } from './meaning.ts';
import { mondayOf } from './rules/week-rules.ts';
import { settlePhrase } from './settle-phrase.ts';

interface Phrase {
  readonly facts: DateFact[];
  readonly edge: (Found & { kind: 'edge' })['edge'] | null;
}

/** `fields`: the standing facts of each field that was said. Null where none of them speaks of a day. */
export function settleDate(fields: readonly (readonly Found[])[], context: DayContext): Meaning | null {
  const trouble = fields.flat().find((fact) => fact.kind === 'trouble' && fact.need !== 'time');
  if (trouble?.kind === 'trouble') return meaning({ problem: trouble.problem, needs: [trouble.need] });
  const spoken = fields.map(phrasesOf).filter((phrases) => phrases.length > 0);
  if (spoken.length === 0) return null;
  // One plain phrase per field: "Dienstag" in one and "2026-01-20" in the other are one statement.
  if (spoken.every((phrases) => phrases.length === 1 && phrases[0]?.edge === null)) {
    return settlePhrase(spoken.flat().flatMap((phrase) => phrase.facts), context);
  }
  return spoken.map((phrases) => settlePhrases(phrases, context)).reduce(agree);
}

/** Splits at "oder", "bis", "zwischen": facts inside one phrase describe the same day. */
function phrasesOf(facts: readonly Found[]): readonly Phrase[] {
  const phrases: Phrase[] = [];
  let open: Phrase | null = null;
  for (const [index, fact] of facts.entries()) {
    if (fact.kind === 'or') open = null;
    if (fact.kind === 'edge') {
      const next = facts[index + 1];
      if (next === undefined || !isDateFact(next) || next.start !== fact.end) continue;
      open = { facts: [], edge: fact.edge };
      phrases.push(open);
    }
    if (!isDateFact(fact)) continue;
    if (open === null) {
      open = { facts: [], edge: null };
      phrases.push(open);
    }
    open.facts.push(fact);
  }
  return phrases;
}

function settlePhrases(phrases: readonly Phrase[], context: DayContext): Meaning {
  const meanings: Meaning[] = [];
  for (const [index, phrase] of phrases.entries()) {
    const isEnd = index > 0 && (phrase.edge === 'until' || phrases[0]?.edge === 'within');
    const after = isEnd ? (meanings[0]?.from ?? null) : null;
    meanings.push(weekdayAfter(phrase.facts, after) ?? settlePhrase(borrowWeek(borrowMonth(phrase.facts, phrases[index + 1]?.facts), phrases), context));
  }
  const unsettled = meanings.find((found) => found.from === null);
  if (unsettled !== undefined) return unsettled;
  const [first, second] = [phrases[0], phrases[1]];
  const from = meanings[0];
  const to = meanings[1];
  if (first === undefined || from === undefined) return meaning({ needs: ['date'] });
  if (to !== undefined && (second?.edge === 'until' || first.edge === 'within')) return span(from, to);
  return first.edge === null || phrases.length > 1 ? alternatives(meanings) : openSpan(first.edge, from, context);
}

/** "Montag bis Mittwoch": the end of a span is the first such weekday after its start, whatever today is. */
function weekdayAfter(facts: readonly DateFact[], start: Temporal.PlainDate | null): Meaning | null {
  const [only] = facts;
  if (start === null || facts.length !== 1 || only?.kind !== 'weekday') return null;
  const date = start.add({ days: (only.weekday - start.dayOfWeek + 7) % 7 });
  return meaning({ from: date, to: date });
}

/** "nächste Woche Dienstag oder Mittwoch": the week holds for both. */
function borrowWeek(facts: readonly DateFact[], phrases: readonly Phrase[]): readonly DateFact[] {
  const week = phrases.flatMap((phrase) => phrase.facts).find((fact) => fact.kind === 'week');
  return week !== undefined && facts.every((fact) => fact.kind === 'weekday') ? [...facts, week] : facts;
}

/** "vom 3. bis 5. Dezember": the first day takes the month of the second. */
function borrowMonth(facts: readonly DateFact[], next: readonly DateFact[] | undefined): readonly DateFact[] {
  const lender = next?.find((fact) => fact.kind === 'day_month' || fact.kind === 'day');
  if (lender === undefined) return facts;
  return facts.map((fact) => {
    if (fact.kind !== 'day_of_month') return fact;
    if (lender.kind === 'day_month') return { kind: 'day_month', day: fact.day, month: lender.month };
    return lender.kind === 'day' && fact.day <= lender.date.daysInMonth ? { kind: 'day', date: lender.date.with({ day: fact.day }) } : fact;
  });
}

function span(first: Meaning, second: Meaning): Meaning {
  const [from, to] = [first.from, second.to];
  if (from === null || to === null) return meaning({ needs: ['date'] });
  if (Temporal.PlainDate.compare(to, from) < 0) return meaning({ problem: 'contradiction', needs: ['date'] });
  return meaning({ from, to, needs: ['date'], problem: first.problem ?? second.problem, assumed: [...first.assumed, ...second.assumed] });
}

function openSpan(edge: NonNullable<Phrase['edge']>, only: Meaning, context: DayContext): Meaning {
  const { from, to } = only;
  if (from === null || to === null || edge === 'within') return only;
  if (edge === 'week_of') return { ...only, from: mondayOf(from), to: mondayOf(from).add({ days: 6 }), needs: ['date'] };
  // "Ab Donnerstag" has no end; two weeks are what is searched.
  if (edge === 'from') return { ...only, to: from.add({ days: 13 }), needs: ['date'] };
  if (edge === 'after') return { ...only, from: to.add({ days: 1 }), to: to.add({ days: 14 }), needs: ['date'] };
  const end = edge === 'until' ? to : from.subtract({ days: 1 });
  if (Temporal.PlainDate.compare(end, context.today) < 0) return meaning({ from: end, to: end, problem: 'past', needs: ['date'] });
  return { ...only, from: context.today, to: end, needs: ['date'] };
}

/** "Montag oder Dienstag": the caller has to choose; the hull is what may be searched meanwhile. */
function alternatives(meanings: readonly Meaning[]): Meaning {
  const days = meanings.flatMap((found) => (found.from === null || found.to === null ? [] : [found.from, found.to])).toSorted((a, b) => Temporal.PlainDate.compare(a, b));
  const unique = days.filter((day, index) => index === 0 || !day.equals(days[index - 1] ?? day));
  const [first] = unique;
  const last = unique.at(-1);
  if (first === undefined || last === undefined) return meaning({ needs: ['date'] });
  const shared = { problem: meanings.find((found) => found.problem !== null)?.problem ?? null, assumed: meanings.flatMap((found) => found.assumed) };
  if (unique.length === 1) return meaning({ from: first, to: last, ...shared });
  return meaning({ from: first, to: last, candidates: meanings.flatMap((found) => (found.from !== null && found.from.equals(found.to ?? found.from) ? [found.from] : [])), needs: ['date'], ...shared });
}

/** Two fields speak of the day: the narrower one counts if it lies inside the other. */
function agree(a: Meaning, b: Meaning): Meaning {
  if (a.from === null || a.to === null) return a;
  if (b.from === null || b.to === null) return b;
  const [inner, outer] = lengthOf(a) <= lengthOf(b) ? [a, b] : [b, a];
  const inside = inner.from !== null && inner.to !== null && outer.from !== null && outer.to !== null && Temporal.PlainDate.compare(inner.from, outer.from) >= 0 && Temporal.PlainDate.compare(inner.to, outer.to) <= 0;
  return inside ? inner : meaning({ problem: 'contradiction', needs: ['date'] });
}

function lengthOf(found: Meaning): number {
  return found.from === null || found.to === null ? 0 : found.to.since(found.from, { largestUnit: 'day' }).days;
}
