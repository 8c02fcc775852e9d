import type { EntityType } from '@etapa/shared/definition/entity-type';
import {
  Alert,
  Button,
  Checkbox,
  Collapse,
  Group,
  Select,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { IconChevronRight, IconFileUnknown } from '@tabler/icons-react';
import { type Dispatch, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { ColumnRow } from './column-row.tsx';
import { DateOrder } from './date-order.tsx';
import classes from './import.module.css';
import type { Reading } from './import-data.ts';
import { DELIMITERS, faultsOf, readsDates, type WizardAction, type WizardState } from './mapping.ts';
import { MatchOptions } from './match-options.tsx';

/** Cells by which a row is known again. */
const FIRST_CELLS = 4;

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'shift_jis', 'euc-jp', 'windows-1251', 'windows-1252'];

interface Props {
  type: EntityType;
  state: WizardState;
  dispatch: Dispatch<WizardAction>;
  /** Reads the file again: as it is really encoded, another sheet, or as a history. */
  onRead: (reading: Reading) => void;
}

/** Where each column goes, what its values mean, and how the file writes dates and numbers. */
export function MappingStep({ type, state, dispatch, onRead }: Props) {
  const { t } = useTranslation('import');
  const { label } = useFormats();
  const [open, setOpen] = useState(false);
  const staged = Boolean(type.funnels?.length);
  const { encoding, delimiter, sheet, history, header } = state;
  const again: Reading = sheet === undefined ? { encoding, delimiter, header } : { sheet, header };
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-start">
        {state.sheets && state.sheets.length > 1 && (
          <Select
            size="xs"
            w={220}
            label={t('sheet')}
            allowDeselect={false}
            data={state.sheets.map(({ name, hidden }) => ({
              value: name,
              label: hidden ? t('hiddenSheet', { name }) : name,
            }))}
            value={state.sheet ?? null}
            onChange={(next) => next && onRead({ sheet: next, history, header })}
          />
        )}
        <Checkbox
          size="xs"
          label={t('header')}
          checked={header}
          onChange={(event) => onRead({ ...again, history, header: event.currentTarget.checked })}
        />
        {staged && (
          <Checkbox
            size="xs"
            label={t('history')}
            description={t('historyHelp')}
            checked={state.history}
            onChange={(event) => {
              const past = event.currentTarget.checked;
              dispatch({ kind: 'option', change: { history: past } });
              onRead({ ...again, history: past });
            }}
          />
        )}
      </Group>
      {state.headerGuessed && (
        <Alert color="yellow" p="xs" icon={<IconFileUnknown size={18} aria-hidden />} title={t('headless.title')}>
          <Text size="sm">{t('headless.ask', { row: (state.rows[0] ?? []).slice(0, FIRST_CELLS).join(' · ') })}</Text>
          <Button
            size="compact-xs"
            mt={6}
            variant="default"
            onClick={() => onRead({ ...again, history, header: true })}
          >
            {t('headless.named')}
          </Button>
        </Alert>
      )}
      <div className={classes.columns}>
        {state.headers.map((header) => (
          <ColumnRow key={header} type={type} header={header} state={state} dispatch={dispatch} />
        ))}
      </div>
      {faultsOf(state, type).map((fault) => (
        <Alert key={JSON.stringify(fault)} color={fault.code === 'required_missing' ? 'yellow' : 'red'} p="xs">
          {fault.code === 'nothing_mapped' && t('fault.nothing_mapped')}
          {fault.code === 'mapped_twice' && t('fault.mapped_twice', { columns: fault.headers.join(', ') })}
          {fault.code === 'required_missing' &&
            t('fault.required_missing', { fields: fault.fields.map((field) => label(field.label)).join(', ') })}
          {fault.code === 'history_missing' &&
            t('needsHistory', {
              columns: fault.what
                .map((what) => (what === 'record' ? t('recordColumn') : t(`system.${what}`)))
                .join(', '),
            })}
        </Alert>
      ))}
      {state.ambiguous !== undefined && readsDates(state, type) && (
        <DateOrder ambiguous={state.ambiguous} dateFormat={state.dateFormat} dispatch={dispatch} />
      )}
      {!state.history && <MatchOptions type={type} state={state} dispatch={dispatch} />}
      <UnstyledButton onClick={() => setOpen(!open)} aria-expanded={open}>
        <Group gap={6}>
          <IconChevronRight size={14} style={{ transform: open ? 'rotate(90deg)' : undefined }} aria-hidden />
          {t('options')}
        </Group>
      </UnstyledButton>
      <Collapse expanded={open}>
        <Group gap="md" align="flex-end">
          {state.sheet === undefined && (
            <Select
              size="xs"
              w={160}
              label={t('encoding')}
              allowDeselect={false}
              data={[...new Set([state.encoding, ...ENCODINGS])]}
              value={state.encoding}
              onChange={(next) => next && onRead({ ...again, encoding: next, history })}
            />
          )}
          {state.sheet === undefined && (
            <Select
              size="xs"
              w={140}
              label={t('delimiter')}
              allowDeselect={false}
              data={DELIMITERS.map((value) => ({ value, label: t(`delimiters.${value}`) }))}
              value={state.delimiter ?? ','}
              onChange={(next) =>
                next && onRead({ ...again, delimiter: DELIMITERS.find((known) => known === next), history })
              }
            />
          )}
          <TextInput
            size="xs"
            w={170}
            label={t('dateFormat')}
            placeholder="YYYY-MM-DD"
            value={state.dateFormat}
            onChange={(event) => dispatch({ kind: 'option', change: { dateFormat: event.currentTarget.value } })}
          />
          <Select
            size="xs"
            w={140}
            label={t('decimal')}
            allowDeselect={false}
            data={[
              { value: '.', label: '1,234.5' },
              { value: ',', label: '1 234,5' },
            ]}
            value={state.decimal}
            onChange={(next) => dispatch({ kind: 'option', change: { decimal: next === ',' ? ',' : '.' } })}
          />
        </Group>
        <Stack gap="xs" mt="md">
          <Checkbox
            size="xs"
            label={t('atomic')}
            checked={state.atomic}
            onChange={(event) => dispatch({ kind: 'option', change: { atomic: event.currentTarget.checked } })}
          />
          <Checkbox
            size="xs"
            label={t('runRules')}
            checked={state.runRules}
            onChange={(event) => dispatch({ kind: 'option', change: { runRules: event.currentTarget.checked } })}
          />
        </Stack>
      </Collapse>
    </Stack>
  );
}
