/** A page load of its own: nothing of one company may be left on the screen under the name of another. */
export function openCompany(slug: string): void {
  location.assign(`/?company=${encodeURIComponent(slug)}`);
}
