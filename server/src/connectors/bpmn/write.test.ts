import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readDiagram } from '@etapa/shared/bpmn/read';
import { writeDiagram } from '@etapa/shared/bpmn/write';
import { checkDefinition } from '@etapa/shared/definition/check';
import { difference } from '@etapa/shared/definition/difference';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { sameContent } from '@etapa/shared/packages/order';
import type { Package } from '@etapa/shared/packages/package';
import type { Rule } from '@etapa/shared/rules/rule';
import { BpmnModdle } from 'bpmn-moddle';
import { readBpmn } from './read.ts';

const FOLDER = resolve(import.meta.dirname, '../../../../packages');
const READY: Package[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json') && name !== 'package.json' && name !== 'tsconfig.json')
  .map((name) => JSON.parse(readFileSync(resolve(FOLDER, name), 'utf8')));
const PROCESSES = READY.flatMap(({ entityTypes, rules = [] }) =>
  entityTypes
    .filter(({ funnels }) => funnels?.length)
    .map((type): [string, EntityType, Rule[], EntityType[]] => {
      const own = rules.filter(({ entityType }) => entityType === type.key).map(({ rule }) => rule);
      return [type.key, type, own, entityTypes];
    }),
);

const guard = { combinator: 'and' as const, rules: [{ field: 'title', operator: '!=' as const, value: '<&"\'\n>' }] };

const approval: EntityType = {
  key: 'approval',
  name: 'Approval & "more"',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      stages: [
        { key: 'asked', name: 'Asked', group: 'open', norm: 'P1D', instructions: 'Look\n<closely>' },
        { key: 'seen', name: { en: 'Seen', ja: '確認' }, group: 'open', required: ['title'], guard },
        { key: 'yes', name: 'Yes', group: 'won' },
        { key: 'no', name: 'No', group: 'lost' },
      ],
      transitions: [
        { from: 'asked', to: 'seen', label: 'look', guard },
        { from: 'seen', to: 'yes', roles: ['admin'] },
        { from: 'seen', to: 'no' },
        { from: 'no', to: 'asked', label: { en: 'again', ja: '再開' } },
      ],
    },
    { key: 'side', name: 'Side', stages: [{ key: 'asked', name: 'Asked', group: 'open' }], transitions: 'free' },
  ],
};

const rules: Rule[] = [
  {
    key: 'late',
    name: 'Too late',
    enabled: true,
    trigger: { kind: 'stage.idle', stages: ['asked'], for: 'P3D' },
    steps: [{ id: 'm', kind: 'record.move', stage: 'no' }],
  },
  {
    key: 'remind',
    name: 'Remind',
    enabled: false,
    trigger: { kind: 'stage.idle', stages: ['asked', 'seen'], for: 'P1D' },
    steps: [{ id: 'c', kind: 'comment.add', text: 'Still here: {{ title }}' }],
  },
  {
    key: 'hello',
    name: 'Hello',
    enabled: true,
    trigger: { kind: 'stage.entered', stages: ['seen'], funnel: 'main' },
    steps: [{ id: 'c', kind: 'comment.add', text: 'Hello' }],
  },
];

const complete = (type: EntityType): EntityType => ({
  ...type,
  funnels: type.funnels?.map((funnel) => ({ ...funnel, transitions: funnel.transitions ?? 'free' })),
});

describe('a process as a diagram', () => {
  const all: [string, EntityType, Rule[], EntityType[]][] = [...PROCESSES, ['approval', approval, rules, []]];
  it.each(all)('opens with the library of bpmn.io, every part of it drawn: %s', async (_, type, own) => {
    const { rootElement, warnings } = await new BpmnModdle().fromXML(writeDiagram(type, own, 'en'));
    expect(warnings).toEqual([]);
    const shown = rootElement
      .get('diagrams')
      .flatMap(({ plane }) => plane.planeElement.map((part) => part.bpmnElement.id));
    const [collaboration, ...processes] = rootElement.get('rootElements');
    expect(collaboration?.participants).toHaveLength(type.funnels?.length ?? 0);
    const drawn = processes.flatMap(({ flowElements = [], laneSets = [], artifacts = [] }) => [
      ...flowElements,
      ...artifacts,
      ...laneSets.flatMap(({ lanes }) => lanes),
    ]);
    for (const { id } of drawn) expect(shown).toContain(id);
    expect(new Set(shown).size).toBe(shown.length);
  });

  it.each(all)('comes back whole: %s', (_, type, own, others) => {
    const found = readDiagram(readBpmn(Buffer.from(writeDiagram(type, own, 'ja'))), {
      typeOf: (key) => others.find((other) => other.key === key),
      roleKeys: ['admin'],
    });
    expect(difference(complete(type), found.document.entityTypes[0] as EntityType)).toEqual([]);
    expect(found.document.rules?.map(({ rule }) => rule) ?? []).toEqual(own);
    expect(found.left).toEqual([]);
    expect(sameContent(complete(type), found.document.entityTypes[0])).toBe(true);
  });

  it('comes back with what somebody changed in it', () => {
    const file = writeDiagram(approval, rules, 'en')
      .replace('name="Seen"', 'name="Looked at"')
      .replace(
        '<bpmn:sequenceFlow id="begin_main"',
        `<bpmn:task id="Activity_new" name="Ask the technical team" />
         <bpmn:sequenceFlow id="Flow_new1" sourceRef="stage_main_asked" targetRef="Activity_new" />
         <bpmn:sequenceFlow id="Flow_new2" sourceRef="Activity_new" targetRef="stage_main_seen" />
         <bpmn:sequenceFlow id="begin_main"`,
      );
    const { document } = readDiagram(readBpmn(Buffer.from(file)), { roleKeys: ['admin'] });
    const [main] = document.entityTypes[0]?.funnels ?? [];
    expect(main?.stages.map(({ key, name }) => [key, name])).toEqual([
      ['asked', 'Asked'],
      ['seen', 'Looked at'],
      ['yes', 'Yes'],
      ['no', 'No'],
      ['ask-the-technical-team', 'Ask the technical team'],
    ]);
    expect(main?.transitions).toEqual(
      expect.arrayContaining([
        { from: 'asked', to: 'ask-the-technical-team' },
        { from: 'ask-the-technical-team', to: 'seen' },
        { from: 'asked', to: 'seen', label: 'look', guard },
      ]),
    );
  });

  it('counts as a drawing alone where its notes were spoilt', () => {
    const file = writeDiagram(approval, rules, 'en').replaceAll('"titleField":"title"', '"titleField":"nothing"');
    const { document } = readDiagram(readBpmn(Buffer.from(file)), { roleKeys: ['admin'] });
    const [type] = document.entityTypes;
    expect(checkDefinition(type, () => undefined).ok).toBe(true);
    expect(type?.funnels?.[0]?.stages.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Asked', 'Seen', 'Yes', 'No']),
    );
  });
});
