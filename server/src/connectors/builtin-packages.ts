import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Injectable } from '@nestjs/common';

/** As far from the sources as from what is built of them. */
const FOLDER = resolve(import.meta.dirname, '../../../packages');

/** The ready processes that Etapa comes with, one JSON document a file. */
@Injectable()
export class BuiltinPackages {
  private documents?: unknown[];

  /** Every document, by name of file; what is in them is the reader's to check. */
  all(): unknown[] {
    this.documents ??= readdirSync(FOLDER)
      .filter((name) => name.endsWith('.json') && name !== 'package.json' && name !== 'tsconfig.json')
      .sort()
      .map((name) => JSON.parse(readFileSync(resolve(FOLDER, name), 'utf8')));
    return this.documents;
  }
}
