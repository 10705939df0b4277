-- Up Migration
-- What was counted for each rate limit since its window began, by all api processes together. Keys are hashes of persons,
-- tokens and addresses: counting stands before any tenant, and no row is of one, so that there is no policy. Unlogged: after
-- a crash everybody begins anew.
create unlogged table rate_count (
  key bytea primary key,
  points integer not null,
  expires_at timestamptz not null
);
create index rate_count_expires_at on rate_count (expires_at);
grant select, insert, update, delete on rate_count to throughline_app;

-- Down Migration
drop table rate_count;
