import { createRoot } from 'react-dom/client';
import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/print.css';
import { App } from './app/app.tsx';
import { installTestHooks } from './app/test-hooks.ts';

installTestHooks();
createRoot(document.getElementById('root')!).render(<App />);
