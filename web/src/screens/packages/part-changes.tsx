import type { PackagePart } from '@etapa/shared/api/packages';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { PartChange } from '@etapa/shared/packages/part-difference';
import { List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useMemberWords } from './member-words.ts';

interface Props {
  part: PackagePart;
  /** Where names are looked up: as the package brings them first, then as they are here. */
  types: readonly EntityType[];
}

/** What becomes different of a view, a report or a role that is here already: each thing as it is and as it will be. */
export function PartChanges({ part, types }: Props) {
  const { differences = [], entityType } = part;
  if (differences.length === 0) return null;
  return (
    <List size="sm" spacing={0}>
      {differences.map((change) => {
        const key = change.entityType ?? entityType;
        const type = types.find((each) => each.key === key) ?? nothingKnown(key ?? '*');
        return (
          <List.Item key={`${change.entityType} ${change.member}`} style={{ overflowWrap: 'anywhere' }}>
            <ChangeLine change={change} type={type} />
          </List.Item>
        );
      })}
    </List>
  );
}

function ChangeLine({ change, type }: { change: PartChange; type: EntityType }) {
  const { t } = useTranslation('packages');
  const { label } = useFormats();
  const words = useMemberWords(type);
  const { entityType, member, before, after } = change;
  const what = words.name(member);
  const of = entityType === undefined || entityType === '*' ? undefined : label(type.name);
  const name = of === undefined ? what : t('memberOf', { name: of, member: what });
  const [was, is] = [words.value(member, before), words.value(member, after)];
  return was === null || is === null ? t('memberChanged', { name }) : t('memberFromTo', { name, was, is });
}

/** A type that neither the package nor this installation has; its parts are said by their keys. */
const nothingKnown = (key: string): EntityType => ({ key, name: key, fields: [] }) as unknown as EntityType;
