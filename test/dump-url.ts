import { Client } from 'pg';
import { dumpSchema } from '../src/platform/dump-schema.ts';

/** The schema of the database behind the owner's address, as text. */
export async function dumpUrl(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await dumpSchema(async (query) => (await client.query<object>(query)).rows);
  } finally {
    await client.end();
  }
}
