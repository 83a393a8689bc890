// Whom and what a company consists of, for pickers and names. zod only.
import { z } from 'zod';

const named = { id: z.uuid(), slug: z.string(), name: z.string() };

export const CompanyDirectory = z
  .object({
    branches: z.array(z.object(named)),
    services: z.array(z.object({ ...named, minutes: z.number().int() })),
    staff: z.array(z.object({ ...named, role: z.string(), branch_ids: z.array(z.uuid()) })),
    me: z.uuid().nullable().describe('The member of staff behind whoever asks'),
  })
  .meta({ id: 'CompanyDirectory' });
