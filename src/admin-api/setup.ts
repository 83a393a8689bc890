// What the first set-up has to lead through still. Nothing is ticked off by hand: each step is done when what it is for is there.
import type { Company } from '../companies/company.ts';
import { WEEKDAYS } from '../companies/company.ts';
import type { Tx } from '../platform/database.ts';
import { iso } from '../platform/iso.ts';
import { readTried } from '../rehearsal/tried.ts';
import { FUNCTIONS } from '../retell/functions.ts';
import { readConnected } from '../retell/note-registered.ts';
import type { VoiceConnected } from '../retell/note-registered.ts';
import { promptFragment } from '../retell/prompt.ts';
import { accessIn, companyOf } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { AgentPrompt, Setup } from './contract/setup.ts';
import { CompanyQuery } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

export function setupRoutes(api: Api, { world, publicUrl }: AdminApiOptions): void {
  api.get(
    '/setup',
    { config: { needs: 'manage_company' }, schema: { tags: ['settings'], summary: 'How far this company is set up', querystring: CompanyQuery, response: { 200: Setup, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      const self = accessIn(request).signedIn?.account.id ?? null;
      const address = publicUrl?.startsWith('https:') === true ? publicUrl.replace(/\/+$/, '') : null;
      const { tried: { rehearsed, called }, voice, others } = await inScope(request, async (tx) => ({
        tried: await readTried(tx, company.id),
        voice: await readConnected(tx, { companyId: company.id, publicUrl: address }),
        others: await hasOthers(tx, { companyId: company.id, self, now: iso(world.clock.now()) }),
      }));
      const steps = { business: hasHours(company), calendar: isBookable(company), voice: voice.registered || called, test_call: rehearsed, people: others };
      const usable = steps.calendar && steps.voice && steps.test_call;
      return { steps, voice_missing: steps.voice ? null : missingOf(voice, address), called, unusable: !called && !usable, public_address: address };
    },
  );
  api.get(
    '/settings/retell/prompt',
    { config: { needs: 'manage_company' }, schema: { tags: ['settings'], summary: 'What a voice agent has to be told', querystring: CompanyQuery, response: { 200: AgentPrompt, ...PROBLEM_RESPONSES } } },
    async (request) => ({ text: promptFragment({ companyName: companyOf(request).name, functions: new Set(FUNCTIONS.map(({ name }) => name)) }) }),
  );
}

function missingOf({ connected }: VoiceConnected, address: string | null): 'connection' | 'address' | 'functions' {
  if (!connected) return 'connection';
  return address === null ? 'address' : 'functions';
}

async function hasOthers(tx: Tx, of: { readonly companyId: string; readonly self: string | null; readonly now: string }): Promise<boolean> {
  const [found] = await tx.rows<{ others: boolean }>(
    `select exists (select from members where company_id = $1 and user_id is distinct from $2::uuid)
         or exists (select from invitations where company_id = $1 and accepted_at is null and revoked_at is null and expires_at > $3) as others`,
    [of.companyId, of.self, of.now],
  );
  return found!.others;
}

function hasHours({ branches }: Company): boolean {
  return branches.some(({ openingHours }) => WEEKDAYS.some((day) => openingHours[day].length > 0));
}

function isBookable({ services, calCom }: Company): boolean {
  return services.length > 0 && services.every(({ calendar }) => calendar.provider === 'local' || (calCom?.apiKey ?? null) !== null);
}
