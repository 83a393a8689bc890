import type { FastifyRequest } from 'fastify';
import { personsOf } from '../notify/person.ts';
import { accessIn } from './access.ts';

/** Under which names somebody is told something; the first one is what his preferences are kept under. */
export function mine(request: FastifyRequest): readonly [string, ...string[]] {
  const { actor, operator } = accessIn(request);
  return personsOf(actor, operator);
}
