import type { BulkRequest } from '@etapa/shared/api/bulk';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Anchor, Button, CloseButton, Text } from '@mantine/core';
import {
  IconArrowRight,
  IconCopyPlus,
  IconLink,
  IconPencil,
  IconTag,
  IconTrash,
  IconUserCheck,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useMe } from '../../../data/session.ts';
import { useFormats } from '../../../i18n/locale.tsx';
import classes from './bulk.module.css';
import { BulkDialog, type BulkKind } from './bulk-dialog.tsx';
import { countOf, type Selection } from './selection.ts';

interface Props {
  type: EntityType;
  selection: Selection;
  /** Of all that match; undefined while it is counted. */
  total: number | undefined;
  /** Which records the selection stands for, as it is asked for. */
  records: Omit<BulkRequest, 'action'>;
  onSelect: (selection: Selection) => void;
  onStarted: (jobId: string) => void;
}

/** What can be done to the chosen records. */
export function BulkBar({ type, selection, total, records, onSelect, onStarted }: Props) {
  const { t } = useTranslation('bulk');
  const { number } = useFormats();
  const me = useMe();
  const [kind, setKind] = useState<BulkKind | null>(null);
  const count = countOf(selection, total);
  const links = type.fields.some((field) => ['link', 'links'].includes(field.kind) && field.formula === undefined);
  const update = may(me, 'update', type.key);
  const kinds = [
    ['move', IconArrowRight, Boolean(type.funnels?.length) && may(me, 'move', type.key)],
    ['update', IconPencil, update],
    ['assign', IconUserCheck, update],
    ['link', IconLink, update && links],
    ['tag', IconTag, update],
    ['create', IconCopyPlus, true],
    ['delete', IconTrash, may(me, 'delete', type.key)],
  ] as const;
  return (
    <section className={classes.bar} aria-label={t('bar')}>
      <CloseButton size="sm" aria-label={t('clear')} onClick={() => onSelect({ everything: false, ids: new Set() })} />
      <Text size="sm" fw={600} data-testid="selected">
        {t('chosen', { count, shown: number(count) })}
      </Text>
      {!selection.everything && total !== undefined && total > count && (
        <Anchor component="button" size="sm" onClick={() => onSelect({ everything: true })}>
          {t('everything', { count: total, shown: number(total) })}
        </Anchor>
      )}
      {kinds.map(([name, Icon, allowed]) =>
        allowed ? (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            flex="none"
            leftSection={<Icon size={14} />}
            onClick={() => setKind(name)}
          >
            {t(`do.${name}`)}
          </Button>
        ) : null,
      )}
      {kind && (
        <BulkDialog
          type={type}
          kind={kind}
          count={count}
          records={records}
          onClose={() => setKind(null)}
          onStarted={(jobId) => {
            setKind(null);
            onStarted(jobId);
          }}
        />
      )}
    </section>
  );
}
