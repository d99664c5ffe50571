import type { Database } from 'better-sqlite3';
import { horlogeLocale, readLocal } from '../store/local.ts';

/** The newest server time this poste was told, ISO; '' before the first exchange, so that nothing expires. */
export const serverTime = (db: Database): string => readLocal(db, 'horloge', horlogeLocale)?.serveurLe ?? '';
