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
    expect(stepKind(funnel, 'first', 'second')).toBe('forward');
    expect(stepKind(funnel, 'second', 'lost')).toBe('forward');
    expect(stepKind(funnel, 'second', 'first')).toBe('rework');
    expect(stepKind(funnel, 'first', 'first')).toBe('rework');
    expect(stepKind(funnel, 'lost', 'second')).toBe('rework');
  });

  it('is unforeseen where the design has no such transition', () => {
    const strict: Funnel = { ...funnel, transitions: [{ from: 'first', to: 'second' }] };
    expect(stepKind(strict, 'first', 'second')).toBe('forward');
    expect(stepKind(strict, 'first', 'won')).toBe('unforeseen');
  });
});
