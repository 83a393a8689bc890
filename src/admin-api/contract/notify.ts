// Notifications, push, webhooks and mails. zod only.
import { z } from 'zod';
import { MailTextProblem } from './mail-texts.ts';
import { paging } from './parameters.ts';

const id = z.uuid();
const instant = z.string().describe('ISO 8601 in UTC');
const locale = z.enum(['de', 'en']);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, HH:MM');

export const NoticeKind = z.enum([
  'assigned', 'unassigned', 'warning', 'overdue', 'escalated', 'claim_returned', 'mention', 'settled', 'decision_needed',
  'unassigned_too_long', 'snooze_over', 'reopened', 'load_short', 'digest', 'called_again', 'attempt_due',
]);
export const NoticeChannel = z.enum(['in_app', 'mail', 'push']);

export const Notification = z
  .object({
    id,
    kind: NoticeKind,
    title: z.string().describe('In the language of whoever asks'),
    text: z.string(),
    at: instant,
    read_at: instant.nullable(),
    callback_id: id.nullable(),
    facts: z.record(z.string(), z.unknown()).describe('Ids, instants and levels'),
  })
  .meta({ id: 'Notification' });

export const NotificationList = z.object({ items: z.array(Notification), next_cursor: z.string().nullable(), unread: z.number().int().describe('Of all, not of this page') }).meta({ id: 'NotificationList' });
export const NotificationListQuery = z.object({ ...paging, unread: z.enum(['true', 'false']).transform((given) => given === 'true').default(false) });
export const NotificationsReadBody = z
  .strictObject({ ids: z.array(id).max(500).optional(), until: z.iso.datetime({ offset: true }).optional().describe('Without ids: all up to this instant; default: now') })
  .meta({ id: 'NotificationsReadBody' });
export const Unread = z.object({ unread: z.number().int() }).meta({ id: 'Unread' });

const quiet = z.union([z.strictObject({ off: z.literal(true) }), z.strictObject({ from: time, until: time })]);
const channels = z.partialRecord(NoticeKind.exclude(['digest']), z.array(NoticeChannel).readonly());

export const NotificationPreferences = z
  .strictObject({
    channels: channels.default({}).describe('Kind → ways; a kind that is not named is as the program would do it'),
    quiet: quiet.nullable().default(null).describe('null: as the company has it; local wall time'),
    digest: z.boolean().default(true).describe('One mail at the beginning of the working day'),
    locale: locale.nullable().default(null).describe('null: the company’s'),
  })
  .meta({ id: 'NotificationPreferences' });

const digest = z
  .strictObject({ at: time.nullable().describe('Local wall time, for everybody; null: when somebody’s working day begins'), closed_days: z.boolean().describe('Also on days on which nothing is open; needs a time') })
  .refine(({ at, closed_days: closed }) => at !== null || !closed, { path: ['closed_days'], error: 'needs a time: on a closed day nobody begins to work' });

export const CompanyNotifications = z
  .object({
    neutral: z.boolean().describe('No name, no concern, no service in what leaves the program'),
    quiet_hours: z.tuple([time, time]).nullable(),
    escalation_phones: z.array(z.string()).describe('Mobile numbers, E.164'),
    digest,
  })
  .meta({ id: 'CompanyNotifications' });
export const CompanyNotificationsBody = z
  .strictObject({ neutral: z.boolean().optional(), quiet_hours: z.tuple([time, time]).nullable().optional(), escalation_phones: z.array(z.string().max(40)).max(5).optional(), digest: digest.optional() })
  .meta({ id: 'CompanyNotificationsBody' });

export const NotificationSettings = z
  .object({
    preferences: NotificationPreferences,
    effective: z.record(z.string(), z.array(NoticeChannel)).describe('Kind → ways as they are now'),
    usual: z.record(z.string(), z.array(NoticeChannel)).describe('Kind → ways where nothing is chosen'),
    company: CompanyNotifications.describe('What the company has set'),
  })
  .meta({ id: 'NotificationSettings' });

