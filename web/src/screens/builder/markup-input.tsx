import { ActionIcon, Group, Paper, Text, Textarea, Tooltip } from '@mantine/core';
import { IconBold, IconItalic, IconLink, IconList, IconListNumbers } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormattedText } from '../../ui/formatted-text.tsx';
import { type Mark, marked } from './mark.ts';

interface Props {
  label: string;
  value: string;
  onSettle: (text: string) => void;
  description?: string;
}

const TOOLS = [
  ['bold', IconBold, 'boldText'],
  ['italic', IconItalic, 'italicText'],
  ['bullets', IconList, 'itemText'],
  ['numbers', IconListNumbers, 'itemText'],
  ['link', IconLink, 'linkText'],
] as const;

/** A text with formatting, and how it looks. It counts as one edit when typing is over. */
export function MarkupInput({ label, value, onSettle, description }: Props) {
  const { t } = useTranslation('design');
  const [text, setText] = useState(value);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => setText(value), [value]);
  const mark = (kind: Mark, words: string) => {
    const input = area.current;
    if (!input) return;
    const next = marked(text, input.selectionStart, input.selectionEnd, kind, words);
    setText(next.text);
    requestAnimationFrame(() => {
      input.focus();
      input.setSelectionRange(next.from, next.to);
    });
  };
  return (
    <div>
      <Textarea
        ref={area}
        label={label}
        description={description}
        autosize
        minRows={3}
        maxRows={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => text.trim() !== value && onSettle(text.trim())}
        onKeyDown={(event) => {
          const kind = event.key === 'b' ? 'bold' : event.key === 'i' ? 'italic' : null;
          if (!kind || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          mark(kind, t(`text.${kind}Text`));
        }}
      />
      <Group gap={2} mt={4} role="toolbar" aria-label={t('text.tools')}>
        {TOOLS.map(([kind, Icon, words]) => (
          <Tooltip key={kind} label={t(`text.${kind}`)}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t(`text.${kind}`)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => mark(kind, t(`text.${words}`))}
            >
              <Icon size={16} />
            </ActionIcon>
          </Tooltip>
        ))}
      </Group>
      {text.trim() !== '' && (
        <Paper withBorder p="xs" mt={4} role="group" aria-label={t('text.preview')}>
          <Text size="xs" c="dimmed" mb={2}>
            {t('text.preview')}
          </Text>
          <FormattedText text={text} />
        </Paper>
      )}
    </div>
  );
}
