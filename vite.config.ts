// Builds the watch officer's console from src/console into dist-console, with the built-in base map beside it.
import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;
const milsymbol = path.join(root, 'node_modules', 'milsymbol', 'src');

/** Copies the base map into the built console; draws it first when nobody has. */
function basemap(): Plugin {
  const made = path.join(root, 'dist', 'basemap');
  return {
    name: 'tocsin-basemap',
    apply: 'build',
    closeBundle() {
      if (!existsSync(path.join(made, 'index.json'))) {
        spawnSync(process.execPath, [path.join(root, 'scripts', 'build-basemap.mjs')], {
          stdio: 'inherit',
        });
      }
      cpSync(made, path.join(root, 'dist-console', 'basemap'), { recursive: true });
    },
  };
}

export default defineConfig({
  root: path.join(root, 'src', 'console'),
  base: './',
  plugins: [react(), basemap()],
  resolve: {
    alias: {
      // The parts of milsymbol that the console draws: its door pulls in every symbol set there is (199 KB gzip).
      'milsymbol-core': path.join(milsymbol, 'milsymbol.js'),
      'milsymbol-air': path.join(milsymbol, 'numbersidc', 'sidc', 'air.js'),
      'milsymbol-sea': path.join(milsymbol, 'numbersidc', 'sidc', 'sea.js'),
      'milsymbol-subsurface': path.join(milsymbol, 'numbersidc', 'sidc', 'subsurface.js'),
    },
  },
  worker: { format: 'es' },
  build: {
    outDir: path.join(root, 'dist-console'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // A font inlined as data: would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'map', test: /node_modules[\\/]maplibre-gl/ }],
        },
      },
    },
  },
});
