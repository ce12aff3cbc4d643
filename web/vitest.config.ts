// How the web is tested: in happy-dom, tests beside what they test.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'happy-dom',
    include: ['{app,charts,court,data,elements,i18n,pages,styles}/**/*.test.ts'],
    environmentOptions: { happyDOM: { url: 'http://localhost:8000/' } },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
