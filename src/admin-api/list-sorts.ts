/** The names of orders as they are bound into cursors: a list that starts in a detail goes on under its own address. */
export const SORTS = { appointments: 'appointments:start', calls: 'calls:-created_at', wishes: 'wishes:-opened_at' } as const;
