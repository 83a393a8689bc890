import { Client } from 'pg';

/** Runs one statement on a connection of its own, as the owner, and returns its rows. */
export async function execute<R extends object>(url: string, statement: string): Promise<R[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(statement)).rows;
  } finally {
    await client.end();
  }
}
