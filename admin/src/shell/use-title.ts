import { useEffect } from 'react';

/** The title of the tab; null: somebody else sets it. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = `${title} · Fangnetz`;
  }, [title]);
}
