import { useEffect, useState } from 'react';

/** Where a played way is: the stage it has come to, and the one it came from. */
export interface Played {
  from: string | null;
  stage: string;
}

const STEP = 900;

/** Goes along a way, stage by stage, and begins again; null while there is none. */
export function usePlayback(path: string[] | null): Played | null {
  const [at, setAt] = useState(0);
  useEffect(() => {
    setAt(0);
    if (!path) return;
    const timer = setInterval(() => setAt((before) => (before + 1) % (path.length + 1)), STEP);
    return () => clearInterval(timer);
  }, [path]);
  const place = Math.min(at, (path?.length ?? 1) - 1);
  const stage = path?.[place];
  return stage === undefined ? null : { from: path?.[place - 1] ?? null, stage };
}
