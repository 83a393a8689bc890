import type { CallbackView } from '../callbacks/callback-view.ts';

/** The schema's own types can be written to. */
export function callbackItem(callback: CallbackView): CallbackView & { metadata: Record<string, unknown> } {
  return { ...callback, metadata: { ...callback.metadata } };
}
