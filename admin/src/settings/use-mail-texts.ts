import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { send, get } from '../api/client.ts';
import { toast } from '../shell/toast-store.ts';
import type { MailTextKind, MailTexts } from './shapes.ts';
import { useDraft } from './use-draft.ts';

export type MailLocale = 'de' | 'en';
export interface OwnText {
  readonly opening: string;
  readonly closing: string;
}
/** Every text that there may be, always in the same order, so that two drafts can be compared; '': the standard. */
type Draft = Readonly<Record<`${MailTextKind}.${MailLocale}`, OwnText>>;

const LOCALES: readonly MailLocale[] = ['de', 'en'];
const NONE: OwnText = { opening: '', closing: '' };
const textsQuery = queryOptions({ queryKey: ['mail-texts'], queryFn: ({ signal }) => get<MailTexts>('/mails/texts', {}, signal) });

/** What the company adds to its mails: all kinds in one draft, so that looking at another kind loses nothing. */
export function useMailTexts() {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  const { data, dataUpdatedAt } = useSuspenseQuery(textsQuery);
  const stored = draftOf(data);
  const { draft, set, dirty, discard } = useDraft(stored, dataUpdatedAt);
  const saving = useMutation({
    mutationFn: () => send<MailTexts>('/mails/texts', { texts: changedIn(draft, stored) }, { method: 'PUT' }),
    onSuccess: async (saved) => {
      queries.setQueryData(textsQuery.queryKey, saved);
      await queries.invalidateQueries({ queryKey: ['mails'] });
      toast(t('saved'));
    },
  });
  return {
    placeholders: data.placeholders,
    dirty, discard, save: () => saving.mutate(), saving: saving.isPending, error: saving.error,
    textOf: (kind: MailTextKind, locale: MailLocale): OwnText => draft[`${kind}.${locale}`],
    write: (kind: MailTextKind, locale: MailLocale, text: OwnText) => set({ ...draft, [`${kind}.${locale}`]: text }),
    isOwn: (kind: MailTextKind): boolean => LOCALES.some((locale) => draft[`${kind}.${locale}`].opening !== '' || draft[`${kind}.${locale}`].closing !== ''),
  };
}

function draftOf({ texts, placeholders }: MailTexts): Draft {
  const kinds = Object.keys(placeholders) as MailTextKind[];
  return Object.fromEntries(kinds.flatMap((kind) => LOCALES.map((locale) => {
    const { opening = '', closing = '' } = texts[kind]?.[locale] ?? NONE;
    return [`${kind}.${locale}`, { opening, closing }];
  }))) as Draft;
}

function changedIn(draft: Draft, stored: Draft): Partial<Record<MailTextKind, Partial<Record<MailLocale, OwnText>>>> {
  const changed: Partial<Record<MailTextKind, Partial<Record<MailLocale, OwnText>>>> = {};
  for (const [key, text] of Object.entries(draft) as [keyof Draft, OwnText][]) {
    if (text.opening === stored[key].opening && text.closing === stored[key].closing) continue;
    const [kind, locale] = key.split('.') as [MailTextKind, MailLocale];
    changed[kind] = { ...changed[kind], [locale]: text };
  }
  return changed;
}
