import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { emailPageQuery } from '../data/emails.ts';
import { ProblemNotice } from '../data/problem-notice.tsx';

/** An e-mail as its reader's mailbox shows it, its pictures included. Nothing in it can run or reach anything. */
export function EmailPage({ id, subject }: { id: string; subject: string }) {
  const page = useQuery(emailPageQuery(id));
  if (page.error) return <ProblemNotice error={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data?.html) return <Skeleton height={320} />;
  return (
    <iframe
      title={subject}
      sandbox=""
      srcDoc={page.data.html}
      style={{ width: '100%', height: 520, border: 0, background: '#ffffff' }}
    />
  );
}
