export const DAYS = [7, 30, 90] as const;

export function readAnalyticsSearch(search: Record<string, unknown>): { readonly days?: (typeof DAYS)[number] } {
  const days = DAYS.find((one) => String(one) === String(search['days']));
  return days === undefined ? {} : { days };
}
