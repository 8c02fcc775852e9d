import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, type ReactNode, useEffect, useState } from 'react';
import { type FileInfo, fileContent } from './file-store.ts';

interface Props {
  id: string;
  info: FileInfo;
  style: CSSProperties;
  /** Beside a name that says the same. */
  decorative?: boolean;
  /** Stands for what only claims to be a picture. */
  instead: ReactNode;
}

/** A picture out of a file: its bytes as an image and as nothing else, whatever they are. */
export function FilePicture({ id, info, style, decorative, instead }: Props) {
  const { data, isError } = useQuery({
    queryKey: ['files', id, 'content'],
    queryFn: ({ signal }) => fileContent(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const [address, setAddress] = useState<string>();
  const [isNone, setIsNone] = useState(false);
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(new Blob([data], { type: info.mediaType }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [data, info.mediaType]);
  if (isNone || isError) return instead;
  if (!address) return <Skeleton style={style} />;
  return <img src={address} alt={decorative ? '' : info.name} style={style} onError={() => setIsNone(true)} />;
}
