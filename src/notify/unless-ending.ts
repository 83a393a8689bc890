/** null: the program ends first. What was taken is then nobody's, and comes up again when its lease is over. */
export async function unlessEnding<T>(ending: AbortSignal, work: Promise<T>): Promise<T | null> {
  if (ending.aborted) return null;
  let leave = (): void => undefined;
  const ended = new Promise<null>((resolve) => {
    leave = () => resolve(null);
    ending.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    ending.removeEventListener('abort', leave);
  }
}
