// The calls of the last days that a new demo begins with. Each is a course of talk; what comes of it is up to the intake.
import type { Answer } from '../../src/intake/answer.ts';
import type { FaultRule } from '../cal-com/faults.ts';
import type { PhoneCall } from '../phone/phone-call.ts';
import type { Composition } from './composition.ts';
import type { Person } from './people.ts';
import type { WorkName } from './work-off.ts';

export interface Stage {
  readonly call: PhoneCall;
  readonly person: Person;
  readonly service: string;
  readonly composition: Composition;
  faults(rules: readonly FaultRule[]): void;
  /** Somebody else takes that slot at the calendar. */
  takeSlot(service: string, start: string): void;
}

export type Course = (stage: Stage) => Promise<void>;

async function offered({ call, service }: Stage, when: Readonly<Record<string, string>> = {}): Promise<string> {
  call.caller(`Guten Tag, ich hätte gern einen Termin: ${service}.`);
  const { answer } = await call.invoke('find_next_available', { service, max_alternatives: 3, ...when });
  return choice(answer);
}

function choice(answer: Answer): string {
  const offers = answer.alternatives ?? [];
  const chosen = offers[1] ?? offers[0];
  if (chosen === undefined) throw new Error(`nothing was offered: ${answer.status} ${answer.message}`);
  return chosen.start;
}

async function books({ call, person, service }: Stage, start: string): Promise<Answer> {
  call.caller(`Den zweiten nehme ich gern. Mein Name ist ${person.name}.`);
  const { answer } = await call.invoke('book_appointment', { service, datetime: start, customer_name: person.name });
  return answer;
}

const fails = (operation: FaultRule['operation'], status: number): FaultRule => ({ operation, fault: { kind: 'status', status } });

export const COURSES = {
  booked: async (stage) => void (await books(stage, await offered(stage))),
  booked_later: async (stage) => void (await books(stage, await offered(stage, { date: 'nächste Woche' }))),
  slot_taken: async (stage) => {
    const start = await offered(stage);
    stage.takeSlot(stage.service, start);
    await books(stage, choice(await books(stage, start)));
  },
  // for next week: a callback about an appointment that is near is due at once, and would be late in every demo
  partial_booking: async (stage) => {
    const start = await offered(stage, { date: 'nächste Woche' });
    stage.composition.loseDatabaseAfterBooking();
    await books(stage, start);
  },
  unconfirmed: async (stage) => {
    const start = await offered(stage, { date: 'nächste Woche' });
    stage.faults([{ operation: 'book', fault: { kind: 'lost_reply' } }, fails('list', 503)]);
    await books(stage, start);
  },
  api_error: async (stage) => {
    const start = await offered(stage);
    stage.faults([fails('book', 500), fails('slots', 502)]);
    await books(stage, start);
  },
  turned_up: async (stage) => {
    const start = await offered(stage);
    stage.faults([{ operation: 'book', fault: { kind: 'error_after_effect', status: 500 } }, { operation: 'list', fault: { kind: 'list_lag', ms: 30_000 } }]);
    await books(stage, start);
    stage.call.caller('Ach so. Dann melde ich mich noch einmal.');
  },
  exception: async (stage) => {
    const start = await offered(stage);
    stage.faults([{ operation: 'book', fault: { kind: 'garbage', text: '{"status":"succ' } }]);
    await books(stage, start);
  },
  calendar_unreadable: async (stage) => {
    stage.faults([fails('slots', 503)]);
    await stage.call.invoke('check_availability', { service: stage.service, date: 'morgen', time: '15 Uhr' });
  },
  settled_in_call: async (stage) => {
    stage.faults([{ ...fails('slots', 503), times: 1 }]);
    await stage.call.invoke('check_availability', { service: stage.service, date: 'morgen', time: '15 Uhr' });
    await books(stage, await offered(stage));
  },
  nothing_free: async (stage) => {
    stage.faults([{ operation: 'slots', fault: { kind: 'garbage', text: '{"status":"success","data":{}}' } }]);
    await stage.call.invoke('find_next_available', { service: stage.service, customer_name: stage.person.name });
  },
  asked_for_callback: async ({ call, person, service }) => {
    call.caller('Könnte mich bitte jemand zurückrufen?');
    await call.invoke('request_callback', { customer_name: person.name, service, reason: `Frage zu ${service} vor einer Hochzeit`, preferred_time_window: 'nach 16 Uhr', priority: 'normal' });
  },
  complaint: async ({ call, person }) => {
    call.caller('Ich bin mit der Farbe gar nicht zufrieden, bitte rufen Sie mich heute noch an.');
    await call.invoke('request_callback', { customer_name: person.name, reason: 'Reklamation: Farbe ist zu dunkel geworden', priority: 'hoch' });
  },
  reschedule: async ({ call, person }) => {
    call.caller('Ich müsste meinen Termin leider verschieben.');
    await call.invoke('reschedule_appointment', { customer_name: person.name, old_date: 'morgen', new_date: 'nächste Woche Donnerstag', new_time: '17 Uhr' });
  },
  anonymous_cancel: async ({ call, person }) => {
    call.caller('Ich muss meinen Termin absagen.');
    await call.invoke('cancel_appointment', { customer_name: person.name, old_date: 'morgen', reason: 'krank geworden' });
    call.caller(`Sie erreichen mich unter ${person.number}.`);
    await call.invoke('request_callback', { customer_name: person.name, phone: person.number, reason: 'Termin absagen' });
  },
  hung_up_on_offer: async (stage) => {
    await offered(stage, { date: 'übermorgen' });
    stage.call.caller('Hm, das passt mir beides nicht. Ich überlege es mir.');
  },
  broke_off: async ({ call, service }) => {
    call.caller(`Hallo? Ich wollte einen Termin, ${service}, am …`);
    await call.invoke('check_availability', { service, date: 'nächste Woche' });
  },
} as const satisfies Readonly<Record<string, Course>>;

