import iconv from 'iconv-lite';

/** Diagrams as other programs write them, and as nobody should: each by its name. */

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

interface Look {
  /** Of the notation's own elements; empty: the default namespace. */
  prefix?: string;
  /** Further declarations and attributes of the root. */
  root?: string;
  before?: string;
}

/** A file whose body writes the notation's own elements as `<q:task>`. */
function file(
  body: string,
  { prefix = 'bpmn', root = '', before = '<?xml version="1.0" encoding="UTF-8"?>' }: Look = {},
) {
  const own = prefix === '' ? '' : `${prefix}:`;
  const declared = prefix === '' ? `xmlns="${MODEL}"` : `xmlns:${prefix}="${MODEL}"`;
  const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const whole = `<q:definitions ${declared} ${xsi} ${root} id="Definitions_1" targetNamespace="urn:x">${body}</q:definitions>`;
  return before + whole.replace(/(<\/?)q:/g, `$1${own}`).replaceAll('"q:t', `"${own}t`);
}

const flow = (id: string, from: string, to: string, more = '', inner = '') =>
  `<q:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" ${more}>${inner}</q:sequenceFlow>`;
const chain = (...ids: string[]) =>
  ids
    .slice(1)
    .map((to, at) => flow(`F_${ids[at]}_${to}`, ids[at] ?? '', to))
    .join('');
const tasks = (...names: string[]) => names.map((name) => `<q:userTask id="${name}" name="Do ${name}"/>`).join('');
const process = (body: string, id = 'P', name = 'Process') =>
  `<q:process id="${id}" name="${name}" isExecutable="true">${body}</q:process>`;
const line = (inner = tasks('A', 'B')) =>
  `<q:startEvent id="S"/>${inner}<q:endEvent id="E"/>${chain('S', 'A', 'B', 'E')}`;
