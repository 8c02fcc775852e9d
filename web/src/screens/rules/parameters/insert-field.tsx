import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconCodePlus } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/locale.tsx';
import { useRuleForm } from '../rule-form-context.ts';

interface Props {
  area: RefObject<HTMLTextAreaElement | HTMLInputElement | null>;
  /** How a name stands in the text. */
  written: (name: string) => string;
  /** Called with the whole text. */
  onInsert: (text: string) => void;
}

const SYSTEM = [
  'record.number',
  'record.title',
  'record.owner',
  'record.stage',
  'record.url',
  'record.createdAt',
] as const;

/** Puts a value of the record into a text where the caret is. */
export function InsertField({ area, written, onInsert }: Props) {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  const { type } = useRuleForm();
  const insert = (name: string) => {
    const input = area.current;
    if (!input) return;
    const [from, to] = [input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length];
    const text = written(name);
    onInsert(input.value.slice(0, from) + text + input.value.slice(to));
    requestAnimationFrame(() => {
      input.focus();
      input.setSelectionRange(from + text.length, from + text.length);
    });
  };
  return (
    <Menu position="bottom-end" returnFocus={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Tooltip label={t('insert')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('insert')}>
            <IconCodePlus size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={280} style={{ overflowY: 'auto' }}>
        {type.fields
          .filter((field) => !field.retired)
          .map((field) => (
            <Menu.Item key={field.key} onClick={() => insert(field.key)}>
              {label(field.label)}
            </Menu.Item>
          ))}
        <Menu.Divider />
        {SYSTEM.map((name) => (
          <Menu.Item key={name} onClick={() => insert(name)}>
            {t(`system.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
