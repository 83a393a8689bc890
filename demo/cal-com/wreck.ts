import { bare, page, success, tooMany } from './replies.ts';
import { bookingOutput } from './store.ts';
import type { Fault } from './faults.ts';
import type { Reply } from './replies.ts';
import type { Store } from './store.ts';
import type { Clock } from '../../src/platform/world.ts';

export interface Scene {
  /** Does what was asked and returns what would have been answered. */
  readonly act: (lagMs: number) => Promise<Reply>;
  readonly store: Store;
  readonly clock: Clock;
  readonly breakConnection: () => void;
}

/** Lets one request go wrong. Null: nothing is (or can be) answered. */
export async function wreck(fault: Fault, scene: Scene): Promise<Reply | null> {
  switch (fault.kind) {
    case 'status':
      return statusReply(fault);
    case 'delay': {
      const reply = await scene.act(0);
      await scene.clock.sleep(fault.ms);
      return reply;
    }
    case 'hang':
      return null;
    case 'lost_reply':
      await scene.act(0);
      scene.breakConnection();
      return null;
    case 'drop':
      scene.breakConnection();
      return null;
    case 'garbage':
      if (fault.effect === true) await scene.act(0);
      return fault.text === undefined ? page(200) : { status: 200, body: fault.text };
    case 'late_effect':
      scene.breakConnection();
      await scene.clock.sleep(fault.ms);
      await scene.act(0);
      return null;
    case 'old_booking':
      return success(201, oldest(scene.store));
    case 'error_after_effect':
      await scene.act(0);
      return fault.status >= 502 ? page(fault.status) : bare(fault.status, 'Internal server error');
    case 'list_lag':
      return scene.act(fault.ms);
    case 'rate_limited':
      return tooMany(fault.retryAfterSec ?? null);
    default:
      throw new Error(`no such fault: ${JSON.stringify(fault)}`);
  }
}

function statusReply(fault: Extract<Fault, { kind: 'status' }>): Reply {
  const type = fault.contentType === undefined ? {} : { contentType: fault.contentType };
  if (fault.body !== undefined) return { status: fault.status, body: fault.body, ...type };
  return fault.status >= 502 ? page(fault.status) : bare(fault.status, 'Internal server error');
}

function oldest(store: Store): unknown {
  const first = store.bookings[0];
  if (first !== undefined) return bookingOutput(store, first);
  const at = new Date(store.now() - 86_400_000);
  const end = new Date(at.getTime() + 1_800_000);
  return { id: 1, uid: 'an-old-booking', status: 'accepted', start: at.toISOString(), end: end.toISOString(), eventTypeId: 1, metadata: { fangnetz_intent: 'another' }, attendees: [] };
}
