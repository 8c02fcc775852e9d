/** The package brings no types; these are the parts of it that are used. */
declare module '@bpmn-io/feel-editor' {
  import type { Extension } from '@codemirror/state';

  interface Settings {
    container: HTMLElement;
    value?: string;
    placeholder?: string;
    extensions?: Extension[];
    contentAttributes?: { [name: string]: string };
    /** Names that it would complete by itself. */
    variables?: object[];
    builtins?: object[];
    onChange?: (text: string) => void;
  }

  export default class FeelEditor {
    constructor(settings: Settings);
    setValue(text: string): void;
    focus(position?: number): void;
  }
}
