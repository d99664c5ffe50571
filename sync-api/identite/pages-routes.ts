import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import { uuid } from '../../shared/contract/primitives.ts';
import { Refusal, refuse } from '../errors.ts';
import { type ComptePage, comptePage } from '../pages/compte.ts';
import { type ConnexionRefusal, connexionPage } from '../pages/connexion.ts';
import { errorPage } from '../pages/erreur.ts';
import { invitationScript, styleSheet } from '../pages/fichiers.ts';
import { invitationDonePage, invitationPage } from '../pages/invitation.ts';
import { type Compte, type Comptes, normalizeIdentifiant } from './comptes.ts';
import { codeTries, type Enrolements } from './enrolements.ts';
import type { Invitations } from './invitations.ts';
import type { Limites } from './limites.ts';
import type { Postes } from './postes.ts';
import { type PageSessions, pageSessionMinutes } from './session-page.ts';

export interface PageParts {
  provider(): Provider;
  origin(): string;
  comptes: Comptes;
  invitations: Invitations;
  enrolements: Enrolements;
  postes: Postes;
  sessions: PageSessions;
  limites: Limites;
  now(): Date;
}

const credentials = z.object({ identifiant: z.string().max(200), mot_de_passe: z.string().max(400) });
const invitationForm = z.object({
  jeton: z.string().max(200),
  mot_de_passe: z.string().max(400),
  confirmation: z.string().max(400),
});
const revocationForm = z.object({ poste: uuid, revocation: z.enum(['rendu', 'perdu']) });
const cookieName = 'rappel_compte';
const cookiePattern = /(?:^|;\s*)rappel_compte=([A-Za-z0-9_-]{20,100})/;
const compteIntention = 'Pour connecter un poste avec un code.';

const send = (reply: FastifyReply, text: string, status = 200): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text);

