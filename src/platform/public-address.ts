// Which addresses belong to the internet. A webhook's or push service's address comes from a company; without this check
// it could make this server talk to what only this server can reach: its own network, a cloud's metadata service.
import { BlockList, isIP } from 'node:net';

/** The IANA registries of special-purpose addresses, as of 2025: nothing of this is on the internet. */
const NOT_PUBLIC: readonly (readonly [net: string, prefix: number])[] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
];

/** Of IPv6 only this range is handed out to the internet; within it these are not, or carry an IPv4 address along. */
const GLOBAL_UNICAST: readonly [string, number] = ['2000::', 3];
const NOT_PUBLIC_6: readonly (readonly [net: string, prefix: number])[] = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]];

const blocked = new BlockList();
for (const [net, prefix] of NOT_PUBLIC) blocked.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of NOT_PUBLIC_6) blocked.addSubnet(net, prefix, 'ipv6');
const unicast = new BlockList();
unicast.addSubnet(...GLOBAL_UNICAST, 'ipv6');

/** False for everything that is no IP address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked.check(address, 'ipv4');
  return family === 6 && unicast.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}

/** What can be said of an address before it is asked for; names are checked when they are looked up. */
export function mayBePublic(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '').toLowerCase();
  if (isIP(host) !== 0) return isPublicAddress(host);
  // A name without a dot means a neighbour; these ends stand for what is not on the internet (RFC 6761, RFC 6762, RFC 8375).
  return host.includes('.') && !/\.(localhost|local|internal|intranet|home\.arpa)$/.test(host);
}