const picture = (...ids: string[]) =>
  `<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="D1"><bpmndi:BPMNPlane id="Plane" bpmnElement="P">${ids
    .map(
      (id) =>
        `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNShape>`,
    )
    .join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;

const EVENTS = [
  'message',
  'timer',
  'signal',
  'error',
  'escalation',
  'conditional',
  'cancel',
  'compensate',
  'terminate',
];
const definition = (event: string, inner = '') =>
  `<q:${event}EventDefinition id="def_${event}">${inner}</q:${event}EventDefinition>`;
const day = '<q:timeDuration xsi:type="q:tFormalExpression">P1D</q:timeDuration>';

const boundaries = EVENTS.flatMap((event) =>
  [true, false].map((interrupts) => {
    const id = `${event}_${interrupts}`;
    const inner = `<q:${event}EventDefinition>${event === 'timer' ? day : ''}</q:${event}EventDefinition>`;
    const host = event === 'cancel' ? 'TX' : 'A';
    return `<q:boundaryEvent id="${id}" name="On ${event}" attachedToRef="${host}" cancelActivity="${interrupts}">${inner}</q:boundaryEvent>${flow(`F_${id}`, id, 'B')}`;
  }),
).join('');

const nested = (depth: number): string =>
  depth === 0
    ? tasks('Deep')
    : `<q:subProcess id="Sub${depth}" name="Level ${depth}"><q:startEvent id="S${depth}"/>${nested(depth - 1)}<q:endEvent id="E${depth}"/>${chain(`S${depth}`, depth === 1 ? 'Deep' : `Sub${depth - 1}`, `E${depth}`)}</q:subProcess>`;

const lanes = (depth: number): string =>
  `<q:lane id="L${depth}" name="Lane ${depth}"><q:flowNodeRef>A</q:flowNodeRef>${depth > 0 ? `<q:childLaneSet id="LS${depth}">${lanes(depth - 1)}</q:childLaneSet>` : '<q:flowNodeRef>nowhere</q:flowNodeRef>'}</q:lane>`;

/** A ladder of gateways: two ways on at each of them, more ways in all than there are atoms. */
const ladder = (length: number) => {
  const steps = Array.from({ length }, (_, at) => `<q:exclusiveGateway id="G${at}"/><q:exclusiveGateway id="H${at}"/>`);
  const ways = Array.from({ length: length - 1 }, (_, at) =>
    ['G', 'H']
      .flatMap((from) => ['G', 'H'].map((to) => flow(`W${from}${to}${at}`, `${from}${at}`, `${to}${at + 1}`)))
      .join(''),
  );
  return `${line()}${steps.join('')}${ways.join('')}${flow('in', 'A', 'G0')}${flow('out', `G${length - 1}`, 'B')}`;
};

const many = (count: number) => {
  const ids = Array.from({ length: count }, (_, at) => `T${at}`);
  return `<q:startEvent id="S"/>${tasks(...ids)}${chain('S', ...ids)}`;
};

const TIMES = [
  '2026-01-01T00:00:00Z',
  '0 0 9 ? * MON',
  '#{deadline}',
  'R3/PT10M',
  'P1Y',
  '-P1D',
  'P1DT',
  'PT0S',
  'P99999999999Y',
  'next week',
  '',
];
const timers = TIMES.map((time, at) => {
  const kind = ['timeDate', 'timeDuration', 'timeCycle'][at % 3];
  const event = `<q:intermediateCatchEvent id="T${at}" name="Wait ${at}"><q:timerEventDefinition><q:${kind}>${time}</q:${kind}></q:timerEventDefinition></q:intermediateCatchEvent>`;
  const edge = `<q:boundaryEvent id="B${at}" attachedToRef="A"><q:timerEventDefinition><q:timeDuration>${time}</q:timeDuration></q:timerEventDefinition></q:boundaryEvent>`;
  return event + flow(`F${at}`, 'A', `T${at}`) + flow(`G${at}`, `T${at}`, 'B') + edge + flow(`H${at}`, `B${at}`, 'B');
}).join('');

const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  'a&#10;b&#9;c',
  '{{ secret }}',
  '= 1 + 1',
  '&quot;&apos;&amp;',
  '😀 👩‍👩‍👧',
  'مرحبا بالعالم',
  '\u202Egnp.exe',
  '%s %n',
  '../../etc/passwd',
  ' ',
  '0',
  'null',
  '9 lives',
  'x'.repeat(5_000),
  '漢字'.repeat(200),
  'é',
  'e\u0301',
];
const oddly = ODD_NAMES.map((name, at) => `<q:task id="${at < 4 ? name : `N${at}`}" name="${name}"/>`).join('');

const GATEWAYS = ['exclusive', 'inclusive', 'parallel', 'complex', 'eventBased'];
const gateways = GATEWAYS.map(
  (kind) =>
    `<q:${kind}Gateway id="${kind}1" name="${kind}?" ${kind === 'exclusive' ? `default="F_${kind}1_B"` : ''} gatewayDirection="Diverging"/><q:${kind}Gateway id="${kind}2"/>${chain('A', `${kind}1`, 'B', `${kind}2`, 'E')}${flow(`c_${kind}`, `${kind}1`, 'C', 'name="no"', '<q:conditionExpression xsi:type="q:tFormalExpression"><![CDATA[#{x < 5 && y}]]></q:conditionExpression>')}${flow(`j_${kind}`, 'C', `${kind}2`)}`,
).join('');

const camunda =
  'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0" exporter="Camunda Modeler" exporterVersion="5.20.0" modeler:executionPlatform="Camunda Platform"';

const GOOD: { [name: string]: string } = {
  'camunda 7': file(
    process(
      line(
        `<q:userTask id="A" name="Check" camunda:assignee="ann" camunda:candidateGroups="sales"><q:extensionElements><camunda:formData><camunda:formField id="x" label="X" type="string"/></camunda:formData><camunda:taskListener class="a.B" event="create"/></q:extensionElements></q:userTask><q:serviceTask id="B" name="Bill" camunda:type="external" camunda:topic="bill"><q:extensionElements><camunda:inputOutput><camunda:inputParameter name="a">1</camunda:inputParameter></camunda:inputOutput></q:extensionElements></q:serviceTask><q:boundaryEvent id="late" name="Late" cancelActivity="false" attachedToRef="A"><q:timerEventDefinition id="t1">${day}</q:timerEventDefinition></q:boundaryEvent>${flow('fl', 'late', 'B')}`,
      ),
    ) + picture('S', 'A', 'B', 'E', 'late'),
    { root: camunda },
  ),
  'camunda 8': file(
    process(
      line(
        `<q:userTask id="A" name="Review"><q:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="f"/><zeebe:assignmentDefinition assignee="=owner"/></q:extensionElements></q:userTask><q:callActivity id="B" name="Ship"><q:extensionElements><zeebe:calledElement processId="ship" propagateAllChildVariables="false"/></q:extensionElements></q:callActivity>`,
      ),
    ),
    {
      root: 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud"',
    },
  ),
  signavio: file(
    `<q:collaboration id="sid-c"><q:extensionElements><signavio:signavioDiagramMetaData metaKey="owner" metaValue=""/></q:extensionElements><q:participant id="sid-p" name="Einkauf" processRef="P"/><q:participant id="sid-q" name="Lieferant"/><q:messageFlow id="sid-m" sourceRef="A" targetRef="sid-q"/></q:collaboration>${process(`<q:laneSet id="sid-l">${lanes(3)}</q:laneSet>${line()}`)}`,
    {
      prefix: '',
      root: 'xmlns:signavio="http://www.signavio.com" exporter="Signavio Process Editor, http://www.signavio.com" expressionLanguage="http://www.w3.org/TR/XPath"',
    },
  ),
  bizagi: file(
    `<q:process id="Id_1" name="Main Process"><q:documentation/></q:process><q:process id="P" name="Permiso"><q:documentation/><q:extensionElements><bizagi:BizagiExtensions><bizagi:BizagiProperties><bizagi:BizagiProperty name="bgColor" value="White"/></bizagi:BizagiProperties></bizagi:BizagiExtensions></q:extensionElements>${line()}</q:process><q:collaboration id="C"><q:participant id="Id_2" name="Main" processRef="Id_1"/><q:participant id="Id_3" name="Vacaciones" processRef="P"/></q:collaboration>`,
    { prefix: '', root: 'xmlns:bizagi="http://www.bizagi.com/bpmn20"' },
  ),
  aris: file(
    `<q:collaboration id="c"><q:participant id="p" name="Vertrieb" processRef="tns:P"/></q:collaboration>${process(`<q:userTask id="A" name="Auftrag&#10;prüfen"/>${tasks('B')}<q:sequenceFlow id="f" sourceRef="tns:A" targetRef="tns:B"/>`)}`,
    { prefix: 'semantic', root: 'xmlns:tns="urn:x" xmlns:aris="http://www.software-ag.com/aris" exporter="ARIS"' },
  ),
  visio: file(process(line()), {
    prefix: 'bpmn2',
    root: 'xmlns:visio="http://schemas.microsoft.com/visio/2011/1/core" exporter="Microsoft Visio"',
  }),
  bonita: file(process(line()) + picture('A'), {
    prefix: 'model',
    root: 'xmlns:bonita="http://www.bonitasoft.org/studio/connector/definition/6.0" exporter="BonitaSoft" exporterVersion="7.13"',
  }),
  'enterprise architect': file(
    `<q:collaboration id="EAID_0C" isClosed="false"><q:participant id="EAID_1" name="Order" processRef="EAID_missing"/><q:participant id="EAID_2" name="Order" processRef="P"/></q:collaboration><q:process id="P" name="Order" processType="None" isClosed="false">${line()}</q:process>`,
    { root: 'exporter="Enterprise Architect" exporterVersion="6.5"' },
  ),
  jbpm: file(
    `<q:itemDefinition id="_x" structureRef="String"/><q:message id="m" itemRef="_x"/><q:process id="P" drools:packageName="com.x" drools:version="1.0" drools:adHoc="false" name="Eval"><q:property id="x" itemSubjectRef="_x"/>${line(`<q:userTask id="A" name="Self"><q:ioSpecification><q:dataInput id="in1" drools:dtype="Object" name="Task"/><q:inputSet><q:dataInputRefs>in1</q:dataInputRefs></q:inputSet></q:ioSpecification><q:dataInputAssociation><q:targetRef>in1</q:targetRef><q:assignment><q:from xsi:type="q:tFormalExpression">a</q:from><q:to xsi:type="q:tFormalExpression">in1</q:to></q:assignment></q:dataInputAssociation><q:potentialOwner id="o"><q:resourceAssignmentExpression><q:formalExpression>ann</q:formalExpression></q:resourceAssignmentExpression></q:potentialOwner></q:userTask><q:scriptTask id="B" scriptFormat="http://www.java.com/java"><q:script>kcontext.set("{{x}}");</q:script></q:scriptTask>`)}</q:process><q:relationship type="BPSimData"><q:extensionElements><bpsim:BPSimData xmlns:bpsim="http://www.bpsim.org/schemas/1.0"/></q:extensionElements><q:source>a</q:source><q:target>b</q:target></q:relationship>`,
    { prefix: 'bpmn2', root: 'xmlns:drools="http://www.jboss.org/drools"' },
  ),
  flowable: file(
    process(
      line(
        `<q:userTask id="A" name="Ask" flowable:assignee="$INITIATOR"><q:extensionElements><flowable:formProperty id="x" type="long"/></q:extensionElements></q:userTask><q:serviceTask id="B" flowable:class="a.B" flowable:async="true"/>`,
      ),
    ),
    {
      prefix: '',
      root: 'xmlns:flowable="http://flowable.org/bpmn" typeLanguage="http://www.w3.org/2001/XMLSchema"',
    },
  ),
  'an older name of the namespace': `<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"><process id="P">${line().replaceAll('q:', '')}</process></definitions>`,
  'no namespace at all': `<definitions><process id="P">${line().replaceAll('q:', '')}</process></definitions>`,
  'prefixes that nobody declares': `<bpmn:definitions><bpmn:process id="P">${line().replaceAll('q:', 'bpmn:')}</bpmn:process></bpmn:definitions>`,
  'wrapped in another document': `<export><definitions xmlns="${MODEL}"><process id="P">${line().replaceAll('q:', '')}</process></definitions></export>`,
  'pools, black boxes and messages': file(
    `<q:collaboration id="C" name="Sale">${['P', 'Q', 'R'].map((id) => `<q:participant id="pool${id}" name="${id}" processRef="${id}"/>`).join('')}<q:participant id="box" name="Customer"/><q:messageFlow id="m1" name="order" sourceRef="box" targetRef="S"/><q:messageFlow id="m2" sourceRef="poolP" targetRef="poolQ"/><q:messageFlow id="m3" sourceRef="A" targetRef="gone"/></q:collaboration>${process(line())}${process(tasks('Q1', 'Q2') + chain('Q1', 'Q2'), 'Q')}${process('', 'R')}${flow('stray', 'B', 'Q1')}`,
  ),
  'twelve pools': file(
    `<q:collaboration id="C">${Array.from({ length: 60 }, (_, at) => `<q:participant id="pp${at}" processRef="P${at}"/>`).join('')}</q:collaboration>${Array.from({ length: 60 }, (_, at) => process(tasks(`X${at}`), `P${at}`, 'Same'))}`,
  ),
  'every gateway': file(process(line(tasks('A', 'B', 'C')) + gateways)),
  'waiting for one of several': file(
    process(
      `<q:startEvent id="S"/><q:eventBasedGateway id="W" instantiate="true" eventGatewayType="Parallel"/>${['message', 'timer', 'signal', 'conditional'].map((event) => `<q:intermediateCatchEvent id="C${event}" name="${event} came">${definition(event, event === 'timer' ? day : '')}</q:intermediateCatchEvent>${chain('W', `C${event}`, 'A')}`).join('')}<q:receiveTask id="rt" name="Answer"/>${chain('W', 'rt', 'A')}${tasks('A')}${chain('S', 'W')}`,
    ),
  ),
  'an event of every kind on the edge': file(
    process(
      `${line()}<q:transaction id="TX" name="Booking">${tasks('InTx')}<q:endEvent id="cx"><q:cancelEventDefinition/></q:endEvent>${chain('InTx', 'cx')}</q:transaction>${chain('A', 'TX', 'B')}${boundaries}`,
    ),
  ),
  'an event of every kind to begin and to end': file(
    process(
      `${tasks('A')}${EVENTS.map((event) => `<q:startEvent id="s_${event}">${definition(event)}</q:startEvent><q:endEvent id="e_${event}" name="${event}">${definition(event)}</q:endEvent><q:intermediateThrowEvent id="i_${event}">${definition(event)}</q:intermediateThrowEvent>${chain(`s_${event}`, 'A', `i_${event}`, `e_${event}`)}`).join('')}<q:endEvent id="both"><q:messageEventDefinition/><q:signalEventDefinition/></q:endEvent>${chain('A', 'both')}`,
    ),
  ),
  'sub-processes of every kind': file(
    `${process(
      line(
        `${tasks('A', 'B')}<q:subProcess id="closed" name="Collapsed"/><q:subProcess id="open">${tasks('O1')}</q:subProcess><q:subProcess id="ev" triggeredByEvent="true"><q:startEvent id="es" isInterrupting="false"><q:errorEventDefinition errorRef="err"/></q:startEvent>${tasks('EV')}${chain('es', 'EV')}</q:subProcess><q:adHocSubProcess id="adhoc" name="Any order" ordering="Parallel">${tasks('AH1', 'AH2')}<q:completionCondition>true</q:completionCondition></q:adHocSubProcess><q:transaction id="tx">${tasks('TX1')}</q:transaction>${chain('A', 'closed', 'open', 'adhoc', 'tx', 'B')}`,
      ),
    )}<q:error id="err" name="Failed" errorCode="E1"/>`,
  ),
  'ten levels deep': file(
    process(`<q:startEvent id="S"/>${nested(10)}<q:endEvent id="E"/>${chain('S', 'Sub10', 'E')}`),
  ),
  'calls and repetitions': file(
    `${process(
      line(
        `<q:callActivity id="A" name="Call" calledElement="G"><q:standardLoopCharacteristics loopMaximum="3"><q:loopCondition>x</q:loopCondition></q:standardLoopCharacteristics></q:callActivity><q:callActivity id="B" calledElement="gone"><q:multiInstanceLoopCharacteristics isSequential="true"><q:loopCardinality>5</q:loopCardinality></q:multiInstanceLoopCharacteristics></q:callActivity>`,
      ),
    )}<q:globalUserTask id="G" name="Global"/>`,
  ),
  'data, groups and remarks': file(
    `${process(
      `${line()}<q:dataObject id="do1"/><q:dataObjectReference id="dor1" name="Contract" dataObjectRef="do1"><q:dataState name="signed"/></q:dataObjectReference><q:dataObjectReference id="dor2" name="Contract" dataObjectRef="gone"/><q:dataStoreReference id="ds" name="CRM" dataStoreRef="gone"/><q:textAnnotation id="ta" textFormat="text/html"><q:text>&lt;b&gt;Never&lt;/b&gt; &amp; always</q:text></q:textAnnotation><q:textAnnotation id="lonely"><q:text/></q:textAnnotation><q:association id="as" sourceRef="A" targetRef="ta"/><q:association id="as2" sourceRef="gone" targetRef="ta"/><q:group id="g" categoryValueRef="cv"/>`,
    )}<q:category id="cat"><q:categoryValue id="cv" value="Risky"/></q:category>`,
  ),
  'nothing that it refers to': file(
    `<q:collaboration id="c"><q:participant id="p" processRef="gone"/></q:collaboration>${process(`${tasks('A')}${flow('f1', 'A', 'gone')}${flow('f2', 'gone', 'A')}${flow('f3', '', '')}<q:sequenceFlow id="f4"/><q:boundaryEvent id="b" attachedToRef="gone"><q:timerEventDefinition/></q:boundaryEvent><q:boundaryEvent id="b2"/><q:intermediateCatchEvent id="i"><q:eventDefinitionRef>gone</q:eventDefinitionRef></q:intermediateCatchEvent>`)}`,
  ),
  'no ids': file(
    process('<q:startEvent/><q:task name="One"/><q:task name="Two"/><q:endEvent/><q:sequenceFlow/>').replaceAll(
      / id="[^"]*"/g,
      '',
    ),
  ),
  'the same id everywhere': file(
    process(
      '<q:startEvent id="x"/><q:task id="x" name="One"/><q:task id="x" name="Two"/><q:endEvent id="x"/><q:sequenceFlow id="x" sourceRef="x" targetRef="x"/>',
      'x',
    ),
  ),
  'two processes without a pool': file(process(line()) + process(tasks('Z'), 'P2', 'Second')),
  'one process in two pools': file(
    `<q:collaboration id="c"><q:participant id="p1" name="One" processRef="P"/><q:participant id="p2" name="Two" processRef="P"/></q:collaboration>${process(line())}`,
  ),
  'no process': file(''),
  'an empty process': file(process('')),
  'a picture alone': file(picture('A', 'B')),
  'a choreography': file(
    '<q:choreography id="ch"><q:startEvent id="s"/><q:choreographyTask id="ct" name="Order" initiatingParticipantRef="a"><q:participantRef>a</q:participantRef><q:messageFlowRef>m</q:messageFlowRef></q:choreographyTask><q:participant id="a" name="A"/><q:sequenceFlow id="f" sourceRef="s" targetRef="ct"/></q:choreography>',
  ),
  'a conversation': file(
    '<q:collaboration id="c"><q:participant id="a" name="A"/><q:participant id="b" name="B"/><q:conversation id="cv" name="Deal"><q:participantRef>a</q:participantRef></q:conversation><q:subConversation id="sc"/><q:conversationLink id="cl" sourceRef="a" targetRef="cv"/></q:collaboration>',
  ),
  'only ways through': file(
    process(
      `<q:startEvent id="S"/><q:exclusiveGateway id="G"/><q:parallelGateway id="H"/><q:endEvent id="E"/>${chain('S', 'G', 'H', 'G')}${flow('e', 'H', 'E')}`,
    ),
  ),
  circles: file(
    process(
      `${line()}${flow('self', 'A', 'A')}${flow('back', 'B', 'A')}${flow('out', 'E', 'A')}${flow('in', 'B', 'S')}<q:exclusiveGateway id="G"/>${flow('gg', 'G', 'G')}${chain('A', 'G')}<q:boundaryEvent id="b1" attachedToRef="b2"/><q:boundaryEvent id="b2" attachedToRef="b1"/><q:boundaryEvent id="b3" attachedToRef="G"/><q:boundaryEvent id="b4" attachedToRef="b4"/>`,
    ),
  ),
  'links with and without another end': file(
    process(
      `${line()}<q:intermediateThrowEvent id="t1" name="X"><q:linkEventDefinition name="X"/></q:intermediateThrowEvent><q:intermediateCatchEvent id="c1" name="X"><q:linkEventDefinition name="X"/></q:intermediateCatchEvent><q:intermediateThrowEvent id="t2" name="Y"><q:linkEventDefinition/></q:intermediateThrowEvent><q:intermediateCatchEvent id="c2" name="Z"><q:linkEventDefinition/></q:intermediateCatchEvent>${chain('A', 't1')}${chain('c1', 'B')}${chain('A', 't2')}${chain('c2', 'B')}`,
    ),
  ),
  'arrows over borders': file(
    process(
      `${line()}<q:subProcess id="sub">${tasks('I1', 'I2')}</q:subProcess>${flow('x1', 'A', 'I2')}${flow('x2', 'I1', 'B')}${chain('A', 'sub')}`,
    ),
  ),
  'times of every form': file(process(line() + timers)),
  'odd names': file(process(`<q:startEvent id="S"/>${oddly}`, 'constructor', '__proto__')),
  'names in character data': file(
    process(
      `<q:task id="A"><q:documentation><![CDATA[<h1>Check</h1> ]] {{ x }}]]></q:documentation></q:task><q:textAnnotation id="t"><q:text><![CDATA[a < b & c]]></q:text></q:textAnnotation><q:association id="as" sourceRef="t" targetRef="A"/>`,
    ),
  ),
  'notes of ours that are not ours': file(
    process(
      `<q:extensionElements><etapa:funnel>{"key":"__proto__","name":5,"order":"no"}</etapa:funnel></q:extensionElements>${tasks('B')}<q:userTask id="A"><q:extensionElements><etapa:stage>{"key":"A","group":"never","__proto__":{"x":1}}</etapa:stage></q:extensionElements></q:userTask>${chain('A', 'B')}`,
    ) +
      '<q:collaboration id="c"><q:extensionElements><etapa:type>{"key":"x","name":"x","fields":5}</etapa:type><etapa:rules>[{"key":"x","name":"x","steps":{}}]</etapa:rules></q:extensionElements></q:collaboration>',
    { root: 'xmlns:etapa="https://etapa.dev/schemas/bpmn"' },
  ),
  'notes of ours that are no JSON': file(
    process(
      `<q:extensionElements><etapa:funnel>null</etapa:funnel></q:extensionElements><q:userTask id="A"><q:extensionElements><etapa:stage>{</etapa:stage></q:extensionElements></q:userTask>`,
    ),
    { root: 'xmlns:etapa="https://etapa.dev/schemas/bpmn"' },
  ),
  'a stranger inside everything': file(
    process(`<q:userTask id="A" name="A">${'<x:y>'.repeat(150)}${'</x:y>'.repeat(150)}</q:userTask><x:task id="xt"/>`),
    { root: 'xmlns:x="urn:y"' },
  ),
  'a document type': `<?xml version="1.0"?><!DOCTYPE definitions SYSTEM "http://127.0.0.1:9/x.dtd"><definitions xmlns="${MODEL}"><process id="P">${line().replaceAll('q:', '')}</process></definitions>`,
  'ten thousand elements in a row': file(process(many(5_000))),
  'more ways than atoms': file(process(ladder(400))),
};

