import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { selectionMax } from '../../../shared/contract/ipc/exports.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { essaiDeCourriel, type GesteLot, type PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { coupeDe, type Envoi, envoisDe } from '../../../shared/domain/messages/envois.ts';
import { enTranches } from '../../../shared/domain/tranches.ts';
import { askOrThrow, keyOf, useBridge } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useLotId } from '../lots/use-lot-id.ts';
import { useRecentSignIn } from '../rapprochements/use-recent-sign-in.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import type { Brouillon } from './brouillon.ts';
import { phraseEcartes, phraseEcartesPartis } from './textes.ts';

type Message = Extract<GesteLot, { genre: 'message' }>;

/** Those that one lot may name at once. */
export const selections = (candidats: readonly string[]): string[][] => enTranches(candidats, selectionMax);

/**
 * Read when the window opens and forgotten with it: who may be written to is what is true now. Once, for each reading
 * leaves an audit line; many people ask for a sign-in, and it is read after it.
 */
const useAdresses = (portee: PorteeLot) => {
  const bridge = useBridge();
  const gate = useRecentSignIn();
  const { run } = gate;
  const [lues, setLues] = useState<ResponseOf<'lots:adresses'> | null>(null);
  useEffect(() => {
    run(async () => {
      const answer = await bridge.invoke('lots:adresses', { portee });
      if (answer.ok) setLues(answer.value);
      return answer;
    });
  }, [bridge, run, portee]);
  return { gate, lues };
};

const usePrevu = (portee: PorteeLot) => {
  const bridge = useBridge();
  const request = { portee, geste: essaiDeCourriel };
  return useQuery({
    queryKey: keyOf('lots:preparer', request),
    queryFn: () => askOrThrow(bridge, 'lots:preparer', request),
    gcTime: 0,
  });
};

/** A mail to many, sending after sending; each is noted as soon as it is said sent: nothing waits in the page. */
export const useGroupe = (
  portee: PorteeLot,
  {
    brouillon: { notes, attente },
    passes,
    objet,
    entier,
  }: {
    brouillon: Pick<Brouillon, 'notes' | 'attente'>;
    /** Passed over in this window. */
    passes: readonly string[];
    objet: string;
    entier: string;
  },
) => {
  const bridge = useBridge();
  const lotId = useLotId();
  const { say } = useSaisies();
  // Whom the window was opened for: a list that changes under it hands out nobody else's address.
  const [pour] = useState(portee);
  const { gate, lues } = useAdresses(pour);
  const prevu = usePrevu(pour);
  /** Opposed, erased or without an address since the window opened. */
  const [ecartes, setEcartes] = useState<ReadonlySet<string>>(new Set());
  const decoupe = useMemo(
    () =>
      lues === null
        ? null
        : envoisDe(
            lues.parCandidat.filter(({ candidat }) => !ecartes.has(candidat)),
            {
              tient: coupeDe(objet, entier),
              deja: new Set([...notes, ...passes]),
              attente: attente === null ? null : new Set(attente.candidats),
            },
          ),
    [lues, ecartes, objet, entier, notes, passes, attente],
  );
  const envois = decoupe?.envois ?? [];

  /**
   * Asked before each sending leaves, and before its addresses are copied again: they were read when the window opened,
   * and somebody may have said since not to be contacted. Once it may have left (`isOut`), whom it was for stays.
   * @returns what keeps it from leaving as it was shown, null when nothing does
   */
  const verifier = async ({ candidats }: Envoi, isOut: boolean): Promise<string | null> => {
    const sortis: string[] = [];
    for (const part of selections(candidats)) {
      const request = { portee: { genre: 'selection' as const, candidats: part }, geste: essaiDeCourriel };
      const answer = await bridge.invoke('lots:preparer', request);
      if (!answer.ok) return phraseErreur(answer.error.code);
      sortis.push(...answer.value.ecartes);
    }
    if (sortis.length === 0) return null;
    if (isOut) return phraseEcartesPartis(sortis.length);
    setEcartes(new Set([...ecartes, ...sortis]));
    void prevu.refetch();
    return phraseEcartes(sortis.length);
  };

  /** Notes those whose mail left, as this very lot; the bar of lots tells how far it is and takes it back. */
  const noter = async (
    { candidats, lot }: NonNullable<Brouillon['attente']>,
    message: Omit<Message, 'genre' | 'canal'>,
  ): Promise<boolean> => {
    for (const [rang, part] of selections(candidats).entries()) {
      const portee = { genre: 'selection' as const, candidats: part };
      const geste = { ...message, genre: 'message' as const, canal: 'courriel' as const };
      const answer = await bridge.invoke('lots:lancer', {
        lot: rang === 0 ? lot : lotId(portee, geste),
        portee,
        geste,
      });
      if (!answer.ok) {
        say(phraseErreur(answer.error.code));
        return false;
      }
    }
    return true;
  };
  return {
    gate,
    /** What the gate does not say already. */
    erreur: gate.erreur === null ? prevu.error : null,
    isKnown: lues !== null,
    candidats: envois.reduce((sum, { candidats }) => sum + candidats.length, 0),
    adresses: envois.reduce((sum, un) => sum + un.adresses.length, 0),
    illisibles: decoupe?.illisibles ?? 0,
    exclus: prevu.data?.exclus ?? [],
    envois,
    /** The sending at hand; null once everybody received it. */
    envoi: envois[0] ?? null,
    verifier,
    noter,
  };
};
