import { defineConfig } from 'vite'

export default defineConfig({
  build: {
    manifest: 'manifest.json', // the server finds the fingerprinted names in it
    rollupOptions: { input: 'src/main.ts' },
  },
})
