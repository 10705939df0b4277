import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { calledOperations } from './build/called-operations.config.ts'
import { pureContract } from './build/pure-contract.ts'

const service = 'http://localhost:8000'

export default defineConfig({
  plugins: [react(), calledOperations(), pureContract()],
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, manifest: true },
  worker: { format: 'es' },
  server: {
    port: 5173,
    proxy: { '/api': service, '/socket.io': { target: service, ws: true } },
  },
})
