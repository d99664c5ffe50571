import { expect, it } from 'vitest';
import { createClipboardGuard } from '../../../main/shell/clipboard-guard.ts';
import { guardCopy } from '../../../renderer/features/desk/copy-guard.ts';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { contract } from '../../../shared/contract/ipc/index.ts';
import { copieMax } from '../../../shared/contract/ipc/systeme.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const attempt = async (type: string, selected: string, answer: Result<unknown> = success({})) => {
  const happened: string[] = [];
  const code = await guardCopy({
    type,
    selected,
    preventDefault: () => happened.push('prevented'),
    removeSelected: () => happened.push('removed'),
    copy: async (texte) => {
      happened.push(`copied ${texte.slice(0, 20)}`);
      return answer;
    },
  });
  return { code, happened };
};

it('a selection goes to the shell in place of the browser’s own copy', async () => {
  expect(await attempt('copy', '06 39 98 12 02')).toEqual({
    code: null,
    happened: ['prevented', 'copied 06 39 98 12 02'],
  });
  expect(await attempt('copy', 'note\n123456789AB')).toMatchObject({
    happened: ['prevented', 'copied note\n123456789AB'],
  });
});

it('a cut also takes the selection out', async () => {
  expect((await attempt('cut', 'appeler demain')).happened).toEqual(['prevented', 'copied appeler demain', 'removed']);
});

it('without a selection nothing happens', async () => {
  expect(await attempt('copy', '')).toEqual({ code: null, happened: [] });
});

it('what the shell refuses is said, and the browser does not copy it instead', async () => {
  const { code, happened } = await attempt('copy', '06 39 98 12 02', failure('VERROUILLE'));
  expect(code).toBe('VERROUILLE');
  expect(happened).toContain('prevented');
});

it('what is too long for the bridge is refused and stays where it is', async () => {
  expect(await attempt('cut', 'x'.repeat(copieMax + 1))).toEqual({ code: 'TROP_VOLUMINEUX', happened: ['prevented'] });
  const request = contract['systeme:copier'].request;
  expect(request.safeParse({ texte: 'x'.repeat(copieMax), sensible: true }).success).toBe(true);
  expect(request.safeParse({ texte: 'x'.repeat(copieMax + 1), sensible: true }).success).toBe(false);
});

it('what was copied so is gone from the clipboard after a minute', async () => {
  const clock = new ManualClock();
  let held = '';
  const shell = createClipboardGuard({
    clipboard: {
      readText: () => held,
      writeText: (text) => {
        held = text;
      },
      clear: () => {
        held = '';
      },
    },
    sleep: clock.sleep.bind(clock),
    clearAfterMs: 60_000,
  });
  await guardCopy({
    type: 'copy',
    selected: '123456789AB',
    preventDefault: () => undefined,
    removeSelected: () => undefined,
    copy: async (texte) => {
      await shell.copy(texte, true);
      return success({});
    },
  });
  expect(held).toBe('123456789AB');
  await clock.advance(60_000);
  expect(held).toBe('');
});
