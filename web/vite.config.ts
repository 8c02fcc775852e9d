import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './precompress.ts';

const shared = fileURLToPath(new URL('../shared/src', import.meta.url));
const api = process.env.ETAPA_API ?? 'http://127.0.0.1:3000';

/** What changes only with the libraries, kept apart so that a new version of ours leaves it in the cache. */
const BASE = /node_modules\/((react|react-dom|scheduler)\/|@tanstack\/(react-)?(router|query|history|store))/;

export default defineConfig({
  plugins: [react(), precompress()],
  resolve: {
    alias: [{ find: /^@etapa\/shared\/(.*)$/, replacement: `${shared}/$1.ts` }],
    dedupe: ['react', 'react-dom', '@mantine/core', '@mantine/hooks'],
  },
  server: { proxy: { '/api': { target: api, changeOrigin: false }, '/f': { target: api } } },
  build: {
    target: 'es2022',
    // These know `light-dark()`: what stands in for it elsewhere does not follow the scheme chosen in the app.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    sourcemap: false,
    chunkSizeWarningLimit: 1600,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'base', test: BASE }] } },
    },
  },
});
