/** The value of one series of a Prometheus text; 0 where it is not there yet. */
export function metric(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  for (const line of text.split('\n')) {
    const [, found, given = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (found !== name) continue;
    if (Object.entries(labels).every(([label, wanted]) => given.includes(`${label}="${wanted}"`))) return Number(value);
  }
  return 0;
}
