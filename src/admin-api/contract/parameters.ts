// What the queries of several lists share. zod only.
import { z } from 'zod';

/** `a,b` or `name=a&name=b`. */
export function several<T extends z.ZodType<unknown, string>>(one: T) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap((part) => part.split(',')).map((part) => part.trim()).filter((part) => part !== ''))
    .pipe(z.array(one))
    .optional();
}

/** A date means the start of that day in the company's zone. A bare `+` of an offset arrives as a space. */
export const moment = z
  .string()
  .transform((given) => given.replace(' ', '+'))
  .pipe(z.union([z.iso.datetime({ offset: true }), z.iso.date()], 'an ISO 8601 instant (2026-12-01T09:00:00Z) or date (2026-12-01)'))
  .optional();

/** Of a group of errors that are one. */
export const Fingerprint = z.string().regex(/^[0-9a-f]{16}$/, 'sixteen hexadecimal digits');

export const paging = {
  company: z.string().optional().describe('Slug; needed only where a sign-in sees several companies'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
};

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}
