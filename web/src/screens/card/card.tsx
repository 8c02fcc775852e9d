import type { RecordView } from '@etapa/shared/api/records';
import { evaluate } from '@etapa/shared/conditions/evaluate';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Alert, Button } from '@mantine/core';
import type { ComponentProps, CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useTrashRecord } from '../../data/record.ts';
import { may, useMe } from '../../data/session.ts';
import { fieldStates } from '../../fields/field-states.ts';
import { formSections } from '../../fields/form-sections.ts';
import { missingFor } from '../../fields/stage-move.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './card.module.css';
import { CardApprovals } from './card-approvals.tsx';
import { CardButtons } from './card-buttons.tsx';
import { CardDuplicates } from './card-duplicates.tsx';
import { CardLinks } from './card-links.tsx';
import { CardMergedInto } from './card-merged-into.tsx';
import { CardSetAside } from './card-set-aside.tsx';
import { CardTasks } from './card-tasks.tsx';
import { FieldRow } from './field-row.tsx';
import { FileRow } from './file-row.tsx';
import { OwnerRow } from './owner-row.tsx';
import { StagePath } from './stage-path.tsx';
import { TagsRow } from './tags-row.tsx';
import { Timeline } from './timeline.tsx';

interface Props {
  type: EntityType;
  record: RecordView;
  /** Tools at the right of the heading. */
  tools: React.ReactNode;
}

/** A record in full: path, fields edited in place, tasks, links and its whole history. */
export function Card({ type, record, tools }: Props) {
  const { t } = useTranslation('card');
  const { label } = useFormats();
  const me = useMe();
  const trash = useTrashRecord(type.key);
  const live = record.deletedAt === null;
  const editable = live && may(me, 'update', type.key);
  const surroundings = { me: me.user.id, now: new Date().toISOString(), timeZone: me.organization.timeZone };
  const states = fieldStates(type, record, surroundings);
  const funnel = type.funnels?.find((one) => one.key === record.funnel);
  const at = funnel?.stages.findIndex((stage) => stage.key === record.stage) ?? -1;
  const next = funnel?.stages.slice(at + 1).find((stage) => stage.group === 'open');
  const wanted = funnel?.stages[at]?.group === 'open' ? missingFor(type, next, record.doc) : [];
  const sections = formSections(type).filter(
    ({ visibleWhen }) => !visibleWhen || evaluate(visibleWhen, { schema: type, record, ...surroundings }),
  );
  return (
    <div className={classes.container}>
      <article className={classes.card} data-record={record.number}>
        <header className={classes.head}>
          <h1 className={classes.title}>
            {record.title} <span className={classes.meta}>#{record.number}</span>
          </h1>
          <div className={classes.tools}>{tools}</div>
        </header>
        {!live && (
          <Alert color="yellow" title={t('deleted')}>
            {may(me, 'delete', type.key) && (
              <Button
                size="xs"
                variant="default"
                loading={trash.isPending}
                onClick={() => trash.mutate({ id: record.id, deleted: false })}
              >
                {t('restore')}
              </Button>
            )}
          </Alert>
        )}
        {record.mergedInto && <CardMergedInto record={record} into={record.mergedInto} />}
        <CardSetAside type={type} record={record} />
        {live && <CardDuplicates type={type} record={record} />}
        <StagePath type={type} record={record} movable={live && may(me, 'move', type.key)} />
        {live && <CardButtons record={record} />}
        <div className={classes.body}>
          <div className={classes.sections}>
            {sections.map((section, index) => {
              const shown = section.fields.filter(
                ({ key }) => states.get(key)?.visible || record.doc[key] !== undefined,
              );
              if (shown.length === 0) return null;
              return (
                <section key={section.key} className={classes.section}>
                  {label(section.title) !== '' && <h2>{label(section.title)}</h2>}
                  <div className={classes.grid} style={columnsOf(section.columns)}>
                    {shown.map((field) => (
                      <FieldOf
                        key={field.key}
                        type={type}
                        field={field}
                        record={record}
                        editable={editable && !states.get(field.key)?.readOnly}
                        required={states.get(field.key)?.required ?? false}
                        wanted={wanted.includes(field.key)}
                      />
                    ))}
                    {index === 0 && <OwnerRow record={record} editable={editable} />}
                    {index === 0 && <TagsRow record={record} editable={editable} />}
                  </div>
                </section>
              );
            })}
          </div>
          <div className={classes.side}>
            <CardApprovals record={record} />
            <CardTasks type={type} record={record} editable={live} />
            <CardLinks record={record} />
            <Timeline type={type} record={record} />
          </div>
        </div>
      </article>
    </div>
  );
}

/** As many columns as the layout says, where there is room for them. */
const columnsOf = (columns: number | undefined): CSSProperties | undefined =>
  columns === undefined ? undefined : ({ '--columns': columns } as CSSProperties);

/** Files are taken at any time; everything else is shown, and edited in its place. */
function FieldOf(props: ComponentProps<typeof FieldRow>) {
  const isFile = props.field.kind === 'file' || props.field.kind === 'files';
  return isFile && props.editable ? <FileRow {...props} /> : <FieldRow {...props} />;
}
