// A company that an operator adds. zod only.
import { z } from 'zod';

const EXAMPLE = { name: 'Salon Nord', slug: 'salon-nord', branch: 'Filiale Mitte', locale: 'de', time_zone: 'Europe/Berlin', region: 'DE-BE' } as const;

export const NewCompanyBody = z
  .object({
    name: z.string().trim().min(1).max(200),
    slug: z.string().min(1).max(63).describe('In addresses and keys, for good: small letters, digits and "-"'),
    branch: z.string().trim().min(1).max(200).optional().describe('Its first branch; default: as the company'),
    locale: z.enum(['de', 'en']).default('de').describe('What callers are spoken to in'),
    time_zone: z.string().default('Europe/Berlin').describe('IANA'),
    region: z.string().nullish().describe('ISO 3166-2, for its public holidays'),
  })
  .meta({ examples: [EXAMPLE] });

export const CompanyMade = z.object({ slug: z.string(), name: z.string() }).meta({ id: 'CompanyMade', examples: [{ slug: EXAMPLE.slug, name: EXAMPLE.name }] });
