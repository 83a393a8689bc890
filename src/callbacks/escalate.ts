// A callback is brought before somebody further up: by the machine when nobody has called in time, by a person whenever he
// sees fit. Either way a row tells why, from whom to whom, and whether it has been dealt with since.
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { must } from '../platform/assert.ts';
import { actorText } from '../companies/actor.ts';
import type { Company } from '../companies/company.ts';
import { lockWish } from '../wishes/follow-callback.ts';
import { LAST_LEVEL, levelOf, nextRung } from './chain.ts';
import type { Chain, Level, Rung } from './chain.ts';
import { changeCallback } from './change-callback.ts';
import type { Change, Desk } from './change-callback.ts';
import { lockDeskRow, wishOfCallback } from './desk-row.ts';
import type { DeskRow } from './desk-row.ts';
import type { EscalationReason } from './escalation-reason.ts';
import { loadChain } from './load-chain.ts';

export interface Escalation {
  readonly callbackId: string;
  readonly reason: EscalationReason;
  readonly note: string | null;
  /** A member of this company's staff who is to have it; null: whoever comes next in the chain. */
  readonly toStaff: string | null;
  /** Not below that level; null: whichever comes next. */
  readonly toLevel?: Level | null;
}

/** Also when the chain has come to its end: then the operator is told again, because somebody wanted it told. */
export async function escalateCallback(tx: Tx, desk: Desk, escalation: Escalation): Promise<Change> {
  const { company, actor, now } = desk;
  const { callbackId, reason, note } = escalation;
  const wishId = await wishOfCallback(tx, company.id, callbackId);
  if (wishId === null) return { kind: 'not_found' };
  // Before the level is worked out: two who escalate at once would both reach the same one.
  await lockWish(tx, company.id, wishId);
  const row = await lockDeskRow(tx, company.id, callbackId);
  if (row === null) return { kind: 'not_found' };
  const rung = rungOf(await loadChain(tx, company, now), row, { ...escalation, company, byMachine: actor.kind === 'machine' });
  const told = noteWith(note, rung, company.locale);
  const change = await changeCallback(tx, desk, {
    id: callbackId,
    event: { kind: 'escalate', reason, level: rung.level, toStaff: rung.staffId, note: told },
    detail: { skipped: rung.skipped },
  });
  if (change.kind !== 'changed') return change;
  await tx.run(
    `insert into callback_escalations (company_id, id, callback_id, at, actor, reason, note, level, from_staff, to_staff)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [company.id, change.eventId, callbackId, iso(now), actorText(actor), reason, told, rung.level, row.assignedTo, rung.staffId],
  );
  return change;
}

interface Wanted extends Pick<Escalation, 'toStaff' | 'toLevel' | 'reason'> {
  readonly company: Pick<Company, 'staff'>;
  readonly byMachine: boolean;
}

function rungOf(chain: Chain, row: DeskRow, { toStaff, toLevel = null, reason, company, byMachine }: Wanted): Rung {
  if (toStaff !== null) {
    const member = must(company.staff.find(({ id }) => id === toStaff), 'it is brought before a member of this company’s staff');
    return { level: levelOf(member), staffId: member.id, skipped: [] };
  }
  if (toLevel !== null) return nextRung(chain, row, toLevel - 1);
  // The assignee knows what he brings up himself, and the attempts that were in vain were his.
  const below = byMachine && reason === 'deadline_missed' ? row.escalationLevel : Math.max(row.escalationLevel, 1);
  return nextRung(chain, row, Math.min(below, LAST_LEVEL - 1));
}

const LEVEL_WORDS: Readonly<Record<Company['locale'], readonly [before: string, names: Readonly<Record<Level, string>>]>> = {
  de: ['Niemand da, daher übersprungen: ', { 1: 'Zuständige', 2: 'Filialleitung', 3: 'Inhaber', 4: 'Betreiber' }],
  en: ['Skipped, because nobody is there: ', { 1: 'assignee', 2: 'branch manager', 3: 'owner', 4: 'operator' }],
};

/** That a level was skipped is said where people read it, or they would wait for somebody who was never told. */
function noteWith(note: string | null, { skipped }: Rung, locale: Company['locale']): string | null {
  if (skipped.length === 0) return note;
  const [before, names] = LEVEL_WORDS[locale];
  return [note, before + skipped.map((level) => names[level]).join(', ')].filter((line) => line !== null).join('\n');
}
