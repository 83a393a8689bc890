import { uuidFrom } from '../platform/uuid.ts';
import type { EpochMs } from '../platform/world.ts';

/** One phone call as far as it is known. Serialisable: it travels in journal notes too. */
export interface Call {
  readonly id: string;
  readonly connection: string;
  /** The platform's id; where it sent none, our receipt stands in, so that such calls never share a row. */
  readonly retellCallId: string;
  readonly branchId: string | null;
  readonly agentId: string | null;
  /** The person on the other side, whoever called; as the platform gave it ("anonymous" included). */
  readonly fromRaw: string | null;
  /** E.164, or null where it was withheld or cannot be read. Never matched on when null. */
  readonly fromNumber: string | null;
  readonly toNumber: string | null;
  readonly startedAt: EpochMs | null;
}

/** The same on every node and after every crash, without asking the database. */
export function callId(companyId: string, connection: string, retellCallId: string): string {
  return uuidFrom('call', companyId, connection, retellCallId);
}
