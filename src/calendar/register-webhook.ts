// Has a company's Cal.com tell us what changes there. Asks a client of its own, as a connection test does (check-account.ts).
import type { CalComAccount } from '../companies/company.ts';
import type { World } from '../platform/world.ts';
import { calComCalendar } from './cal-com/calendar.ts';
import type { RegisteredHow, WantedWebhook } from './cal-com/webhooks.ts';
import type { Outcome } from './port.ts';

/** Looking, making it, and looking again where nothing came back. */
const BUDGET_MS = 20_000;

export async function registerCalComWebhook(world: World, account: CalComAccount, wanted: WantedWebhook): Promise<Outcome<RegisteredHow>> {
  if (account.apiKey === null) return { kind: 'refused', reason: 'not_allowed', detail: 'no API key is stored' };
  return await calComCalendar({ world, account: { ...account, apiKey: account.apiKey } }).registerWebhook(wanted, { budgetMs: BUDGET_MS });
}
