import { AssignSheet } from './assign-sheet.tsx';
import type { SheetProps } from './acting.ts';
import { CompleteSheet } from './complete-sheet.tsx';
import { EscalateSheet } from './escalate-sheet.tsx';
import { ManualSheet } from './manual-sheet.tsx';
import { MissingSheet } from './missing-sheet.tsx';
import { NoteSheet } from './note-sheet.tsx';
import { OutcomeSheet } from './outcome-sheet.tsx';
import { PrioritySheet } from './priority-sheet.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { RetrySheet } from './retry-sheet.tsx';
import { SnoozeSheet } from './snooze-sheet.tsx';

/** The one that is open; fetched with the first that is opened. */
export function Sheets({ acting }: SheetProps) {
  switch (acting.sheet) {
    case null: return null;
    case 'outcome': return <OutcomeSheet acting={acting} />;
    case 'missing': return <MissingSheet acting={acting} />;
    case 'complete': return <CompleteSheet acting={acting} />;
    case 'assign': return <AssignSheet acting={acting} />;
    case 'snooze': return <SnoozeSheet acting={acting} />;
    case 'note': return <NoteSheet acting={acting} />;
    case 'priority': return <PrioritySheet acting={acting} />;
    case 'escalate': return <EscalateSheet acting={acting} />;
    case 'cancel': return <ReasonSheet acting={acting} kind="cancel" />;
    case 'reopen': return <ReasonSheet acting={acting} kind="reopen" />;
    case 'retry': return <RetrySheet acting={acting} />;
    case 'manual': return <ManualSheet acting={acting} />;
  }
}
