// Test calls through the real intake: each fault that can be chosen has to end as the contract says that failure ends.
import { describe, expect, test } from 'vitest';
import { bench } from '../../test/whole-call/bench.ts';
import type { Bench } from '../../test/whole-call/bench.ts';
import { testDatabase } from '../../test/pg.ts';
import { readLedger } from '../wishes/ledger.ts';
import { clearTestCalls } from './clear.ts';
import type { RehearsalFault } from './faults.ts';
import { createRehearsals } from './rehearse.ts';
import type { Rehearsal, Rehearsals } from './rehearse.ts';

const { database } = await testDatabase();
const WISH = 'Guten Tag, ich hätte gern einen Schnitt am Dienstag um 10 Uhr';

interface Played {
  readonly on: Bench;
  readonly calls: Rehearsals;
  readonly last: Rehearsal;
  stored(): Promise<{ fate: string; error_type: string | null; priority: string | null; appointments: number; difference: number }>;
}

async function play(fault: RehearsalFault, said: readonly string[], phone: string | null = '+4915112345678'): Promise<Played> {
  const on = await bench(database);
  const calls = createRehearsals(on.program.intake);
  const { company } = on.salon;
  let last = calls.start({ company, fault, customerName: 'Erika Probe', phone });
  for (const text of said) last = (await on.clock.until(calls.say(company.id, last.id, text)))!;
  return {
    on, calls, last,
    stored: async () => {
      await on.program.work();
      const [row] = await on.rows<{ fate: string; error_type: string | null; priority: string | null; appointments: number }>(
        `select w.fate, c.error_type, c.priority, (select count(*) from appointments where status = 'booked') as appointments
         from wishes w left join callbacks c on c.wish_id = w.id and c.status in ('pending', 'assigned', 'contacted') order by w.opened_at desc limit 1`);
      const { difference } = await database.inCompany(company.id, (tx) => readLedger(tx, { companyId: company.id, from: null, to: null, now: on.clock.now(), journalPending: [] }));
      return { ...row!, difference };
    },
  };
}

function agentSaid({ last }: Played): string {
  const line = last.lines.at(-1);
  return line?.who === 'agent' ? line.text : '';
}

describe('a test call', () => {
  test.each<[RehearsalFault, string, { fate: string; error_type: string | null; priority: string | null; appointments: number }]>([
    ['none', 'gebucht', { fate: 'appointment', error_type: null, priority: null, appointments: 1 }],
    ['lost_reply', 'gebucht', { fate: 'appointment', error_type: null, priority: null, appointments: 1 }],
    ['calendar_error_throughout', 'Ein Mitarbeiter wird Sie anrufen', { fate: 'open_callback', error_type: 'api_error', priority: 'high', appointments: 0 }],
    ['calendar_silent', 'noch nicht bestätigen', { fate: 'open_callback', error_type: 'partial_booking', priority: 'urgent', appointments: 0 }],
    ['absurd_answer', 'Ein Mitarbeiter wird Sie anrufen', { fate: 'open_callback', error_type: 'exception', priority: 'high', appointments: 0 }],
    ['database_down', 'Die Buchung wurde erstellt', { fate: 'open_callback', error_type: 'partial_booking', priority: 'urgent', appointments: 1 }],
  ])('with %s ends with a sentence that is true', async (fault, sentence, stored) => {
    const played = await play(fault, [WISH, 'Ja, gern']);
    expect(agentSaid(played)).toContain(sentence);
    expect(await played.stored()).toEqual({ ...stored, difference: 0 });
  });

  test('with a calendar that cannot be read, or is full, leaves a callback before anything was booked', async () => {
    expect(await (await play('availability_error', [WISH])).stored()).toMatchObject({ fate: 'open_callback', error_type: 'api_error', priority: 'normal' });
    expect(await (await play('nothing_free', [WISH])).stored()).toMatchObject({ fate: 'open_callback', error_type: 'no_availability', priority: 'normal' });
  });

  test('whose slot is taken meanwhile offers another, and books that', async () => {
    const played = await play('slot_taken', [WISH, 'Ja', 'Ja, dann den']);
    expect(agentSaid(played)).toContain('gebucht');
    expect(await played.stored()).toMatchObject({ fate: 'appointment', appointments: 1, difference: 0 });
  });

  test('that an error of the calendar meets goes on with the times that it can still offer', async () => {
    const played = await play('calendar_error', [WISH, 'Ja']);
    expect(played.last.lines.at(-2)).toMatchObject({ who: 'function', answer: { status: 'unavailable' } });
  });

  test('in which the agent breaks off leaves the open wish as a callback', async () => {
    const played = await play('none', [WISH]);
    const { company } = played.on.salon;
    expect(await played.on.clock.until(played.calls.end(company.id, played.last.id, 'breaks_off'))).toMatchObject({ over: true });
    await played.on.clock.pass(10 * 60_000);
    expect(await played.stored()).toMatchObject({ fate: 'open_callback', difference: 0 });
    expect(await played.calls.say(company.id, played.last.id, 'Hallo?')).toBeNull();
  });

  test('asks for a name and takes the next words for it, and a caller who hides his number is asked for one', async () => {
    const on = await bench(database);
    const calls = createRehearsals(on.program.intake);
    const { company } = on.salon;
    const { id } = calls.start({ company, fault: 'none', customerName: null, phone: null });
    for (const text of [WISH, 'Ja', 'Erika Probe']) await on.clock.until(calls.say(company.id, id, text));
    expect(calls.read(company.id, id)!.lines.at(-1)).toMatchObject({ who: 'agent', text: expect.stringContaining('Telefonnummer') });
  });

  test('is nobody else’s: another company neither reads nor continues it', async () => {
    const { calls, last } = await play('none', []);
    expect(calls.read('0190c1d2-0000-7000-8000-00000000000a', last.id)).toBeNull();
    expect(await calls.say('0190c1d2-0000-7000-8000-00000000000a', last.id, WISH)).toBeNull();
  });

  test('leaves nothing behind once it is cleared, and the ledger still adds up', async () => {
    const played = await play('database_down', [WISH, 'Ja, gern']);
    await played.stored();
    const { company } = played.on.salon;
    const { ids } = played.on.program.intake.world;
    const desk = { company, actor: { kind: 'user' as const, id: 'u', name: 'U', staffId: null, role: 'owner' as const }, now: played.on.clock.now(), ids };
    expect(await database.inCompany(company.id, (tx) => clearTestCalls(tx, desk, null))).toEqual({ callbacks: 1, appointments: 1, wishes: 1 });
    expect(await played.stored()).toEqual({ fate: 'not_a_wish', error_type: null, priority: null, appointments: 0, difference: 0 });
  });
});
