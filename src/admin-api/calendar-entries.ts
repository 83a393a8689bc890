// What people enter for single days, and how it is shown.
import { z } from 'zod';
import type { Person } from '../companies/actor.ts';
import { absence as absenceEntry, exception as exceptionEntry } from '../companies/calendar-file-schema.ts';
import { addAbsence, addException, removeAbsence, removeException } from '../companies/change-days.ts';
import type { DaysDesk, Removed } from '../companies/change-days.ts';
import type { Branch, Company, StaffMember } from '../companies/company.ts';
import { readAbsence } from '../companies/read-days.ts';
import type { StoredAbsence, StoredException } from '../companies/read-days.ts';
import { must } from '../platform/assert.ts';
import { isUuid } from '../platform/uuid.ts';
import type { FastifyRequest } from 'fastify';
import { actorOf, companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { Absence, AbsenceBody, CalendarException, ExceptionBody } from './contract/calendar.ts';
import { ById, CompanyQuery } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';
import { Problem } from './problem.ts';

const NOTHING = z.null().describe('It is gone');

export function calendarEntryRoutes(api: Api, options: AdminApiOptions): void {
  exceptionRoutes(api, options);
  absenceRoutes(api, options);
}

function exceptionRoutes(api: Api, { world }: AdminApiOptions): void {
  api.post(
    '/exceptions',
    { config: { needs: 'manage_calendar' }, schema: { tags: ['calendar'], summary: 'A closure, a half day, an extra opening; deadlines that were promised before stay as they are', querystring: CompanyQuery, body: ExceptionBody, response: { 201: CalendarException, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const company = companyOf(request);
      const { branch: named, ...entry } = request.body;
      const branch = named == null ? null : mustFind(company.branches, named, 'branch');
      mayTouch(request, branch === null ? null : [branch.id]);
      const wanted = checked(exceptionEntry, entry);
      const added = await inScope(request, (tx) => addException(tx, deskOf(request, world), { ...wanted, branchId: branch?.id ?? null }));
      return await reply.code(201).send(shownException(company, added));
    },
  );
  api.delete(
    '/exceptions/:id',
    { config: { needs: 'manage_calendar' }, schema: { tags: ['calendar'], summary: 'Takes it away again', params: ById, querystring: CompanyQuery, response: { 204: NOTHING, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const { id } = request.params;
      if (!isUuid(id)) throw new Problem('NOT_FOUND', 'There is no such exception.');
      mustBeGone(await inScope(request, (tx) => removeException(tx, deskOf(request, world), id)), 'exception');
      return await reply.code(204).send(null);
    },
  );
}

function absenceRoutes(api: Api, { world }: AdminApiOptions): void {
  api.post(
    '/absences',
    { config: { needs: 'manage_calendar' }, schema: { tags: ['calendar'], summary: 'Somebody is away: nothing is assigned to her, and no slot of hers is offered', querystring: CompanyQuery, body: AbsenceBody, response: { 201: Absence, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const company = companyOf(request);
      const { staff, ...entry } = request.body;
      const member = mustFind(company.staff, staff, 'staff');
      mayTouch(request, member.branchIds);
      const wanted = checked(absenceEntry, entry);
      const added = await inScope(request, (tx) => addAbsence(tx, deskOf(request, world), { ...wanted, staffId: member.id }));
      return await reply.code(201).send(must(shownAbsence(company, added, true), 'she was found above'));
    },
  );
  api.delete(
    '/absences/:id',
    { config: { needs: 'manage_calendar' }, schema: { tags: ['calendar'], summary: 'She is not away after all', params: ById, querystring: CompanyQuery, response: { 204: NOTHING, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const company = companyOf(request);
      const { id } = request.params;
      const removed = await inScope(request, async (tx) => {
        const found = isUuid(id) ? await readAbsence(tx, company.id, id) : null;
        if (found === null) return 'not_found';
        mayTouch(request, company.staff.find((member) => member.id === found.staffId)?.branchIds ?? []);
        return await removeAbsence(tx, deskOf(request, world), found);
      });
      mustBeGone(removed, 'absence');
      return await reply.code(204).send(null);
    },
  );
}

export function shownException(company: Company, { branchId, hours, ...rest }: StoredException): z.input<typeof CalendarException> {
  const branch = branchId === null ? null : named(company.branches.find(({ id }) => id === branchId) ?? { id: branchId, slug: '', name: '' });
  return { ...rest, branch, hours: hours?.map(([from, until]) => [from, until]) ?? null };
}

/** null where the member of staff works here no more. */
export function shownAbsence(company: Company, { staffId, hours, reason, ...rest }: StoredAbsence, withReason: boolean): z.input<typeof Absence> | null {
  const member = company.staff.find(({ id }) => id === staffId);
  return member === undefined ? null : { ...rest, staff: named(member), reason: withReason ? reason : null, hours: hours?.map(([from, until]) => [from, until]) ?? null };
}

function named({ id, slug, name }: Pick<Branch, 'id' | 'slug' | 'name'>): Pick<Branch, 'id' | 'slug' | 'name'> {
  return { id, slug, name };
}

function deskOf(request: FastifyRequest, world: AdminApiOptions['world']): DaysDesk & { readonly actor: Person } {
  return { companyId: companyOf(request).id, actor: actorOf(request), now: world.clock.now() };
}

function mustFind<T extends Branch | StaffMember>(list: readonly T[], idOrSlug: string, key: string): T {
  const found = list.find(({ id, slug }) => id === idOrSlug || slug === idOrSlug);
  if (found === undefined) throw new Problem('REQUEST_INVALID', `${key}: nothing of this company has this id or slug`);
  return found;
}

/** The same rules, in the same words, as for a company file. */
function checked<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const said = parsed.error.issues.map((issue) => {
    const remedy = issue.code === 'custom' ? issue.params?.['remedy'] : undefined;
    return `${issue.path.join('.') || 'body'}: ${issue.message}${remedy === undefined ? '' : `; ${String(remedy)}`}`;
  });
  throw new Problem('REQUEST_INVALID', said.join('. '));
}

/** Who is of some branches enters nothing for others. `branchIds` null: it concerns the whole company. */
function mayTouch(request: FastifyRequest, branchIds: readonly string[] | null): void {
  const { branches } = must(request.access, 'the access hook ran before this route');
  if (branches === null || (branchIds?.some((id) => branches.includes(id)) ?? false)) return;
  throw new Problem('FORBIDDEN', 'This concerns other branches than yours.');
}

function mustBeGone(removed: Removed, noun: string): void {
  if (removed === 'not_found') throw new Problem('NOT_FOUND', `There is no such ${noun}.`);
  if (removed === 'of_file') throw new Problem('KEPT_BY_FILE', `The ${noun} is listed in the company file.`);
}
