import { Suspense, useEffect, useState } from 'react';
import { api, onSignedOut } from '../data/client.ts';
import { isProblem } from '../data/problem.ts';
import { fetched } from '../ui/fetched.ts';

const SignInAgain = fetched(async () => (await import('./sign-in-again.tsx')).SignInAgain);

/** Asks who is signed out while at work to sign in again, over what is open: nothing that was typed is lost. */
export function SessionEnd() {
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    // Whoever was not signed in to begin with is led to signing in by the first screen.
    let asking = ended;
    onSignedOut(async () => {
      if (asking) return;
      asking = true;
      // The answer may be to what was asked before somebody signed in again.
      const isEnded = await api.get('/auth/me').then(
        () => false,
        (error) => isProblem(error, 'unauthenticated'),
      );
      asking = false;
      if (isEnded) setEnded(true);
    });
    return () => onSignedOut(null);
  }, [ended]);
  return <Suspense>{ended && <SignInAgain onDone={() => setEnded(false)} />}</Suspense>;
}
