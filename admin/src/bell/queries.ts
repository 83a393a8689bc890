import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { NotificationList } from '../api/shapes.ts';

export const notificationsQuery = queryOptions({ queryKey: ['notification', 'list'], queryFn: ({ signal }) => get<NotificationList>('/notifications', { limit: 30 }, signal), refetchInterval: 60_000 });
