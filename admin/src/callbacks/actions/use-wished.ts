import { useQuery } from '@tanstack/react-query';
import type { CallbackDetail } from '../../api/shapes.ts';
import type { WallClock } from '../../words/wall-clock.ts';
import { wishQuery } from '../queries.ts';
import { useWallClock } from './moment-fields.tsx';

interface Wished {
  /** ISO 8601; null: no moment could be made of what he said. */
  readonly start: string | null;
  readonly clock: WallClock | null;
  readonly staffId: string | null;
  readonly serviceId: string | null;
}

/** What the caller asked for, as far as it was understood. */
export function useWished({ wish_id: wishId, metadata, service }: CallbackDetail): Wished {
  const { data } = useQuery(wishQuery(wishId));
  const wallClock = useWallClock();
  const { startAt, staffId, serviceId } = data?.requested ?? {};
  const noted = metadata['requested_time'];
  const start = typeof startAt === 'number' ? new Date(startAt).toISOString() : typeof noted === 'string' && /^\d{4}-\d\d-\d\dT/.test(noted) ? noted : null;
  return { start, clock: start === null ? null : wallClock(start), staffId: typeof staffId === 'string' ? staffId : null, serviceId: service?.id ?? (typeof serviceId === 'string' ? serviceId : null) };
}
