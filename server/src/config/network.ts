import { isIP } from 'node:net';

/** Whether a text is an address, or one with the length of its network: `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', length = '0', ...rest] = text.split('/');
  const version = isIP(address);
  return version !== 0 && rest.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128);
}
