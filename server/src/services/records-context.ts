import type { FieldAccess } from '@etapa/shared/access/fields';
import { stageAccess } from '@etapa/shared/access/stages';
import { countryOf } from '@etapa/shared/fields/country';
import type { Command, CommandContext, LinkedRecord, OrganizationSettings } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { referencesIn, referencesOf } from '@etapa/shared/process/references';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Config } from '../config/config.ts';
import { Database, type Queryable } from '../store/database.ts';
import type { PublishedType } from '../store/entity-types.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { OrganizationStore } from '../store/organization.ts';
import { RecordStore } from '../store/records.ts';
import { TypeAccess } from './access.ts';
import { RecordConverter } from './definitions/converter.ts';
import type { Doer } from './doer.ts';
import { FileAccess } from './file-access.ts';

/** How long a process goes by the organisation's settings it knows, in milliseconds. */
const KEPT = 1_000;

export interface Asked {
  type: PublishedType;
  record: RecordState | null;
  command: Command;
}

/** Everything a decision needs besides the record and the command, and what an answer shows of it. */
export interface Prepared {
  context: CommandContext;
  /** Titles of live linked records that the doer may see, by id. */
  titles: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
}

/** Records that others link to, for one doer. */
export interface Linked {
  records: ReadonlyMap<string, LinkedRecord>;
  visible: ReadonlySet<string>;
  /** What the visible ones are called, by id; by their number where their title is hidden. */
  titles: ReadonlyMap<string, string>;
}

/** Titles of those that are not in the trash. */
export const liveTitles = ({ records, titles }: Linked): ReadonlyMap<string, string> =>
  new Map([...titles].filter(([id]) => !records.get(id)?.deletedAt));

