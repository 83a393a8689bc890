import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery, useSignedIn } from '../api/session.ts';
import { SignInWays } from './sign-in.tsx';

/** Over the page, which keeps what is typed into it. */
export function SignInAgain({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { user } = useSignedIn();
  const goOn = async (): Promise<void> => {
    const now = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    // somebody else must not go on with what the one before saw and typed
    if (now.user?.id !== user?.id) return location.reload();
    close();
    await client.invalidateQueries();
  };
  return (
    <Modal opened onClose={close} title={t('signIn.again')} closeButtonProps={{ 'aria-label': t('close') }}>
      {/* where it fails, this stays, to be pressed again */}
      <SignInWays onSignedIn={() => void goOn().catch(() => undefined)} />
    </Modal>
  );
}
