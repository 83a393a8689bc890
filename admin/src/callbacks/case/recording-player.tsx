import { ExternalLink, Headphones } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import type { Recording } from './use-recording.ts';
import own from './recording-player.module.css';

/** Whether the caller agreed is said before anybody listens. */
export function RecordingPlayer({ recording }: { readonly recording: Recording }) {
  const { t } = useTranslation('acting');
  const errorText = useErrorText();
  const { state, consent, link, asking, error, listen } = recording;
  if (state === 'none') return null;
  if (state === 'forbidden') return <p className={own.said}>{t('recording.notYours')}</p>;
  return (
    <div className={own.recording}>
      {link === undefined && <button type="button" className={own.listen} disabled={asking} onClick={() => listen(0)}><Headphones size={15} aria-hidden />{t('recording.play')}</button>}
      {link !== undefined && <Player recording={recording} url={link.url} />}
      {error !== null && <p className={own.said} role="status">{error instanceof ApiError && error.kind === 'not_found' ? t('recording.none') : errorText(error)}</p>}
      <p className={own.said}>{t(consent === true ? 'recording.consent' : 'recording.unknown')}</p>
    </div>
  );
}

function Player({ recording, url }: { readonly recording: Recording; readonly url: string }) {
  const { t } = useTranslation('acting');
  const [broken, setBroken] = useState(false);
  const { player, begin } = recording;
  if (broken) return <p className={own.said} role="status">{t('recording.broken')} <a href={url} target="_blank" rel="noreferrer"><ExternalLink size={14} aria-hidden /> {t('recording.elsewhere')}</a></p>;
  return <audio ref={player} className={own.player} src={url} controls aria-label={t('recording.title')} onLoadedMetadata={begin} onError={() => setBroken(true)} />;
}
