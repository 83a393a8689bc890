import { queryOptions } from '@tanstack/react-query';
import { get, send } from '../api/client.ts';
import type { TestCall, TestCallFault } from '../api/shapes.ts';

export const FAULTS = [
  'none', 'calendar_error', 'calendar_error_throughout', 'calendar_silent', 'lost_reply', 'availability_error', 'nothing_free', 'slot_taken', 'absurd_answer', 'database_down',
] as const satisfies readonly TestCallFault[];

export interface Start {
  readonly fault: TestCallFault;
  readonly customer_name: string | null;
  readonly phone_number: string | null;
}

/** Its key begins with `callback`, so that it is asked again when a callback comes of it; wishes have no events of their own, hence the interval. */
export function testCallQuery(id: string) {
  return queryOptions({ queryKey: ['callback', 'test-call', id], queryFn: ({ signal }) => get<TestCall>(`/test-calls/${id}`, {}, signal), refetchInterval: 1_500 });
}

export async function startTestCall(start: Start): Promise<TestCall> {
  return await send<TestCall>('/test-calls', start);
}

export async function say(id: string, text: string): Promise<TestCall> {
  return await send<TestCall>(`/test-calls/${id}/say`, { text });
}

export async function endTestCall(id: string, how: 'hang_up' | 'breaks_off'): Promise<TestCall> {
  return await send<TestCall>(`/test-calls/${id}/end`, { how });
}

export async function clearTestCalls(): Promise<{ callbacks: number; appointments: number; wishes: number }> {
  return await send('/test-calls/clear');
}
