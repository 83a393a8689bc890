/** '+49 30 1234 5678': groups are read out more easily than eleven digits. Area codes of two digits are the four largest cities'. */
export function phoneWords(number: string): string {
  const [, country, rest] = /^(\+(?:49|43|41|1|\d{2}))(\d+)$/.exec(number) ?? [];
  if (country === undefined || rest === undefined) return number;
  const area = country === '+49' && /^(30|40|69|89)/.test(rest) ? 2 : 3;
  return [country, rest.slice(0, area), ...(rest.slice(area).match(/\d{4}(?=\d{2})|\d+/g) ?? [])].join(' ');
}
