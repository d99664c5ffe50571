/** What the public figures add to the common style sheet: a wide page, bars, a table that scrolls in its own box. */
export const statsStyleSheet = `body { grid-template-columns: minmax(0, 1fr); place-items: start center; }
main { width: min(60rem, 100%); }
.choix { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1.25rem 0 0; }
.choix div { flex: 1 1 14rem; }
select { width: 100%; padding: .65rem .75rem; font: inherit; color: inherit; background: var(--carte); border: 1px solid var(--discret); border-radius: .4rem; }
select:focus-visible, .tableau:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
.sections { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); column-gap: 2.5rem; }
section { min-width: 0; }
dl { margin: 0; }
.mesure { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .35rem 1rem; align-items: baseline; padding: .5rem 0; border-top: 1px solid var(--trait); }
dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; text-align: right; }
dd .peu { font-weight: 400; color: var(--discret); }
.barre { grid-column: 1 / -1; height: .6rem; border-radius: .3rem; overflow: hidden; }
.barre svg { display: block; width: 100%; height: 100%; }
.barre .fond { fill: var(--trait); }
.barre .part { fill: var(--action); }
.tableau { overflow-x: auto; border-top: 1px solid var(--trait); margin-top: .5rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--trait); text-align: right; white-space: nowrap; }
th { font-weight: 600; }
th:first-child { position: sticky; left: 0; background: var(--carte); text-align: left; font-weight: 400; padding-left: 0; }
thead th, thead th:first-child { font-weight: 600; white-space: normal; vertical-align: bottom; }
td .peu { color: var(--discret); }
@media (max-width: 30rem) { body { padding: .5rem; } main { padding: 1.25rem 1rem; } th, td { padding: .4rem .45rem; font-size: .9rem; } th:first-child { white-space: normal; min-width: 7.5rem; } }
`;
