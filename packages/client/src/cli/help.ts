export const help = `throughline: the planning service from a shell

  throughline sign-in [URL]        sign in at a service, or take a token with --token; kept for the commands below
  throughline sign-out             revoke that token and forget it
  throughline whoami               who you are there
  throughline projects             the projects that you may see
  throughline tasks PROJECT        the tasks of a project with their dates
  throughline runs                 runs of every kind that you may see, and what you may do about each
  throughline runs PROJECT         the last recomputes of a project
  throughline run start KIND       start one: recompute PROJECT, seed, or purge
  throughline run watch ID         what becomes of it, until it has ended
  throughline run pause ID         likewise resume, cancel (--keep leaves what an import has written), and retry
  throughline why TASK             why a date is what it is (--field start, or finish)
  throughline watch PROJECT        what happens in it, as it happens
  throughline import FILE          bring a plan in, or what a URL of https or http leads to: says what would change, asks, and shows how far it is
                                   --project PROJECT brings one up to date, --name NAME names a new one,
                                   --yes does not ask, --at-once writes without comparing first
  throughline call OPERATION       any operation of the API: --param NAME=VALUE, --query NAME=VALUE, --body JSON

PROJECT is an id or a name. --json says it for programs. --url and --token, or THROUGHLINE_URL and THROUGHLINE_TOKEN,
stand for what sign-in keeps.`
