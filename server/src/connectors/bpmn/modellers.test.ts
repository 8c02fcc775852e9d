import { writeDiagram } from '@etapa/shared/bpmn/write';
import { difference } from '@etapa/shared/definition/difference';
import { BpmnModdle } from 'bpmn-moddle';
import { BROKEN, DIAGRAMS } from '../../testing/other-modellers.ts';
import { readWhole } from '../../testing/whole-diagram.ts';
import { BrokenDiagram } from './broken-diagram.ts';
import { readBpmn } from './read.ts';

/** What a strict reader of BPMN has to say about a file. */
async function complaints(text: string): Promise<unknown[]> {
  const { warnings } = await new BpmnModdle().fromXML(text);
  return warnings.filter((warning) => !/etapa/.test(String((warning as Error).message)));
}

describe('a diagram of another modeller', () => {
  it.each(DIAGRAMS)('%s: is a process, opens elsewhere again, and comes back as it is', async (_, bytes) => {
    const { type, rules } = readWhole(bytes);
    const written = writeDiagram(type, rules, 'en');
    expect(await complaints(written)).toEqual([]);
    const back = readWhole(Buffer.from(written));
    expect(difference(type, back.type)).toEqual([]);
    expect(back.rules).toEqual(rules);
    expect(back.left).toEqual([]);
  });

  it.each(BROKEN)('%s is refused, and said why', (_, bytes, code) => {
    const reading = () => readBpmn(bytes);
    expect(reading).toThrow(BrokenDiagram);
    expect(reading).toThrow(expect.objectContaining({ code, message: expect.stringMatching(/\w{3}/) }));
  });
});
