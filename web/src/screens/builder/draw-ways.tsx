import type { Funnel } from '@etapa/shared/definition/entity-type';
import { everyWay, usualCourse } from '@etapa/shared/definition/usual-course';
import { Alert, Button, Group, List, Modal, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { flowQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';

const DAY = 86_400_000;
/** How far back cards are looked at for moves that would not be possible any more, in days. */
const PAST = 90;
/** So many of these moves are told one by one. */
const TOLD = 5;

const COURSES = { usual: usualCourse, every: everyWay };
type Course = keyof typeof COURSES;

/**
 * Asks which ways are drawn where cards could go anywhere: no card loses a way that its admin has not read about, least
 * of all one that people did go.
 */
export function DrawWays({ funnel, onClose }: { funnel: Funnel; onClose: () => void }) {
  const { t } = useTranslation('ways');
  const { t: common } = useTranslation('common');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const [course, setCourse] = useState<Course>('usual');
  const [from] = useState(() => new Date(Date.now() - PAST * DAY).toISOString().slice(0, 10));
  const flow = useQuery(flowQuery(definition.key, funnel.key, { from })).data;
  const ways = COURSES[course](funnel.stages);
  const nameOf = (key: string) => label(funnel.stages.find((stage) => stage.key === key)?.name ?? key);
  const here = new Set(funnel.stages.map(({ key }) => key));
  const gone = (flow?.edges ?? [])
    .filter((move) => here.has(move.from) && here.has(move.to) && move.from !== move.to)
    .filter((move) => !ways.some((way) => way.from === move.from && way.to === move.to))
    .toSorted((a, b) => b.count - a.count);
  const draw = () => {
    edit({ kind: 'transitions.free', funnel: funnel.key, free: false, ways });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} closeButtonProps={{ 'aria-label': common('close') }}>
      <Stack gap="sm">
        <Text size="sm">{t('lead')}</Text>
        <Radio.Group value={course} onChange={(value) => setCourse(value as Course)} aria-label={t('title')}>
          <Stack gap="sm">
            {(Object.keys(COURSES) as Course[]).map((each) => (
              <Radio
                key={each}
                value={each}
                label={t(each, { count: COURSES[each](funnel.stages).length })}
                description={t(`${each}Lead`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {gone.length > 0 && (
          <Alert color="yellow" title={t('gone', { count: PAST })}>
            <List size="sm">
              {gone.slice(0, TOLD).map((move) => (
                <List.Item key={`${move.from}→${move.to}`}>
                  {nameOf(move.from)} → {nameOf(move.to)}: {t('times', { count: move.count })}
                </List.Item>
              ))}
            </List>
            {gone.length > TOLD && <Text size="sm">{t('more', { count: gone.length - TOLD })}</Text>}
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          {t('after')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button onClick={draw}>{t('draw', { count: ways.length })}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
