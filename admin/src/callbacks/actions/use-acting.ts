import { useCallback, useState } from 'react';
import { ApiError, send } from '../../api/client.ts';
import type { CallbackDetail } from '../../api/shapes.ts';
import { toast } from '../../shell/toast-store.ts';
import type { Acting, SheetName } from './acting.ts';
import { useProblemText } from './use-problem-text.ts';
import { useSend } from './use-send.ts';

interface Around {
  readonly next: string | null;
  readonly open: (id: string) => void;
  readonly close: () => void;
}

export function useActing(callback: CallbackDetail, { next, open, close }: Around): Acting {
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const problemText = useProblemText();
  const act = useSend(callback.id);
  const { id, phone_number: number } = callback;
  const undo = async (key: string): Promise<void> => {
    await send(`/callbacks/${id}/undo`, {}, { key });
    open(id);
  };
  const call = async (): Promise<void> => {
    if (number === null) return setSheet('missing');
    try {
      await act('claim');
    } catch (error) {
      // somebody else is calling this customer right now, or has closed it: dialling would make it two calls. Without a network
      // nobody can know, and the telephone works all the same.
      if (!(error instanceof ApiError && error.kind === 'offline')) return toast(problemText(error), { tone: 'problem' });
    }
    location.href = `tel:${number}`;
    setSheet('outcome');
  };
  return {
    callback, sheet, show: setSheet,
    hide: useCallback(() => setSheet(null), []),
    goOn: () => {
      setSheet(null);
      if (next === null) close();
      else open(next);
    },
    done: (text) => {
      // pressed again after a lost answer, it is the same undo
      const key = crypto.randomUUID();
      toast(text, { undo: () => undo(key) });
    },
    call: () => void call(),
  };
}
