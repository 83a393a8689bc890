import { createRoot } from 'react-dom/client';
import './design/font.css';
import './design/tokens.css';
import './design/base.css';
import { App } from './app.tsx';
import { must } from './must.ts';
import { keepShell } from './shell/keep-shell.ts';
import { startWords } from './words/i18n.ts';

await startWords();
createRoot(must(document.getElementById('root'), 'index.html has a root')).render(<App />);
keepShell();
