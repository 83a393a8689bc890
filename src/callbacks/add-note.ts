// Notes are added, never rewritten: what somebody read yesterday still stands there today. Whoever regrets one takes it
// back (undo.ts), and the timeline says so.
import { appendAudit } from '../audit/append-audit.ts';
import { actorText } from '../companies/actor.ts';
import type { StaffMember } from '../companies/company.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { addCallbackEvent } from './callback-events.ts';
import type { Desk } from './change-callback.ts';
import { prolongClaim } from './prolong-claim.ts';

export type Noted = { readonly kind: 'noted'; readonly eventId: string; readonly mentioned: readonly string[] } | { readonly kind: 'not_found' };

export async function addNote(tx: Tx, desk: Desk, note: { readonly callbackId: string; readonly text: string }): Promise<Noted> {
  const { company, actor, now, ids } = desk;
  const { callbackId, text } = note;
  const touched = await tx.maybe<{ caller_key: string }>('update callbacks set updated_at = greatest(updated_at, $3) where company_id = $1 and id = $2 returning caller_key', [company.id, callbackId, iso(now)]);
  if (touched === null) return { kind: 'not_found' };
  await prolongClaim(tx, desk, touched.caller_key);
  const mentioned = mentionedIn(text, company.staff).map(({ id }) => id);
  const eventId = ids.next();
  await addCallbackEvent(tx, company.id, { id: eventId, callbackId, at: now, actor: actorText(actor), kind: 'note', detail: { text, mentions: mentioned } });
  const self = actor.kind === 'machine' ? null : actor.staffId;
  await enqueueNotices(tx, company.id, mentioned.filter((id) => id !== self).map((id) => ({
    kind: 'mention' as const, to: { kind: 'staff' as const, id }, callbackId, at: now, dedupeKey: `${eventId}:mention:staff:${id}`,
  })));
  await appendAudit(tx, company.id, { at: now, actor: actorText(actor), action: 'callback.note', subject: { kind: 'callback', id: callbackId }, detail: { mentions: mentioned } });
  return { kind: 'noted', eventId, mentioned };
}

/** "@anna", "@Anna", "@Anna Berger": by slug, by the whole name, or by a first name that only one of them has. */
export function mentionedIn(text: string, staff: readonly Pick<StaffMember, 'id' | 'slug' | 'name'>[]): Pick<StaffMember, 'id'>[] {
  const words = text.toLowerCase();
  const first = ({ name }: Pick<StaffMember, 'name'>): string => name.toLowerCase().split(/\s+/)[0] ?? '';
  const alone = (name: string): boolean => staff.filter((member) => first(member) === name).length === 1;
  return staff.filter((member) => {
    const names = [member.slug.toLowerCase(), member.name.toLowerCase(), ...(alone(first(member)) ? [first(member)] : [])];
    return names.some((name) => name !== '' && called(words, name));
  });
}

/** The name itself, not the beginning of a longer one: "@anna" is not Annabell. An address ("x@anna.example") calls nobody. */
function called(words: string, name: string): boolean {
  for (let at = words.indexOf(`@${name}`); at !== -1; at = words.indexOf(`@${name}`, at + 1)) {
    const before = at === 0 ? '' : words[at - 1]!;
    const after = words.slice(at + 1 + name.length);
    if (!/[\p{L}\p{N}_.+-]/u.test(before) && !/^[\p{L}\p{N}_]|^[-.][\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}
