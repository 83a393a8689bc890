// What the page shows before somebody decides. zod only.
import { z } from 'zod';

export const PriorityOptions = z
  .object({
    items: z.array(z.object({
      priority: z.enum(['normal', 'high', 'urgent']),
      current: z.boolean(),
      due_at: z.string().describe('The deadline that it would have; never later than what was promised'),
    })),
  })
  .meta({ id: 'PriorityOptions', examples: [{ items: [{ priority: 'urgent', current: false, due_at: '2026-12-01T11:00:00.000Z' }] }] });
