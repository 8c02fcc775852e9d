import { BlockList, isIP } from 'node:net';
import { isNetwork } from '../config/network.ts';

/** Not of the public internet, by the registries of special-purpose addresses (RFC 6890 and its followers). */
const INSIDE_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** The public part of IPv6; loopback, link-local, unique local, multicast and mapped addresses lie outside of it. */
const PUBLIC_6 = ['2000::/3'];
/** Within it: tunnels that hold an IPv4 address (Teredo, 6to4), documentation, and other special purposes. */
const INSIDE_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const inside4 = ranges(INSIDE_4);
const public6 = ranges(PUBLIC_6);
const inside6 = ranges(INSIDE_6);

/** Decides which addresses Etapa connects to: those of the public internet, and what an operator allows besides. */
export class HttpAddresses {
  private readonly hosts: ReadonlySet<string>;
  private readonly allowed: BlockList;

  /** @param allow hosts, addresses and ranges such as `10.0.0.0/8` */
  constructor(allow: readonly string[]) {
    this.hosts = new Set(allow.filter((entry) => !isNetwork(entry)).map((entry) => entry.toLowerCase()));
    this.allowed = ranges(allow.filter(isNetwork));
  }

  /** Whether the operator allows a host by its name, wherever that leads. */
  allowsHost(name: string): boolean {
    return this.hosts.has(name.toLowerCase().replace(/\.$/, ''));
  }

  allowsAddress(address: string): boolean {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (this.allowed.check(address, family)) return true;
    if (family === 'ipv4') return !inside4.check(address, family);
    return public6.check(address, family) && !inside6.check(address, family);
  }
}

function ranges(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', length] = text.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (length === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(length), family);
  }
  return list;
}
