import { Avatar, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePersonName } from './person-options.ts';

interface Props {
  id: string;
  /** Where the answer already brought it. */
  name?: string;
  avatarOnly?: boolean;
  size?: number;
}

/** A person: the initials in a colour of their own, and the name. */
export function PersonBadge({ id, name, avatarOnly, size = 20 }: Props) {
  const { t } = useTranslation('fields');
  const known = usePersonName(name ? null : id);
  const shown = name ?? known ?? t('unknownPerson');
  const avatar = (
    <Avatar
      name={shown}
      color="initials"
      size={size}
      radius="xl"
      title={avatarOnly ? shown : undefined}
      alt={avatarOnly ? shown : ''}
      aria-hidden={!avatarOnly}
      role={avatarOnly ? 'img' : undefined}
      aria-label={avatarOnly ? shown : undefined}
      styles={{ placeholder: { fontSize: size * 0.42 } }}
    />
  );
  if (avatarOnly) return avatar;
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex" maw="100%">
      {avatar}
      <Text component="span" size="sm" truncate>
        {shown}
      </Text>
    </Group>
  );
}
