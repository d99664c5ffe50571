import type { ControlledTransaction, Kysely } from 'kysely';
import { z } from 'zod';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { PushResult } from '../../shared/contract/sync.ts';
import type { ActeRecu } from '../../shared/domain/actes/acte.ts';
import { type ActeConnu, parseActe } from '../../shared/domain/actes/catalogue.ts';
import { corrigerHeure } from '../../shared/domain/horloge.ts';
import type { Clock, Random } from '../context.ts';
import { droitsDe, type Porteur } from '../flux/droits.ts';
import { lockFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { findPersonne } from './acte-repository.ts';
import { ouvrirDossier } from './dossier-cree.ts';
import { type Ecriture, heureDeReception, writeActe } from './ecriture.ts';
import { effacerPersonne } from './effacement.ts';
import { empreinteActe } from './empreinte-acte.ts';
import { attenteVersionS, type Contexte, type Examen, examiner, type Verdict } from './examen.ts';
import { accorderOpposition, tetesOpposition } from './opposition.ts';

/**
 * POST /v1/actes (PROTOCOL 3): one transaction a request, one savepoint an acte, in the order given. An acte that
 * fails by accident takes back its own writes only, and is asked for again; the others stand.
 */

export interface DemandeEnvoi {
  porteur: Porteur;
  /** Lower bound of the corrected clock; null when the poste never exchanged. */
  dernierEchangeLe: string | null;
  actes: readonly unknown[];
}

export interface Reception {
  resultats: PushResult[];
  /** Heads that moved: to be announced. */
  tetes: { flux: string; tete: number }[];
  /** Actes that failed by accident: a count for the journal. */
  accidents: number;
}

type Refus = Exclude<Examen, { verdict: 'accepte' }>;

interface Lu {
  id: string;
  lecture: ReturnType<typeof parseActe>;
}

const withId = z.object({ id: z.string().max(64) });
const attenteAccidentS = 60;

const read = (brut: unknown): Lu => {
  const parsed = withId.safeParse(brut);
  return { id: parsed.success ? parsed.data.id : '', lecture: parseActe(brut) };
};

/** An acte this server cannot read yet waits for its update; one it can read and that is wrong is refused. */
const refusReading = (code: ErrorCode): Refus =>
  code === 'TYPE_INCONNU' ? { verdict: 'plus_tard', code, apresS: attenteVersionS } : { verdict: 'refuse', code };

/** Acts that may change what other dossiers of the same person say. */
const concernsPersonne = (acte: ActeConnu): boolean =>
  acte.type === 'effacement' ||
  acte.type === 'opposition' ||
  acte.type === 'annule' ||
  acte.type === 'correction' ||
  (acte.type === 'appel' && acte.corps.disposition === 'OPPOSITION');

/** Every flux this request may write into: its own, and those of the same persons. */
const findConcernedFlux = async (db: Kysely<Tables>, actes: readonly ActeConnu[]): Promise<Set<string>> => {
  const ids = new Set(actes.map(({ flux }) => flux));
  const persons = new Set(actes.filter(concernsPersonne).map(({ dossier }) => dossier));
  for (const dossier of persons)
    for (const { fluxId } of (await findPersonne(db, dossier))?.dossiers ?? []) ids.add(fluxId);
  return ids;
};

const stamp = async (
  ecriture: Ecriture,
  acte: ActeConnu,
  { porteur, dernierEchangeLe }: DemandeEnvoi,
  effet: 'aucun' | 'retenu',
): Promise<ActeRecu> => {
  const recuLe = await heureDeReception(ecriture, acte.flux);
  const { faitCorrigeLe, heureIncertaine } = corrigerHeure({
    faitLe: acte.fait_le,
    decalageMs: acte.decalage_ms,
    dernierEchangeLe,
    recuLe,
  });
  return {
    ...acte,
    recu_le: recuLe,
    fait_corrige_le: faitCorrigeLe,
    heure_incertaine: heureIncertaine,
    compte: porteur.compteId,
    poste: porteur.posteId,
    poste_nom: porteur.posteNom,
    effet,
  };
};

const ecrire = async (
  ecriture: Ecriture,
  contexte: Contexte,
  demande: DemandeEnvoi,
  acte: ActeConnu,
  effet: 'aucun' | 'retenu',
): Promise<{ seq: number; recuLe: string }> => {
  const recu = await stamp(ecriture, acte, demande, effet);
  const recuLe = recu.recu_le;
  if (acte.type === 'effacement') return { seq: await effacerPersonne(ecriture, recu), recuLe };
  if (acte.type === 'dossier-cree') {
    const campagne = contexte.droits.get(acte.flux)?.flux.campagne ?? Number(recuLe.slice(0, 'YYYY'.length));
    await ouvrirDossier(ecriture, acte, { campagne, recuLe });
  }
  const isOpposition = concernsPersonne(acte);
  const before = isOpposition ? await tetesOpposition(ecriture, acte.flux, acte.dossier) : [];
  const seq = await writeActe(ecriture, recu, empreinteActe(acte));
  if (isOpposition) {
    const after = await tetesOpposition(ecriture, acte.flux, acte.dossier);
    const key = (tetes: typeof after) => tetes.map((tete) => tete.acte).join();
    if (key(before) !== key(after)) await accorderOpposition(ecriture, acte.dossier, recuLe);
  }
  return { seq, recuLe };
};

const toResult = (id: string, examen: Refus): PushResult => {
  if (examen.verdict === 'refuse') return { id, etat: 'refuse', code: examen.code };
  if (examen.verdict === 'plus_tard') return { id, etat: 'plus_tard', code: examen.code, apres_s: examen.apresS };
  return { id, etat: 'deja_recu', seq: examen.seq, recu_le: examen.recuLe, effet: examen.effet };
};

export class ReceptionActes {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor({ db, clock, random }: { db: Kysely<Tables>; clock: Clock; random: Random }) {
    this.#db = db;
    this.#clock = clock;
    this.#random = random;
  }

  /** @throws the database's own error when the writer lock cannot be had: nothing was written. */
  async recevoir(demande: DemandeEnvoi): Promise<Reception> {
    const lus = demande.actes.map(read);
    const connus = lus.flatMap(({ lecture }) => (lecture.ok ? [lecture.value] : []));
    const concerned = await findConcernedFlux(this.#db, connus);
    const trx = await this.#db.startTransaction().execute();
    try {
      // The writer lock comes before the first read: a transaction that reads first cannot always write later.
      await lockFlux(trx, concerned);
      const reception = await this.#traiter(trx, demande, lus);
      await trx.commit().execute();
      return reception;
    } catch (error: unknown) {
      await trx.rollback().execute();
      throw error;
    }
  }

  async #traiter(trx: ControlledTransaction<Tables>, demande: DemandeEnvoi, lus: readonly Lu[]): Promise<Reception> {
    const now = this.#clock.now();
    const droits = new Map((await droitsDe(trx, demande.porteur, now)).map((droit) => [droit.flux.id, droit]));
    const verdicts = new Map<string, Verdict>();
    const contexte: Contexte = { trx, porteur: demande.porteur, droits, now, verdicts };
    const tetes = new Map<string, number>();
    const resultats: PushResult[] = [];
    let accidents = 0;
    for (const { id, lecture } of lus) {
      if (!lecture.ok) {
        const refus = refusReading(lecture.error.code);
        verdicts.set(id, refus.verdict);
        resultats.push(toResult(id, refus));
        continue;
      }
      const acte = lecture.value;
      const point = await trx.savepoint('acte').execute();
      // A copy: what a failed acte moved is forgotten with it.
      const ecriture: Ecriture = { trx: point, clock: this.#clock, random: this.#random, tetes: new Map() };
      let resultat: PushResult;
      try {
        resultat = await this.#traiterUn(ecriture, { ...contexte, trx: point }, demande, acte);
        await point.releaseSavepoint('acte').execute();
        for (const [flux, tete] of ecriture.tetes) tetes.set(flux, tete);
      } catch {
        await (await point.rollbackToSavepoint('acte').execute()).releaseSavepoint('acte').execute();
        accidents += 1;
        resultat = { id, etat: 'plus_tard', code: 'ERREUR_INTERNE', apres_s: attenteAccidentS };
      }
      verdicts.set(id, resultat.etat);
      resultats.push(resultat);
    }
    return { resultats, tetes: [...tetes].map(([flux, tete]) => ({ flux, tete })), accidents };
  }

  async #traiterUn(
    ecriture: Ecriture,
    contexte: Contexte,
    demande: DemandeEnvoi,
    acte: ActeConnu,
  ): Promise<PushResult> {
    const examen = await examiner(contexte, acte);
    if (examen.verdict !== 'accepte') return toResult(acte.id, examen);
    const { seq, recuLe } = await ecrire(ecriture, contexte, demande, acte, examen.effet);
    return { id: acte.id, etat: 'accepte', seq, recu_le: recuLe, effet: examen.effet };
  }
}
