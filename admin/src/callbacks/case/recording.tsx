import { useMutation } from '@tanstack/react-query';
import { ExternalLink, Headphones } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError, get } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { RecordingLink } from '../../api/shapes.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import own from './recording.module.css';

/** Asked for only when somebody wants to listen: who does so is written down. */
export function Recording({ callId }: { readonly callId: string }) {
  const { t } = useTranslation('acting');
  const { permissions } = useSession();
  const errorText = useErrorText();
  const { mutate, isPending, data, error } = useMutation({ mutationFn: () => get<RecordingLink>(`/calls/${callId}/recording`) });
  if (!permissions.includes('transcripts')) return null;
  if (error !== null) return <p className={own.said} role="status">{error instanceof ApiError && error.kind === 'not_found' ? t('recording.none') : errorText(error)}</p>;
  if (data === undefined) return <button type="button" className={own.listen} disabled={isPending} onClick={() => mutate()}><Headphones size={15} aria-hidden />{t('recording.title')}</button>;
  return (
    <p className={own.said} role="status">
      <a href={data.url} target="_blank" rel="noreferrer"><ExternalLink size={14} aria-hidden /> {t('recording.play')}</a>
      <span>{t(data.consent === true ? 'recording.consent' : 'recording.unknown')}</span>
    </p>
  );
}
