// The shapes of the API, from the server's own contract. Types only: no zod travels to the browser.
import type { z } from 'zod';
import type { BulkAnswer as BulkAnswerSchema } from '../../../src/admin-api/contract/bulk.ts';
import type * as analytics from '../../../src/admin-api/contract/analytics.ts';
import type * as customers from '../../../src/admin-api/contract/customers.ts';
import type * as proposals from '../../../src/admin-api/contract/case-proposals.ts';
import type * as answers from '../../../src/admin-api/contract/desk-answers.ts';
import type * as savedViews from '../../../src/admin-api/contract/saved-views.ts';
import type * as slots from '../../../src/admin-api/contract/slots.ts';
import type { NotificationList as NotificationListSchema } from '../../../src/admin-api/contract/notify.ts';
import type * as contract from '../../../src/admin-api/contract.ts';

type Shape<K extends keyof typeof contract> = (typeof contract)[K] extends z.ZodType ? z.infer<(typeof contract)[K]> : never;
type CustomerShape<K extends keyof typeof customers> = (typeof customers)[K] extends z.ZodType ? z.infer<(typeof customers)[K]> : never;

export type ChangedCallback = z.infer<typeof answers.ChangedCallback>;
export type NextAttempt = z.infer<typeof answers.NextAttempt>;
export type SnoozeOptions = z.infer<typeof answers.SnoozeOptions>;
export type PriorityOptions = z.infer<typeof proposals.PriorityOptions>;
export type LastMessage = z.infer<typeof answers.LastMessage>;
export type SavedView = z.infer<typeof savedViews.SavedView>;
export type SavedViews = z.infer<typeof savedViews.SavedViews>;
export type Slots = z.infer<typeof slots.Slots>;
export type BookingOutcome = Omit<Shape<'BookingOutcome'>, 'callback'> & { readonly callback: Callback };
export type RecordingLink = Shape<'RecordingLink'>;
export type AttemptOutcome = Shape<'AttemptOutcome'>;
export type Callback = Shape<'Callback'>;
export type CallbackDetail = Shape<'CallbackDetail'>;
export type BulkAnswer = z.infer<typeof BulkAnswerSchema>;
export type WishDetail = CustomerShape<'WishDetail'>;
export type NotificationList = z.infer<typeof NotificationListSchema>;
export type CustomerDetail = CustomerShape<'CustomerDetail'>;
export type CallbackFacets = Shape<'CallbackFacets'>;
export type Session = Shape<'Session'>;
export type Ledger = Shape<'Ledger'>;
export type CompanyDirectory = Shape<'CompanyDirectory'>;
export type Customer = CustomerShape<'Customer'>;
export type CallDetail = CustomerShape<'CallDetail'>;
export type AppointmentDetail = CustomerShape<'AppointmentDetail'>;
export type Call = Shape<'Call'>;
export type Appointment = Shape<'Appointment'>;
export type AuditEntry = Shape<'AuditEntry'>;
export type FailsafeAnalytics = z.infer<typeof analytics.FailsafeAnalytics>;
export type ErrorGroup = z.infer<typeof analytics.ErrorGroup>;
export type GroupCompanies = z.infer<typeof analytics.GroupCompanies>;
export type RetryPreview = z.infer<typeof analytics.RetryPreview>;
export type Pulse = Shape<'Pulse'>;
export type CompanyPulses = Shape<'CompanyPulses'>;
export type Setup = Shape<'Setup'>;
export type DeskLoad = Shape<'DeskLoad'>;
export type Wish = Shape<'Wish'>;
export type TestCall = Shape<'TestCall'>;
export type TestCallFault = Shape<'TestCallFault'>;
export type Readiness = Shape<'Readiness'>;
export type ErrorType = Shape<'ErrorType'>;
export type Priority = Shape<'Priority'>;
export type CallbackStatus = Shape<'CallbackStatus'>;
export type CreatedFrom = Shape<'CreatedFrom'>;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}
