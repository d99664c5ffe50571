// The refusals happen after the calls return: the page keeps them for the test to read.
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
window.coreStates = [];
window.api.on('systeme:noyau', ({ etat }) => window.coreStates.push(etat));
window.sessionStates = [];
window.api.on('session:change', ({ etape }) => window.sessionStates.push(etape));
