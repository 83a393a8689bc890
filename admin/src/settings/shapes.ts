// What the settings read beside the company file, from the server's own contract. Types only.
import type { z } from 'zod';
import type * as contract from '../../../src/admin-api/contract.ts';

type Shape<K extends keyof typeof contract> = (typeof contract)[K] extends z.ZodType ? z.infer<(typeof contract)[K]> : never;

export type CalendarEntries = Shape<'CalendarEntries'>;
export type CalendarWebhook = Shape<'CalendarWebhook'>;
export type CalendarWebhookRegistered = Shape<'CalendarWebhookRegistered'>;
export type CalendarWebhookSecret = Shape<'CalendarWebhookSecret'>;
export type SyncResult = Shape<'SyncResult'>;
export type CalendarException = Shape<'CalendarException'>;
export type Absence = Shape<'Absence'>;
export type NotificationSettings = Shape<'NotificationSettings'>;
export type NotificationDelivery = Shape<'NotificationDelivery'>;
export type NoticeKind = Shape<'NoticeKind'>;
export type MailKind = Shape<'MailKind'>;
export type MailPreview = Shape<'MailPreview'>;
export type MailTexts = Shape<'MailTexts'>;
export type MailTextKind = Shape<'MailTextKind'>;
export type Webhook = Shape<'Webhook'>;
export type NewWebhook = Shape<'NewWebhook'>;
export type WebhookDelivery = Shape<'WebhookDelivery'>;
export type WebhookTested = Shape<'WebhookTested'>;
export type RetentionRules = Shape<'RetentionRules'>;
export type RetentionPreview = Shape<'RetentionPreview'>;
export type PrivacyRun = Shape<'PrivacyRun'>;
export type PrivacyHold = Shape<'PrivacyHold'>;
export type Erasure = Shape<'Erasure'>;
