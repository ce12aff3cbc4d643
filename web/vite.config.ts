// How the web is built: one page and the API's documents, hashed assets, nothing inlined (the CSP allows no inline).
import { defineConfig } from 'vite';

/** `npm run dev` draws fresh sources over a running `rallyboard serve`. */
const SERVER = process.env.RALLYBOARD_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'] },
    },
  },
  server: {
    proxy: { '/api': SERVER, '/schema': SERVER, '/health': SERVER, '/ws': { target: SERVER, ws: true } },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1600,
    rolldownOptions: { input: { app: 'index.html', docs: 'docs/index.html' } },
  },
});
