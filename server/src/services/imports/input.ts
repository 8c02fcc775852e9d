import type { Mapping } from '@etapa/shared/api/imports';
import type { FileForm } from './batches.ts';

/** What a job of kind `import` is asked to do. */
export interface ImportInput extends FileForm {
  entityType: string;
  userId: string;
  headers: string[];
  mapping: Mapping;
  dryRun: boolean;
  atomic: boolean;
  runRules: boolean;
  correlation: string;
  /** Rows are visits of stages. */
  history?: boolean;
}
