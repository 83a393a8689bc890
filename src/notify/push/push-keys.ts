// The one key pair of this installation. Made when it is first asked for; of two nodes that make one at once, the first
// one's stays, because browsers that subscribed to a lost key can never be reached again.
import { createECDH } from 'node:crypto';
import { must } from '../../platform/assert.ts';
import type { Database } from '../../platform/database.ts';
import { iso } from '../../platform/iso.ts';
import type { SecretContext, Secrets } from '../../platform/secrets.ts';
import type { World } from '../../platform/world.ts';
import type { PushKeys } from './vapid.ts';

const CONTEXT: SecretContext = { owner: 'fangnetz', field: 'push key' };

export async function pushKeys({ database, secrets, world }: { database: Database; secrets: Secrets; world: Pick<World, 'clock' | 'random'> }): Promise<PushKeys> {
  const made = makeKeys(world.random);
  const row = await database.asMachine(async (tx) => {
    const read = async () => await tx.maybe<{ public_key: string; private_sealed: string }>('select public_key, private_sealed from push_keys');
    const known = await read();
    if (known !== null) return known;
    await tx.run('insert into push_keys (public_key, private_sealed, created_at) values ($1, $2, $3) on conflict do nothing', [made.publicKey, secrets.seal(made.privateKey, CONTEXT), iso(world.clock.now())]);
    return must(await read(), 'the key is there, ours or another node’s');
  });
  return { publicKey: row.public_key, privateKey: secrets.open(row.private_sealed, CONTEXT) };
}

function makeKeys(random: World['random']): PushKeys {
  const pair = createECDH('prime256v1');
  // Fails for one in 2^32 draws: zero, or more than the order of the curve.
  for (;;) {
    const scalar = random.bytes(32);
    try {
      pair.setPrivateKey(scalar);
      return { publicKey: pair.getPublicKey().toString('base64url'), privateKey: Buffer.from(scalar).toString('base64url') };
    } catch (error) {
      if (!(error instanceof Error && /valid for specified curve/.test(error.message))) throw error;
    }
  }
}
