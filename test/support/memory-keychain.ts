import type { Keychain } from '../../main/core/deps.ts';

/** A keychain in memory that can be absent, locked for writing, or swallow what it is given. */
export class MemoryKeychain implements Keychain {
  readonly entries = new Map<string, string>();
  mood: 'fine' | 'absent' | 'read-only' | 'swallows' = 'fine';
  /** Every call, in order: what was written before what. */
  readonly calls: string[] = [];

  async read(name: string): Promise<string | null> {
    this.calls.push(`read ${name}`);
    if (this.mood === 'absent') throw new Error('no keychain');
    return this.entries.get(name) ?? null;
  }

  async write(name: string, secret: string): Promise<void> {
    this.calls.push(`write ${name}`);
    if (this.mood === 'absent' || this.mood === 'read-only') throw new Error('no keychain');
    if (this.mood === 'fine') this.entries.set(name, secret);
  }

  async remove(name: string): Promise<void> {
    this.entries.delete(name);
  }
}