export type CourseName = keyof typeof COURSES;

/** [minutes before now (waking-hours.ts), course, service, how staff worked off what came of it], the oldest first. */
export const SAMPLE_CALLS: readonly (readonly [minutesAgo: number, course: CourseName, service: string, work?: WorkName])[] = [
  // as many as there are people, who then call again
  [19_900, 'api_error', 'Färben', 'booked'], [19_380, 'asked_for_callback', 'Strähnen', 'at_once'], [18_700, 'booked', 'Herrenhaarschnitt'], [18_480, 'nothing_free', 'Damenhaarschnitt', 'after_voicemail'],
  [17_200, 'exception', 'Herrenhaarschnitt', 'booked'], [16_700, 'booked_later', 'Damenhaarschnitt'], [16_560, 'complaint', 'Färben', 'at_once'], [15_780, 'calendar_unreadable', 'Bartpflege', 'second_try'],
  [15_300, 'api_error', 'Damenhaarschnitt', 'second_try'], [14_420, 'booked', 'Kinderhaarschnitt'], [14_300, 'asked_for_callback', 'Färben', 'late'], [13_700, 'hung_up_on_offer', 'Herrenhaarschnitt', 'in_vain'],
  [12_960, 'api_error', 'Herrenhaarschnitt', 'booked'], [12_600, 'unconfirmed', 'Damenhaarschnitt', 'at_once'], [11_600, 'booked', 'Färben'], [11_480, 'nothing_free', 'Kinderhaarschnitt', 'at_once'],
  [10_130, 'exception', 'Kinderhaarschnitt', 'booked'], [9_860, 'complaint', 'Strähnen', 'second_try'], [9_500, 'booked', 'Herrenhaarschnitt'], [8_710, 'api_error', 'Herrenhaarschnitt', 'booked'],
  [8_420, 'asked_for_callback', 'Damenhaarschnitt', 'at_once'], [7_900, 'broke_off', 'Färben', 'late'], [7_240, 'api_error', 'Strähnen', 'after_voicemail'], [6_700, 'calendar_unreadable', 'Damenhaarschnitt', 'at_once'],
  [6080, 'booked', 'Herrenhaarschnitt'], [5900, 'booked', 'Damenhaarschnitt'], [5755, 'booked', 'Bartpflege'], [5610, 'settled_in_call', 'Färben'],
  [5480, 'booked', 'Kinderhaarschnitt'], [4710, 'booked', 'Damenhaarschnitt'], [4600, 'slot_taken', 'Herrenhaarschnitt'], [4455, 'booked_later', 'Strähnen'],
  [4330, 'booked', 'Waschen und Föhnen'], [4190, 'booked', 'Herrenhaarschnitt'], [4050, 'settled_in_call', 'Damenhaarschnitt'], [3245, 'booked', 'Färben'],
  [3130, 'booked', 'Herrenhaarschnitt'], [2990, 'booked_later', 'Damenhaarschnitt'], [2875, 'nothing_free', 'Strähnen', 'after_voicemail'], [2700, 'booked', 'Bartpflege'],
  [1790, 'booked', 'Kinderhaarschnitt'], [1725, 'asked_for_callback', 'Strähnen', 'late'], [1640, 'booked', 'Damenhaarschnitt'], [1555, 'slot_taken', 'Damenhaarschnitt'],
  [1430, 'hung_up_on_offer', 'Herrenhaarschnitt', 'at_once'], [1310, 'booked_later', 'Färben'], [1100, 'calendar_unreadable', 'Herrenhaarschnitt'], [640, 'booked', 'Herrenhaarschnitt'],
  [560, 'reschedule', 'Damenhaarschnitt', 'second_try'], [505, 'booked', 'Typberatung'], [470, 'exception', 'Herrenhaarschnitt', 'booked'], [430, 'nothing_free', 'Kinderhaarschnitt'],
  [360, 'settled_in_call', 'Herrenhaarschnitt'], [300, 'booked', 'Damenhaarschnitt'], [275, 'complaint', 'Strähnen', 'at_once'],
  // the last hours: one is late, the rest is due in a quarter of an hour, in the course of the day and tomorrow, set aside, or done
  [226, 'api_error', 'Färben'], [212, 'asked_for_callback', 'Damenhaarschnitt', 'set_aside'], [200, 'booked_later', 'Herrenhaarschnitt'], [188, 'exception', 'Kinderhaarschnitt', 'booked'],
  [172, 'exception', 'Damenhaarschnitt'], [160, 'nothing_free', 'Strähnen', 'at_once'], [146, 'turned_up', 'Herrenhaarschnitt'], [134, 'asked_for_callback', 'Strähnen'],
  [121, 'complaint', 'Färben', 'tried'], [104, 'partial_booking', 'Damenhaarschnitt'], [96, 'calendar_unreadable', 'Damenhaarschnitt', 'at_once'], [83, 'calendar_unreadable', 'Kinderhaarschnitt'],
  [66, 'broke_off', 'Strähnen'], [58, 'api_error', 'Damenhaarschnitt', 'booked'], [51, 'booked', 'Waschen und Föhnen'], [38, 'anonymous_cancel', 'Herrenhaarschnitt'],
  [27, 'unconfirmed', 'Kinderhaarschnitt'], [16, 'api_error', 'Herrenhaarschnitt'], [9, 'booked', 'Damenhaarschnitt'],
];
