import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { selectionMax } from '../../../shared/contract/ipc/exports.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { GesteLot, PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { type Envoi, envoisDe } from '../../../shared/domain/messages/envois.ts';
import { askOrThrow, keyOf, useBridge } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useSaisies } from '../saisies/saisies.tsx';

type Message = Extract<GesteLot, { genre: 'message' }>;

/** Enough of a message to be told whom it would reach: its words change nothing of that. */
const essai: Message = { genre: 'message', canal: 'courriel', objet: '', texte: '…', modele: null, informe: false };

/** Those that one lot may name at once. */
export const enLots = (candidats: readonly string[], taille: number = selectionMax): string[][] =>
  Array.from({ length: Math.ceil(candidats.length / taille) }, (_, at) =>
    candidats.slice(at * taille, (at + 1) * taille),
  );

/** Read when the window opens and forgotten with it: who may be written to is what is true now. */
const useFresh = <C extends 'lots:adresses' | 'lots:preparer'>(channel: C, request: RequestOf<C>) => {
  const bridge = useBridge();
  return useQuery<ResponseOf<C>>({
    queryKey: keyOf(channel, request),
    queryFn: () => askOrThrow(bridge, channel, request),
    gcTime: 0,
  });
};

/** A mail to many, sending after sending; only those whose sending was said sent are noted. */
export const useGroupe = (portee: PorteeLot) => {
  const bridge = useBridge();
  const { say } = useSaisies();
  const lues = useFresh('lots:adresses', { portee });
  const prevu = useFresh('lots:preparer', { portee, geste: essai });
  const [rang, setRang] = useState(0);
  const [partis, setPartis] = useState<readonly Envoi[]>([]);
  const decoupe = useMemo(() => (lues.data === undefined ? null : envoisDe(lues.data.parCandidat)), [lues.data]);
  const envois = decoupe?.envois ?? [];

  /** Notes those whose mail left, all at once; the bar of lots tells how far it is and takes it back. */
  const noter = async (envoyes: readonly Envoi[], message: Omit<Message, 'genre' | 'canal'>): Promise<boolean> => {
    const candidats = envoyes.flatMap((envoi) => envoi.candidats);
    for (const part of enLots(candidats)) {
      const answer = await bridge.invoke('lots:lancer', {
        portee: { genre: 'selection', candidats: part },
        geste: { ...message, genre: 'message', canal: 'courriel' },
      });
      if (!answer.ok) {
        say(phraseErreur(answer.error.code));
        return false;
      }
    }
    return true;
  };
  return {
    erreur: lues.error ?? prevu.error,
    isKnown: lues.data !== undefined,
    candidats: envois.reduce((sum, { candidats }) => sum + candidats.length, 0),
    adresses: envois.reduce((sum, un) => sum + un.adresses.length, 0),
    illisibles: decoupe?.illisibles ?? 0,
    exclus: prevu.data?.exclus ?? [],
    envois,
    rang,
    /** The sending at hand; null once all were gone through. */
    envoi: envois[rang] ?? null,
    partis,
    /** Goes on to the next one. @returns those that left, this one included. */
    suivant: (isSent: boolean): readonly Envoi[] => {
      const courant = envois[rang];
      const envoyes = isSent && courant !== undefined ? [...partis, courant] : partis;
      setPartis(envoyes);
      setRang(rang + 1);
      return envoyes;
    },
    noter,
  };
};
