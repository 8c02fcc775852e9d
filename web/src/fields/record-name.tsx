import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRecordOption } from './record-options.ts';

interface Props {
  entityType: string;
  id: string;
  /** Where the answer already brought it. */
  title?: string;
  /** Words only, where a link would be in the way. */
  plain?: boolean;
}

/** A linked record by its title, leading to its card. */
export function RecordName({ entityType, id, title, plain }: Props) {
  const { t } = useTranslation('fields');
  const known = useRecordOption(entityType, title && plain ? undefined : id);
  const shown = title ?? known?.title ?? t('unknownRecord');
  if (plain || !known) return <span>{shown}</span>;
  return (
    <Anchor
      component={Link}
      to={`/p/${entityType}/records/${known.number}`}
      onClick={(event) => event.stopPropagation()}
    >
      {shown}
    </Anchor>
  );
}
