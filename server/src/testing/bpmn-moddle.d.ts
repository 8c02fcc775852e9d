/** As far as tests use it; the package gives types of its notation alone. */
declare module 'bpmn-moddle' {
  interface Part {
    id: string;
    bpmnElement: Part;
    plane: { planeElement: Part[] };
    participants: Part[];
    flowElements?: Part[];
    artifacts?: Part[];
    laneSets?: { lanes: Part[] }[];
  }

  export class BpmnModdle {
    fromXML(text: string): Promise<{ rootElement: { get(name: string): Part[] }; warnings: unknown[] }>;
  }
}
