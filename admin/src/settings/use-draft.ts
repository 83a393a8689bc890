import { useEffect, useState } from 'react';

/** What is being edited, beside what is stored; starts anew when the stored one changes. */
export function useDraft<T>(stored: T, version: number): { readonly draft: T; readonly set: (next: T) => void; readonly dirty: boolean; readonly discard: () => void } {
  const [draft, set] = useState(stored);
  // by its version: the object is another one after every look
  useEffect(() => set(stored), [version]);
  return { draft, set, dirty: JSON.stringify(draft) !== JSON.stringify(stored), discard: () => set(stored) };
}
