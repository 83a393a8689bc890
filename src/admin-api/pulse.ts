import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Company } from '../companies/company.ts';
import { readPulses } from '../insights/company-pulse.ts';
import type { Pulse as CompanyPulse } from '../insights/company-pulse.ts';
import { must } from '../platform/assert.ts';
import { isFault } from '../platform/errors.ts';
import { iso } from '../platform/iso.ts';
import type { EpochMs } from '../platform/world.ts';
import { accessIn, companyOf, may } from './access.ts';
import { PROBLEM_RESPONSES } from './api.ts';
import type { Api } from './api.ts';
import { CompaniesQuery, CompanyPulses, Pulse } from './contract/pulse.ts';
import { CompanyQuery } from './contract.ts';
import { inScope } from './in-scope.ts';
import type { AdminApiOptions } from './options.ts';

type Body = z.input<typeof Pulse>;

export function pulseRoutes(api: Api, options: AdminApiOptions): void {
  const { world, journalPending } = options;
  api.get(
    '/pulse',
    { config: { needs: 'read' }, schema: { tags: ['overview'], summary: 'How this company is doing at this moment', querystring: CompanyQuery, response: { 200: Pulse, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const company = companyOf(request);
      const query = { companies: [company], now: world.clock.now(), journalPending: new Map([[company.id, journalPending(company.id)]]) };
      const pulses = await inScope(request, (tx) => readPulses(tx, query));
      return bodyOf(must(pulses.get(company.id), 'a row is made for every company asked for'), may(request, 'ledger'));
    },
  );
  api.get(
    '/companies',
    { config: { needs: 'signed_in' }, schema: { tags: ['overview'], summary: 'Every company that this sign-in may choose, with how it is doing', querystring: CompaniesQuery, response: { 200: CompanyPulses, ...PROBLEM_RESPONSES } } },
    async (request) => {
      const pulses = await pulsesOf(options, request, request.query.ledger);
      return { items: accessIn(request).companies.map((company) => ({ company: shownCompany(company), pulse: pulses.get(company.id) ?? null })) };
    },
  );
}

function shownCompany({ slug, name, kind, timeZone, services, calCom, branches }: Company): z.input<typeof CompanyPulses>['items'][number]['company'] {
  const calendar = services.length === 0 ? null : services.some((service) => service.calendar.provider === 'cal.com') ? 'cal.com' : 'local';
  return { slug, name, kind, time_zone: timeZone, calendar: calendar === 'cal.com' && (calCom?.apiKey ?? null) === null ? null : calendar, branches: branches.length };
}

/** Wishes of a week of five hundred companies are some hundred thousand; a budget for one call would be too short. */
const BUDGET_MS = 15_000;

/**
 * Those whom he sees as a whole in one go, by the machine: a transaction of a company sees that one only. Which companies
 * they are was found out by the access hook, and each statement names them. Of whose branches he sees only some is looked at
 * in a transaction that shows no more of it.
 */
async function pulsesOf({ database, world, journalPending }: AdminApiOptions, request: FastifyRequest, withLedger: boolean): Promise<ReadonlyMap<string, Body>> {
  const now = world.clock.now();
  const access = accessIn(request);
  const isWhole = (company: Company): boolean => access.asIn(company).branches === null;
  const whole = access.companies.filter(isWhole);
  const pulses = new Map<string, Body>();
  const keep = (found: ReadonlyMap<string, CompanyPulse>, ledger: boolean): void => found.forEach((pulse, id) => pulses.set(id, bodyOf(pulse, ledger)));
  const pending = withLedger ? new Map(whole.map(({ id }) => [id, journalPending(id)])) : null;
  if (whole.length > 0) keep(await orNone(database.asMachine((tx) => readPulses(tx, { companies: whole, now, journalPending: pending }), { budgetMs: BUDGET_MS })), true);
  for (const company of access.companies.filter((one) => !isWhole(one))) {
    request.access = access.asIn(company);
    keep(await orNone(inScope(request, (tx) => readPulses(tx, { companies: [company], now, journalPending: null }))), false);
  }
  request.access = access;
  return pulses;
}

/** Figures that take too long must not hide the companies. */
async function orNone<T>(reading: Promise<ReadonlyMap<string, T>>): Promise<ReadonlyMap<string, T>> {
  try {
    return await reading;
  } catch (error) {
    if (isFault(error, 'DATABASE_UNAVAILABLE')) return new Map();
    throw error;
  }
}

function bodyOf(pulse: CompanyPulse, withLedger: boolean): Body {
  const { calendar, voice } = pulse;
  return {
    open: pulse.open, due_now: pulse.dueNow, overdue: pulse.overdue, urgent: pulse.urgent, unassigned: pulse.unassigned, decision_needed: pulse.decisionNeeded, done_today: pulse.doneToday, arisen: [...pulse.arisen],
    calls_today: pulse.callsToday, last_call_at: isoOrNull(pulse.lastCallAt), calls_a_day: Math.round(pulse.callsADay * 10) / 10, silent: pulse.silent,
    calendar: { state: calendar.state, last_success_at: isoOrNull(calendar.lastSuccessAt), last_failure_at: isoOrNull(calendar.lastFailureAt), failures_24h: calendar.failures24h },
    voice: { connected: voice.connected, last_event_at: isoOrNull(voice.lastEventAt), compared_at: isoOrNull(voice.comparedAt), problem: voice.problem },
    // A part of the proof proves nothing.
    ledger: withLedger && pulse.ledger !== null ? { ...pulse.ledger } : null,
  };
}

function isoOrNull(at: EpochMs | null): string | null {
  return at === null ? null : iso(at);
}
