// Carries out a scenario against the running demo and shows it as it happens.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../src/intake/answer.ts';
import { realClock } from '../../src/platform/real-world.ts';
import { phoneCall } from '../phone/phone-call.ts';
import type { Invoked } from '../phone/phone-call.ts';
import { AGENT, CONNECTION, MITTE_NUMBER } from '../salon-nord/company-file.ts';
import { HERRENHAARSCHNITT } from '../salon-nord/event-types.ts';
import type { RunningDemo } from './running-demo.ts';
import type { Scenario, Stage } from './scenario.ts';
import type { Screen } from './screen.ts';

export interface Played {
  readonly callId: string;
  readonly answers: readonly Invoked[];
}

/** A booking as the stand-in tells it; only what is looked at here. */
export interface CalendarBooking {
  readonly uid: string;
  readonly start: string;
  readonly status: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly attendees: readonly { readonly name: string }[];
}

const CALENDAR_PATIENCE_MS = 10_000;

export async function playScenario(demo: RunningDemo, scenario: Scenario, screen: Screen): Promise<Played> {
  const callId = `call_demo_${randomBytes(8).toString('hex')}`;
  const line = { connection: CONNECTION, key: demo.retellKey, clock: realClock, post: poster(demo.address) };
  const call = phoneCall(line, { callId, agentId: AGENT, from: scenario.caller.number, to: MITTE_NUMBER });
  const answers: Invoked[] = [];
  const { name } = scenario.caller;
  const stage: Stage = {
    caller: scenario.caller,
    says(text) {
      call.caller(text);
      screen.speech('Anrufer', text);
    },
    async calls(name, args): Promise<Answer> {
      const invoked = await call.invoke(name, args);
      answers.push(invoked);
      screen.speech('Agent', invoked.answer.message);
      screen.note(`${name} → ${brief(invoked)}`);
      return invoked.answer;
    },
    async calendarFaults(words, rules) {
      await demo.switchFaults({ calCom: rules });
      screen.event(`Cal.com ${words}`);
    },
    async databaseDown(seconds) {
      await demo.switchFaults({ database: { downForSeconds: seconds } });
      screen.event(`Die Datenbank fällt für ${seconds} Sekunden aus`);
    },
    async takeSlot(start) {
      await demo.calendar('POST', 'bookings', { eventTypeId: HERRENHAARSCHNITT, start, name: 'Laufkundschaft', phone: '+493023125199' });
      screen.event('Jemand anders bucht genau diesen Termin im Kalender');
    },
    async untilCalendarHas(start) {
      const end = performance.now() + CALENDAR_PATIENCE_MS;
      const has = (booking: CalendarBooking) => Date.parse(booking.start) === Date.parse(start) && booking.attendees[0]?.name === name;
      while (!(await bookingsOf(demo)).some(has)) {
        if (performance.now() > end) throw new Error('die Buchung kam im Kalender nicht an');
        await sleep(25);
      }
      screen.event('Cal.com hat den Termin eingetragen, die Antwort ist noch unterwegs');
    },
  };
  screen.note(`${callId}, von ${scenario.caller.number} an ${MITTE_NUMBER} (Filiale Mitte)`);
  await scenario.play(stage);
  return { callId, answers };
}

export async function bookingsOf(demo: RunningDemo): Promise<readonly CalendarBooking[]> {
  return (await demo.calendar<{ bookings: readonly CalendarBooking[] }>('GET', 'bookings')).bookings;
}

function poster(address: string) {
  return async (path: string, request: { headers: Readonly<Record<string, string>>; body: string }) => {
    const reply = await fetch(`${address}${path}`, { method: 'POST', headers: request.headers, body: request.body });
    return { status: reply.status, body: await reply.text() };
  };
}

function brief({ status, answer, ms }: Invoked): string {
  const ids = [answer.wish_id, answer.appointment_id, answer.callback_id].map((id, index) => (id === undefined ? '' : ` · ${['Wunsch', 'Termin', 'Rückruf'][index]} …${id.slice(-8)}`));
  return `HTTP ${status} · ${answer.status}${ids.join('')} · ${Math.round(ms)} ms`;
}
