import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBuilder } from './builder-context.ts';

/** Records shown as examples. */
const SHOWN = 5;

/** Some of the records that something happens to, to be opened. */
export function EffectExamples({ examples }: { examples: { id: string; number: number; title: string }[] }) {
  const { t } = useTranslation('canvas');
  const { definition } = useBuilder();
  if (examples.length === 0) return null;
  return (
    <Text size="sm" c="dimmed" component="div">
      {t('publish.examples')}{' '}
      {examples.slice(0, SHOWN).map(({ id, number, title }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <Anchor component={Link} to={`/p/${definition.key}/records/${number}`} size="sm">
            {`#${number} ${title}`}
          </Anchor>
        </span>
      ))}
    </Text>
  );
}
