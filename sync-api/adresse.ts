import { isIPv6 } from 'node:net';

/**
 * Under what name an address is counted. An IPv6 subscriber holds a whole /64, 2^64 addresses: counted one by one, none
 * would ever reach a limit. An IPv4 address written in IPv6 is counted as IPv4.
 *
 * @param ip as the socket or the trusted proxy gives it
 */
export function addressKey(ip: string): string {
  const address = ip.split('%')[0] ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const start = groupsOf(head);
  const end = groupsOf(tail ?? '');
  // A last group in dotted form stands for two.
  const written = start.length + end.length + (address.includes('.') ? 1 : 0);
  const groups = tail === undefined ? start : [...start, ...Array<string>(8 - written).fill('0'), ...end];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
