import { docOf, STAGES } from './etapa.ts';
import type { Request } from './load.ts';

/** One thing that is measured on Etapa and on the floor alike. */
export interface Operation {
  name: string;
  /** What is wanted with 1,000,000 records on two cores. */
  wanted: string;
  etapa: () => Request;
  floor: () => Request;
}

const TYPE = '/api/v1/entity-types/bench';

/**
 * Moves that never meet: each side has records of its own, takes one after the other, and brings each to another stage
 * than it was in.
 *
 * @param ids of records in the first two stages
 */
function moves(ids: string[]): () => { id: string; stage: string } {
  const stages = new Map<string, string>();
  let taken = 0;
  return () => {
    const id = ids[taken++ % ids.length] as string;
    const from = stages.get(id);
    const others = from ? STAGES.filter((stage) => stage !== from) : STAGES.slice(2);
    const stage = others[Math.floor(Math.random() * others.length)] as string;
    stages.set(id, stage);
    return { id, stage };
  };
}

/** @param ids of records in the first two stages, which are moved */
export function operations(ids: string[]): Operation[] {
  const half = Math.ceil(ids.length / 2);
  const etapaMoves = moves(ids.slice(0, half));
  const floorMoves = moves(ids.slice(half));
  let made = 0;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;
  const amount = () => Math.floor(Math.random() * 100_000);
  const created = () => ({ doc: docOf(++made), stage: pick(STAGES) });
  const query = (path: string, params: { [name: string]: string }): Request => ({
    method: 'GET',
    path: `${path}?${new URLSearchParams(params)}`,
  });
  const filter = (least: number) =>
    JSON.stringify({ combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: least }] });
  return [
    {
      name: 'create',
      wanted: '0.7 of the floor',
      etapa: () => ({ method: 'POST', path: `${TYPE}/records`, body: created() }),
      floor: () => ({ method: 'POST', path: '/create', body: created() }),
    },
    {
      name: 'move',
      wanted: '0.7 of the floor',
      etapa: () => {
        const { id, stage } = etapaMoves();
        return { method: 'POST', path: `${TYPE}/records/${id}/move`, body: { stage } };
      },
      floor: () => ({ method: 'POST', path: '/move', body: floorMoves() }),
    },
    {
      name: 'page: amount >= x, newest first',
      wanted: 'p95 50 ms',
      etapa: () => query(`${TYPE}/records`, { filter: filter(amount()) }),
      floor: () => query('/page', { min: String(amount()) }),
    },
    {
      name: 'page: amount >= x, by amount',
      wanted: 'p95 50 ms',
      etapa: () => query(`${TYPE}/records`, { filter: filter(amount()), sort: 'amount' }),
      floor: () => query('/page', { min: String(amount()), sort: 'amount' }),
    },
    {
      name: 'page: greatest amounts',
      wanted: 'p95 50 ms',
      etapa: () => query(`${TYPE}/records`, { sort: '-amount' }),
      floor: () => query('/page', { sort: '-amount' }),
    },
    {
      name: 'board of 6 columns',
      wanted: 'p95 50 ms',
      etapa: () => query(`${TYPE}/board`, {}),
      floor: () => query('/board', { stages: STAGES.join() }),
    },
  ];
}
