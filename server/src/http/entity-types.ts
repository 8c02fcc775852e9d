import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { DraftService } from '../services/definitions/drafts.ts';
import { PublishService } from '../services/definitions/publish.ts';
import { SetAsideService } from '../services/definitions/set-aside.ts';
import { TypeTrashService } from '../services/definitions/trash.ts';
import { EntityTypeService } from '../services/entity-types.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, get, schema, versions, remove, restore } = routes.entityTypes;
const { saveDraft, editDraft, discardDraft, checkDraft, publish, restoreVersion, setAside } = routes.entityTypes;

@Controller()
export class EntityTypesController {
  constructor(
    private readonly types: EntityTypeService,
    private readonly drafts: DraftService,
    private readonly publishing: PublishService,
    private readonly aside: SetAsideService,
    private readonly trash: TypeTrashService,
  ) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return call.query.deleted ? this.trash.list(call.caller) : this.types.list(call.caller);
  }

  @Handle(create)
  create(call: Call<typeof create>) {
    return this.types.create(call.caller, call.body);
  }

  @Handle(get)
  get({ caller, params: { key }, query: { version = 'published' } }: Call<typeof get>) {
    if (version === 'draft') return this.drafts.get(caller, key);
    return version === 'published' ? this.types.get(caller, key) : this.types.version(caller, key, Number(version));
  }

  @Handle(schema)
  schema(call: Call<typeof schema>) {
    return this.types.schema(call.caller, call.params.key);
  }

  @Handle(saveDraft)
  saveDraft(call: Call<typeof saveDraft>) {
    return this.drafts.save(call.caller, call.params.key, call.body);
  }

  @Handle(editDraft)
  editDraft({ caller, params, body }: Call<typeof editDraft>) {
    return this.drafts.edit(caller, params.key, body.revision, body.edits);
  }

  @Handle(discardDraft)
  async discardDraft(call: Call<typeof discardDraft>) {
    await this.drafts.discard(call.caller, call.params.key);
    return undefined;
  }

  @Handle(checkDraft)
  checkDraft(call: Call<typeof checkDraft>) {
    return this.publishing.check(call.caller, call.params.key);
  }

  @Handle(publish)
  publish(call: Call<typeof publish>) {
    return this.publishing.publish(call.caller, call.params.key, call.body);
  }

  @Handle(versions)
  versions(call: Call<typeof versions>) {
    return this.types.versions(call.caller, call.params.key);
  }

  @Handle(restoreVersion)
  restoreVersion(call: Call<typeof restoreVersion>) {
    return this.publishing.restoreVersion(call.caller, call.params.key, Number(call.params.n), call.body);
  }

  @Handle(setAside)
  setAside(call: Call<typeof setAside>) {
    return this.aside.list(call.caller, call.params.key, call.query);
  }

  @Handle(remove)
  async remove(call: Call<typeof remove>) {
    const { confirm, force = false } = call.query;
    await this.trash.remove(call.caller, call.params.key, confirm, force);
    return undefined;
  }

  @Handle(restore)
  restore(call: Call<typeof restore>) {
    return this.trash.restore(call.caller, call.params.key);
  }
}
