// A page with one message, for answers that are no list.

/** Both texts are ours; nothing from outside belongs here. */
export function noticePage(title: string, text: string): string {
  return `<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Fangnetz</title>
<link rel="stylesheet" href="/page/page.css">
<body class="notice-page">
<main class="notice"><h1>${title}</h1><p>${text}</p><p><a class="button" href="/">Zur Rückrufliste</a></p></main>
</body>
</html>
`;
}
