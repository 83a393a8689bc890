// `fangnetz start --demo` at another moment than now: the first argument is its ISO instant, and time goes on from there. A program of the
// tests, so that no option of the server could set a salon's clock.
import { must } from '../../src/platform/assert.ts';
import { shiftDate } from '../shift-date.ts';

const [, , at, ...args] = process.argv;
shiftDate(Date.parse(must(at, 'an instant to begin at')) - Date.now());
// Only now: nothing of the program may have kept the real one.
const { main } = await import('../../demo/start.ts');
process.exit(await main(args));
