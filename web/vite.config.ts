import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const service = 'http://localhost:8000'

export default defineConfig({
  plugins: [react()],
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  server: {
    port: 5173,
    proxy: { '/api': service, '/socket.io': { target: service, ws: true } },
  },
})
