// What a page shows when there is nothing to show: it loads, it is empty, it failed, it does not exist. Each says what to do next.
import { Button, Loader } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { CircleSlash, RefreshCw, Signpost, TriangleAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from './use-error-text.ts';
import styles from './notices.module.css';

interface NoticeProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}

export function Notice({ icon: Icon, title, text, children }: NoticeProps) {
  return (
    <div className={styles.notice}>
      <Icon size={28} aria-hidden />
      <h2 className={styles.title}>{title}</h2>
      {text !== undefined && <div className={styles.text}>{text}</div>}
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}

export function LoadingNotice() {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status" aria-label={t('state.loading')}>
      <Loader size="sm" color="brand" />
    </div>
  );
}

export function ErrorNotice({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { t } = useTranslation();
  const text = useErrorText();
  return (
    <Notice icon={CircleSlash} title={text(error)}>
      <Button variant="default" leftSection={<RefreshCw size={15} aria-hidden />} onClick={retry}>{t('state.retry')}</Button>
    </Notice>
  );
}

export function NotFoundNotice() {
  const { t } = useTranslation();
  return (
    <Notice icon={Signpost} title={t('state.notFound')} text={t('state.notFoundText')}>
      <Link to="/callbacks">{t('state.toCallbacks')}</Link>
    </Notice>
  );
}

/** A bug of ours, or the code of a page that a new version has replaced meanwhile. */
export function CrashNotice({ error: thrown }: ErrorComponentProps) {
  const { t } = useTranslation();
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const outdated = /dynamically imported module|module script|preload CSS/i.test(error.message);
  const details = <pre className={styles.details}>{error.stack ?? error.message}</pre>;
  return (
    <Notice
      icon={outdated ? RefreshCw : TriangleAlert}
      title={outdated ? t('state.updated') : t('state.crashed')}
      text={outdated ? t('state.updatedText') : <>{t('state.crashedText')}{details}</>}
    >
      <Button onClick={() => location.reload()}>{t('state.reload')}</Button>
    </Notice>
  );
}
