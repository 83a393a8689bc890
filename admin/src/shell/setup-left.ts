// Whoever puts the set-up off is not led there again in this tab; in the menu it stays.
const KEPT = 'fangnetz-setup-left';

export function leaveSetup(): void {
  sessionStorage.setItem(KEPT, 'true');
}

export function wasSetupLeft(): boolean {
  return sessionStorage.getItem(KEPT) === 'true';
}
