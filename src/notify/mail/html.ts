// The one page that every mail is: readable on a telephone, in the dark, with pictures switched off (there are none), and
// in mail programs that throw the style sheet away, which is why what matters stands at the elements themselves.
import type { Letter } from '../letter.ts';

const EDGE: Readonly<Record<Letter['tone'], string>> = { calm: '#2f6f5e', due: '#b7791f', late: '#c2362b' };

const FONT = "font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** Dark colours are stronger than what stands at the elements. */
const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#14181a!important}.card{background:#1e2427!important;border-left-color:#343c40!important;border-right-color:#343c40!important;border-bottom-color:#343c40!important}
.ink{color:#eef2f3!important}.soft{color:#aab4b8!important}.line{border-color:#343c40!important}.link{color:#7cc7b2!important}}
@media (max-width:520px){.card{border-radius:0!important;border-left-width:0!important;border-right-width:0!important}.pad{padding:20px 18px!important}.button{display:block!important;text-align:center!important}}`;

export function htmlOf(letter: Letter): string {
  const edge = EDGE[letter.tone];
  return `<!doctype html>
<html lang="${letter.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escaped(letter.subject)}</title><style>${STYLE}</style></head>
<body class="page" style="margin:0;padding:0;background:#f3f5f4;${FONT}">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">${escaped(letter.preview)}${'&#847;&zwnj;&nbsp;'.repeat(40)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 0">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #dfe5e3;border-top:4px solid ${edge};border-radius:8px"><tr><td class="pad" style="padding:28px 32px">
<h1 class="ink" style="margin:0 0 16px;font-size:20px;line-height:1.35;font-weight:650;color:#182022">${escaped(letter.heading)}</h1>
${letter.paragraphs.map((text) => `<p class="ink" style="margin:0 0 14px;font-size:16px;line-height:1.5;color:#2b3437">${escaped(text)}</p>`).join('\n')}
${table(letter)}${list(letter)}${button(letter, edge)}${closing(letter)}
</td></tr></table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px"><tr><td class="pad" style="padding:16px 32px">
${letter.footer.map((text) => `<p class="soft" style="margin:0 0 6px;font-size:13px;line-height:1.5;color:#5c686c">${escaped(text)}</p>`).join('\n')}
</td></tr></table>
</td></tr></table></body></html>
`;
}

function table({ facts }: Letter): string {
  if (facts.length === 0) return '';
  const rows = facts.map(({ label, value, href }) => {
    const shown = href === undefined ? escaped(value) : `<a class="link" href="${escaped(href)}" style="color:#1f5c4d">${escaped(value)}</a>`;
    return `<tr><th class="soft line" scope="row" align="left" width="1%" style="padding:8px 16px 8px 0;border-top:1px solid #e6ebe9;font-size:14px;font-weight:500;color:#5c686c;white-space:nowrap;vertical-align:top">${escaped(label)}</th><td class="ink line" style="padding:8px 0;border-top:1px solid #e6ebe9;font-size:15px;color:#182022">${shown}</td></tr>`;
  });
  return `<table cellpadding="0" cellspacing="0" width="100%" style="margin:4px 0 18px;border-collapse:collapse">${rows.join('')}</table>`;
}

function list({ rows }: Letter): string {
  if (rows.length === 0) return '';
  const items = rows.map(({ text, href }) =>
    `<tr><td class="line" style="padding:10px 0;border-top:1px solid #e6ebe9;font-size:15px"><a class="link" href="${escaped(href)}" style="color:#1f5c4d;text-decoration:none">${escaped(text)}</a></td></tr>`);
  return `<table cellpadding="0" cellspacing="0" width="100%" style="margin:4px 0 18px;border-collapse:collapse">${items.join('')}</table>`;
}

function button({ action }: Letter, edge: string): string {
  if (action === null) return '';
  return `<a class="button" href="${escaped(action.href)}" style="display:inline-block;padding:12px 22px;border-radius:6px;background:${edge};color:#ffffff;font-size:16px;font-weight:600;text-decoration:none">${escaped(action.label)}</a>
<p class="soft" style="margin:14px 0 0;font-size:13px;line-height:1.4;color:#5c686c;word-break:break-all">${escaped(action.href)}</p>`;
}

function closing(letter: Letter): string {
  if (letter.closing.length === 0) return '';
  return `<p class="ink" style="margin:20px 0 0;font-size:16px;line-height:1.5;color:#2b3437">${letter.closing.map(escaped).join('<br>')}</p>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
