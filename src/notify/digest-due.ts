// Whose day begins: a digest for each member of staff at the hour at which he begins to work, on days on which he does.
import type { Database } from '../platform/database.ts';
import type { EpochMs, World } from '../platform/world.ts';
import type { Company, StaffMember } from '../companies/company.ts';
import type { Directory } from '../companies/directory.ts';
import { minuteOfDay, wallClock } from '../companies/wall-clock.ts';
import type { WallClock } from '../companies/wall-clock.ts';
import { enqueueNotices } from '../outbox/enqueue.ts';
import type { Notice } from '../outbox/notice.ts';

/** A server that was down at the opening still sends it; in the afternoon nobody needs the morning's list. */
const LATE_MINUTES = 180;

export interface Digesting {
  readonly world: Pick<World, 'clock'>;
  readonly database: Database;
  readonly directory: Pick<Directory, 'companies'>;
  /** Member of staff → day that is done; spares the database a question a minute. */
  readonly done: Map<string, string>;
}

/** Returns how many were asked for. */
export async function enqueueDigests({ world, database, directory, done }: Digesting): Promise<number> {
  const now = world.clock.now();
  const clocks = new Map<string, WallClock>();
  let asked = 0;
  for (const company of directory.companies()) {
    const clock = clocks.get(company.timeZone) ?? wallClock(now, company.timeZone);
    clocks.set(company.timeZone, clock);
    const begun = company.staff.filter((member) => done.get(member.id) !== clock.date && hasBegun(company, member, clock));
    if (begun.length === 0) continue;
    await database.inCompany(company.id, async (tx) => await enqueueNotices(tx, company.id, begun.map((member) => digestFor(member, clock.date, now))));
    for (const { id } of begun) done.set(id, clock.date);
    asked += begun.length;
  }
  return asked;
}

function digestFor(member: StaffMember, date: string, at: EpochMs): Notice {
  return { kind: 'digest', to: { kind: 'staff', id: member.id }, callbackId: null, dedupeKey: `digest:${member.id}:${date}`, at };
}

function hasBegun(company: Company, member: StaffMember, { weekday, minuteOfDay: minute }: WallClock): boolean {
  const weeks = member.workingHours !== null ? [member.workingHours] : company.branches.filter(({ id }) => member.branchIds.includes(id)).map(({ openingHours }) => openingHours);
  const first = Math.min(...weeks.flatMap((hours) => hours[weekday].slice(0, 1).map(([from]) => minuteOfDay(from))));
  return minute >= first && minute < first + LATE_MINUTES;
}
