// What somebody is shown before he decides: which deadline another priority would bring.
import { priorityEvent } from '../callbacks/change-priority.ts';
import type { Priority } from '../companies/company.ts';
import { iso } from '../platform/iso.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { ById, CompanyQuery } from './contract.ts';
import { PriorityOptions } from './contract/case-proposals.ts';
import { callbackIdOf, callbackNow, deskOf } from './desk.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal'];

export function caseProposalRoutes(api: Api, { world }: AdminApiOptions): void {
  api.get(
    '/callbacks/:id/priority-options',
    { config: { needs: 'read' }, schema: { tags: ['callbacks'], summary: 'The deadline that each priority would bring now', params: ById, querystring: CompanyQuery, response: { 200: PriorityOptions, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const desk = deskOf(request, world);
      const { company, now } = desk;
      const callback = await inScope(request, async (tx) => await callbackNow(tx, desk, callbackIdOf(request)));
      const row = { branchId: callback.branch?.id ?? null, dueAt: Date.parse(callback.due_at), dueBecause: '' };
      return {
        items: PRIORITIES.map((priority) => {
          const event = priorityEvent(row, { company, priority, now });
          return { priority, current: priority === callback.priority, due_at: iso(event.kind === 'priority' ? event.dueAt : row.dueAt) };
        }),
      };
    },
  );
}
