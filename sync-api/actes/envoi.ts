import type { ControlledTransaction } from 'kysely';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { PushResult } from '../../shared/contract/sync.ts';
import type { ActeRecu } from '../../shared/domain/actes/acte.ts';
import type { ActeConnu, parseActe } from '../../shared/domain/actes/catalogue.ts';
import { corrigerHeure } from '../../shared/domain/horloge.ts';
import { concerneAgenda, suivreActeAgenda } from '../agenda/suites.ts';
import { aUneSuite, suivreActe } from '../demandes/suites.ts';
import type { Porteur } from '../flux/droits.ts';
import type { Tables } from '../store/tables.ts';
import { ouvrirDossier } from './dossier-cree.ts';
import { type Ecriture, heureDeReception, writeActe, writeActes } from './ecriture.ts';
import { effacerPersonne } from './effacement.ts';
import { empreinteActe } from './empreinte-acte.ts';
import { attenteVersionS, type Contexte, type Examen, examiner, type Verdict } from './examen.ts';
import { accorderOpposition, tetesOpposition } from './opposition.ts';

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

/** One acte of the request, as it was read. */
export interface Lu {
  id: string;
  lecture: ReturnType<typeof parseActe>;
}

type Refus = Exclude<Examen, { verdict: 'accepte' }>;

const attenteAccidentS = 60;

/** An acte this server cannot read yet waits for its update; one it can read and that is wrong is refused. */
const refusReading = (code: ErrorCode): Refus =>
  code === 'TYPE_INCONNU' ? { verdict: 'plus_tard', code, apresS: attenteVersionS } : { verdict: 'refuse', code };

/** Acts that may change what other dossiers of the same person say. */
export const concernsPersonne = (acte: ActeConnu): boolean =>
  acte.type === 'effacement' ||
  acte.type === 'opposition' ||
  acte.type === 'annule' ||
  acte.type === 'correction' ||
  (acte.type === 'appel' && acte.corps.disposition === 'OPPOSITION');

const stamp = (
  acte: ActeConnu,
  { porteur, dernierEchangeLe }: DemandeEnvoi,
  effet: 'aucun' | 'retenu',
  recuLe: string,
): ActeRecu => {
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
  const recuLe = await heureDeReception(ecriture, acte.flux);
  const recu = stamp(acte, demande, effet, recuLe);
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
  await suivreActe(ecriture, acte, effet);
  if (concerneAgenda(acte)) await suivreActeAgenda(ecriture, acte, recu.fait_corrige_le);
  return { seq, recuLe };
};

const toResult = (id: string, examen: Refus): PushResult => {
  if (examen.verdict === 'refuse') return { id, etat: 'refuse', code: examen.code };
  if (examen.verdict === 'plus_tard') return { id, etat: 'plus_tard', code: examen.code, apres_s: examen.apresS };
  return { id, etat: 'deja_recu', seq: examen.seq, recu_le: examen.recuLe, effet: examen.effet };
};

/** Writes its own row and looks at nothing but its dossier: several in a row are the same as one after the other. */
const isOrdinaire = (acte: ActeConnu): boolean =>
  !concernsPersonne(acte) && acte.type !== 'dossier-cree' && !aUneSuite(acte) && !concerneAgenda(acte);

/** Numbers ordinary actes flux by flux, each flux in the order given. */
const ecrireEnsemble = async (
  ecriture: Ecriture,
  demande: DemandeEnvoi,
  lot: ReadonlyMap<number, ActeConnu>,
): Promise<Map<number, PushResult>> => {
  const resultats = new Map<number, PushResult>();
  for (const [fluxId, part] of Map.groupBy(lot, ([, acte]) => acte.flux)) {
    const recuLe = await heureDeReception(ecriture, fluxId);
    const seqs = await writeActes(
      ecriture,
      fluxId,
      part.map(([, acte]) => ({
        recu: stamp(acte, demande, 'aucun', recuLe),
        empreinteCorps: empreinteActe(acte),
      })),
    );
    for (const [rang, { id }] of part) {
      const seq = seqs.get(id);
      if (seq !== undefined) resultats.set(rang, { id, etat: 'accepte', seq, recu_le: recuLe, effet: 'aucun' });
    }
  }
  return resultats;
};

/** One request being answered. */
export class Envoi {
  readonly #ecriture: Omit<Ecriture, 'trx' | 'tetes'>;
  readonly #trx: ControlledTransaction<Tables>;
  readonly #demande: DemandeEnvoi;
  readonly #contexte: Contexte;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #resultats = new Map<number, PushResult>();
  readonly #tetes = new Map<string, number>();
  /** Examined and not yet written, by rank in the request. */
  #lot = new Map<number, ActeConnu>();
  #accidents = 0;

