import { readLedger } from '../wishes/ledger.ts';
import { companyOf } from './access.ts';
import { momentIn, PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { Ledger, LedgerQuery } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

export function ledgerRoutes(api: Api, { world, journalPending }: AdminApiOptions): void {
  api.get(
    '/ledger',
    { config: { needs: 'ledger' }, schema: { tags: ['ledger'], summary: 'The proof that no wish is lost: difference 0', querystring: LedgerQuery, response: { 200: Ledger, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      const query = {
        companyId: company.id,
        from: momentIn(company.timeZone, request.query.from) ?? null,
        to: momentIn(company.timeZone, request.query.to) ?? null,
        now: world.clock.now(),
        // read before the snapshot: an entry that is settled in between is then in the database, and not lost
        journalPending: journalPending(company.id),
      };
      const ledger = await inScope(request, (tx) => readLedger(tx, query));
      return { ...ledger, fates: { ...ledger.fates }, unexplained: [...ledger.unexplained] };
    },
  );
}
