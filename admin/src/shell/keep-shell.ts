/** Registers the service worker of a real build; while one develops, it would hide changes. */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Without it the page works as before, it only does not open without a network.
  navigator.serviceWorker.register('/worker.js').catch((error: unknown) => console.warn('the page is not kept for offline use', error));
}
