import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Badge } from '@mantine/core';
import { findStage } from '../../data/entity-types.ts';
import { FieldDisplay } from '../../fields/field-display.tsx';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { stageColor } from '../../ui/stage-color.ts';
import classes from './table.module.css';
import type { TableColumn } from './table-columns.ts';

interface Props {
  type: EntityType;
  column: TableColumn;
  record: RecordView;
  onOpen: (record: RecordView) => void;
}

/** One value of a row; the title opens the card. */
export function TableCell({ type, column, record, onOpen }: Props) {
  const { label, dateTime } = useFormats();
  if (column.key === type.titleField) {
    return (
      <a
        className={classes.title}
        href={`/p/${type.key}/records/${record.number}`}
        data-title={record.id}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(record);
        }}
      >
        {record.title}
      </a>
    );
  }
  if (column.field) {
    const value = record.doc[column.field.key];
    return <FieldDisplay field={column.field} value={value} doc={record.doc} titles={record.titles} compact />;
  }
  switch (column.key) {
    case '$number':
      return <span>{record.number}</span>;
    case '$owner':
      return record.ownerId ? <PersonBadge id={record.ownerId} name={record.ownerName ?? undefined} /> : null;
    case '$stage': {
      const stage = findStage(type, record.funnel, record.stage);
      const stages = type.funnels?.find((one) => one.key === record.funnel)?.stages ?? [];
      const index = stage ? stages.indexOf(stage) : 0;
      return stage ? (
        <Badge
          c="var(--mantine-color-text)"
          variant="light"
          color={stageColor(stage, index)}
          size="sm"
          radius="sm"
          tt="none"
          fw={500}
        >
          {label(stage.name)}
        </Badge>
      ) : null;
    }
    default: {
      const at = timeOf(record, column.key);
      return at ? <span>{dateTime(at)}</span> : null;
    }
  }
}

function timeOf(record: RecordView, column: string): string | null {
  switch (column) {
    case '$stageEnteredAt':
      return record.stageEnteredAt;
    case '$createdAt':
      return record.createdAt;
    case '$updatedAt':
      return record.updatedAt;
    case '$lastActivityAt':
      return record.lastActivityAt;
    case '$closedAt':
      return record.closedAt;
    default:
      return null;
  }
}
