import { useEffect, useRef } from 'react';

/** Two keys one after the other (`g r`) belong together for so long. */
const SEQUENCE_MS = 1_200;

type Keys = Readonly<Record<string, (() => void) | undefined>>;

/**
 * Keys of a page: 'j', '?', 'Enter', 'mod+k' (Ctrl or Cmd), 'g r' (one after the other). Whoever types into a field, or has a menu or dialog
 * open, means that; only 'mod+…' works there too.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    // asked before anybody else has heard of the key: the Escape that closes a dialog must not, with the dialog gone, close the case as well
    let busy = false;
    const look = (event: KeyboardEvent): void => {
      busy = isBusy(event.target);
    };
    let before: { readonly key: string; readonly at: number } | null = null;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const withMod = event.ctrlKey || event.metaKey;
      if (!withMod && busy) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const name = withMod ? `mod+${key}` : key;
      const sequence = before !== null && event.timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${name}` : name;
      before = { key: name, at: event.timeStamp };
      const act = latest.current[sequence] ?? latest.current[name];
      if (act === undefined) return;
      event.preventDefault();
      before = null;
      act();
    };
    window.addEventListener('keydown', look, true);
    document.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', look, true);
      document.removeEventListener('keydown', press);
    };
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"][data-open]') !== null) return true;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && !(target instanceof HTMLInputElement && target.type === 'checkbox');
}
