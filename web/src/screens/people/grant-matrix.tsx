import { ACTIONS, type Action, type Grant } from '@etapa/shared/access/grant';
import { Badge, Checkbox, Select, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';

const SCOPES = ['own', 'team', 'all'] as const;

interface Props {
  grants: Grant[];
  /** Absent: the matrix is only read. */
  onChange?: (grants: Grant[]) => void;
}

/** Kinds of records down, actions across, and whose records at the end. */
export function GrantMatrix({ grants, onChange }: Props) {
  const { t } = useTranslation('people');
  const { label } = useFormats();
  const types = useEntityTypes() ?? [];
  const named = new Set(grants.map((grant) => grant.entityType));
  const left = types.filter((type) => !named.has(type.key));
  const nameOf = (key: string) =>
    key === '*' ? t('everything') : label(types.find((type) => type.key === key)?.namePlural ?? key);
  const put = (at: number, next: Grant) => onChange?.(grants.map((grant, index) => (index === at ? next : grant)));

  return (
    <Table.ScrollContainer minWidth={720} type="native">
      <Table verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('kind')}</Table.Th>
            {ACTIONS.map((action) => (
              <Table.Th key={action} ta="center">
                {t(`action.${action}`)}
              </Table.Th>
            ))}
            <Table.Th>{t('whose')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {grants.map((grant, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one type may have several grants, which are told apart by place.
            <Table.Tr key={`${grant.entityType}-${at}`}>
              <Table.Th scope="row" fw={500}>
                {nameOf(grant.entityType)} <Narrowed grant={grant} />
              </Table.Th>
              {ACTIONS.map((action) => (
                <Table.Td key={action} ta="center">
                  <Checkbox
                    display="inline-block"
                    checked={grant.actions.includes(action)}
                    disabled={!onChange}
                    aria-label={`${nameOf(grant.entityType)}: ${t(`action.${action}`)}`}
                    onChange={() => put(at, { ...grant, actions: toggled(grant.actions, action) })}
                  />
                </Table.Td>
              ))}
              <Table.Td>
                {typeof grant.scope === 'string' ? (
                  <Select
                    size="xs"
                    w={150}
                    aria-label={`${nameOf(grant.entityType)}: ${t('whose')}`}
                    disabled={!onChange}
                    allowDeselect={false}
                    value={grant.scope}
                    data={SCOPES.map((value) => ({ value, label: t(`scope.${value}`) }))}
                    onChange={(scope) => put(at, { ...grant, scope: SCOPES.find((one) => one === scope) ?? 'own' })}
                  />
                ) : (
                  <Text size="sm">{t('scope.condition')}</Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {onChange && left.length > 0 && (
        <Select
          mt="xs"
          size="xs"
          w={220}
          placeholder={t('addKind')}
          aria-label={t('addKind')}
          value={null}
          data={left.map((type) => ({ value: type.key, label: label(type.namePlural ?? type.name) }))}
          onChange={(key) => key && onChange([...grants, { entityType: key, actions: ['read'], scope: 'own' }])}
        />
      )}
    </Table.ScrollContainer>
  );
}

/** Says that a grant is closed to some fields or stages, which this matrix does not show. */
function Narrowed({ grant }: { grant: Grant }) {
  const { t } = useTranslation('people');
  if (!grant.fields && !grant.stages) return null;
  return (
    <Badge size="sm" variant="default">
      {grant.fields ? t('someFields') : t('someStages')}
    </Badge>
  );
}

const toggled = (actions: Action[], action: Action): Action[] =>
  ACTIONS.filter((one) => (one === action ? !actions.includes(one) : actions.includes(one)));
