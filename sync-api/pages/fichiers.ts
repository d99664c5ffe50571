/** Served under /pages: the CSP allows our own origin only, and no inline style or script. */
export const styleSheet = `:root { color-scheme: light dark; --fond: #f6f7f9; --carte: #fff; --texte: #1c2430; --discret: #55606e; --trait: #c4cad3; --action: #1f5fae; --sur-action: #fff; --refus: #a4161a; --refus-fond: #fdecec; --bien: #17633a; }
@media (prefers-color-scheme: dark) { :root { --fond: #14181e; --carte: #1d232b; --texte: #e8ebef; --discret: #a8b1bd; --trait: #4a5564; --action: #8fbcf5; --sur-action: #10151b; --refus: #ffb3b3; --refus-fond: #3b1d1f; --bien: #8fd9ae; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--fond); color: var(--texte); font: 1rem/1.5 system-ui, sans-serif; }
main { width: min(27rem, 100%); background: var(--carte); border: 1px solid var(--trait); border-radius: .75rem; padding: 2rem; }
.marque { margin: 0 0 1.5rem; font-weight: 600; color: var(--discret); }
h1 { margin: 0 0 .75rem; font-size: 1.4rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
.postes { margin: 1rem 0 0; padding: 0; list-style: none; }
.postes li { padding: 1rem 0; border-top: 1px solid var(--trait); }
.postes p { margin: 0; overflow-wrap: anywhere; }
.postes form { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .5rem; }
form { display: grid; gap: 1rem; margin-top: 1.25rem; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
.aide { margin: .25rem 0 0; color: var(--discret); font-size: .9rem; }
form + .aide { margin-top: 1rem; }
input { width: 100%; padding: .65rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--discret); border-radius: .4rem; }
button { padding: .7rem 1rem; font: inherit; font-weight: 600; color: var(--sur-action); background: var(--action); border: 0; border-radius: .4rem; cursor: pointer; }
button.second { color: var(--action); background: transparent; border: 1px solid var(--action); }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
a { color: var(--action); }
.refus { margin: 0; padding: .75rem 1rem; color: var(--refus); background: var(--refus-fond); border-left: 4px solid var(--refus); }
.bien { color: var(--bien); font-weight: 600; }
.code-enrolement { font: 600 1.9rem/1.4 ui-monospace, monospace; letter-spacing: .15em; text-align: center; }
.code { color: var(--discret); font-size: .85rem; }
`;

/**
 * The token of the link stands after « # », where no server log and no proxy sees it. This moves it into the form and
 * out of the address bar.
 */
export const invitationScript = `const champ = document.getElementById('jeton');
if (champ instanceof HTMLInputElement && location.hash.length > 1) {
  champ.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
}
`;
