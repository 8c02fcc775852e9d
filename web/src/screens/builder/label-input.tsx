import type { Label } from '@etapa/shared/fields/field';
import { ActionIcon, Group, Indicator, Paper, Stack, Tooltip } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../data/session.ts';
import { LANGUAGES } from '../../i18n/language.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { labelIn, withLanguage } from './label-texts.ts';
import { MarkupInput } from './markup-input.tsx';
import { SettledInput } from './settled-input.tsx';

interface Props {
  label: string;
  value: Label | undefined;
  /** Null where the last text is gone. */
  onSettle: (label: Label | null) => void;
  description?: string;
  required?: boolean;
  multiline?: boolean;
  /** With bold, italics, lists and links. */
  markup?: boolean;
  bare?: boolean;
}

/** A text that readers of each language may have in their own. One text for all readers until a second is given. */
export function LabelInput({ label: name, value, onSettle, markup, ...rest }: Props) {
  const { t } = useTranslation('design');
  const { label, language } = useFormats();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const Input = markup ? MarkupInput : SettledInput;
  const given = typeof value === 'object' ? Object.keys(value) : [];
  const others = [...new Set([...me.organization.languages, ...LANGUAGES, ...given])].filter((one) => one !== language);
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const told = given.filter((one) => one !== language).length;
  return (
    <div>
      <Group gap={4} wrap="nowrap" align={markup ? 'flex-start' : 'flex-end'}>
        <div style={{ flex: 1 }}>
          <Input
            {...rest}
            label={name}
            value={label(value)}
            onSettle={(text) => onSettle(withLanguage(value, language, text, language))}
          />
        </div>
        <Indicator label={told} size={14} offset={rest.bare ? 5 : 2} disabled={told === 0}>
          <Tooltip label={t('label.languages')}>
            <ActionIcon
              size={rest.bare ? 30 : 34}
              mt={markup ? 24 : 0}
              variant={open ? 'light' : 'default'}
              aria-label={t('label.languagesOf', { name })}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <IconLanguage size={16} />
            </ActionIcon>
          </Tooltip>
        </Indicator>
      </Group>
      {open && (
        <Paper withBorder p="xs" mt={4} component="fieldset" aria-label={t('label.languagesOf', { name })}>
          <Stack gap={6}>
            {others.map((one) => (
              <Input
                key={one}
                label={t('label.in', { name, language: names.of(one) ?? one })}
                multiline={rest.multiline}
                value={labelIn(value, one)}
                onSettle={(text) => onSettle(withLanguage(value, one, text, language))}
              />
            ))}
          </Stack>
        </Paper>
      )}
    </div>
  );
}
