// Webhooks of the account, made and changed by the API, as strict as the official document (calcom-openapi.json:
// CreateWebhookInputDto, UpdateWebhookInputDto): what is unknown, missing or of another kind is refused.
import { mayBePublic } from '../../src/platform/public-address.ts';
import { isObject, noSuchProperties } from './check.ts';
import { refusal, success } from './replies.ts';
import type { Reply } from './replies.ts';

export interface Subscription {
  readonly id: number;
  subscriberUrl: string;
  active: boolean;
  triggers: readonly string[];
  secret: string | null;
  payloadTemplate: string | null;
}

const TRIGGERS = new Set((
  'BOOKING_CREATED BOOKING_PAYMENT_INITIATED BOOKING_PAID BOOKING_RESCHEDULED BOOKING_REQUESTED BOOKING_CANCELLED BOOKING_REJECTED BOOKING_NO_SHOW_UPDATED BOOKING_LOCATION_UPDATED ' +
  'BOOKING_REASSIGNED FORM_SUBMITTED MEETING_ENDED MEETING_STARTED RECORDING_READY INSTANT_MEETING INSTANT_MEETING_ACCEPTED RECORDING_TRANSCRIPTION_GENERATED OOO_CREATED ' +
  'AFTER_HOSTS_CAL_VIDEO_NO_SHOW AFTER_GUESTS_CAL_VIDEO_NO_SHOW FORM_SUBMITTED_NO_EVENT ROUTING_FORM_FALLBACK_HIT DELEGATION_CREDENTIAL_ERROR WRONG_ASSIGNMENT_REPORT ' +
  'DELEGATION_CREDENTIAL_SECRET_ROTATION_FAILED DELEGATION_CREDENTIAL_ROTATION_REQUIRED DELEGATION_CREDENTIAL_SECRET_ROTATED CALENDAR_ENTRY_REJECTED'
).split(' '));
const VERSIONS = new Set(['2021-10-20', '2026-07-27']);
const CHANGED = new Set(['payloadTemplate', 'active', 'subscriberUrl', 'triggers', 'secret', 'version']);
const MADE = new Set([...CHANGED, 'time', 'timeUnit']);
const REQUIRED = ['active', 'subscriberUrl', 'triggers'] as const;
const PAGE_MAX = 250;

export function listWebhooks(subscriptions: readonly Subscription[], query: URLSearchParams): Reply {
  const wrong = noSuchProperties(query.keys(), new Set(['take', 'skip']));
  if (wrong !== null) return refusal(400, wrong);
  const [take, skip] = [Number(query.get('take') ?? PAGE_MAX), Number(query.get('skip') ?? 0)];
  if (!Number.isInteger(take) || take < 1 || take > PAGE_MAX) return refusal(400, 'take property is wrong,take must not be greater than 250 ');
  if (!Number.isInteger(skip) || skip < 0) return refusal(400, 'skip property is wrong,skip must not be less than 0 ');
  return success(200, subscriptions.slice(skip, skip + take).map(output));
}

export function makeWebhook(subscriptions: Subscription[], body: unknown): Reply {
  if (!isObject(body)) return refusal(400, 'Bad Request Exception');
  const missing = REQUIRED.find((key) => body[key] === undefined);
  const wrong = missing === undefined ? wrongIn(body, MADE) : `${missing} property is wrong,${missing} should not be null or undefined `;
  if (wrong !== null) return refusal(400, wrong);
  const subscriberUrl = String(body['subscriberUrl']);
  if (subscriptions.some((other) => other.subscriberUrl === subscriberUrl)) return refusal(409, 'Webhook with this subscriber url already exists for this user');
  const id = Math.max(0, ...subscriptions.map((one) => one.id)) + 1;
  const made: Subscription = { id, subscriberUrl, active: true, triggers: [], secret: null, payloadTemplate: null };
  put(made, body);
  subscriptions.push(made);
  return success(201, output(made));
}

export function changeWebhook(subscriptions: readonly Subscription[], id: string, body: unknown): Reply {
  const found = subscriptions.find((one) => String(one.id) === id);
  if (found === undefined) return refusal(404, `Webhook (${id}) not found`);
  if (!isObject(body)) return refusal(400, 'Bad Request Exception');
  const wrong = wrongIn(body, CHANGED);
  if (wrong !== null) return refusal(400, wrong);
  put(found, body);
  return success(200, output(found));
}

function put(subscription: Subscription, { subscriberUrl, active, triggers, secret, payloadTemplate }: Record<string, unknown>): void {
  if (typeof subscriberUrl === 'string') subscription.subscriberUrl = subscriberUrl;
  if (typeof active === 'boolean') subscription.active = active;
  if (Array.isArray(triggers)) subscription.triggers = triggers.map(String);
  if (typeof secret === 'string') subscription.secret = secret;
  if (typeof payloadTemplate === 'string') subscription.payloadTemplate = payloadTemplate;
}

function wrongIn(body: Record<string, unknown>, known: ReadonlySet<string>): string | null {
  const unknown = noSuchProperties(Object.keys(body), known);
  if (unknown !== null) return unknown;
  const { active, subscriberUrl, triggers, version } = body;
  if (active !== undefined && typeof active !== 'boolean') return 'active property is wrong,active must be a boolean value ';
  if (subscriberUrl !== undefined && !isReachable(subscriberUrl)) return 'subscriberUrl property is wrong,subscriberUrl must be a public URL ';
  if (triggers !== undefined && !(Array.isArray(triggers) && triggers.every((trigger) => TRIGGERS.has(String(trigger))))) return 'triggers property is wrong,each value in triggers must be one of the following values ';
  for (const key of ['secret', 'payloadTemplate']) if (body[key] !== undefined && typeof body[key] !== 'string') return `${key} property is wrong,${key} must be a string `;
  if (version !== undefined && !VERSIONS.has(String(version))) return 'version property is wrong,version must be one of the following values ';
  return null;
}

/** Private and internal addresses are refused (calcom.md section 4). */
function isReachable(url: unknown): boolean {
  return typeof url === 'string' && /^https?:/.test(url) && URL.canParse(url) && mayBePublic(new URL(url));
}

function output({ id, subscriberUrl, active, triggers, secret, payloadTemplate }: Subscription): Record<string, unknown> {
  return { id, userId: 5, payloadTemplate, triggers, version: '2021-10-20', subscriberUrl, active, ...(secret === null ? {} : { secret }) };
}
