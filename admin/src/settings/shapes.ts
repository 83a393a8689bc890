// What the settings read beside the company file, from the server's own contract. Types only.
import type { z } from 'zod';
import type * as contract from '../../../src/admin-api/contract.ts';

type Shape<K extends keyof typeof contract> = (typeof contract)[K] extends z.ZodType ? z.infer<(typeof contract)[K]> : never;

export type CalendarEntries = Shape<'CalendarEntries'>;
export type CalendarException = Shape<'CalendarException'>;
export type Absence = Shape<'Absence'>;
