import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** null where nobody is known behind it. */
export function toCustomer(id: string | null, words: string): ReactNode {
  return id === null ? null : <Link to="/customers/$id" params={{ id }}>{words}</Link>;
}
