// The acting side of a case: buttons, keys, commands of the palette, and the sheet that is open.
import { lazy, Suspense, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useOfferedCommands } from '../../shell/command-store.ts';
import { useKeys } from '../../shell/use-keys.ts';
import type { Acting } from './acting.ts';
import type { CaseAction } from './use-case-actions.ts';

const Sheets = lazy(() => import('./sheets.tsx').then(({ Sheets: component }) => ({ default: component })));

export function CaseActions({ acting, actions }: { readonly acting: Acting; readonly actions: readonly CaseAction[] }) {
  // J is the list's, also with a case open
  useKeys(Object.fromEntries(actions.filter(({ name }) => name !== 'next').map(({ key, act }) => [key.toLowerCase(), act])));
  useCommands(actions);
  return <Suspense>{acting.sheet !== null && <Sheets acting={acting} />}</Suspense>;
}

/** They are offered anew only when they are others, not with every tick of the clock. */
function useCommands(actions: readonly CaseAction[]): void {
  const { t } = useTranslation('acting');
  const latest = useRef(actions);
  latest.current = actions;
  const named = actions.map(({ name, title }) => `${name} ${title}`).join();
  const group = t('group');
  useOfferedCommands(useMemo(
    () => latest.current.map(({ name, title, key, icon: Icon }, i) => ({ id: `case-${name}`, group, icon: <Icon size={16} aria-hidden />, title, hint: key, act: () => latest.current[i]?.act() })),
    [named, group],
  ));
}
