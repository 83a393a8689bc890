// Listening to a call: where the recording lies is asked for only when somebody wants to hear it, because who does so is written down.
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { RefObject } from 'react';
import { get } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import type { Call, RecordingLink } from '../../api/shapes.ts';

export interface Recording {
  /** `none`: there is nothing to hear; `forbidden`: there is, and not for this role. */
  readonly state: 'none' | 'forbidden' | 'ready';
  readonly consent: boolean | null;
  readonly link: RecordingLink | undefined;
  readonly asking: boolean;
  readonly error: Error | null;
  readonly player: RefObject<HTMLAudioElement | null>;
  /** From that second on. */
  readonly listen: (second: number) => void;
  /** For the player: what was asked for before it was there. */
  readonly begin: () => void;
}

export function useRecording(call: Pick<Call, 'id' | 'recording'> | null): Recording {
  const { permissions } = useSession();
  const player = useRef<HTMLAudioElement>(null);
  const second = useRef(0);
  const id = call?.id ?? '';
  const { mutate, data, isPending, error } = useMutation({ mutationFn: () => get<RecordingLink>(`/calls/${id}/recording`) });
  const begin = (): void => {
    if (player.current === null) return;
    player.current.currentTime = second.current;
    // where the browser does not start by itself, the button in the player does
    player.current.play().catch(() => undefined);
  };
  return {
    state: call?.recording.available !== true ? 'none' : permissions.includes('transcripts') ? 'ready' : 'forbidden',
    consent: call?.recording.consent ?? null,
    link: data, asking: isPending, error, player, begin,
    listen: (from) => {
      second.current = from;
      if (player.current === null) mutate();
      else begin();
    },
  };
}
