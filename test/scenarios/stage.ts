// Plays scenarios in one installation, each in a salon of its own; those that take the database or the server away
// come last and alone, so that they disturb nobody.
import type { SalonUnderTest } from '../e2e/salon-under-test.ts';
import type { CompanyFile, WorldUnderTest } from '../e2e/world-under-test.ts';
import { judge } from './judge.ts';
import type { Outcome } from './judge.ts';
import { CALENDAR_SECRET, play } from './play.ts';
import type { Scenario } from './scenario-file.ts';

export interface Verdict {
  readonly scenario: Scenario;
  readonly heardLast: string | null;
  /** Null where it could not be played. */
  readonly outcome: Outcome | null;
  /** None: as its author says. */
  readonly differences: readonly string[];
}

/** Most of a scenario is waiting for what the server does by and by. */
const AT_ONCE = 6;

/** Starts at once; every promise is kept, also where a scenario goes wrong. */
export function playAll(world: WorldUnderTest, scenarios: readonly Scenario[]): ReadonlyMap<string, Promise<Verdict>> {
  const promised = new Map(scenarios.map(({ file }) => [file, Promise.withResolvers<Verdict>()]));
  const one = async (scenario: Scenario): Promise<void> => promised.get(scenario.file)?.resolve(await playOne(world, scenario));
  void (async () => {
    const waiting = scenarios.filter((scenario) => !isAlone(scenario));
    const hand = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await one(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
    for (const scenario of scenarios.filter(isAlone)) await one(scenario);
  })();
  return new Map([...promised].map(([file, { promise }]) => [file, promise]));
}

function isAlone({ steps }: Scenario): boolean {
  return steps.some(({ kind }) => kind === 'database' || kind === 'server');
}

async function playOne(world: WorldUnderTest, scenario: Scenario): Promise<Verdict> {
  try {
    const salon: SalonUnderTest = await world.salon(salonOfScenarios);
    const played = await play(world, salon, scenario);
    const { outcome, differences } = await judge(salon, scenario, played);
    return { scenario, heardLast: played.heardLast, outcome, differences: [...played.differences, ...differences] };
  } catch (error) {
    return { scenario, heardLast: null, outcome: null, differences: [`${scenario.file}: could not be played: ${error instanceof Error ? error.stack : String(error)}`] };
  }
}

/** As docs/scenarios.md describes it: open Monday to Friday 9 to 18, two services, Anna Berger. */
function salonOfScenarios(file: CompanyFile): object {
  const services = [
    { slug: 'herrenhaarschnitt', name: 'Herrenhaarschnitt', minutes: 30, calendar: { provider: 'cal.com', eventTypeId: 101 } },
    { slug: 'damenhaarschnitt', name: 'Damenhaarschnitt', minutes: 60, calendar: { provider: 'cal.com', eventTypeId: 102 } },
  ];
  const staff = file.staff.map((member) => ({ ...member, email: 'anna@salon-nord.example', services: services.map(({ slug }) => slug) }));
  const calendars = { 'cal.com': { ...file.calendars['cal.com'], webhookSecret: CALENDAR_SECRET } };
  return { ...file, services, staff, calendars };
}
