import { type ConversionPlan, planConversion } from '@etapa/shared/definition/conversion';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { StageMap } from '@etapa/shared/definition/stage-map';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { EntityTypeStore, type PublishedType } from '../../store/entity-types.ts';

/** How records of one version become records of another. */
export interface Upbringing {
  plan: ConversionPlan;
  /** What was decided about stages at each publishing in between, oldest first. */
  maps: StageMap[];
}

/** Every version of a type up to one, and what leads from each to it. */
export class DefinitionHistory {
  private readonly made = new Map<number, Upbringing | null>();
  private readonly known: ReadonlySet<string>;

  constructor(
    private readonly to: EntityType,
    private readonly versions: ReadonlyMap<number, { definition: EntityType; stageMap: StageMap }>,
    /** Decided for `to` itself, where it is not published yet. */
    private readonly last: StageMap[] = [],
  ) {
    const definitions = [...versions.values()].map(({ definition }) => definition);
    this.known = new Set(definitions.flatMap(({ fields }) => fields.map(({ key }) => key)));
  }

  /** @returns null when records of that version are right as they are */
  from(version: number): Upbringing | null {
    const known = this.made.get(version);
    if (known !== undefined) return known;
    const from = this.versions.get(version)?.definition;
    const plan = from ? planConversion(from, this.to, this.known) : null;
    const maps = [...this.versions].filter(([later]) => later > version).map(([, { stageMap }]) => stageMap);
    const upbringing = plan && { plan, maps: [...maps, ...this.last] };
    this.made.set(version, upbringing);
    return upbringing;
  }

  /** A field as a version had it. */
  fieldOf(version: number, key: string): Field | undefined {
    return this.versions.get(version)?.definition.fields.find((field) => field.key === key);
  }

  /** The same versions, on the way to a definition that is still to be published. */
  towards(to: EntityType, stageMap: StageMap): DefinitionHistory {
    return new DefinitionHistory(to, this.versions, [stageMap]);
  }
}

/** Remembers how records of earlier versions become those of the published one. */
@Injectable()
export class DefinitionPlans {
  private readonly kept = new Map<string, { version: number; history: Promise<DefinitionHistory> }>();

  constructor(
    private readonly database: Database,
    private readonly store: EntityTypeStore,
  ) {}

  async history(type: PublishedType): Promise<DefinitionHistory> {
    const known = this.kept.get(type.id);
    if (known?.version === type.version) return known.history;
    const entry = { version: type.version, history: this.load(type) };
    this.kept.set(type.id, entry);
    // A failure of the database is not remembered.
    entry.history.catch(() => {
      if (this.kept.get(type.id) === entry) this.kept.delete(type.id);
    });
    return entry.history;
  }

  private async load({ key, version, definition }: PublishedType): Promise<DefinitionHistory> {
    const versions = await this.store.history(this.database, key);
    const known = versions.filter((each) => each.version <= version);
    return new DefinitionHistory(definition, new Map(known.map((each) => [each.version, each])));
  }
}
