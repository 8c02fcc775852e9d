import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { InspectedDiagram } from '@etapa/shared/api/bpmn';
import { readDiagram } from '@etapa/shared/bpmn/read';
import { REASONS } from '@etapa/shared/bpmn/tally';
import { writeDiagram } from '@etapa/shared/bpmn/write';
import { Injectable } from '@nestjs/common';
import { BrokenDiagram } from '../connectors/bpmn/broken-diagram.ts';
import { readBpmnInTurns } from '../connectors/bpmn/read.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { DraftService } from './definitions/drafts.ts';
import { PackageExport } from './packages/export.ts';
import { refused } from './refusal-error.ts';

/** Processes as BPMN 2.0 diagrams, out and in. */
@Injectable()
export class BpmnService {
  constructor(
    private readonly catalogue: EntityTypeCatalogue,
    private readonly drafts: DraftService,
    private readonly packages: PackageExport,
  ) {}

  /**
   * Who may not design is told so before a file is read.
   *
   * @param into key of the type that funnels are added to; absent: a new one
   * @throws RefusalError `forbidden`, `not_found`
   */
  async demand(caller: Caller, into?: string): Promise<void> {
    if (into !== undefined) await this.drafts.find(caller, into);
    else if (!may(caller, 'design', '*', caller.allRoles))
      throw refused('forbidden', 'You may not design entity types.');
  }

  /**
   * What a diagram would be. Nothing is written.
   *
   * @param fileName what a process without a name is called
   * @throws RefusalError `invalid_document` with the place for what is no diagram
   */
  async inspect(caller: Caller, file: Buffer, fileName: string, into?: string): Promise<InspectedDiagram> {
    const known = await this.catalogue.refresh();
    const found = readDiagram(await parsed(file), {
      fileName: fileName.replace(/(\.bpmn)?(\.[^.]*)?$/i, ''),
      typeKeys: known.all().map(({ key }) => key),
      roleKeys: caller.allRoles.map(({ key }) => key),
      typeOf: (key) => known.definition(key),
      ...(into === undefined ? {} : { into: (await this.drafts.find(caller, into)).draft.definition }),
    });
    return {
      document: found.document,
      carried: found.carried.map((each) => (each.note ? { ...each, message: REASONS[each.note] } : each)),
      left: found.left.map((each) => ({ ...each, message: REASONS[each.reason] })),
    };
  }

  /** @throws RefusalError `not_found`, `forbidden`; `conflict` for a type without a funnel */
  async write(caller: Caller, key: string, language = caller.language): Promise<{ name: string; text: string }> {
    const { entityTypes, rules = [] } = await this.packages.document(caller, { entityTypes: [key] });
    const type = entityTypes.find((each) => each.key === key);
    if (!type?.funnels?.length) throw refused('conflict', 'There is no funnel to draw.');
    const own = rules.filter(({ entityType }) => entityType === key).map(({ rule }) => rule);
    return { name: key, text: writeDiagram(type, own, language) };
  }
}

async function parsed(file: Buffer) {
  try {
    return await readBpmnInTurns(file);
  } catch (error) {
    if (!(error instanceof BrokenDiagram)) throw error;
    throw refused('invalid_document', error.message, [{ path: '/file', code: error.code, message: error.message }]);
  }
}
