/** The page's looks: light or dark as the reader's system says, and on paper. No font, image or script from outside. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#f6f5f1;--card:#fff;--ink:#18222c;--soft:#55626e;--line:#dfe2e4;--rule:#b9c0c6;
--c1:#2f6fb4;--c2:#cf7a12;--c3:#a8326e;--c4:#2f8a63;--c5:#7563b8;--c6:#86742f;--band:#2f6fb41f;--mark:#fff4d6;--mark-ink:#6b4a00}
@media (prefers-color-scheme:dark){:root{--paper:#0f151b;--card:#172029;--ink:#e5eaee;--soft:#9ba8b4;--line:#2a3540;--rule:#455361;
--c1:#74aeea;--c2:#f0a64a;--c3:#e584b4;--c4:#66c79b;--c5:#aa9cec;--c6:#cdb967;--band:#74aeea26;--mark:#3a2f10;--mark-ink:#f3d58a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
main,header,footer{max-width:960px;margin:0 auto;padding:0 20px}
header{padding-top:40px}
.eyebrow{margin:0;color:var(--soft);font-size:12px;letter-spacing:.12em;text-transform:uppercase}
h1{margin:4px 0 6px;font-size:30px;line-height:1.15;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{margin:44px 0 14px;font-size:20px}
h3{margin:0 0 8px;font-size:15px}
h4{margin:0 0 4px;font-size:13px}
p{margin:0 0 10px}
.meta{color:var(--soft)}
.badge{display:inline-block;margin-left:10px;padding:1px 9px;border-radius:3px;background:var(--mark);color:var(--mark-ink);font-weight:600;letter-spacing:.06em}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;margin:16px 0 0;padding:0;list-style:none}
a{color:var(--c1)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--c1);outline-offset:2px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(128px,1fr));gap:1px;margin:24px 0 0;padding:0;background:var(--line);border:1px solid var(--line);border-radius:6px;overflow:hidden}
.tiles div{display:flex;flex-direction:column-reverse;justify-content:flex-end;padding:12px 14px;background:var(--card)}
.tiles dt{color:var(--soft);font-size:12px}
.tiles dd{margin:0;font-size:23px;font-weight:600;letter-spacing:-.01em}
.tiles dd small{color:var(--soft);font-size:13px;font-weight:400}
figure{margin:0 0 18px;padding:16px 18px;background:var(--card);border:1px solid var(--line);border-radius:6px;break-inside:avoid}
figure.small{margin:0;padding:12px}
figcaption{margin-top:8px;color:var(--soft);font-size:13px}
.grid-of{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:12px;margin-bottom:18px}
svg{display:block;width:100%;height:auto}
svg text{font:11.5px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
.tick{fill:var(--soft)}.label{fill:var(--ink)}
.grid{stroke:var(--line)}.axis{stroke:var(--rule);fill:none}
.level{stroke:var(--ink);stroke-dasharray:5 4;opacity:.6}
.line{fill:none;stroke-width:1.8;stroke-linejoin:round}
.curve{stroke:var(--ink);stroke-width:1.3;opacity:.75}
.mean{stroke:var(--c3);stroke-width:1.6}
.outline{fill:none;stroke:var(--ink);stroke-width:1}.area{opacity:.85}
.band{fill:var(--band)}
.truth{fill:none;stroke:var(--rule);stroke-width:3;stroke-linecap:round}
.track{fill:none;stroke-width:1.3;stroke-linejoin:round}
.reach{fill:none;stroke:var(--rule);stroke-dasharray:2 5}
.site{fill:var(--ink)}
.there{fill:var(--rule)}
.line.c1,.track.c1{stroke:var(--c1)}.line.c2,.track.c2{stroke:var(--c2)}.line.c3,.track.c3{stroke:var(--c3)}
.line.c4,.track.c4{stroke:var(--c4)}.line.c5,.track.c5{stroke:var(--c5)}.line.c6,.track.c6{stroke:var(--c6)}
.bar.c1,.area.c1{fill:var(--c1)}.bar.c2,.area.c2{fill:var(--c2)}.bar.c3,.area.c3{fill:var(--c3)}
.bar.c4{fill:var(--c4)}.bar.c5{fill:var(--c5)}.bar.c6{fill:var(--c6)}
.key{display:flex;flex-wrap:wrap;gap:2px 18px;margin:0 0 6px;padding:0;list-style:none;color:var(--soft);font-size:13px}
.key i{display:inline-block;width:12px;height:12px;margin-right:6px;border-radius:2px;vertical-align:-1px}
i.c1{background:var(--c1)}i.c2{background:var(--c2)}i.c3{background:var(--c3)}i.c4{background:var(--c4)}i.c5{background:var(--c5)}i.c6{background:var(--c6)}
i.truth{background:var(--rule)}
details{margin-top:10px}summary{cursor:pointer;color:var(--soft);font-size:13px}
.scroll{overflow:auto;max-height:420px;margin:10px 0 14px}
table{border-collapse:collapse;width:100%;font-size:13px}
caption{padding:0 0 6px;color:var(--soft);text-align:left}
th,td{padding:5px 9px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:first-child,.text{text-align:left}
td.text{white-space:normal}
thead th{color:var(--soft);font-weight:500;vertical-align:bottom;white-space:normal}
tbody th{font-weight:500}
.note{color:var(--soft);font-size:13px}
footer{padding-top:24px;padding-bottom:48px;color:var(--soft);font-size:13px}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--rule:#888;--c1:#2f6fb4;--c2:#cf7a12;--c3:#a8326e;--c4:#2f8a63;--c5:#7563b8;--c6:#86742f;--band:#2f6fb41f}
body{font-size:11pt}main,header,footer{max-width:none;padding:0}nav,details{display:none}.scroll{overflow:visible;max-height:none}h2{break-after:avoid}header{padding-top:0}
th,td{padding:3px 6px;white-space:normal}table{font-size:9pt}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
