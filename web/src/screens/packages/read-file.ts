import { type Diagram, inspectDiagram, type SentPackage } from '../../data/packages.ts';
import { ProblemError } from '../../data/problem.ts';

/** What was in a file. */
export interface Brought {
  file: File;
  document: SentPackage;
  /** Of a BPMN diagram: what became of everything in it. */
  diagram?: Diagram;
}

/**
 * Reads a package, or has a diagram read.
 *
 * @param into key of the type whose draft a diagram adds to
 * @throws ProblemError for what is neither
 */
export async function readFile(file: File, into: string | undefined): Promise<Brought> {
  const text = await file.slice(0, 4_096).text();
  if (!/^\uFEFF?\s*\{/.test(text)) {
    const diagram = await inspectDiagram(file, into);
    return { file, document: { ...diagram.document }, diagram };
  }
  try {
    return { file, document: JSON.parse((await file.text()).replace(/^\uFEFF/, '')) as SentPackage };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const errors = [{ path: '/file', code: 'not_json', message }];
    throw new ProblemError({ status: 422, code: 'invalid_document', detail: message, errors });
  }
}
