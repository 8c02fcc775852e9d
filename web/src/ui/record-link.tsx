import type { AnchorProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { TextLink } from './link.tsx';

interface Props extends AnchorProps {
  entityType: string;
  number: number;
  children: ReactNode;
}

/** A record by its title, leading to its card. */
export const RecordLink = ({ entityType, number, ...rest }: Props) => (
  <TextLink to="/p/$entityType/records/$number" params={{ entityType, number: String(number) }} {...rest} />
);
