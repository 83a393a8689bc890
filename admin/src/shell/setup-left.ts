// Whoever comes in by the front door is led to the set-up where there is something to set up, once: whoever puts it off is not led there
// again in this tab. In the menu it stays.
const KEPT = 'fangnetz-setup-left';
let arrived = false;

/** At the address of the site, and not at that of a page. */
export function arrive(): void {
  arrived = true;
}

export function leaveSetup(): void {
  sessionStorage.setItem(KEPT, 'true');
}

/** Whether somebody has just come in and may be led. Asked once per arrival. */
export function mayLead(): boolean {
  const may = arrived && sessionStorage.getItem(KEPT) !== 'true';
  arrived = false;
  return may;
}
