import { Alert, Checkbox, Code, List, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Difference } from '../../data/packages.ts';

/** Faults told one by one. */
const TOLD = 50;

interface Props {
  faults: Difference['faults'];
  standIn: boolean;
  onStandIn: (standIn: boolean) => void;
}

/** What keeps a package from being installed, with its places; people who are missing may be stood in for. */
export function FaultList({ faults, standIn, onStandIn }: Props) {
  const { t } = useTranslation('packages');
  const people = standIn || faults.some(({ code }) => code === 'unknown_person');
  if (faults.length === 0 && !people) return null;
  return (
    <Stack gap="xs">
      {faults.length > 0 && (
        <Alert color="red" role="alert" title={t('faults', { count: faults.length })}>
          <List size="sm">
            {faults.slice(0, TOLD).map(({ path, code, message }) => (
              <List.Item key={`${path} ${code}`}>
                {message} <Code>{path}</Code>
              </List.Item>
            ))}
            {faults.length > TOLD && <List.Item>{t('more', { count: faults.length - TOLD })}</List.Item>}
          </List>
        </Alert>
      )}
      {people && (
        <Checkbox checked={standIn} onChange={(event) => onStandIn(event.currentTarget.checked)} label={t('standIn')} />
      )}
    </Stack>
  );
}
