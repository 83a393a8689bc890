// How much is due against the hands that are there (contract, section 5). zod only.
import { z } from 'zod';
import { Named } from './named.ts';

const instant = z.string().describe('ISO 8601 in UTC');
const count = z.number().int();

const period = z.object({
  date: z.iso.date(),
  closes_at: instant.nullable().describe('null: closed that day, or closed already'),
  due: count.describe('Open callbacks that fall due before it opens again; overdue ones are among today’s'),
  overdue: count,
  needed_minutes: count,
  hands_minutes: count.describe('Working time of staff until closing, without absences and appointments'),
  members: count.describe('Who has any of it'),
  short_by_minutes: count.describe('By so much the hands fall short at the worst moment, what is left over from before included; 0: everything can be kept'),
  first_missed_at: instant.nullable().describe('The first deadline that cannot be kept'),
});

const place = { today: period, next: period.nullable().describe('The next day on which it opens; null: none within 60 days') };

export const DeskLoad = z
  .object({
    at: instant,
    minutes_per_callback: z.number(),
    measured: z.boolean().describe('From the attempts of the last four weeks; false: too few of them, so 6 minutes are assumed'),
    company: z.object(place),
    branches: z.array(z.object({ branch: Named, ...place })),
  })
  .meta({
    id: 'DeskLoad',
    examples: [
      {
        at: '2026-12-01T15:00:00.000Z', minutes_per_callback: 5.5, measured: true,
        company: {
          today: { date: '2026-12-01', closes_at: '2026-12-01T17:00:00.000Z', due: 31, overdue: 2, needed_minutes: 171, hands_minutes: 140, members: 2, short_by_minutes: 31, first_missed_at: '2026-12-01T16:40:00.000Z' },
          next: { date: '2026-12-02', closes_at: '2026-12-02T17:00:00.000Z', due: 4, overdue: 0, needed_minutes: 22, hands_minutes: 840, members: 2, short_by_minutes: 0, first_missed_at: null },
        },
        branches: [],
      },
    ],
  });
