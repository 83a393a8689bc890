// The agent of a test call: a plain stand-in for a voice agent, which hands the caller's own words to the functions and says
// what they answer. Pure. It is no language model: what it cannot make out it passes on, as a real one does.
import type { Answer } from '../intake/answer.ts';
import type { Json } from '../journal/journal.ts';

export interface AgentMemory {
  readonly service: string | null;
  readonly name: string | null;
  /** What the caller said about the time, until a start was agreed. */
  readonly when: string | null;
  readonly offers: readonly string[];
  readonly waitsFor: 'wish' | 'choice' | 'name' | 'service' | 'nothing';
}

export const NEW_MEMORY: AgentMemory = { service: null, name: null, when: null, offers: [], waitsFor: 'wish' };

export interface FunctionCall {
  readonly name: string;
  readonly args: Readonly<Record<string, Json>>;
}

export interface Said {
  readonly memory: AgentMemory;
  readonly call: FunctionCall;
}

const YES = /\b(ja|jawohl|gern|gerne|passt|genau|nehme|super|perfekt|okay|ok|yes|please|first|erste|erster|ersten)\b/i;
const SECOND = /\b(zweite|zweiter|zweiten|second|andere)\b/i;
const NO = /\b(nein|nicht|no|lieber nicht)\b/i;
const CALLBACK = /rückruf|zurückruf|ruf(en|t)?\b.{0,20}\ban\b|call me back|callback/i;
const CANCEL = /absag|storn|cancel/i;
const MOVE = /verschieb|verleg|umbuch|reschedul|move/i;

/** `services`: name → words by which callers name it. */
export function hear(memory: AgentMemory, text: string, services: readonly { readonly slug: string; readonly names: readonly string[] }[]): Said {
  const service = namedService(text, services) ?? memory.service;
  const known = { ...memory, service };
  if (memory.waitsFor === 'name') return book({ ...known, name: text.trim() });
  if (memory.waitsFor === 'service') return check({ ...known, service: service ?? text }, memory.when ?? text);
  if (CALLBACK.test(text)) return { memory: { ...known, waitsFor: 'nothing' }, call: { name: 'request_callback', args: { reason: text, ...named(known) } } };
  if (CANCEL.test(text)) return { memory: known, call: { name: 'cancel_appointment', args: { date: text, ...named(known) } } };
  if (MOVE.test(text)) return { memory: known, call: { name: 'reschedule_appointment', args: { new_date: text, ...named(known) } } };
  if (memory.waitsFor === 'choice' && SECOND.test(text) && memory.offers.length > 1) return book({ ...known, offers: memory.offers.slice(1) });
  if (memory.waitsFor === 'choice' && YES.test(text) && !NO.test(text)) return book(known);
  return check(known, text);
}

/** What the answer leaves open, for the caller's next words. */
export function learn(memory: AgentMemory, answer: Answer): AgentMemory {
  const offers = (answer.alternatives ?? []).map(({ start }) => start);
  switch (answer.status) {
    case 'missing_customer_name':
      return { ...memory, waitsFor: 'name' };
    case 'service_not_found':
      return { ...memory, waitsFor: 'service' };
    case 'available':
    case 'unavailable':
    case 'slot_taken':
      return { ...memory, offers: offers.length > 0 ? offers : memory.offers, waitsFor: 'choice' };
    case 'booked':
    case 'callback_queued':
      return { ...memory, waitsFor: 'nothing', offers: [] };
    default:
      return memory;
  }
}

function check(memory: AgentMemory, when: string): Said {
  return { memory: { ...memory, when, offers: [], waitsFor: 'choice' }, call: { name: 'check_availability', args: { datetime: when, ...serviceOf(memory), ...named(memory) } } };
}

function book(memory: AgentMemory): Said {
  const [start] = memory.offers;
  const at: Record<string, string> = start === undefined ? { datetime: memory.when ?? '' } : { start };
  return { memory, call: { name: 'book_appointment', args: { ...at, ...serviceOf(memory), ...named(memory) } } };
}

function serviceOf({ service }: AgentMemory): Record<string, string> {
  return service === null ? {} : { service };
}

function named({ name }: AgentMemory): Record<string, string> {
  return name === null ? {} : { customer_name: name };
}

function namedService(text: string, services: Parameters<typeof hear>[2]): string | null {
  const said = text.toLowerCase();
  const hits = services.flatMap(({ slug, names }) => names.filter((name) => said.includes(name.toLowerCase())).map((name) => ({ slug, length: name.length })));
  // the longest name wins: „Herrenhaarschnitt“ before „Haarschnitt“
  return hits.toSorted((a, b) => b.length - a.length)[0]?.slug ?? null;
}
