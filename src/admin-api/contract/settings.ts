// The settings of a company, as its file holds them (contract, section 2). zod only.
import { z } from 'zod';

const section = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]);

export const Settings = z
  .object({
    version: z.number().describe('Goes back with a change, so that nobody undoes another one’s unseen'),
    settings: z.record(z.string(), z.unknown()).describe('The sections of a company file; a secret that is stored reads "stored"'),
  })
  .meta({ id: 'Settings' });

export const ChangeSettingsBody = z.object({
  version: z.number(),
  dry_run: z.boolean().default(false),
  sections: z.partialRecord(z.enum(['company', 'branches', 'services', 'staff', 'calendars', 'voice', 'callbacks', 'appointments', 'privacy', 'notifications']), section)
    .optional().transform((given) => given ?? {}).describe('Whole sections, in place of the stored ones; "stored" keeps a secret'),
});

export const ChangedSettings = z.object({ ...Settings.shape, changes: z.array(z.string()).describe('A line each; none: nothing changed') }).meta({ id: 'ChangedSettings' });

const step = z.object({
  name: z.string(),
  state: z.enum(['ok', 'warning', 'failed']),
  message: z.string().describe('What was found, in the company’s language'),
  next: z.string().nullable().describe('What to do about it'),
});
export const CheckConnectionBody = z.object({
  part: z.enum(['cal.com', 'retell']),
  connection: z.string().optional().describe('Which connection to Retell; default: the first'),
  api_key: z.string().trim().min(1).max(300).optional().describe('Tries this key instead of the stored one, before it is saved'),
  base_url: z.url().optional(),
  profile: z.enum(['hosted', 'cal.diy']).optional(),
});
export const CheckedConnection = z.object({ ok: z.boolean(), steps: z.array(step) }).meta({ id: 'CheckedConnection' });

export const EventTypes = z
  .object({ items: z.array(z.object({ id: z.number().int(), title: z.string(), minutes: z.number().int(), hidden: z.boolean(), email_required: z.boolean(), requires_confirmation: z.boolean() })) })
  .meta({ id: 'EventTypes' });

export const SyncBody = z.object({ connection: z.string().optional(), dry_run: z.boolean().default(true) });
export const SyncResult = z
  .object({
    changed: z.boolean(), up_to_date: z.boolean(), lines: z.array(z.string()).describe('What would change, or was done, a line each'), problem: z.string().nullable(),
    groups: z.array(z.object({
      kind: z.enum(['agent', 'number']),
      name: z.string().describe('The id of the agent, or the number'),
      taken_up: z.boolean().describe('An earlier sync was cut off, and is gone on with'),
      changes: z.array(z.object({
        kind: z.enum(['add', 'change']), what: z.enum(['function', 'webhook', 'events', 'inbound', 'version']),
        name: z.string().nullable().describe('Of a function'), fields: z.array(z.string()).describe('What of it, as Retell calls it'),
      })),
      notes: z.array(z.object({ about: z.enum(['other_tools', 'other_kind', 'in_state', 'foreign_webhook', 'account_webhook', 'foreign_inbound', 'tagged']), names: z.array(z.string()) })).describe('What was found and stays'),
    })).describe('The same as what would change, to be said in other words; empty once it is done'),
  })
  .meta({ id: 'SyncResult' });
