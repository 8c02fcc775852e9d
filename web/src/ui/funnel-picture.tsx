import { stageColor, stageCss } from './stage-color.ts';

interface Stage {
  key: string;
  /** Shown when pointed at. */
  name: string;
  group: 'open' | 'won' | 'lost';
  color?: string;
}

const WIDTH = 240;
const HEIGHT = 88;
const GAP = 3;

/** A small picture of a funnel: its open stages narrowing, then won and lost at the end. */
export function FunnelPicture({ stages, label }: { stages: Stage[]; label: string }) {
  const open = stages.filter((stage) => stage.group === 'open');
  const ends = stages.filter((stage) => stage.group !== 'open');
  const columns = open.length + (ends.length > 0 ? 1 : 0);
  const width = (WIDTH - GAP * (columns - 1)) / Math.max(1, columns);
  const heightAt = (position: number) => HEIGHT * (1 - (0.55 * position) / Math.max(1, open.length));
  const endHeight = (heightAt(open.length) - GAP * (ends.length - 1)) / Math.max(1, ends.length);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={label}>
      {open.map((stage, at) => {
        const x = at * (width + GAP);
        const [left, right] = [heightAt(at), heightAt(at + 1)];
        const points = [
          [x, (HEIGHT - left) / 2],
          [x + width, (HEIGHT - right) / 2],
          [x + width, (HEIGHT + right) / 2],
          [x, (HEIGHT + left) / 2],
        ];
        return (
          <polygon key={stage.key} points={points.join(' ')} fill={stageCss(stageColor(stage, at), 5)} opacity={0.85}>
            <title>{stage.name}</title>
          </polygon>
        );
      })}
      {ends.map((stage, at) => (
        <rect
          key={stage.key}
          x={open.length * (width + GAP)}
          y={(HEIGHT - heightAt(open.length)) / 2 + at * (endHeight + GAP)}
          width={width}
          height={endHeight}
          rx={2}
          fill={stageCss(stageColor(stage), 6)}
          opacity={0.85}
        >
          <title>{stage.name}</title>
        </rect>
      ))}
    </svg>
  );
}
