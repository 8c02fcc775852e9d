/** Made by the build: the catalogues of a language and file, `en/first`. */
declare module 'virtual:texts' {
  const files: {
    [file: string]: () => Promise<{ default: { [namespace: string]: import('./i18n.ts').Catalogue } }>;
  };
  export default files;
}
