// A walk through the demo salon, in the steps of the handbook: the test looks whether what the handbook says is there, and
// test/take-screenshot.ts takes the handbook's pictures on the way.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DemoSalon } from './demo-salon.ts';

const PEOPLE = { lena: 'lena@salon-nord.example', mehmet: 'mehmet@salon-nord.example', anna: 'anna@salon-nord.example' } as const;
type Who = keyof typeof PEOPLE;

/** The shapes of the pictures; the page keeps their places free by the same ones (handbook-page.module.css). What a service worker passes on cannot be played. */
const DEVICES = {
  desk: { viewport: { width: 1200, height: 750 }, serviceWorkers: 'block' },
  phone: { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, serviceWorkers: 'block' },
  pushed: { viewport: { width: 1200, height: 750 }, serviceWorkers: 'allow' },
} as const;
type Device = keyof typeof DEVICES;

export interface Callback {
  readonly id: string;
  readonly status: string;
  readonly error_type: string | null;
  readonly created_from: string;
  readonly customer_name: string | null;
  readonly phone_number: string | null;
  readonly claimed_by: string | null;
  readonly appointment_id: string | null;
  readonly due_at: string;
}

export interface Walk {
  /** A page of the salon before anybody has signed in. */
  outside(): Promise<Page>;
  /** Types mail address and password, and presses the button. */
  signIn(page: Page, who: Who): Promise<void>;
  as(who: Who, path: string, device?: Device): Promise<Page>;
  goto(page: Page, path: string): Promise<void>;
  /** What can be called back and is in nobody's hands, as that page's person sees it; what is due last comes first, for what overdue ones cannot show. */
  open(page: Page): Promise<readonly Callback[]>;
  all(page: Page): Promise<readonly Callback[]>;
  /** Here the reader looks up from the handbook. Under a name it is also a picture in it. */
  look(page: Page, picture?: string): Promise<void>;
}

export interface Means {
  readonly browser: Browser;
  readonly salon: DemoSalon;
  readonly look: Walk['look'];
}

const OPEN = new Set(['pending', 'assigned', 'contacted']);

export function walkThrough({ browser, salon, look }: Means): Walk {
  const { address, password } = salon;
  const signedIn = new Map<string, BrowserContext>();
  const context = async (device: Device): Promise<BrowserContext> => await salon.openContext(browser, { ...DEVICES[device], colorScheme: 'light', reducedMotion: 'reduce' });
  const all: Walk['all'] = async (page) => {
    const reply = await page.request.get(`${address}/api/v1/callbacks?limit=200&sort=due_at`);
    return ((await reply.json()) as { items: readonly Callback[] }).items;
  };
  const walk: Walk = {
    look, all,
    outside: async () => {
      const page = await (await context('desk')).newPage();
      await page.goto(address);
      return page;
    },
    signIn: async (page, who) => {
      await page.getByLabel('E-Mail-Adresse').fill(PEOPLE[who]);
      await page.getByLabel('Passwort', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
      await page.getByRole('navigation', { name: 'Hauptmenü' }).filter({ visible: true }).first().waitFor();
    },
    as: async (who, path, device = 'desk') => {
      const key = `${who} ${device}`;
      const known = signedIn.get(key);
      const page = await (known ?? (await context(device))).newPage();
      await page.goto(`${address}${path}`);
      if (known === undefined) await walk.signIn(page, who);
      signedIn.set(key, page.context());
      return page;
    },
    goto: async (page, path) => void (await page.goto(`${address}${path}`)),
    open: async (page) => (await all(page)).filter((one) => OPEN.has(one.status) && one.phone_number !== null && one.claimed_by === null).toReversed(),
  };
  return walk;
}
