import pg from 'pg';

/**
 * A connection whose loss never ends the process. While it is lent out, no pool listens to it, and an `error` that
 * nobody listens to is thrown at the whole process. Who uses the connection learns of the loss by the query that fails.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
