-- When the calendar last took a booking of ours. By the wish that it came from it could not be found: a retry days later belongs
-- to an older wish than the booking before it. Only adds.
create index appointments_by_booking on appointments (company_id, created_at) where intent_id is not null;
