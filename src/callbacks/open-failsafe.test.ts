import { expect, test } from 'vitest';
import { salon } from '../../test/local-salon.ts';
import { silentLog } from '../../test/silent-log.ts';
import type { Requested } from '../wishes/wish.ts';
import type { CallbackDraft } from './callback.ts';
import { openFailsafeCallback } from './open-failsafe.ts';
import type { CallbackDesk, CallbackReason } from './open-failsafe.ts';

const NOW = Date.parse('2026-12-01T10:00+01:00');

/** When the callback is due, and why, as it would be stored. */
async function due(why: Partial<CallbackReason>, requested: Requested = {}): Promise<string[]> {
  const { company } = salon({ staff: {} });
  let draft: CallbackDraft | null = null;
  const desk = {
    world: { log: silentLog }, company, branch: company.branches[0]!, call: { id: 'call', retellCallId: 'r', fromNumber: null, fromRaw: null, branchId: null },
    wish: { id: 'wish', requested }, receipt: 'receipt', promisedAt: NOW, count: () => undefined,
    save: async (given: CallbackDraft) => {
      draft = given;
      return { kind: 'stored', in: 'database', callback: { id: given.id, dueAt: given.dueAt, phoneNumber: null } };
    },
  } as unknown as CallbackDesk;
  await openFailsafeCallback(desk, { reason: 'r', errorType: 'partial_booking', priority: 'urgent', context: {}, ...why });
  const { dueAt, dueBecause } = draft!;
  return [new Date(dueAt).toISOString().slice(11, 16), dueBecause];
}

test('a partial booking whose appointment begins soon is due half an hour before it, not when its priority says', async () => {
  const context = { requested_time: '2026-12-01T11:15:00+01:00' };
  expect(await due({ context })).toEqual(['09:45', '30 min vor dem Termin (Di 11:15) → Di 10:45']);
  expect(await due({}, { startAt: Date.parse(context.requested_time) })).toEqual(['09:45', '30 min vor dem Termin (Di 11:15) → Di 10:45']);
  expect(await due({ context: { requested_time: '2026-12-02T11:15:00+01:00' } })).toEqual(['11:00', '2 h → Di 12:00']);
});

test('what is no booking yet has no appointment to be due before', async () => {
  const context = { requested_time: '2026-12-01T11:15:00+01:00' };
  expect(await due({ errorType: 'api_error', priority: 'high', context })).toEqual(['13:00', '4 h → Di 14:00']);
});

test('an unreadable time is no reason to open no callback', async () => {
  expect(await due({ context: { requested_time: 'demnächst' } })).toEqual(['11:00', '2 h → Di 12:00']);
});
