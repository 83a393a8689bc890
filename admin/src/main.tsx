import { createRoot } from 'react-dom/client';
import './design/font.css';
import './design/tokens.css';
import './design/base.css';
import { queryClient } from './api/query-client.ts';
import { App } from './app.tsx';
import { askAhead } from './callbacks/ask-ahead.ts';
import { must } from './must.ts';
import { keepShell } from './shell/keep-shell.ts';
import { startWords } from './words/i18n.ts';

/** So long the first picture waits for what it will show; without it, it would be drawn twice. */
const TOGETHER_MS = 150;

const ahead = askAhead(queryClient, location);
await startWords();
await Promise.race([ahead, new Promise((resolve) => setTimeout(resolve, TOGETHER_MS))]);
createRoot(must(document.getElementById('root'), 'index.html has a root')).render(<App />);
keepShell();
