// All companies of this installation, in memory. Calls are routed by it also while the database is down, so it
// is kept as a sealed snapshot in the data directory and read from there when a start finds no database.
import type { Company, Connection } from './company.ts';

export interface Directory {
  connection(name: string): Connection | null;
  company(id: string): Company | null;
  companyBySlug(slug: string): Company | null;
  /** The operator's own inbox; always there. */
  operator(): Company;
  companies(): readonly Company[];
}
