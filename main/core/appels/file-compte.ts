/** The columns that the counters of the queue look at. */
export interface CountedInFile {
  file_motif: string | null;
  /** null for whoever has no place in the queue. */
  a_appeler_des: string | null;
}

/** Due people are counted by the hour, so that « à appeler » is a sum of hours and a part of one. */
export const hourOf = (instant: string): string => instant.slice(0, 13);

/** What follows is the hour from which they are to be called. */
export const appelerPrefix = 'appeler:';
/** The promised calls among them. */
export const rappelPrefix = 'rappel:';

export const fileKeys = ({ file_motif, a_appeler_des }: CountedInFile): string[] =>
  a_appeler_des === null
    ? []
    : [
        `${appelerPrefix}${hourOf(a_appeler_des)}`,
        ...(file_motif === 'rappel' ? [`${rappelPrefix}${hourOf(a_appeler_des)}`] : []),
      ];