  constructor(
    trx: ControlledTransaction<Tables>,
    demande: DemandeEnvoi,
    contexte: Omit<Contexte, 'trx' | 'verdicts'>,
    ecriture: Omit<Ecriture, 'trx' | 'tetes'>,
  ) {
    this.#trx = trx;
    this.#demande = demande;
    this.#ecriture = ecriture;
    this.#contexte = { ...contexte, trx, verdicts: this.#verdicts };
  }

  async traiter(lus: readonly Lu[]): Promise<Reception> {
    const pending = new Set<string>();
    for (const [rang, { id, lecture }] of lus.entries()) {
      if (!lecture.ok) {
        this.#repondre(rang, toResult(id, refusReading(lecture.error.code)));
        continue;
      }
      const acte = lecture.value;
      const isNamed = pending.has(acte.id) || acte.depend.some((other) => pending.has(other));
      if (isNamed || !isOrdinaire(acte)) {
        await this.#ecrireLot();
        pending.clear();
      }
      if (isOrdinaire(acte)) {
        if (await this.#examinerPourLot(rang, acte)) pending.add(acte.id);
      } else await this.#ecrireSeul(rang, acte);
    }
    await this.#ecrireLot();
    return {
      resultats: lus.flatMap((_, rang) => this.#resultats.get(rang) ?? []),
      tetes: [...this.#tetes].map(([flux, tete]) => ({ flux, tete })),
      accidents: this.#accidents,
    };
  }

  #repondre(rang: number, resultat: PushResult): void {
    this.#verdicts.set(resultat.id, resultat.etat);
    this.#resultats.set(rang, resultat);
  }

  #accident(rang: number, { id }: ActeConnu): void {
    this.#accidents += 1;
    this.#repondre(rang, { id, etat: 'plus_tard', code: 'ERREUR_INTERNE', apres_s: attenteAccidentS });
  }

  /** @returns whether it waits to be written. */
  async #examinerPourLot(rang: number, acte: ActeConnu): Promise<boolean> {
    try {
      const examen = await examiner(this.#contexte, acte);
      if (examen.verdict === 'accepte') {
        this.#lot.set(rang, acte);
        return true;
      }
      this.#repondre(rang, toResult(acte.id, examen));
    } catch {
      this.#accident(rang, acte);
    }
    return false;
  }

  async #ecrireLot(): Promise<void> {
    const lot = this.#lot;
    this.#lot = new Map();
    if (lot.size === 0) return;
    const point = await this.#trx.savepoint('lot').execute();
    const ecriture: Ecriture = { ...this.#ecriture, trx: point, tetes: new Map() };
    let resultats: Map<number, PushResult>;
    try {
      resultats = await ecrireEnsemble(ecriture, this.#demande, lot);
      await point.releaseSavepoint('lot').execute();
    } catch {
      await (await point.rollbackToSavepoint('lot').execute()).releaseSavepoint('lot').execute();
      for (const [rang, acte] of lot) await this.#ecrireSeul(rang, acte);
      return;
    }
    this.#contexte.registre.oublierActes([...lot.values()].map(({ id }) => id));
    for (const [flux, tete] of ecriture.tetes) this.#tetes.set(flux, tete);
    for (const [rang, resultat] of resultats) this.#repondre(rang, resultat);
  }

  /** One acte under its own savepoint. */
  async #ecrireSeul(rang: number, acte: ActeConnu): Promise<void> {
    const { registre } = this.#contexte;
    const point = await this.#trx.savepoint('acte').execute();
    // A copy: what a failed acte moved is forgotten with it.
    const ecriture: Ecriture = { ...this.#ecriture, trx: point, tetes: new Map() };
    try {
      const contexte = { ...this.#contexte, trx: point };
      const examen = await examiner(contexte, acte);
      let resultat: PushResult;
      if (examen.verdict === 'accepte') {
        const { seq, recuLe } = await ecrire(ecriture, contexte, this.#demande, acte, examen.effet);
        resultat = { id: acte.id, etat: 'accepte', seq, recu_le: recuLe, effet: examen.effet };
        registre.oublierActes([acte.id]);
        if (acte.type === 'dossier-cree' || acte.type === 'effacement') registre.vider();
      } else resultat = toResult(acte.id, examen);
      await point.releaseSavepoint('acte').execute();
      for (const [flux, tete] of ecriture.tetes) this.#tetes.set(flux, tete);
      this.#repondre(rang, resultat);
    } catch {
      await (await point.rollbackToSavepoint('acte').execute()).releaseSavepoint('acte').execute();
      registre.vider();
      this.#accident(rang, acte);
    }
  }
}
