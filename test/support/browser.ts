import { CookieJar, type Credentials, location, type ServerLike, visit } from './poste.ts';

/** A person with a browser: opens the page, signs in, and goes where the server sends them, up to `arrive`. */
export async function signInPages(server: ServerLike, page: string, credentials: Credentials): Promise<string> {
  const jar = new CookieJar();
  const start = await visit(jar, page);
  if (start.status !== 303) throw new Error(`authorization refused: ${start.status}`);
  const form = location(start, server.url);
  // A refusal of the authorization endpoint goes straight back to the poste.
  if (new URL(form).origin !== new URL(server.url).origin) return form;
  await visit(jar, form);
  const signed = await visit(jar, form, {
    identifiant: credentials.identifiant,
    mot_de_passe: credentials.motDePasse,
  });
  if (signed.status !== 303) throw new Error(`sign-in refused: ${signed.status}`);
  return location(await visit(jar, location(signed, server.url)), server.url);
}

/** The same, all the way to the poste's own listener. */
export const browserOf =
  (server: ServerLike, credentials: Credentials) =>
  async (page: string): Promise<void> => {
    await fetch(await signInPages(server, page, credentials));
  };
