/** A file that holds no diagram: what is wrong with it, and where. */
export class BrokenDiagram extends Error {
  constructor(
    readonly code: 'empty' | 'not_xml' | 'not_bpmn' | 'too_deep' | 'too_many',
    message: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(line === undefined ? message : `Line ${line}, column ${column}: ${message}`);
  }
}
