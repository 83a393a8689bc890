// What the parts of the acting side share: which sheet is open, and what becomes of the case once something is done.
import type { CallbackDetail } from '../../api/shapes.ts';

export type SheetName = 'outcome' | 'missing' | 'complete' | 'assign' | 'snooze' | 'note' | 'priority' | 'escalate' | 'cancel' | 'reopen' | 'retry' | 'manual';

export interface Acting {
  readonly callback: CallbackDetail;
  readonly sheet: SheetName | null;
  readonly show: (sheet: SheetName) => void;
  readonly hide: () => void;
  /** Nothing more to do here for now: the next case opens by itself. */
  readonly goOn: () => void;
  /** Says that it is done, with the way back. */
  readonly done: (text: string) => void;
  /** Claims it, dials, and asks how it ended; without a number it says what can be done instead. */
  readonly call: () => void;
}

export interface SheetProps {
  readonly acting: Acting;
}
