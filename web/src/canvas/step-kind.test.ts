import type { Funnel } from '@etapa/shared/definition/entity-type';
import { stepKind } from './step-kind.ts';

const stage = (key: string, group: 'open' | 'won' | 'lost') => ({ key, name: key, group });
const funnel: Funnel = {
  key: 'sales',
  name: 'Sales',
  transitions: 'free',
  stages: [stage('first', 'open'), stage('second', 'open'), stage('won', 'won'), stage('lost', 'lost')],
};

describe('a step that records took', () => {
  it('is rework where it leads back, to the same stage again, or out of a closed one', () => {
    const isRework = (from: string, to: string) => stepKind(funnel, from, to).isRework;
    expect(isRework('first', 'second')).toBe(false);
    expect(isRework('second', 'lost')).toBe(false);
    expect(isRework('lost', 'won')).toBe(false);
    expect(isRework('second', 'first')).toBe(true);
    expect(isRework('first', 'first')).toBe(true);
    expect(isRework('lost', 'lost')).toBe(true);
    expect(isRework('lost', 'second')).toBe(true);
  });

  it('is unforeseen where the design has no such transition, and may be rework besides', () => {
    const strict: Funnel = { ...funnel, transitions: [{ from: 'first', to: 'second' }] };
    expect(stepKind(strict, 'first', 'second')).toEqual({ isRework: false, isUnforeseen: false });
    expect(stepKind(strict, 'first', 'won')).toEqual({ isRework: false, isUnforeseen: true });
    expect(stepKind(strict, 'second', 'first')).toEqual({ isRework: true, isUnforeseen: true });
    expect(stepKind(funnel, 'second', 'first')).toEqual({ isRework: true, isUnforeseen: false });
  });
});
