import { Avatar, Group, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { leaveDesign, presenceQuery } from '../../data/design-presence.ts';
import { PersonBadge } from '../../fields/person-badge.tsx';

const PARTS = ['funnel', 'fields', 'card', 'publish'] as const;
/** Faces shown; the others are counted. */
const SHOWN = 4;

/** Who else is in the builder of this process, and in which part of it. */
export function Presence({ entityType, part }: { entityType: string; part: string }) {
  const { t } = useTranslation('canvas');
  const { t: tb } = useTranslation('builder');
  const where = useRef(part);
  where.current = part;
  const { data: others = [], refetch } = useQuery(presenceQuery(entityType, () => where.current));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the others see at once where one has gone.
  useEffect(() => void refetch(), [part, refetch]);
  useEffect(() => () => void leaveDesign(entityType), [entityType]);
  if (others.length === 0) return null;
  const names = others.map(({ name }) => name).join(', ');
  return (
    <Group gap={0} wrap="nowrap" role="group" aria-label={t('presence.others', { names })}>
      <Avatar.Group spacing={6}>
        {others.slice(0, SHOWN).map(({ userId, name, part: theirs }) => {
          const known = PARTS.find((each) => each === theirs);
          const text = known ? t('presence.in', { name, part: tb(`part.${known}`) }) : t('presence.here', { name });
          return (
            <Tooltip key={userId} label={text}>
              <span>
                <PersonBadge id={userId} name={name} avatarOnly size={26} />
              </span>
            </Tooltip>
          );
        })}
        {others.length > SHOWN && <Avatar size={26}>+{others.length - SHOWN}</Avatar>}
      </Avatar.Group>
    </Group>
  );
}
