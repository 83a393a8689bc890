import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSetup } from '../api/setup.ts';
import { mayLead } from './setup-left.ts';

/** The callbacks are shown at once; only where nothing can be booked, or nobody has tried it, it goes on to the set-up. */
export function useLeadToSetup(): void {
  const navigate = useNavigate();
  const { data } = useSetup();
  useEffect(() => {
    if (data !== undefined && mayLead() && data.unusable) void navigate({ to: '/setup', replace: true });
  }, [data, navigate]);
}
