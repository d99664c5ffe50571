/**
 * One sheet for every page of the intake. Phone first; system fonts, no image. What depends on a choice is shown by
 * `:has()`, so that it works without a script; a browser that does not know it shows everything, and everything is
 * worded to be right even then.
 */
export const feuilleDeStyle = `:root { color-scheme: light dark; --fond: #f4f5f7; --carte: #fff; --texte: #1b2330; --discret: #566071; --trait: #dfe3e9; --bord: #7b8696; --action: #2a5a9e; --appui: #1a4e8c; --sur-action: #fff; --choisi: #eef3fb; --refus: #a4161a; --refus-fond: #fdeeee; --bien: #17633a; --bien-fond: #e9f6ee; }
@media (prefers-color-scheme: dark) { :root { --fond: #16181d; --carte: #1c1f26; --texte: #e7eaef; --discret: #a9b2bf; --trait: #2f343d; --bord: #7f8a9a; --action: #88a9d9; --appui: #b3c8e6; --sur-action: #12161d; --choisi: #232c3a; --refus: #ffb4b0; --refus-fond: #3a1f21; --bien: #93dbb1; --bien-fond: #1b3226; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--fond); color: var(--texte); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 2rem; background: var(--carte); overflow-wrap: break-word; }
footer { max-width: 42rem; margin: 0 auto; padding: .75rem 1rem 2rem; display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.5rem; color: var(--discret); font-size: .875rem; }
footer p { margin: 0; }
footer a { display: inline-block; min-height: 2.75rem; padding: .7rem 0; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 1.75rem 0 .35rem; font-size: 1.0625rem; line-height: 1.35; }
p { margin: 0 0 .75rem; }
ul { margin: 0 0 .75rem; padding-left: 1.25rem; }
li { margin: .25rem 0; }
a { color: var(--action); text-underline-offset: .15em; }
a:hover { color: var(--appui); }
.formation { margin: 0 0 1rem; padding-left: .75rem; border-left: 3px solid var(--action); }
form { margin-top: 1.5rem; }
fieldset { min-width: 0; margin: 0 0 1.5rem; padding: 0; border: 0; }
legend, .champ > label { padding: 0; font-weight: 600; }
legend { margin-bottom: .35rem; }
.champ { margin: 0 0 1.25rem; min-width: 0; }
.champ > label { display: block; margin-bottom: .25rem; }
.aide, .facultatif, .consentement, .defi { color: var(--discret); font-size: .875rem; }
.facultatif { font-weight: 400; }
.aide { margin: 0 0 .35rem; }
input:not([type]), input[type="email"], input[type="tel"], textarea { width: 100%; min-height: 2.75rem; padding: .55rem .75rem; font: inherit; color: inherit; background: var(--carte); border: 1px solid var(--bord); border-radius: .5rem; }
textarea { display: block; resize: vertical; }
input[aria-invalid="true"]:is(input, input[type]), textarea[aria-invalid="true"] { border: 2px solid var(--refus); }
input[type="radio"], input[type="checkbox"] { flex: none; width: 1.25rem; height: 1.25rem; margin: .125rem 0 0; accent-color: var(--action); }
.choix { display: flex; gap: .75rem; align-items: flex-start; min-height: 2.75rem; padding: .6rem 0; line-height: 1.5; cursor: pointer; }
.cartes { display: grid; gap: .5rem; }
.cartes .choix { padding: .7rem .85rem; border: 1px solid var(--bord); border-radius: .5rem; }
.cartes .choix:has(:checked) { border-color: var(--action); background: var(--choisi); box-shadow: inset 0 0 0 1px var(--action); }
.jour { display: grid; grid-template-columns: minmax(4.6rem, 7rem) minmax(4.75rem, 9rem) minmax(max-content, 1fr); gap: 0 .35rem; align-items: center; border-top: 1px solid var(--trait); }
.jour .choix { gap: .5rem; }
.nom-jour::first-letter, .date legend::first-letter { text-transform: uppercase; }
.date { margin: 0 0 .75rem; }
.date legend { margin: 0; padding: .5rem 0 .35rem; }
.creneau { padding: .6rem 0; border-top: 1px solid var(--trait); }
.creneau > span { flex: 1; display: flex; flex-wrap: wrap; gap: 0 .75rem; min-width: 0; }
.creneau strong { font-variant-numeric: tabular-nums; }
.places { margin-left: auto; color: var(--discret); font-size: .9375rem; }
.quoi { flex-basis: 100%; color: var(--discret); font-size: .875rem; }
.creneau:has(:checked) .places { color: inherit; }
.creneau:has(:disabled) { color: var(--discret); cursor: default; }
.creneau:has(:disabled) strong { font-weight: 400; text-decoration: line-through; }
.erreur { margin: 0 0 .35rem; color: var(--refus); font-weight: 600; font-size: .9375rem; }
.erreur::before { content: "⚠ " / ""; }
.annonce { margin: 1.25rem 0; padding: .85rem 1rem; border-left: 4px solid; border-radius: 0 .5rem .5rem 0; }
.annonce > :first-child { margin-top: 0; }
.annonce > :last-child { margin-bottom: 0; }
.annonce.refus { color: var(--refus); background: var(--refus-fond); }
.annonce ul { padding: 0; list-style: none; }
.annonce.refus a { color: inherit; display: inline-block; min-height: 2.75rem; padding: .625rem 0; }
.annonce.bien { color: var(--bien); background: var(--bien-fond); }
.suggestion:not(:empty) { margin-top: .5rem; padding: .6rem .85rem; background: var(--choisi); border-radius: .5rem; }
.suggestion p { margin: 0; }
.defi { margin: 0 0 1rem; padding: .6rem .85rem; background: var(--choisi); border-radius: .5rem; }
.defi p { margin: 0; }
.defi progress { width: 100%; height: .5rem; margin-top: .5rem; accent-color: var(--action); }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0 0; }
button { min-height: 2.75rem; padding: .65rem 1.25rem; font: inherit; font-weight: 600; color: var(--sur-action); background: var(--action); border: 2px solid transparent; border-radius: .5rem; cursor: pointer; }
button:hover { background: var(--appui); }
button.grave { color: var(--refus); background: transparent; border-color: currentcolor; }
button.grave:hover { background: var(--refus-fond); }
button.second { color: var(--action); background: transparent; border-color: currentcolor; padding: .45rem 1rem; margin-top: .35rem; }
button[aria-disabled="true"] { opacity: .7; cursor: progress; }
.fiche { margin: 1rem 0 1.5rem; }
.fiche div { padding: .6rem 0; border-top: 1px solid var(--trait); }
.fiche dt { color: var(--discret); font-size: .875rem; }
.fiche dd { margin: 0; }
details { border: 1px solid var(--trait); border-radius: .5rem; margin: 0 0 .75rem; padding: 0 1rem; }
details[open] { padding-bottom: 1rem; }
details form { margin-top: .5rem; }
details details { border: 0; padding: 0; }
form + details { margin-top: 1rem; }
.formation span { display: block; }
summary { min-height: 2.75rem; padding: .6rem 0; font-weight: 600; color: var(--action); cursor: pointer; }
:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
.piege { position: absolute; left: -100vw; width: 1px; height: 1px; overflow: hidden; }
.cache { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none; }
@supports selector(:has(*)) {
  form:not(:has([name="auteur"][value="parent"]:checked)) .si-parent { display: none; }
  form:not(:has([name="motif"][value="autre"]:checked)) .si-autre { display: none; }
  form:has([name="mode"][value="message"]:checked) :is(.si-rappel, .si-creneau, .sauf-message), form:has([name="mode"][value="rappel"]:checked) :is(.si-message, .si-creneau), form:has([name="mode"][value="creneau"]:checked) :is(.si-message, .si-rappel) { display: none; }
}
@media (min-width: 36rem) {
  main { margin-top: 2rem; padding: 2.25rem 2.5rem 2.5rem; border: 1px solid var(--trait); border-radius: .75rem; }
  footer { padding: .75rem 2.5rem 2rem; }
  .paire { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; align-items: end; }
  .colonnes { columns: 2; column-gap: 1.5rem; }
  .colonnes .choix { break-inside: avoid; }
  .cartes { grid-template-columns: 1fr 1fr; }
  .cartes:has(> :nth-child(3)) { grid-template-columns: 1fr; }
  .jour .choix { gap: .75rem; }
  .fiche div { display: grid; grid-template-columns: 11rem 1fr; gap: 1rem; }
}
@media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto; transition: none; animation: none; } }
@media (forced-colors: active) { button, .choix, .annonce { border: 1px solid; } }
`;
