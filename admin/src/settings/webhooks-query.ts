import { queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import type { Webhook } from './shapes.ts';

export const webhooksQuery = queryOptions({ queryKey: ['webhooks'], queryFn: ({ signal }) => get<{ readonly items: readonly Webhook[] }>('/webhooks', {}, signal) });
