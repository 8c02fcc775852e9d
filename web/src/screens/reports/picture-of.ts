import { toPng } from 'html-to-image';

/** What a part of the screen shows, as the address of a PNG; nothing is fetched for it. */
export function pictureOf(part: HTMLElement): Promise<string> {
  const { backgroundColor } = getComputedStyle(document.body);
  return toPng(part, {
    backgroundColor,
    pixelRatio: 2,
    skipFonts: true,
    width: Math.max(part.scrollWidth, part.offsetWidth),
    height: part.scrollHeight,
  });
}
