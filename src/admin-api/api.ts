// What the routes of the API share: the typed server, cursors, moments, and the problems that each may answer.
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { Temporal } from 'temporal-polyfill';
import { startOfDay } from '../companies/wall-clock.ts';
import { cursorOf, placeOf } from '../platform/keyset.ts';
import type { Page, Place } from '../platform/keyset.ts';
import { isUuid } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';
import { ProblemDocument } from './contract.ts';
import { Problem } from './problem.ts';

export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

export function problem(description: string) {
  return { description, content: { 'application/problem+json': { schema: ProblemDocument } } };
}

export const PROBLEM_RESPONSES = {
  400: problem('The request is not valid'),
  401: problem('Sign-in needed'),
  403: problem('The role does not allow it'),
  404: problem('Not found, or another company’s'),
  409: problem('Its state, or somebody else’s claim, does not allow it'),
  422: problem('The Idempotency-Key belongs to another request'),
  429: problem('Too many requests, or too many failed attempts'),
  503: problem('The database does not answer'),
};

/** The place after which the list goes on; null at its start. `sort` names the list and its order. Throws Problem CURSOR_INVALID. */
export function placeIn(sort: string, keyCount: number, cursor: string | undefined): Place | null {
  if (cursor === undefined || cursor === '') return null;
  const place = placeOf(sort, keyCount, cursor);
  if (place === null) throw new Problem('CURSOR_INVALID', `This is no cursor of a list sorted by ${sort}.`);
  return place;
}

export function pageBody<T>(sort: string, page: Page<T>): { items: T[]; next_cursor: string | null } {
  return { items: [...page.items], next_cursor: page.next === null ? null : cursorOf(sort, page.next) };
}

/** Throws Problem NOT_FOUND for what cannot be an id: a statement would refuse it as an error. */
export function idOf(request: { readonly params: { readonly id: string } }, what: string): string {
  const { id } = request.params;
  if (!isUuid(id)) throw new Problem('NOT_FOUND', `There is no such ${what}.`);
  return id;
}

/** An instant, or the start of a date in the company's zone. */
export function momentIn(timeZone: string, given: string | undefined): EpochMs | undefined {
  if (given === undefined) return undefined;
  return given.includes('T') ? Temporal.Instant.from(given).epochMilliseconds : startOfDay(given, timeZone);
}
