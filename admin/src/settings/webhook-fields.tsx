import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { ExplainedSwitch } from '../callbacks/actions/explained-switch.tsx';
import { CheckList } from './check-list.tsx';
import type { Webhook } from './shapes.ts';

const EVENTS: readonly Webhook['events'][number][] = [
  'callback.created', 'callback.assigned', 'callback.contacted', 'callback.completed', 'callback.cancelled', 'callback.reopened', 'callback.escalated', 'callback.overdue', 'callback.settled', 'ledger.difference',
];

export interface WebhookDraft {
  readonly url: string;
  readonly events: Webhook['events'];
  readonly include_person: boolean;
  readonly active: boolean;
}

export const BLANK_WEBHOOK: WebhookDraft = { url: '', events: ['callback.created', 'callback.completed', 'callback.overdue'], include_person: false, active: true };

interface WebhookFieldsProps {
  readonly draft: WebhookDraft;
  readonly set: (next: WebhookDraft) => void;
  readonly error: unknown;
}

export function WebhookFields({ draft, set, error }: WebhookFieldsProps) {
  const { t } = useTranslation('told');
  return (
    <>
      <TextInput label={t('webhooks.url')} description={t('webhooks.urlHint')} type="url" required maxLength={2000} value={draft.url} error={isUrlRefused(error) ? t('webhooks.urlRefused') : null} onChange={(event) => set({ ...draft, url: event.currentTarget.value })} />
      <CheckList legend={t('webhooks.events')} options={EVENTS.map((value) => ({ value, label: t(`webhooks.eventName.${eventKey(value)}`) }))} value={draft.events} change={(chosen) => set({ ...draft, events: EVENTS.filter((one) => chosen.includes(one)) })} problem={draft.events.length === 0 ? t('webhooks.eventsNeeded') : null} />
      <ExplainedSwitch label={t('webhooks.person')} hint={t('webhooks.personHint')} on={draft.include_person} change={(on) => set({ ...draft, include_person: on })} />
    </>
  );
}

/** Said at the field; the bar below need not say it again. */
export function isUrlRefused(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.detail.startsWith('url:') === true;
}

type EventName = Webhook['events'][number] | 'webhook.test';
type Key<T extends string> = T extends `${infer A}.${infer B}` ? `${A}_${B}` : never;

/** A dot in a key of texts means a step down. */
export function eventKey(event: EventName): Key<EventName> {
  return event.replace('.', '_') as Key<EventName>;
}