/** Loads what a decision about records will ask for, in one query per kind of thing, and none where it asks for none. */
@Injectable()
export class RecordContexts {
  private organization?: { until: number; settings: Promise<OrganizationSettings> };

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordStore,
    private readonly organizations: OrganizationStore,
    private readonly fileAccess: FileAccess,
    private readonly converter: RecordConverter,
  ) {}

  /**
   * @param fieldAccess what the doer may write; absent for everything
   */
  async prepare(db: Queryable, doer: Doer, asked: Asked[], fieldAccess?: FieldAccess): Promise<Prepared> {
    const needed = asked.map(({ type, record, command }) => referencesOf(type.definition, record, command));
    const held = asked.map(({ type, record }) => referencesIn(type.definition, record?.doc ?? {}));
    const kept = new Set(held.flatMap(({ records }) => records));
    // One after the other: a transaction has one connection. Most decisions ask for nothing here.
    const linked = await this.linked(db, doer, unique(needed.flatMap(({ records }) => records)));
    const users = await this.users(
      db,
      doer,
      needed.flatMap(({ users: ids }) => ids),
    );
    const heldFiles = new Set(held.flatMap(({ files: ids }) => ids));
    const newFiles = needed.flatMap(({ files: ids }) => ids).filter((id) => !heldFiles.has(id));
    const files = await this.files(db, doer, newFiles);
    const settings = await this.settings();
    const catalogue = await this.catalogue.now();
    const { caller } = doer;
    const [type] = asked.map((each) => each.type);
    const known = asked.flatMap(({ record }) => record ?? []);
    const convert = type && (await this.converter.forRecords(db, type, known, settings));
    const context: CommandContext = {
      now: this.clock.now().toISOString(),
      actor: doer.actor,
      organization: settings,
      definitionVersion: asked[0]?.type.version ?? 0,
      // What was linked before stays readable for formulas; a new link must be one the doer may see.
      linked: (id) => (linked.visible.has(id) || kept.has(id) ? linked.records.get(id) : undefined),
      linkedType: (key) => catalogue.definition(key),
      // An import brings the past, in which people worked who no longer do.
      userExists: (id) => users.has(id) && (doer.actor.kind === 'import' || users.get(id)?.active === true),
      fileExists: (id) => files.has(id),
      teamOf: (id) => users.get(id)?.teamId ?? null,
      urlOf: (id) => this.urlOf(asked[0]?.type.key ?? '', id),
      ...(fieldAccess ? { fieldAccess } : {}),
      ...(caller ? { roles: caller.roles, myTeam: caller.myTeam } : {}),
    };
    if (convert) {
      context.bringUp = (record, { kind }) => convert(record, { command: context, stays: kind === 'move' });
    }
    const [first] = asked;
    if (caller && first) {
      const action = first.command.kind === 'create' ? 'create' : 'move';
      context.stageAccess = stageAccess(caller, first.type.key, caller.allRoles, action);
    }
    return {
      context,
      titles: liveTitles(linked),
      names: new Map([...users].map(([id, { name }]) => [id, name])),
    };
  }

  /** Address of a record in the browser. */
  urlOf(entityType: string, id: string): string {
    return `${this.config.baseUrl}/p/${entityType}/records/${id}`;
  }

  /** Linked records, and which of them the doer may see. */
  async linked(db: Queryable, { caller }: Pick<Doer, 'caller'>, ids: string[]): Promise<Linked> {
    const wanted = ids.filter(isId);
    if (wanted.length === 0) return { records: new Map(), visible: new Set(), titles: new Map() };
    const records = await this.records.linked(db, wanted);
    const byType = new Map<string, string[]>();
    for (const { id, entityType } of records) byType.set(entityType, [...(byType.get(entityType) ?? []), id]);
    const visible = new Set<string>();
    const closed = new Set<string>();
    const catalogue = await this.catalogue.now();
    for (const [entityType, found] of byType) {
      const type = catalogue.get(entityType);
      if (!type) continue;
      const access = caller && new TypeAccess(caller, type, catalogue, this.clock.now().toISOString());
      const where = access?.where('read');
      const seen = where ? await this.records.visible(db, entityType, found, where) : found;
      for (const id of seen) visible.add(id);
      if (access && !access.readsTitles()) closed.add(entityType);
    }
    const titles = records
      .filter(({ id }) => visible.has(id))
      .map(({ id, entityType, number, title }) => [id, closed.has(entityType) ? `#${number}` : title] as const);
    return { records: new Map(records.map((record) => [record.id, record])), visible, titles: new Map(titles) };
  }

  /** The organisation's settings, as they were less than a second ago. */
  settings(): Promise<OrganizationSettings> {
    if (this.organization && this.organization.until > performance.now()) return this.organization.settings;
    const settings = this.organizations.get(this.database).then(
      ({ timeZone, currency, country, workingCalendar }): OrganizationSettings => ({
        timeZone,
        currency,
        hours: workingCalendar,
        defaultCountry: country ?? countryOf(timeZone),
      }),
    );
    const entry = { until: performance.now() + KEPT, settings };
    this.organization = entry;
    // A failure of the database is not remembered.
    settings.catch(() => {
      if (this.organization === entry) this.organization = undefined;
    });
    return settings;
  }

  /** Has the settings read anew: they changed. Other processes see it within a second. */
  forgetSettings(): void {
    this.organization = undefined;
  }

  private async users(db: Queryable, { caller }: Doer, ids: string[]) {
    const users = new Map<string, { name: string; teamId: string | null; active: boolean }>();
    if (caller) users.set(caller.id, { name: caller.name, teamId: caller.teamId, active: true });
    const wanted = unique(ids).filter((id) => isId(id) && !users.has(id));
    const rows = wanted.length > 0 ? await this.records.users(db, wanted) : [];
    for (const { id, ...user } of rows) users.set(id, user);
    return users;
  }

  /** Files that the doer may put into a record: those they may read, since who reads the record reads its files. */
  private async files(db: Queryable, { caller }: Doer, ids: string[]): Promise<ReadonlySet<string>> {
    const wanted = unique(ids).filter(isId);
    const found = wanted.length > 0 ? await this.records.files(db, wanted) : [];
    const allowed = new Set<string>();
    for (const file of found) if (!caller || (await this.fileAccess.mayRead(caller, file))) allowed.add(file.id);
    return allowed;
  }
}

const unique = (values: string[]): string[] => [...new Set(values)];

/** Whether a text can be asked of the database as an id. */
export const isId = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
