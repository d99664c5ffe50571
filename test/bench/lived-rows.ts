import type { PullRow } from '../../shared/contract/sync.ts';
import type { Acte, ActeRecu } from '../../shared/domain/actes/acte.ts';
import { dispositions } from '../../shared/domain/actes/appel.ts';
import { Seeded } from '../simulation/seeded.ts';
import { benchRows, type Row } from './rows.ts';

/**
 * The rows of `benchRows` some weeks later: a second list came, and the team has called, planned and shared people out.
 * Every filter and every sort then has something to tell apart, in the same proportion whatever the number of people.
 */
const dayMs = 86_400_000;
const instantOf = (ms: number): string => new Date(ms).toISOString();

interface Team {
  flux: string;
  /** Instant around which people were called and plans are due. */
  nowMs: number;
  operateurs: readonly string[];
}

/** Rows of a relation, numbered from 1. */
export function* livedRows(voeux: number, team: Team): Generator<PullRow> {
  const random = new Seeded(7);
  let seq = 0;
  const numbered = ({ type, id, v, dossierId, corps }: Row | Written): PullRow => {
    seq += 1;
    return [seq, type, id, v, dossierId, corps];
  };
  const newest = random.uuid();
  let dossier: string | null = null;
  for (const row of benchRows(voeux)) {
    if (row.type === 'dossier') {
      if (dossier !== null) for (const written of actesOf(random, team, dossier)) yield numbered(written);
      dossier = row.id;
    }
    // One vœu in fifty came with the second list.
    const isNew = row.type === 'voeu' && random.chance(0.02);
    yield numbered(isNew ? { ...row, corps: withTransmission(row.corps, newest) } : row);
    if (row.type === 'transmission') yield numbered(secondList(newest, row.corps));
  }
}

interface Written {
  type: string;
  id: string;
  v: number;
  dossierId: string | null;
  corps: string;
}

const withTransmission = (corps: string, transmission: string): string =>
  JSON.stringify({ ...JSON.parse(corps), premiere_transmission: transmission, derniere_transmission: transmission });

const secondList = (id: string, corps: string): Written => ({
  type: 'transmission',
  id,
  v: 1,
  dossierId: null,
  corps: JSON.stringify({ ...JSON.parse(corps), numero: 2, genre: 'mise_a_jour' }),
});

function* actesOf(random: Seeded, team: Team, dossier: string): Generator<Written> {
  const { operateurs, nowMs } = team;
  const acte = (type: string, corps: Record<string, unknown>): Written =>
    writtenActe(random, team, { dossier, type, corps });
  if (random.chance(0.4)) {
    const disposition = random.pick(dispositions.slice(0, 5));
    yield acte('appel', { sens: 'emis', numero: null, interlocuteur: 'responsable', disposition });
  }
  if (random.chance(0.15)) {
    const le = instantOf(nowMs + Math.floor((random.fraction() - 0.3) * 30 * dayMs));
    yield acte('prochaine-action', { quoi: 'rappeler', le, precision: 'heure', qui: null });
  }
  if (random.chance(0.1)) yield acte('affectation', { operateur: random.pick(operateurs) });
  // Two people who set the same thing without having seen each other.
  if (random.chance(0.005)) {
    for (const operateur of operateurs.slice(0, 2)) yield acte('affectation', { operateur });
  }
}

function writtenActe(random: Seeded, team: Team, made: Pick<Acte, 'dossier' | 'type' | 'corps'>): Written {
  const le = instantOf(team.nowMs - Math.floor(random.fraction() * 20 * dayMs));
  const corps: ActeRecu = {
    id: random.uuid(),
    v: 1,
    flux: team.flux,
    ...made,
    remplace: {},
    operateur: random.pick(team.operateurs),
    fait_le: le,
    decalage_ms: 0,
    corrige: null,
    depend: [],
    recu_le: le,
    fait_corrige_le: le,
    heure_incertaine: false,
    compte: null,
    poste: null,
    poste_nom: 'Accueil-2',
    effet: 'aucun',
  };
  return { type: 'acte', id: corps.id, v: 1, dossierId: made.dossier, corps: JSON.stringify(corps) };
}
