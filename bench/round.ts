import type { Etapa } from './etapa.ts';
import { load, type Measure, type Request } from './load.ts';
import type { Operation } from './operations.ts';
import type { Options } from './options.ts';
import type { Line } from './table.ts';

/** Seconds of a turn: both sides are measured in turns, so that what else the machine does falls on both. */
const TURN = 5;

type Sides = { [Side in 'etapa' | 'floor']: Measure[] };

/**
 * Measures one operation on both sides: with every connection, and with one alone.
 * @param floor address of the floor
 * @throws Error when an answer was not 2xx, or there was none
 */
export async function measure(operation: Operation, etapa: Etapa, floor: string, options: Options): Promise<Line> {
  const { name, wanted } = operation;
  const alone = await inTurns(operation, etapa, floor, 1, options.seconds / 2);
  const busy = await inTurns(operation, etapa, floor, options.connections, options.seconds);
  return {
    name,
    wanted,
    ...rates(busy),
    p95: mean(busy.etapa, 'p95'),
    alone: mean(alone.etapa, 'p95'),
    floorAlone: mean(alone.floor, 'p95'),
  };
}

async function inTurns(
  { name, ...sides }: Operation,
  { url, token }: Etapa,
  floor: string,
  connections: number,
  seconds: number,
): Promise<Sides> {
  const ask = async (address: string, next: () => Request): Promise<Measure> => {
    const measured = await load(address, token, { connections, seconds: seconds / turns, next });
    if (measured.failed > 0) throw new Error(`${name}: ${measured.failed} requests to ${address} failed.`);
    if (!(measured.perSecond > 0)) throw new Error(`${name}: ${address} answered nothing.`);
    return measured;
  };
  const measures: Sides = { etapa: [], floor: [] };
  const turns = Math.ceil(seconds / TURN);
  for (let turn = 0; turn < turns; turn += 1) {
    measures.etapa.push(await ask(url, sides.etapa));
    measures.floor.push(await ask(floor, sides.floor));
  }
  return measures;
}

const rates = ({ etapa, floor }: Sides) => ({ etapa: mean(etapa, 'perSecond'), floor: mean(floor, 'perSecond') });

const mean = (measures: Measure[], figure: 'perSecond' | 'p95'): number =>
  measures.reduce((sum, measured) => sum + measured[figure], 0) / measures.length;
