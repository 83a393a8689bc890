import { Navigate } from '@tanstack/react-router';
import { useSetup } from '../api/setup.ts';
import { LoadingNotice } from './notices.tsx';
import { wasSetupLeft } from './setup-left.ts';

/** Where one comes in: to the callbacks, or to the set-up of a company in which nothing can be booked or nobody has tried it. */
export function Landing() {
  const { data, mine, isError } = useSetup();
  if (mine && data === undefined && !isError) return <LoadingNotice />;
  return <Navigate to={data?.unusable === true && !wasSetupLeft() ? '/setup' : '/callbacks'} replace />;
}