export function registerPages(app: FastifyInstance, parts: PageParts): void {
  const { provider, origin, comptes, invitations, enrolements, postes, sessions, limites, now } = parts;

  /** A form is taken from our own pages only. Browsers send Origin with every POST. */
  const refuseForeignForm = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const from = request.headers.origin;
    const isOurs = from === origin() || request.headers['sec-fetch-site'] === 'same-origin';
    if (!isOurs) return void send(reply, errorPage('FORMULAIRE_REFUSE'), 403);
  };
  const ownForm = { onRequest: refuseForeignForm };

  /** @returns the account, or the sentence to show and its status */
  const signIn = async (
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<
    { ok: true; compte: Compte } | { ok: false; refus: ConnexionRefusal; status: number; identifiant: string }
  > => {
    const form = credentials.safeParse(request.body);
    if (!form.success) return { ok: false, refus: 'IDENTIFIANTS', status: 401, identifiant: '' };
    const { identifiant, mot_de_passe } = form.data;
    try {
      const found = await limites.attempt(request, normalizeIdentifiant(identifiant), async () => {
        const value = await comptes.authenticate(identifiant, mot_de_passe);
        return { failed: value === 'refuse', value };
      });
      if (found === 'refuse') return { ok: false, refus: 'IDENTIFIANTS', status: 401, identifiant };
      if (found === 'suspendu') return { ok: false, refus: 'SUSPENDU', status: 403, identifiant };
      return { ok: true, compte: found.compte };
    } catch (error: unknown) {
      return { ok: false, refus: 'TROP_DE_REQUETES', status: throttled(error, reply), identifiant };
    }
  };

  app.get('/pages/style.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(styleSheet));
  app.get('/pages/invitation.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(invitationScript),
  );
  app.get('/favicon.ico', (_request, reply) => reply.code(204).send());
  app.get('/', (_request, reply) => reply.redirect('/compte', 303));

  const connexion = (uid: string) => ({
    action: `/connexion/${encodeURIComponent(uid)}`,
    intention: 'Pour connecter ce poste à Rappel CFA.',
  });
  app.get<{ Params: { uid: string } }>('/connexion/:uid', async (request, reply) => {
    const details = await provider()
      .interactionDetails(request.raw, reply.raw)
      .catch(() => null);
    if (details === null || details.uid !== request.params.uid) return send(reply, errorPage('CONNEXION_EXPIREE'), 400);
    return send(reply, connexionPage({ ...connexion(request.params.uid), identifiant: '', refus: null }));
  });
  app.post<{ Params: { uid: string } }>('/connexion/:uid', ownForm, async (request, reply) => {
    const details = await provider()
      .interactionDetails(request.raw, reply.raw)
      .catch(() => null);
    if (details === null || details.uid !== request.params.uid) return send(reply, errorPage('CONNEXION_EXPIREE'), 400);
    const signed = await signIn(request, reply);
    if (!signed.ok) return send(reply, connexionPage({ ...connexion(request.params.uid), ...signed }), signed.status);
    const login = { accountId: signed.compte.id, remember: false };
    const next = await provider().interactionResult(
      request.raw,
      reply.raw,
      { login },
      { mergeWithLastSubmission: false },
    );
    return reply.header('cache-control', 'no-store').redirect(next, 303);
  });

  app.get('/invitation', (_request, reply) => send(reply, invitationPage({ jeton: '', refus: null })));
  app.post('/invitation', ownForm, async (request, reply) => {
    const form = invitationForm.safeParse(request.body);
    if (!form.success || form.data.jeton === '') {
      return send(reply, invitationPage({ jeton: '', refus: 'LIEN_INCOMPLET' }), 400);
    }
    const { jeton, mot_de_passe, confirmation } = form.data;
    try {
      const accepted = await limites.attempt(request, null, async () => {
        const value = await invitations.accept(jeton, mot_de_passe, confirmation);
        return { failed: !value.ok && value.code.startsWith('LIEN_'), value };
      });
      if (!accepted.ok) return send(reply, invitationPage({ jeton, refus: accepted.code }), 400);
      return send(reply, invitationDonePage());
    } catch (error: unknown) {
      return send(reply, invitationPage({ jeton, refus: 'TROP_DE_REQUETES' }), throttled(error, reply));
    }
  });

  const signedIn = async (request: FastifyRequest): Promise<{ token: string; compte: Compte } | null> => {
    const token = cookiePattern.exec(request.headers.cookie ?? '')?.[1];
    const compteId = token === undefined ? null : await sessions.find(token);
    const compte = compteId === null ? undefined : await comptes.findById(compteId);
    return token === undefined || compte?.statut !== 'actif' ? null : { token, compte };
  };
  const setCookie = (reply: FastifyReply, value: string, maxAgeS: number): void => {
    const secure = origin().startsWith('https:') ? '; Secure' : '';
    reply.header(
      'set-cookie',
      `${cookieName}=${value}; Path=/compte; HttpOnly; SameSite=Strict; Max-Age=${maxAgeS}${secure}`,
    );
  };
  const showCompte = async (reply: FastifyReply, compte: Compte, nouveauCode: ComptePage['nouveauCode']) =>
    send(
      reply,
      comptePage({
        nom: compte.nom,
        enrolement: enrolements.enabled,
        nouveauCode,
        dernier: lastCode(await enrolements.findLast(compte.id), now()),
        postes: (await postes.listActive(compte.id)).map((poste) => ({
          id: poste.id,
          nom: poste.nom,
          creeLe: poste.cree_le,
          vuLe: poste.vu_le,
        })),
      }),
    );

  app.get('/compte', async (request, reply) => {
    const session = await signedIn(request);
    if (session !== null) return showCompte(reply, session.compte, null);
    return send(
      reply,
      connexionPage({ action: '/compte/connexion', intention: compteIntention, identifiant: '', refus: null }),
    );
  });
  app.post('/compte/connexion', ownForm, async (request, reply) => {
    const signed = await signIn(request, reply);
    if (!signed.ok) {
      const page = connexionPage({ action: '/compte/connexion', intention: compteIntention, ...signed });
      return send(reply, page, signed.status);
    }
    setCookie(reply, await sessions.open(signed.compte.id), pageSessionMinutes * 60);
    return reply.redirect('/compte', 303);
  });
  app.post('/compte/code', ownForm, async (request, reply) => {
    const session = await signedIn(request);
    if (session === null) return reply.redirect('/compte', 303);
    if (!enrolements.enabled) throw refuse('CODE_DESACTIVE', 403);
    return showCompte(reply, session.compte, await enrolements.create(session.compte.id));
  });
  app.post('/compte/poste', ownForm, async (request, reply) => {
    const session = await signedIn(request);
    if (session === null) return reply.redirect('/compte', 303);
    const form = revocationForm.safeParse(request.body);
    if (!form.success) throw refuse('REQUETE_INVALIDE', 400);
    const mine = await postes.listActive(session.compte.id);
    if (!mine.some(({ id }) => id === form.data.poste)) throw refuse('INTROUVABLE', 404);
    await postes.revoke(form.data.poste, form.data.revocation);
    return reply.redirect('/compte', 303);
  });
  app.post('/compte/deconnexion', ownForm, async (request, reply) => {
    const session = await signedIn(request);
    if (session !== null) await sessions.close(session.token);
    setCookie(reply, '', 0);
    return reply.redirect('/compte', 303);
  });
}

/** Sets Retry-After and gives the status of a throttled try; anything else is a bug and goes on up. */
function throttled(error: unknown, reply: FastifyReply): number {
  if (!(error instanceof Refusal)) throw error;
  if (error.retryAfterS !== undefined) reply.header('retry-after', String(error.retryAfterS));
  return error.status;
}

function lastCode(last: Awaited<ReturnType<Enrolements['findLast']>>, now: Date): ComptePage['dernier'] {
  if (last === undefined) return null;
  if (last.utilise_le !== null) return { etat: 'utilise', poste: last.poste_nom ?? 'inconnu', le: last.utilise_le };
  if (last.essais >= codeTries) return { etat: 'epuise' };
  return { etat: last.expire_le <= now.toISOString() ? 'expire' : 'ouvert' };
}
