/**
 * The answer of a handler that waits for others, such as a mail server: it is made once the transaction has ended, so that it
 * holds no connection to the database. It is never kept for a replay of the request.
 */
export class Afterwards<Body> {
  readonly make: () => Promise<Body>

  constructor(make: () => Promise<Body>) {
    this.make = make
  }
}
