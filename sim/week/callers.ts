// Who calls in that week, when, and what goes wrong: 120 calls, most of them when salons are called, a burst on Saturday
// morning, a few at night, and one caller who does not wait to be called back.
import { dice } from '../dice.ts';
import { WEEK_STARTS } from './salon.ts';

/** What becomes of the call: what the caller asked for, or how the calendar let him down. */
export type CallKind = 'asks' | 'api_error' | 'no_answer_from_calendar' | 'no_availability' | 'exception' | 'anonymous' | 'breaks_off';

export interface Caller {
  readonly name: string;
  /** As people speak of her. */
  readonly called: string;
  /** null: withheld. */
  readonly number: string | null;
  /** How likely she picks up. */
  readonly reachable: number;
  readonly wrongNumber: boolean;
}

export interface PlannedCall {
  readonly at: number;
  readonly caller: Caller;
  readonly kind: CallKind;
  readonly service: string;
  readonly reason: string;
}

const FIRST = [['Frau', ['Aylin', 'Sabine', 'Julia', 'Petra', 'Nadia', 'Heike', 'Olga', 'Mira']], ['Herr', ['Thomas', 'Emre', 'Jens', 'Pavel', 'Uwe', 'Luca', 'Karim', 'Bernd']]] as const;
const LAST = ['Kaya', 'Schulz', 'Neumann', 'Yıldız', 'Hartmann', 'Nowak', 'Vogel', 'Brandt', 'Öztürk', 'Seidel', 'Franke', 'Ibrahim', 'Lorenz', 'Petrov', 'Graf', 'Ludwig', 'Arnold', 'Simon', 'Sommer', 'Winter', 'Haas', 'Busch', 'Pohl', 'Keller', 'Jung', 'Roth', 'Engel', 'Horn'];
const REASONS = ['Frage zur Farbe', 'möchte den Preis wissen', 'möchte ihren Termin verschieben', 'hat etwas liegen lassen', 'Beratung zur Hochzeitsfrisur', 'fragt nach einem früheren Termin', 'Gutschein einlösen'];
const SERVICES = ['Damenhaarschnitt', 'Herrenhaarschnitt', 'Färben'];

const KINDS: readonly (readonly [CallKind, number])[] = [['asks', 44], ['api_error', 17], ['no_availability', 14], ['breaks_off', 9], ['no_answer_from_calendar', 7], ['exception', 5], ['anonymous', 4]];

/** How many call on which day, and at which hours. */
const DAYS: readonly (readonly [day: number, calls: number])[] = [[0, 22], [1, 21], [2, 20], [3, 8], [4, 22], [5, 6], [6, 5]];
const HOURS: readonly (readonly [hour: number, weight: number])[] = [[7, 1], [8, 3], [9, 8], [10, 9], [11, 7], [12, 5], [13, 4], [14, 6], [15, 7], [16, 8], [17, 8], [18, 5], [19, 3], [20, 1], [22, 1]];
/** Saturday, from nine on, within forty minutes: before the weekend. */
const BURST = { day: 5, calls: 13, fromMinute: 9 * 60, minutes: 40 };
/** She calls again and again until somebody calls her. */
const IMPATIENT = { called: 'Frau Kaya', at: [[1, 9 * 60 + 20], [1, 11 * 60 + 5], [2, 10 * 60 + 30]] } as const;

const MINUTE = 60_000;

export function planCalls(seed: number): PlannedCall[] {
  const chance = dice(seed, 'callers');
  const people = LAST.flatMap((last) => FIRST.map(([title, names]) => ({ last, title, first: chance.oneOf(names) })));
  const callers = people.map(({ last, title, first }, i): Caller => ({
    name: `${first} ${last}`, called: `${title} ${last}`, number: `+4915199${String(200_000 + i)}`,
    reachable: chance.weighted([[0.8, 6], [0.55, 3], [0.15, 1]]), wrongNumber: chance.chance(0.04),
  }));
  const at = (day: number, minute: number): number => WEEK_STARTS + (day * 24 * 60 + minute) * MINUTE + chance.whole(1, 59_999);
  const call = (when: number, caller: Caller, kind = chance.weighted(KINDS)): PlannedCall => ({
    at: when, kind, service: chance.oneOf(SERVICES), reason: chance.oneOf(REASONS),
    caller: kind === 'anonymous' ? { ...caller, called: 'Unbekannt', number: null } : caller,
  });
  const impatient = callers.find(({ called }) => called === IMPATIENT.called)!;
  const others = callers.filter((caller) => caller !== impatient);
  const usual = DAYS.flatMap(([day, calls]) => Array.from({ length: calls }, () => call(at(day, chance.weighted(HOURS) * 60 + chance.whole(0, 59)), chance.oneOf(others))));
  const burst = Array.from({ length: BURST.calls }, () => call(at(BURST.day, BURST.fromMinute + chance.whole(0, BURST.minutes)), chance.oneOf(others)));
  const again = IMPATIENT.at.map(([day, minute]) => call(at(day, minute), impatient, 'asks'));
  return [...usual, ...burst, ...again].toSorted((a, b) => a.at - b.at);
}
