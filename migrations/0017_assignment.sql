-- Who had to do with a caller last, and whose turn it is: asked at each assignment. Only adds.

create index callbacks_done_by_number on callbacks (company_id, phone_number, completed_at) where phone_number is not null and status = 'completed';
create index callbacks_by_assignment on callbacks (company_id, assigned_to, assigned_at) where assigned_to is not null;
