import { parseArgs } from 'node:util';

export interface Options {
  /** Whether only the harness is tried: its figures mean nothing. */
  short: boolean;
  /** How many records the type has while it is measured, one round each, ascending. */
  records: number[];
  /** How long each operation is measured on each side. */
  seconds: number;
  connections: number;
  /** How many events set off rules at once. */
  events: number;
  /** How many rows are imported while somebody moves cards. */
  rows: number;
  /** How many rules wait for time while the idle server is measured. */
  timeRules: number;
  /** Only operations whose name holds this text; all when empty. */
  only: string;
}

/** @param args such as `--short`, `--records=100000,1000000`, `--seconds=10`, `--events=3000`, `--rows=10000`, `--only=page` */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      records: { type: 'string' },
      seconds: { type: 'string' },
      connections: { type: 'string', default: '16' },
      events: { type: 'string' },
      rows: { type: 'string' },
      only: { type: 'string', default: '' },
    },
  });
  const { short } = values;
  return {
    short,
    records: (values.records ?? (short ? '5000' : '100000,1000000'))
      .split(',')
      .map((text) => whole('records', text))
      .sort((a, b) => a - b),
    seconds: whole('seconds', values.seconds ?? (short ? '2' : '10')),
    connections: whole('connections', values.connections),
    events: whole('events', values.events ?? (short ? '200' : '3000')),
    rows: whole('rows', values.rows ?? (short ? '300' : '10000')),
    timeRules: short ? 8 : 500,
    only: values.only,
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes whole numbers above 0, not "${text}".`);
  return value;
}
