import type { Scenario } from '../call/scenario.ts';
import { anonymous } from './anonymous.ts';
import { apiError } from './api-error.ts';
import { availabilityError } from './availability-error.ts';
import { callback } from './callback.ts';
import { databaseDown } from './database-down.ts';
import { exception } from './exception.ts';
import { happy } from './happy.ts';
import { lostReply } from './lost-reply.ts';
import { partialBooking } from './partial-booking.ts';
import { slotTaken } from './slot-taken.ts';

export const SCENARIOS: readonly Scenario[] = [
  happy, slotTaken, partialBooking, apiError, exception, availabilityError, lostReply, databaseDown, anonymous, callback,
];
