import { Anchor, Text } from '@mantine/core';
import { Fragment } from 'react';
import classes from './formatted-text.module.css';
import { type Block, type Inline, parseMarkup } from './markup.ts';

/** A text with its formatting: bold, italics, lists and links to the web. */
export function FormattedText({ text }: { text: string }) {
  return (
    <Text size="sm" component="div" className={classes.text}>
      {parseMarkup(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no identity but their place.
        <Shown key={index} block={block} />
      ))}
    </Text>
  );
}

function Shown({ block }: { block: Block }) {
  if (block.kind === 'paragraph') {
    return (
      <p>
        {block.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <Fragment key={index}>
            {index > 0 && <br />}
            <Line parts={line} />
          </Fragment>
        ))}
      </p>
    );
  }
  const items = block.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
    <li key={index}>
      <Line parts={item} />
    </li>
  ));
  return block.kind === 'bullets' ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
}

const Line = ({ parts }: { parts: Inline[] }) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: as above.
  parts.map((part, index) => <Mark key={index} part={part} />);

function Mark({ part }: { part: Inline }) {
  if (part.kind === 'text') return part.text;
  const inner = <Line parts={part.parts} />;
  if (part.kind === 'bold') return <strong>{inner}</strong>;
  if (part.kind === 'italic') return <em>{inner}</em>;
  return (
    <Anchor href={part.to} target="_blank" rel="noopener noreferrer" inherit underline="always">
      {inner}
    </Anchor>
  );
}
