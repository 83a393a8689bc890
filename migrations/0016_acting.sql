-- Bookings that a person makes for a callback: they belong to a wish, and not always to a call. Only adds.
alter table booking_intents alter column call_id drop not null;

-- Who does what at the same time: the overlap of a person's appointments is looked for before one is entered by hand.
create index appointments_by_staff on appointments (company_id, staff_id, starts_at) where status in ('pending', 'booked');
