// The demo's Retell API: the salon's agent and numbers, and no calls but those that a test adds. Without it the server's
// comparison of calls would ask the real one, with a key that is none.
import { startRetellStandIn, type RetellStandIn } from '../retell/stand-in.ts';
import { AGENT, MITTE_NUMBER, PRENZLAUER_BERG_NUMBER } from '../salon-nord/company-file.ts';
import type { DemoState } from './files.ts';

export interface DemoRetell {
  readonly standIn: RetellStandIn;
  readonly port: number;
}

export async function startDemoRetell(options: { readonly state: DemoState; readonly apiKey: string }): Promise<DemoRetell> {
  const begin = async (port: number) => await startRetellStandIn({ port, apiKey: options.apiKey });
  const standIn = await begin(options.state.retellPort ?? 0).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return await begin(0);
  });
  standIn.addAgent({ id: AGENT, engine: 'retell-llm', tools: [{ type: 'end_call', name: 'end_call' }] });
  for (const number of [MITTE_NUMBER, PRENZLAUER_BERG_NUMBER]) standIn.addNumber(number, [{ agent_id: AGENT, agent_version: 0, weight: 1 }]);
  return { standIn, port: Number(new URL(standIn.url).port) };
}
