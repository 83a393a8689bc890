// Addresses of Cal.com and Retell that somebody entered who manages a company. This server asks them with what only it can
// reach, so they lead to the internet, and elsewhere only where the installation names the host (FANGNETZ_PRIVATE_HOSTS).
// What comes with files and commands is chosen by whoever runs the installation, and leads wherever he wants.

/** `entered`: as in HttpRequest. Absent: chosen by whoever runs the installation. */
export type Reach = 'entered';

const USUAL: ReadonlySet<string> = new Set(['https://api.cal.com', 'https://api.retellai.com']);

/** Of an address as it is entered. The usual ones are nobody's choice, and keep their connections open. */
export function reachOf(address: string | null): Reach | undefined {
  return address === null || (URL.canParse(address) && USUAL.has(new URL(address).origin)) ? undefined : 'entered';
}
