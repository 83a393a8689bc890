import { OPERATIONS } from './account.ts';
import { unknown } from './exchange.ts';
import { objectOf, textOf } from './read-json.ts';
import type { Exchange } from './exchange.ts';
import type { Outcome } from '../port.ts';

/** Whose key it is. */
export interface CalComUser {
  readonly id: number;
  readonly username: string | null;
  readonly email: string | null;
  readonly timeZone: string | null;
}

/** GET /me: the cheapest proof that address and key are right. */
export async function me(exchange: Exchange, deadlineMs: number): Promise<Outcome<CalComUser>> {
  const answer = await exchange({ operation: OPERATIONS.me, deadlineMs });
  if (answer.kind !== 'done') return answer;
  const data = objectOf(answer.value['data']);
  const id = data?.['id'];
  if (data === null || typeof id !== 'number') return unknown('absurd', 'a profile without an id');
  return { kind: 'done', value: { id, username: textOf(data['username']), email: textOf(data['email']), timeZone: textOf(data['timeZone']) } };
}
