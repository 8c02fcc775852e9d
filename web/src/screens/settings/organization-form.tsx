import { Button, Checkbox, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { type Organization, organizationQuery, useChangeOrganization } from '../../data/people.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx';
import { CountrySelect } from './country-select.tsx';
import { useSaved } from './saved.ts';

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
/** A Monday: the days of the week are named from it. */
const MONDAY = Date.UTC(2024, 0, 1);

export function OrganizationForm() {
  const query = useQuery(organizationQuery);
  if (query.error && !query.data) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <RowsSkeleton />;
  return <Form organization={query.data} />;
}

function Form({ organization }: { organization: Organization }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const { language } = useFormats();
  const change = useChangeOrganization();
  const saved = useSaved();
  const { register, control, handleSubmit, formState } = useForm({ defaultValues: organization });
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const currencies = new Intl.DisplayNames(language, { type: 'currency' });
  const { errors } = formState;
  return (
    <Panel title={t('organization')}>
      <form onSubmit={handleSubmit((values) => change.mutate(values, { onSuccess: saved }))} noValidate>
        <Stack gap="sm" maw={420}>
          <TextInput
            label={t('organizationName')}
            error={errors.name?.message}
            {...register('name', { validate: (name) => name.trim() !== '' || t('nameMissing') })}
          />
          <Controller
            name="timeZone"
            control={control}
            render={({ field }) => (
              <TimeZoneSelect
                label={t('timeZone')}
                description={t('timeZoneHelp')}
                allowDeselect={false}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <Controller
            name="currency"
            control={control}
            render={({ field }) => (
              <Select
                label={t('currency')}
                searchable
                limit={200}
                allowDeselect={false}
                data={Intl.supportedValuesOf('currency').map((value) => ({
                  value,
                  label: `${value} · ${currencies.of(value)}`,
                }))}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <Controller
            name="country"
            control={control}
            render={({ field }) => (
              <CountrySelect
                label={t('country')}
                description={t('countryHelp')}
                placeholder={t('countryByTimeZone')}
                clearable
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
          <Controller
            name="languages"
            control={control}
            rules={{ validate: (chosen) => chosen.length > 0 || t('languageMissing') }}
            render={({ field, fieldState }) => (
              <MultiSelect
                label={t('languages')}
                data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
                value={field.value}
                onChange={field.onChange}
                error={fieldState.error?.message}
              />
            )}
          />
          <Controller
            name="workingCalendar.days"
            control={control}
            render={({ field }) => (
              <Checkbox.Group
                label={t('workingDays')}
                value={field.value.map(String)}
                onChange={(days) => field.onChange(days.map(Number).sort())}
              >
                <Group gap="sm" mt={4}>
                  {[1, 2, 3, 4, 5, 6, 7].map((day) => (
                    <Checkbox key={day} value={String(day)} label={weekday.format(MONDAY + (day - 1) * 86_400_000)} />
                  ))}
                </Group>
              </Checkbox.Group>
            )}
          />
          <Group grow align="flex-start">
            <TextInput
              label={t('workFrom')}
              error={errors.workingCalendar?.from?.message}
              {...register('workingCalendar.from', { pattern: { value: TIME_OF_DAY, message: t('timeWrong') } })}
            />
            <TextInput
              label={t('workTo')}
              error={errors.workingCalendar?.to?.message}
              {...register('workingCalendar.to', { pattern: { value: TIME_OF_DAY, message: t('timeWrong') } })}
            />
          </Group>
          <Controller
            name="workingCalendar.holidays"
            control={control}
            render={({ field }) => (
              <DatePickerInput
                type="multiple"
                label={t('holidays')}
                description={t('holidaysHelp')}
                placeholder={t('holidaysNone')}
                clearable
                value={field.value}
                onChange={(days) => field.onChange([...days].sort())}
              />
            )}
          />
          <ProblemNotice error={change.error} />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
