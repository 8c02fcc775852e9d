import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readDiagram } from '@etapa/shared/bpmn/read';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readWhole as read } from '../../testing/whole-diagram.ts';
import { BrokenDiagram } from './broken-diagram.ts';
import { readBpmn, readBpmnInTurns } from './read.ts';

const FOLDER = resolve(import.meta.dirname, '../../testing/diagrams');
const SAMPLES = readdirSync(FOLDER).map((name) => [name, readFileSync(resolve(FOLDER, name))] as const);
const sample = (name: string): Buffer => SAMPLES.find(([file]) => file === name)?.[1] ?? Buffer.alloc(0);

const names = (found: ReturnType<typeof read>, funnel = 0) =>
  found.type.funnels?.[funnel]?.stages.map(
    ({ name, group }) => `${typeof name === 'string' ? name : name.en} ${group}`,
  );
const ways = (found: ReturnType<typeof read>, funnel = 0) => {
  const transitions = found.type.funnels?.[funnel]?.transitions;
  return transitions === 'free'
    ? []
    : transitions?.map(({ from, to, label }) => `${from} > ${to}${label ? `: ${label}` : ''}`);
};
const leftOf = (found: ReturnType<typeof read>) => new Map(found.left.map(({ id, reason }) => [id, reason]));

describe('diagrams that other programs drew', () => {
  it.each(SAMPLES)('%s: everything is carried or left, and the process is right', (_, bytes) => {
    read(bytes);
  });

  it('become stages, ways and rules that are off', () => {
    const found = read(sample('modeler-order.bpmn'));
    expect([found.type.name, found.type.key, found.document.key]).toEqual([
      'Order to cash',
      'orderToCash',
      'order-to-cash',
    ]);
    expect(names(found)).toEqual([
      'Check order open',
      'Send invoice open',
      'Payment open',
      'Remind customer open',
      'Order refused lost',
      'Paid in full won',
    ]);
    expect(ways(found)).toEqual([
      'check-order > send-invoice: yes',
      'check-order > order-refused: \u0024{approved == false}',
      'send-invoice > payment',
      'send-invoice > check-order: Invoice failed',
      'payment > paid-in-full: Paid',
      'payment > remind-customer: 14 days',
      'remind-customer > payment',
    ]);
    const [check] = found.type.funnels?.[0]?.stages ?? [];
    expect(check?.instructions).toBe(
      'Sales / Inside sales\n\nCompare the order with the offer.\n\nNever below 30 % margin',
    );
    expect(found.type.fields.map(({ key, kind }) => `${key} ${kind}`)).toEqual(['title text', 'offer files']);
    expect(found.rules.find(({ key }) => key === 'from-diagram')).toBeUndefined();
    expect(found.rules).toContainEqual(
      expect.objectContaining({
        name: '14 days',
        trigger: { kind: 'stage.idle', stages: ['payment'], for: 'P14D' },
        steps: [{ id: 'move', kind: 'record.move', stage: 'remind-customer', funnel: 'supplier' }],
      }),
    );
    const left = leftOf(found);
    expect(left.get('Participant_09vbx3p')).toBe('outside');
    expect(left.get('Flow_0invoice')).toBe('between_pools');
    expect(left.get('DataStoreReference_1')).toBe('data');
    expect(left.get('Lane_field')).toBe('empty');
    expect(
      found.left.filter(({ kind }) => kind === 'extension').map(({ name, within }) => `${within} ${name}`),
    ).toEqual(expect.arrayContaining(['Activity_check camunda:formData', 'Activity_check camunda:assignee']));
    expect(found.carried.find(({ id }) => id === 'Flow_no')).toMatchObject({ as: 'transition', note: 'condition' });
  });

  it('are flattened where they stand within each other, and joined where they break off', () => {
    const found = read(sample('signavio-claim.bpmn'));
    expect(found.type.funnels?.map(({ name }) => name)).toEqual(['Versicherung', 'Werkstatt']);
    expect(ways(found)).toEqual(
      expect.arrayContaining([
        'deckung-prufen > betrag-festlegen: gedeckt',
        'betrag-festlegen > freigabe-einholen: über 5.000 €',
        'betrag-festlegen > schaden-reguliert',
        'betrag-festlegen > abgelehnt: Betrug vermutet · auffällig · Betrug',
        'freigabe-einholen > schaden-reguliert',
      ]),
    );
    expect(ways(found, 1)).toContain('fahrzeug-reparieren > rechnung-stellen: A');
    const left = leftOf(found);
    expect([left.get('sid-F-13'), left.get('sid-F-14'), left.get('sid-POOL-3'), left.get('sid-LOOP')]).toEqual([
      'broken_reference',
      'to_itself',
      'broken_reference',
      'repetition',
    ]);
    expect(found.carried.find(({ id }) => id === 'sid-B-TIME')).toMatchObject({ as: 'rule', note: 'time' });
    expect(found.carried.find(({ id }) => id === 'sid-AND-1')).toMatchObject({ as: 'way', note: 'parallel' });
  });

  it('have keys of their own where names are in another script, are missing or come twice', () => {
    const found = read(sample('visio-hiring.bpmn'));
    expect(names(found)?.slice(0, 5)).toEqual([
      '書類選考 open',
      '面接 open',
      '面接 open',
      'Step open',
      'duplicate of 129 open',
    ]);
    expect(names(found)).toEqual(expect.arrayContaining(['採用決定 won', '不採用 lost']));
    expect(found.carried.filter(({ id }) => id === '_6-129')).toMatchObject([
      { as: 'stage' },
      { note: 'duplicate_id' },
    ]);
  });

  const drawn = (body: string) =>
    read(Buffer.from(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">${body}</definitions>`));
  const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;

  it('end well where their only end terminates, and badly where it stands beside another', () => {
    const start = `<startEvent id="s"/><task id="t" name="Work"/>${flow('s', 't')}${flow('t', 'e')}${flow('t', 'f')}`;
    const end = '<endEvent id="e" name="Shipped"><terminateEventDefinition/></endEvent>';
    const only = drawn(`<process id="p">${start}${end}<endEvent id="f" name="Order rejected"/></process>`);
    expect(names(only)).toEqual(['Work open', 'Shipped won', 'Order rejected lost']);
    const beside = drawn(`<process id="p">${start}${end}<endEvent id="f" name="Delivered"/></process>`);
    expect(names(beside)).toEqual(['Work open', 'Shipped lost', 'Delivered won']);
    const none = drawn(`<process id="p">${start}<endEvent id="e" name="Rejected"/></process>`);
    expect(ways(none)).toEqual(['work > rejected', 'work > done']);
    const open = drawn(
      `<process id="p"><task id="t" name="Work"/><task id="u" name="Rest"/>${flow('t', 'u')}</process>`,
    );
    expect(ways(open)).toEqual(['work > rest', 'rest > done', 'work > stopped', 'rest > stopped']);
    const round = drawn(
      `<process id="p"><startEvent id="s"/><task id="t" name="Work"/><task id="u" name="Rest"/>${flow('s', 't')}${flow('t', 'u')}${flow('u', 't')}</process>`,
    );
    expect(ways(round)).toEqual(expect.arrayContaining(['work > done', 'rest > done']));
  });

  it('begin before the stages where cards may come in at several', () => {
    const tasks = '<task id="a" name="Ask"/><task id="b" name="Build"/>';
    const split = `<startEvent id="s"/><parallelGateway id="g"/>${tasks}<endEvent id="e"/>`;
    const flows = [flow('s', 'g'), flow('g', 'a'), flow('g', 'b'), flow('a', 'e'), flow('b', 'e')].join('');
    const found = drawn(`<process id="p">${split}${flows}</process>`);
    expect(names(found)).toEqual(['New open', 'Ask open', 'Build open', 'Done won', 'Stopped lost']);
    expect(ways(found)).toEqual(expect.arrayContaining(['new > ask', 'new > build', 'ask > done', 'build > done']));
    const apart = drawn(`<process id="p"><startEvent id="s"/>${tasks}${flow('s', 'a')}</process>`);
    expect(apart.carried.find(({ id }) => id === 'b')).toMatchObject({ as: 'stage', note: 'not_reached' });
  });

  it('end where a sub-process ends that nothing leads out of', () => {
    const inner = `<startEvent id="i"><signalEventDefinition signalRef="sig"/></startEvent><task id="h" name="Handle"/><endEvent id="x"/>`;
    const event = `<subProcess id="sub" triggeredByEvent="true">${inner}${flow('i', 'h')}${flow('h', 'x')}</subProcess>`;
    const outer = `<startEvent id="s"/><task id="t" name="Work"/><endEvent id="e"/>${flow('s', 't')}${flow('t', 'e')}`;
    const found = drawn(`<process id="p">${outer}${event}</process><signal id="sig" name="Alarm"/>`);
    expect(found.left).toEqual([]);
    expect(ways(found)).toEqual(expect.arrayContaining(['work > done', 'work > handle', 'handle > done']));
  });

  it('lose no text: what is written on a stage is its instructions, the rest is listed', () => {
    const said = (text: string) => `<documentation>${text}</documentation>`;
    const lane = `<laneSet><lane id="l" name="Nobody">${said('Of a lane')}</lane></laneSet>`;
    const found = drawn(
      `<import location="other.bpmn"/><process id="p">${said('Of all')}${said('')}${lane}<task id="t" name="Work">${said('Of a task')}</task></process><process id="q"/>`,
    );
    expect(found.type.funnels?.[0]?.stages[0]?.instructions).toBe('Of a task');
    const html = '<![CDATA[<p>Look &amp; see</p><ul><li>twice,</li><li>if x &lt; 3</li></ul>]]>';
    const marked = drawn(`<process id="p"><task id="t" name="Work">${said(html)}</task></process>`);
    expect(marked.type.funnels?.[0]?.stages[0]?.instructions).toBe('Look & see\ntwice,\nif x < 3');
    expect(found.left.map(({ name, kind, reason }) => `${kind} ${name} ${reason}`)).toEqual([
      'import other.bpmn broken_reference',
      'documentation Of all text',
      'lane Nobody empty',
      'documentation Of a lane text',
      'process  empty',
    ]);
  });

  it('name what waits by what it waits for, and read times in expressions', () => {
    const wait = `<timerEventDefinition><timeDuration>=duration("P3W")</timeDuration></timerEventDefinition>`;
    const ref = '<intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>';
    const edge = '<boundaryEvent id="b" attachedToRef="t"><eventDefinitionRef>d</eventDefinitionRef></boundaryEvent>';
    const late = `<boundaryEvent id="w" name="Late" attachedToRef="t">${wait}</boundaryEvent>`;
    const flows = flow('t', 'c') + flow('b', 'c') + flow('w', 'c');
    const found = drawn(
      `<process id="p"><task id="t" name="Work"/>${ref}${edge}${late}${flows}</process><message id="m" name="Paid"/><escalationEventDefinition id="d" name="Up"/>`,
    );
    expect(names(found)?.slice(0, 2)).toEqual(['Work open', 'Paid open']);
    expect(found.rules.map(({ name }) => name)).toEqual(expect.arrayContaining(['Paid', 'Up', 'Late']));
    expect(found.rules.find(({ name }) => name === 'Late')?.trigger.for).toBe('P3W');
    expect(found.left).toEqual([]);
  });

  it('are read in every encoding they are written in', () => {
    const text = sample('visio-hiring.bpmn').toString('utf8');
    const expected = names(read(Buffer.from(text)));
    const said = (encoding: string) => text.replace('encoding="utf-8"', `encoding="${encoding}"`);
    const written = [
      Buffer.from(`\uFEFF${text}`),
      iconv.encode(said('UTF-16'), 'utf-16le', { addBOM: true }),
      iconv.encode(said('UTF-16'), 'utf-16be', { addBOM: true }),
      iconv.encode(said('UTF-16'), 'utf-16le', { addBOM: false }),
      iconv.encode(said('Shift_JIS'), 'shift_jis'),
    ];
    for (const bytes of written) expect(names(read(bytes))).toEqual(expected);
  });

  it('are refused with their place where they are none', () => {
    const codeOf = (text: string | Buffer) => {
      try {
        readBpmn(Buffer.from(text));
        return 'read';
      } catch (error) {
        if (error instanceof BrokenDiagram) return error.code;
        throw error;
      }
    };
    const lol = Array.from({ length: 20 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join(
      '',
    );
    expect(codeOf('')).toBe('empty');
    expect(codeOf('hello')).toBe('not_xml');
    expect(codeOf('{"format": "etapa-package"}')).toBe('not_xml');
    expect(codeOf('<a><b></a>')).toBe('not_xml');
    expect(codeOf('<svg/>')).toBe('not_bpmn');
    expect(codeOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]))).toBe('not_xml');
    expect(codeOf(`<!DOCTYPE d [<!ENTITY l0 "lol">${lol}]><definitions><process name="&l20;"/></definitions>`)).toBe(
      'not_xml',
    );
    expect(codeOf('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions>&x;</definitions>')).toBe(
      'not_xml',
    );
    expect(codeOf('<!DOCTYPE definitions SYSTEM "http://127.0.0.1/x.dtd"><definitions/>')).toBe('read');
    expect(codeOf('<a>'.repeat(5_000))).toBe('too_deep');
    expect(() => readBpmn(Buffer.from('<definitions>\n  <process>\n</definitions>'))).toThrow(/^Line 3, column \d+: /);
  });

  it('may be of eight megabytes, and others have their turn while they are read', async () => {
    const tasks = Array.from(
      { length: 25_000 },
      (_, index) => `<bpmn:task id="t${index}" name="${'Task '.repeat(40)}${index}"/>`,
    );
    const flows = tasks.map(
      (_, index) => `<bpmn:sequenceFlow id="f${index}" sourceRef="t${index}" targetRef="t${(index * 7) % 25_000}"/>`,
    );
    const picture = '<di:BPMNDiagram><di:BPMNShape><dc:Bounds x="1"/></di:BPMNShape></di:BPMNDiagram>'.repeat(5_000);
    const file = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process id="p">${tasks.join('')}${flows.join('')}</bpmn:process>${picture}</bpmn:definitions>`;
    expect(file.length).toBeGreaterThan(8_000_000);
    let turns = 0;
    let reading = true;
    const others = (async () => {
      for (; reading; turns++) await new Promise(setImmediate);
    })();
    const root = await readBpmnInTurns(Buffer.from(file));
    reading = false;
    await others;
    expect(turns).toBeGreaterThan(20);
    expect(root.children.map(({ name }) => name)).toEqual(['process']);
    const began = process.cpuUsage().user;
    const found = readDiagram(root);
    // Of the processor, since others work beside this test: at 25,000 squared it would be minutes.
    expect(process.cpuUsage(undefined).user - began).toBeLessThan(10_000_000);
    expect(found.left.filter(({ reason }) => reason === 'too_many').length).toBeGreaterThan(24_000);
    expect(found.carried.length + found.left.length).toBe(50_002);
    const more = file.replace('</bpmn:process>', `${'<bpmn:task/>'.repeat(60_000)}</bpmn:process>`);
    expect(() => readBpmn(Buffer.from(more))).toThrow(/holds more than 100000 elements/);
  }, 60_000);

  it('never break it, whatever is taken away or put in', () => {
    const tokens = SAMPLES.map(([, bytes]) => bytes.toString('utf8').match(/<[^>]*>|[^<]+/g) ?? []);
    const pick = fc.nat({ max: 1_000_000 });
    const cut = fc.record({
      file: fc.nat({ max: tokens.length - 1 }),
      edits: fc.array(fc.tuple(fc.nat({ max: 4 }), pick, pick), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(cut, ({ file, edits }) => {
        const parts = [...(tokens[file] ?? [])];
        for (const [how, a, b] of edits) {
          const at = a % parts.length;
          const other = parts[b % parts.length] ?? '';
          // What a foreign namespace holds is one thing, whatever it names.
          if (how === 2 && /xmlns/.test(other + parts[at])) continue;
          if (how === 0) parts.splice(at, 1);
          else if (how === 1) parts.splice(at, 0, other);
          else if (how === 2)
            parts[at] = (parts[at] ?? '').replace(/="[^"]*"/, () => /="[^"]*"/.exec(other)?.[0] ?? '=""');
          else if (how === 3)
            parts[at] = (parts[at] ?? '').replace(/(sourceRef|targetRef|attachedToRef|processRef)="[^"]*"/, '$1=""');
          else
            parts[at] = (parts[at] ?? '').replace(
              /<(\/?)([\w:]*?)(task|userTask|exclusiveGateway|startEvent|subProcess)\b/,
              '<$1$2boundaryEvent',
            );
        }
        try {
          read(Buffer.from(parts.join('')));
        } catch (error) {
          if (!(error instanceof BrokenDiagram)) throw error;
        }
      }),
      { numRuns: Number(process.env.ETAPA_TEST_FUZZ ?? 400) },
    );
  }, 120_000);
});
