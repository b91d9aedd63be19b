import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import { browserScript } from './vite.browser-script.ts'

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    browserScript({ id: 'virtual:quiz-script', entry: 'app/browser/quiz.ts' }),
    browserScript({ id: 'virtual:challenge-script', entry: 'app/browser/challenge.ts' }),
    browserScript({ id: 'virtual:frame-script', entry: 'app/browser/frame.ts' }),
    remix({
      // The security decisions behind these are in docs/decisions/: without single fetch and lazy route discovery the
      // routes of Remix 2's open advisories do not exist.
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_routeConfig: true,
        v3_singleFetch: false,
        v3_lazyRouteDiscovery: false,
      },
    }),
  ],
  // The Worker's bundle is made from the server's code: with its map, errors are found in the sources. Nothing of a map is
  // deployed.
  build: {
    sourcemap: isSsrBuild === true,
    assetsInlineLimit: 0,
    // Routes and jobs share these: bundled by Remix they would be in the Worker twice, each with its own error classes.
    rollupOptions: isSsrBuild
      ? { external: /^#app\/(?:domain|words|content|platform|web|data|clients|services)\// }
      : {},
  },
}))
