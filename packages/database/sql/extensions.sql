-- In the service's database, by a superuser. The owner of the database makes its tables in schema public.
create extension if not exists ltree;
create extension if not exists citext;
create extension if not exists pgcrypto;
create extension if not exists pg_trgm;
alter schema public owner to throughline_owner;
