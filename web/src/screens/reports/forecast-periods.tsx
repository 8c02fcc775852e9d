import type { ForecastBehind } from '@etapa/shared/api/behind';
import type { Forecast } from '@etapa/shared/api/forecast';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { currenciesOf } from '@etapa/shared/reports/currencies';
import { Progress, Select, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ForecastQuestion, useSetTargets } from '../../data/reports.ts';
import { useMe } from '../../data/session.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Term } from '../../ui/term.tsx';
import { plainNumber } from './analysis-model.ts';
import { Behind } from './behind.tsx';
import { useSumText, useWantedText } from './sum-text.ts';
import { GapText, TargetInputs, useAmountCurrency } from './target-cell.tsx';

interface Props {
  type: EntityType;
  forecast: Forecast;
  asked: ForecastQuestion;
}

/** Every period with what was won, what is likely and what is missing; a manager sets its target in place. */
export function ForecastPeriods({ type, forecast, asked }: Props) {
  const { t } = useTranslation('reports');
  const { bucket, language, number } = useFormats();
  const me = useMe();
  const set = useSetTargets(type.key);
  const sumText = useSumText(type);
  const wanted = useWantedText(type, forecast);
  const amount = useAmountCurrency(type, forecast.amountField);
  const [chosen, setChosen] = useState<string | null>(null);
  const currency = amount.differs ? (chosen ?? amount.currency) : amount.currency;
  const text = (sum: Forecast['totals']['open']) => sumText(forecast.amountField ?? '', sum);
  const maySet = forecast.by === 'month' && me.user.roles.some((role) => role === 'admin' || role === 'manager');
  const behind = (figure: 'open' | 'won', period: string | null): ForecastBehind => ({
    report: 'forecast',
    figure,
    by: forecast.by,
    dateField: forecast.dateField ?? undefined,
    filter: asked.filter,
    owner: asked.owner,
    team: asked.team,
    period,
  });
  const currencyNames = new Intl.DisplayNames(language, { type: 'currency' });
  const likelyOf = ({ won, weighted }: Forecast['totals']) => (plainNumber(won) ?? 0) + (plainNumber(weighted) ?? 0);
  const isMixed = new Set(['won', 'weighted'].flatMap((figure) => currenciesOf(forecast.periods, figure))).size > 1;
  const most = Math.max(
    1,
    ...forecast.periods.map((one) => Math.max(likelyOf(one), one.gap === null ? 0 : (one.target ?? 0))),
  );
  return (
    <Stack gap="sm">
      {maySet && amount.differs && (
        <Select
          label={t('forecast.targetsIn')}
          w={260}
          searchable
          limit={200}
          allowDeselect={false}
          value={currency}
          onChange={setChosen}
          data={Intl.supportedValuesOf('currency').map((code) => ({
            value: code,
            label: `${code} · ${currencyNames.of(code) ?? code}`,
          }))}
        />
      )}
      <Table.ScrollContainer minWidth={820} type="native">
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('forecast.period')}</Table.Th>
              {!isMixed && <Table.Th w="24%" aria-label={t('forecast.likely')} />}
              {(['won', 'weighted', 'open', 'records', 'target', 'gap'] as const).map((column) => (
                <Table.Th key={column} ta="right">
                  <Term means={t(`forecast.explain.${column}`)}>{t(`forecast.${column}`)}</Term>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {forecast.periods.map((one) => (
              <Table.Tr key={one.period ?? ''}>
                <Table.Th scope="row" fw={500} style={{ whiteSpace: 'nowrap' }}>
                  {one.period === null ? t('forecast.noDate') : bucket(forecast.by, one.period)}
                </Table.Th>
                {!isMixed && (
                  <Table.Td>
                    <Progress.Root size="lg" aria-hidden>
                      <Progress.Section value={(100 * (plainNumber(one.won) ?? 0)) / most} color="green" />
                      <Progress.Section value={(100 * (plainNumber(one.weighted) ?? 0)) / most} color="indigo.4" />
                    </Progress.Root>
                  </Table.Td>
                )}
                {(['won', 'weighted', 'open'] as const).map((figure) => (
                  <Table.Td key={figure} ta="right">
                    <Behind
                      behind={behind(figure === 'won' ? 'won' : 'open', one.period)}
                      label={t(`forecast.${figure}`)}
                    >
                      {text(one[figure])}
                    </Behind>
                  </Table.Td>
                ))}
                <Table.Td ta="right">
                  <Behind behind={behind('won', one.period)} label={t('won')}>
                    {number(one.wonCount)}
                  </Behind>
                  {' + '}
                  <Behind behind={behind('open', one.period)} label={t('open')}>
                    {number(one.openCount)}
                  </Behind>
                </Table.Td>
                <Table.Td ta="right">
                  {maySet && one.period !== null ? (
                    <TargetInputs
                      label={`${t('forecast.target')}, ${bucket(forecast.by, one.period)}`}
                      figures={one}
                      currency={currency}
                      onSet={(sum, code) =>
                        set.mutate([
                          {
                            month: one.period ?? '',
                            ownerId: asked.owner ?? null,
                            teamId: asked.team ?? null,
                            amount: sum,
                            currency: code,
                          },
                        ])
                      }
                    />
                  ) : (
                    wanted(one)
                  )}
                </Table.Td>
                <Table.Td ta="right">
                  <GapText figures={one} type={type} amountField={forecast.amountField ?? ''} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
