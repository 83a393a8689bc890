import { useEffect, useRef, useState } from 'react';

/** What is being edited, beside what is stored. It starts anew when somebody changed this very section, and outlives changes of others. */
export function useDraft<T>(stored: T, version: number): { readonly draft: T; readonly set: (next: T) => void; readonly dirty: boolean; readonly discard: () => void } {
  const [draft, set] = useState(stored);
  const base = useRef(stored);
  // by its version: the object is another one after every look
  useEffect(() => {
    const same = JSON.stringify(base.current) === JSON.stringify(stored);
    base.current = stored;
    if (!same) set(stored);
  }, [version]);
  return { draft, set, dirty: JSON.stringify(draft) !== JSON.stringify(stored), discard: () => set(stored) };
}
