interface Key {
  key: string;
  code: string;
}

/**
 * The letter that stands on a key of a Latin keyboard where this one writes another script: keys are told of by their
 * Latin letters, and whoever writes Russian or Ukrainian presses the same ones.
 *
 * @returns undefined where the key writes a Latin letter itself, or none
 */
export function latinLetter({ key, code }: Key): string | undefined {
  if (!/^\p{L}$/u.test(key) || /^\p{Script=Latin}$/u.test(key)) return undefined;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return key === key.toLowerCase() ? letter?.toLowerCase() : letter;
}

/** Lets keys that are commands, not text, be pressed on keyboards of other scripts. */
export function readLetterKeys(): void {
  window.addEventListener(
    'keydown',
    (event) => {
      const isText =
        event.target instanceof Element &&
        event.target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
      if (isText && !event.ctrlKey && !event.metaKey) return;
      const letter = latinLetter(event);
      // Everything that listens to keys reads them from the event: from here on it says the Latin letter.
      if (letter) Object.defineProperty(event, 'key', { value: letter });
    },
    { capture: true },
  );
}
