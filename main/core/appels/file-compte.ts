/** The columns that the counters of the queue look at. */
export interface CountedInFile {
  file_motif: string | null;
  file_des: string;
}

const prefix = 'file:';
/** The promised calls among them. */
export const rappelPrefix = 'rappel:';

/** Due people of the queue are counted by the hour, as « à appeler maintenant » is. */
export const fileKeys = ({ file_motif, file_des }: CountedInFile): string[] =>
  file_motif === null
    ? []
    : [
        `${prefix}${file_des.slice(0, 13)}`,
        ...(file_motif === 'rappel' ? [`${rappelPrefix}${file_des.slice(0, 13)}`] : []),
      ];
