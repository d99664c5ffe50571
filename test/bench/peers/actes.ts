import type { Acte } from '../../../shared/domain/actes/acte.ts';
import { Seeded } from '../../simulation/seeded.ts';
import { makeActe } from '../../support/flux-fixtures.ts';
import { joinedCorps } from '../push/joined-corps.ts';

/** As many calls as asked, each about a pupil of its own: what a CFA logs in a few weeks. Seeded but for the ids. */
export function benchActes(count: number): Acte[] {
  const random = new Seeded(20_260_609);
  const flux = random.uuid();
  return Array.from({ length: count }, () =>
    makeActe({
      flux,
      dossier: random.uuid(),
      type: 'appel',
      corps: joinedCorps('+33639981202'),
      operateur: random.uuid(),
    }),
  );
}
