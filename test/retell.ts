// Retell's API as tests meet it: the stand-in over real HTTP, with waiting that takes no time.
import { onTestFinished } from 'vitest';
import { startRetellStandIn, type RetellStandIn } from '../demo/retell/stand-in.ts';
import { retellClient, type RetellClient } from '../src/retell/client.ts';
import { realHttp } from '../src/platform/real-http.ts';
import { steeredClock, type SteeredClock } from './steered-clock.ts';

/** Tuesday, 1 December 2026, 11:00 in Berlin. */
export const NOW = Date.parse('2026-12-01T10:00:00Z');

export interface RetellBench {
  readonly standIn: RetellStandIn;
  readonly client: RetellClient;
  readonly clock: SteeredClock;
}

export async function retellBench(options: { readonly budgetMs?: number; readonly apiKeys?: readonly string[] } = {}): Promise<RetellBench> {
  const standIn = await startRetellStandIn();
  onTestFinished(async () => await standIn.close());
  const clock = steeredClock({ startAt: NOW, sleeps: 'jump' });
  const connection = { apiKeys: options.apiKeys ?? [standIn.apiKey], apiBaseUrl: standIn.url };
  return { standIn, clock, client: retellClient(connection, { world: { http: realHttp, clock }, budgetMs: options.budgetMs ?? 600_000 }) };
}