export const DeliveryState = z.enum(['due', 'sent', 'moot', 'failed']);
export const NotificationDelivery = z
  .object({
    id,
    kind: z.string(),
    channel: z.enum(['mail', 'push', 'sms']),
    address: z.string().nullable(),
    staff: z.string().nullable(),
    callback_id: id.nullable(),
    state: DeliveryState.describe('moot: there was nothing to tell any more'),
    tries: z.number().int(),
    created_at: instant,
    next_try_at: instant.nullable(),
    ended_at: instant.nullable(),
    last_error: z.string().nullable(),
  })
  .meta({ id: 'NotificationDelivery' });
export const NotificationDeliveryListQuery = z.object({ ...paging, state: DeliveryState.optional() });

export const PushKey = z.object({ public_key: z.string().describe('applicationServerKey of PushManager.subscribe') }).meta({ id: 'PushKey' });
export const PushSubscriptionBody = z
  .object({ endpoint: z.url().max(2000), keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }) })
  .describe('What PushSubscription.toJSON() gives')
  .meta({ id: 'PushSubscriptionBody' });
export const PushUnsubscribeBody = z.object({ endpoint: z.url().max(2000) }).meta({ id: 'PushUnsubscribeBody' });

export const WebhookEvent = z.enum([
  'callback.created', 'callback.assigned', 'callback.contacted', 'callback.completed', 'callback.cancelled', 'callback.reopened',
  'callback.escalated', 'callback.overdue', 'callback.settled', 'ledger.difference',
]);
const webhookFields = {
  url: z.string().max(2000),
  events: z.array(WebhookEvent).min(1).transform((given) => [...new Set(given)]),
  active: z.boolean(),
  include_person: z.boolean().describe('Name, number and address of the customer go along'),
};
export const WebhookBody = z
  .strictObject({ ...webhookFields, active: webhookFields.active.default(true), include_person: webhookFields.include_person.default(false) })
  .meta({ id: 'WebhookBody' });
export const WebhookChangeBody = z.strictObject(webhookFields).partial().meta({ id: 'WebhookChangeBody' });
export const Webhook = z
  .object({ id, url: z.string(), events: z.array(WebhookEvent), active: z.boolean(), include_person: z.boolean(), dead: z.number().int().describe('Messages that were given up and wait for a replay'), created_at: instant, updated_at: instant })
  .meta({ id: 'Webhook' });
export const NewWebhook = Webhook.extend({ secret: z.string().describe('whsec_…; shown this once') }).meta({ id: 'NewWebhook' });
export const Webhooks = z.object({ items: z.array(Webhook) }).meta({ id: 'Webhooks' });

export const WebhookDelivery = z
  .object({
    id: z.guid().describe('The webhook-id that the receiver sees; made from webhook and event, so of no version'),
    event: z.string(),
    callback_id: id.nullable(),
    at: instant,
    state: z.enum(['due', 'sent', 'dead']),
    tries: z.number().int(),
    next_try_at: instant.nullable(),
    last_status: z.number().int().nullable(),
    last_error: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export const WebhookTested = z
  .object({ delivery_id: id.describe('The webhook-id that the receiver sees, and an entry of its deliveries') })
  .meta({ id: 'WebhookTested', examples: [{ delivery_id: '0f4e9a1b-52c7-4d64-8f0d-6f1d1b7d4c55' }] });
export const WebhookDeliveryListQuery = z.object({ ...paging, state: z.enum(['due', 'sent', 'dead']).optional() });
export const Replayed = z.object({ replayed: z.number().int() }).meta({ id: 'Replayed' });

export const MailKind = z.enum([...NoticeKind.options, 'invitation', 'password_reset', 'two_factor_changed']);
export const MailPreviewQuery = z.object({
  company: paging.company,
  locale: locale.optional(),
  neutral: z.enum(['true', 'false']).transform((given) => given === 'true').optional().describe('Default: as the company has it'),
  draft: z.enum(['true', 'false']).transform((given) => given === 'true').default(false).describe('With `opening` and `closing` as given here, instead of those that are stored'),
  opening: z.string().max(2000).default(''),
  closing: z.string().max(4000).default(''),
});
export const MailPreview = z.object({ subject: z.string(), preview: z.string().describe('What a mail program shows behind the subject'), text: z.string(), html: z.string(), problems: z.array(MailTextProblem).describe('Of a draft: what cannot be saved, and is left out here') }).meta({ id: 'MailPreview' });
