// How the server is asked to end: Ctrl-C, a process manager's SIGTERM, a closed terminal.

/** Ctrl-C reaches the whole process group, and npm and our launcher pass it on: the same wish arrives up to three times at once. */
const SAME_WISH_MS = 1_000;

export interface StopSignals {
  /** Resolves with the first signal's name. */
  readonly first: Promise<NodeJS.Signals>;
  /** Aborted by the first signal; for what is under way at start-up. */
  readonly signal: AbortSignal;
}

/** `onSecond` is called when somebody asks again because the first time took too long. */
export function listenForStop(onSecond: () => void): StopSignals {
  const controller = new AbortController();
  let firstAt: number | null = null;
  const first = new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (firstAt === null) {
          firstAt = performance.now();
          controller.abort(new Error(name));
          resolve(name);
        } else if (performance.now() - firstAt > SAME_WISH_MS) onSecond();
      });
    }
  });
  return { first, signal: controller.signal };
}
