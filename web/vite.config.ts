import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

const hub = process.env.TUTTI_HUB ?? 'http://localhost:8080';
const hubPaths = ['/auth', '/hub', '/session', '/songs', '/trust', '/healthz', '/readyz', '/openapi.json'];

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Tutti',
        short_name: 'Tutti',
        description: 'Talk together in one place: press, speak, everybody in the room hears you.',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        orientation: 'any',
        background_color: '#0E0D0C',
        theme_color: '#0E0D0C',
        categories: ['music', 'education', 'productivity'],
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/mark.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,wav}'],
        // The page comes from the hub while that answers: with it comes to which nodes it may go.
        navigateFallback: null,
        runtimeCaching: [
          {
            // What the hub answers itself must never be taken for the app. (This function stands alone in the worker.)
            urlPattern: ({ request, url, sameOrigin }) =>
              sameOrigin &&
              request.mode === 'navigate' &&
              !/^\/(auth|session|songs|hub|trust|twirp|rtc|ws|metrics|healthz|readyz|openapi\.json)(\/|$)/.test(
                url.pathname,
              ),
            handler: 'NetworkFirst',
            options: {
              networkTimeoutSeconds: 2,
              plugins: [
                {
                  cacheWillUpdate: async () => null,
                  cachedResponseWillBeUsed: () => caches.match('/index.html', { ignoreSearch: true }),
                },
              ],
            },
          },
        ],
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
      },
    }),
  ],
  build: {
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      ...Object.fromEntries(hubPaths.map((path) => [path, { target: hub, changeOrigin: false }])),
      '/ws': { target: hub, ws: true },
      '/rtc': { target: hub, ws: true },
    },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'dev-hub/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    css: false,
    testTimeout: 60_000,
  },
});
