import { expect, it } from 'vitest';
import { createKnownSettings } from '../../../main/shell/shell-settings.ts';

const make = (text: string | null = null) => {
  const side = { text };
  const changes: boolean[] = [];
  const settings = createKnownSettings(
    {
      read: () => side.text,
      write: (next) => {
        side.text = next;
      },
    },
    ({ resterEnVeille }) => void changes.push(resterEnVeille),
  );
  return { settings, side, changes };
};

const reply = { apparence: 'clair', notifierRappels: true, resterEnVeille: true, raccourciGlobal: false };

it('stays away and takes no keys until a reply says otherwise', () => {
  const { settings } = make();
  expect(settings.current()).toMatchObject({ notifierRappels: true, resterEnVeille: false, raccourciGlobal: false });
});

it('learns from a reply once, and knows it at the next start, while the desk is still locked', () => {
  const { settings, side, changes } = make();
  settings.learn(reply);
  settings.learn(reply);
  expect(changes).toEqual([true]);
  expect(make(side.text).settings.current()).toMatchObject({ resterEnVeille: true });
  expect(Object.keys(JSON.parse(side.text ?? ''))).toEqual([
    'notifierRappels',
    'resterEnVeille',
    'raccourciGlobal',
    'veilleDite',
  ]);
});

it.each([null, undefined, 'text', {}, { resterEnVeille: 'oui' }])('learns nothing from %j', (value) => {
  const { settings, side, changes } = make();
  settings.learn(value);
  expect(changes).toEqual([]);
  expect(side.text).toBeNull();
});

it.each(['', '{', '{"resterEnVeille":true}'])('starts afresh on a file that holds %j', (text) => {
  expect(make(text).settings.current()).toMatchObject({ resterEnVeille: false });
});

it('stays for the first time once, whatever the settings become', () => {
  const { settings, side } = make();
  expect(settings.firstStay()).toBe(true);
  expect(settings.firstStay()).toBe(false);
  settings.learn(reply);
  expect(make(side.text).settings.firstStay()).toBe(false);
});
