// How a branch, a service or a member of staff is named inside something else. zod only.
import { z } from 'zod';

export const Named = z.object({ id: z.uuid(), slug: z.string(), name: z.string() }).meta({ id: 'Named' });
