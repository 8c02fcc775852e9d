import { CloseButton, Combobox, InputBase, Loader, Pill, PillsInput, Text, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../data/entity-types.ts';
import { useProblemText } from '../data/problem-notice.tsx';
import { may, useMe } from '../data/session.ts';
import { useAskForRecord } from './create-record.ts';
import { RecordName } from './record-name.tsx';
import { useCreateByTitle, useRecordOption, useRecordOptions } from './record-options.ts';
import type { InputSettings } from './view.ts';

interface Props {
  entityType: string;
  value: string[];
  onChange: (ids: string[]) => void;
  onBlur?: () => void;
  /** One record only: choosing another replaces it. */
  single?: boolean;
  /** Opens when something is typed or clicked, not by the focus alone: one walks through it in a grid. */
  calm?: boolean;
  /** None can be made on the spot: one only looks for what there is. */
  existing?: boolean;
  input: InputSettings;
}

const CREATE = '$create';

/** Finds linked records by title; a name that nobody bears can be made on the spot where the reader may. */
export function RecordPicker({ entityType, value, onChange, onBlur, single, calm, existing, input }: Props) {
  const { t } = useTranslation('fields');
  const me = useMe();
  const problem = useProblemText();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 200);
  const [open, setOpen] = useState(false);
  const options = useRecordOptions(entityType, asked, open);
  const create = useCreateByTitle(entityType);
  const type = useEntityType(entityType);
  const ask = useAskForRecord();
  const chosen = useRecordOption(entityType, single ? value[0] : undefined);
  const combobox = useCombobox({
    onDropdownClose: () => {
      setOpen(false);
      setText('');
      combobox.resetSelectedOption();
    },
    onDropdownOpen: () => setOpen(true),
  });

  const take = (id: string) => {
    onChange(single ? [id] : [...value, id]);
    setText('');
    if (single) combobox.closeDropdown();
  };
  const submit = (picked: string) => {
    if (picked !== CREATE) return take(picked);
    const title = text.trim();
    if (create) return create.mutate(title, { onSuccess: (record) => take(record.id) });
    // More is asked of it than a name: its whole form.
    if (type) void ask?.(type, { [type.titleField]: title }).then((record) => record && take(record.id));
  };

  const typed = text.trim().toLowerCase();
  // Until the answer is there, what was found before must not be taken for it by whoever types and presses Enter.
  const behind = text !== asked || options.isFetching;
  const items = (options.data ?? []).filter(
    (option) => (single || !value.includes(option.id)) && (!behind || option.title.toLowerCase().includes(typed)),
  );
  const exact = items.some((option) => option.title.toLowerCase() === typed);
  const mayCreate =
    !existing && (create || (ask && type)) && may(me, 'create', entityType) && typed !== '' && !exact && !behind;
  const error = create?.error ? (problem(create.error).detail ?? problem(create.error).title) : input.error;
  const events = {
    onClick: () => combobox.openDropdown(),
    onFocus: () => !calm && combobox.openDropdown(),
    onBlur: () => {
      combobox.closeDropdown();
      onBlur?.();
    },
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      setText(event.currentTarget.value);
      combobox.openDropdown();
      combobox.updateSelectedOptionIndex();
    },
  };
  const clear = value.length > 0 && !input.disabled && (
    <CloseButton
      size="sm"
      aria-label={t('clear')}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChange([])}
    />
  );

  return (
    <Combobox store={combobox} onOptionSubmit={submit} withinPortal>
      <Combobox.Target>
        {single ? (
          <InputBase
            {...input}
            error={error}
            rightSection={options.isFetching && open ? <Loader size={14} /> : clear}
            rightSectionPointerEvents="all"
            value={open ? text : (chosen?.title ?? '')}
            placeholder={open && chosen ? chosen.title : (input.placeholder ?? t('search'))}
            {...events}
          />
        ) : (
          <PillsInput {...input} error={error} rightSection={clear}>
            <Pill.Group>
              {value.map((id) => (
                <Pill key={id} withRemoveButton onRemove={() => onChange(value.filter((other) => other !== id))}>
                  <RecordName entityType={entityType} id={id} plain />
                </Pill>
              ))}
              <Combobox.EventsTarget>
                <PillsInput.Field value={text} placeholder={value.length === 0 ? t('search') : undefined} {...events} />
              </Combobox.EventsTarget>
            </Pill.Group>
          </PillsInput>
        )}
      </Combobox.Target>
      <Combobox.Dropdown miw={240}>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={t('search')}>
          {items.map((option) => (
            <Combobox.Option value={option.id} key={option.id} active={value.includes(option.id)}>
              {option.title}{' '}
              <Text span size="xs" c="dimmed">
                #{option.number}
              </Text>
            </Combobox.Option>
          ))}
          {items.length === 0 && !mayCreate && (
            <Combobox.Empty>{options.isPending || behind ? t('loading') : t('nothingFound')}</Combobox.Empty>
          )}
          {mayCreate && (
            <Combobox.Option value={CREATE}>
              <IconPlus size={14} style={{ verticalAlign: -2 }} aria-hidden /> {t('createNamed', { name: text.trim() })}
            </Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
