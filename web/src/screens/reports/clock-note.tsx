import type { Funnel } from '@etapa/shared/definition/entity-type';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';

/**
 * Says which stages have their norms in working time. Nothing where there are none.
 *
 * @param all whether all lengths are told in working time, not only what is over the norm
 */
export function ClockNote({ funnel, all = false }: { funnel: Funnel; all?: boolean }) {
  const { t, i18n } = useTranslation('reports');
  const { label } = useFormats();
  const stages = funnel.stages.filter(({ clock, norm, group }) => clock === 'working' && norm && group === 'open');
  if (stages.length === 0) return null;
  const names = new Intl.ListFormat(i18n.language).format(stages.map(({ name }) => label(name)));
  return (
    <Text size="xs" c="dimmed" mt="xs">
      {t(all ? 'norms.worked' : 'norms.clock', { stages: names })}
    </Text>
  );
}
