-- The proof of one week must cost what one week holds, and settling a wish looks for its appointment.
create index appointments_by_wish on appointments (company_id, wish_id) where wish_id is not null;
create index requests_by_time on requests (company_id, received_at);