const small = GOOD['camunda 7'] ?? '';
const said = (encoding: string) => small.replace('encoding="UTF-8"', `encoding="${encoding}"`);

/** Files that hold a diagram, however odd. */
export const DIAGRAMS: [name: string, bytes: Buffer][] = [
  ...Object.entries(GOOD).map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]),
  ['with a byte order mark', Buffer.from(`\uFEFF${small}`)],
  ['in UTF-16, small end first', iconv.encode(said('UTF-16'), 'utf-16le', { addBOM: true })],
  ['in UTF-16, big end first', iconv.encode(said('UTF-16'), 'utf-16be', { addBOM: true })],
  ['in Windows-1251', iconv.encode(said('windows-1251').replace('"Check"', '"Проверить"'), 'win1251')],
  ['that says UTF-16 and is not', Buffer.from(said('UTF-16'))],
];

/** Files that hold none, and why. */
export const BROKEN: [name: string, bytes: Buffer, code: string][] = [
  ['an empty file', Buffer.alloc(0), 'empty'],
  ['blanks', Buffer.from(' \n\t '), 'empty'],
  ['a byte order mark alone', Buffer.from('\uFEFF'), 'empty'],
  ['JSON', Buffer.from('{"format": "etapa-package"}'), 'not_xml'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), 'not_xml'],
  ['an archive', Buffer.from('PK\u0003\u0004'), 'not_xml'],
  ['a page', Buffer.from('<!doctype html><html><body><p>Sign in<br></body></html>'), 'not_xml'],
  ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'), 'not_bpmn'],
  [
    'the notation before BPMN 2.0',
    Buffer.from('<Package xmlns="http://www.wfmc.org/2008/XPDL2.1" Id="a"><WorkflowProcesses/></Package>'),
    'not_bpmn',
  ],
  ['a cut-off file', Buffer.from(small.slice(0, small.length / 2)), 'not_xml'],
  ['two roots', Buffer.from('<definitions/><definitions/>'), 'not_xml'],
  [
    'an entity of the machine',
    Buffer.from(
      `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions xmlns="${MODEL}"><process id="p" name="&x;"/></definitions>`,
    ),
    'not_xml',
  ],
  [
    'laughs',
    Buffer.from(
      `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}">]><definitions>&c;</definitions>`,
    ),
    'not_xml',
  ],
  [
    'a thousand levels',
    Buffer.from(file(process(`${'<q:subProcess>'.repeat(1_000)}${'</q:subProcess>'.repeat(1_000)}`))),
    'too_deep',
  ],
];
