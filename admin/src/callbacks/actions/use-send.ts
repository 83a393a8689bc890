import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../api/client.ts';
import type { Callback } from '../../api/shapes.ts';
import { callbackQuery } from '../queries.ts';
import { createPressKey } from './press-key.ts';

/**
 * One action on a callback. The same press repeated after a lost answer keeps its key, so that it happens once; what the server answers is
 * shown at once, and whatever hangs on it is asked again.
 */
export function useSend(id: string): <T extends object>(path: string, body?: unknown) => Promise<T> {
  const client = useQueryClient();
  const [press] = useState(() => createPressKey());
  return async <T extends object>(path: string, body: unknown = {}): Promise<T> => {
    try {
      const answer = await send<T>(`/callbacks/${id}/${path}`, body, { key: press.keyFor(`${path} ${JSON.stringify(body)}`) });
      press.ended(null);
      if (isCallback(answer) && answer.id === id) client.setQueryData(callbackQuery(id).queryKey, (now) => now && { ...now, ...answer });
      return answer;
    } catch (error) {
      press.ended(error);
      throw error;
    } finally {
      // also after a refusal: it says that what is shown is old
      void client.invalidateQueries({ predicate: ({ queryKey, meta }) => queryKey[0] === 'callback' && meta?.['live'] !== 'own' });
    }
  };
}

function isCallback(answer: object): answer is Callback {
  return 'status' in answer && 'claimed_by' in answer;
}
