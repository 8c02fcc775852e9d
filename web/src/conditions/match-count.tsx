import { check } from '@etapa/shared/conditions/check';
import type { ConditionGroup, Operator } from '@etapa/shared/conditions/condition';
import { isGroup } from '@etapa/shared/conditions/tree';
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../data/entity-types.ts';
import { matchCountQuery } from '../data/records.ts';
import { useFormats } from '../i18n/locale.tsx';
import { TextLink } from '../ui/link.tsx';
import { schemaOf } from './choices.ts';

/** Pause after the last change before records are counted, in milliseconds. */
const PAUSE = 400;

interface Props {
  entityType: string;
  condition: ConditionGroup;
}

/** How many of the records the reader may see meet a condition now, and the way to them. */
export function MatchCount({ entityType, condition }: Props) {
  const { t } = useTranslation('conditions');
  const { number } = useFormats();
  const types = useEntityTypes();
  const type = types?.find(({ key }) => key === entityType);
  const [asked] = useDebouncedValue(condition, PAUSE);
  const ofEvent = asksChange(asked);
  // Of a draft: what is not published yet has no records to count.
  const known = type !== undefined && check(asked, schemaOf(type, types ?? [])).length === 0;
  const countable = known && !ofEvent;
  const matching = useQuery({
    ...matchCountQuery(entityType, asked),
    enabled: countable,
    placeholderData: keepPreviousData,
  });
  const all = useQuery({ ...matchCountQuery(entityType, undefined), enabled: type !== undefined });
  if (!type) return null;
  if (!countable) {
    return (
      <Text size="sm" c="dimmed" role="status">
        {t(ofEvent ? 'count.event' : 'count.draft')}
      </Text>
    );
  }
  if (matching.error) {
    return (
      <Text size="sm" c="dimmed" role="status">
        {t('count.failed')}
      </Text>
    );
  }
  return (
    <Text size="sm" role="status">
      {matching.data === undefined || all.data === undefined ? (
        t('count.counting')
      ) : (
        <>
          {t('count.match', { count: matching.data, shown: number(matching.data), all: number(all.data) })}{' '}
          {matching.data > 0 && (
            <TextLink
              to="/p/$entityType/table"
              params={{ entityType }}
              search={{ filter: asked }}
              target="_blank"
              underline="always"
            >
              {t('count.show')}
            </TextLink>
          )}
        </>
      )}
    </Text>
  );
}

const OF_EVENTS: Operator[] = ['changed', 'changedFrom', 'changedTo'];

const asksChange = (condition: ConditionGroup): boolean =>
  condition.rules.some((part) => (isGroup(part) ? asksChange(part) : OF_EVENTS.includes(part.operator)));
