import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Company } from '../companies/company.ts';
import { readPulse } from '../insights/company-pulse.ts';
import type { Pulse as CompanyPulse } from '../insights/company-pulse.ts';
import { must } from '../platform/assert.ts';
import { isFault } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { companyOf, may } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompanyPulses, Pulse } from './contract/pulse.ts';
import { CompanyQuery } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

type Body = z.input<typeof Pulse>;

export function pulseRoutes(api: Api, { world, journalPending }: AdminApiOptions): void {
  api.get(
    '/pulse',
    { config: { needs: 'read' }, schema: { tags: ['overview'], summary: 'How this company is doing at this moment', querystring: CompanyQuery, response: { 200: Pulse, ...PROBLEM_RESPONSES } } },
    async (request) => await pulseOf(request, companyOf(request)),
  );
  api.get(
    '/companies',
    { config: { needs: 'signed_in' }, schema: { tags: ['overview'], summary: 'Every company that this sign-in may choose, with how it is doing', response: { 200: CompanyPulses, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const access = must(request.access, 'the access hook ran before this route');
      const items: z.input<typeof CompanyPulses>['items'] = [];
      // One after the other: thirty clients are thirty short looks, and must not take every connection from the calls.
      for (const company of access.companies) {
        request.access = access.asIn(company);
        items.push({ company: { slug: company.slug, name: company.name, kind: company.kind }, pulse: await orNull(pulseOf(request, company)) });
      }
      request.access = access;
      return { items };
    },
  );

  async function pulseOf(request: FastifyRequest, company: Company): Promise<Body> {
    const now = world.clock.now();
    const pulse = await inScope(request, async (tx) => await readPulse(tx, { company, now, journalPending: journalPending(company.id) }));
    return bodyOf(pulse, may(request, 'ledger'));
  }
}

/** One company whose figures take too long must not hide the others. */
async function orNull(reading: Promise<Body>): Promise<Body | null> {
  try {
    return await reading;
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) return null;
    throw error;
  }
}

function bodyOf(pulse: CompanyPulse, withLedger: boolean): Body {
  const { calendar, voice } = pulse;
  return {
    open: pulse.open, overdue: pulse.overdue, urgent: pulse.urgent, unassigned: pulse.unassigned, decision_needed: pulse.decisionNeeded, done_today: pulse.doneToday,
    calls_today: pulse.callsToday, last_call_at: isoOrNull(pulse.lastCallAt), calls_a_day: Math.round(pulse.callsADay * 10) / 10, silent: pulse.silent,
    calendar: { state: calendar.state, last_success_at: isoOrNull(calendar.lastSuccessAt), last_failure_at: isoOrNull(calendar.lastFailureAt), failures_24h: calendar.failures24h },
    voice: { last_event_at: isoOrNull(voice.lastEventAt), compared_at: isoOrNull(voice.comparedAt), problem: voice.problem },
    // A part of the proof proves nothing.
    ledger: withLedger ? { ...pulse.ledger } : null,
  };
}

function isoOrNull(at: EpochMs | null): string | null {
  return at === null ? null : iso(at);
}
