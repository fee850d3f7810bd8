/**
 * IP addresses and ranges of both families.
 * Models: IAM User Guide, "IP address condition operators" (CIDR, RFC 4632; IPv6, RFC 4291).
 * Differs from AWS: nothing known. An address of one family is never in a range of the other.
 */
/** The address as its groups of bits: 4 of 8, or 8 of 16. */
export type Ip = readonly number[];

export function parseIp(text: string): Ip | undefined {
	return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Ip | undefined {
	const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
	const parts = match?.slice(1).map(Number);
	return parts?.every((part) => part <= 255) ? parts : undefined;
}

function parseIpv6(text: string): Ip | undefined {
	const halves = text.split('::');
	if (halves.length > 2) return undefined;
	const [head, tail] = halves.map((half) => groupsOf(half));
	if (!head || (halves.length === 2 && !tail)) return undefined;
	if (!tail) return head.length === 8 ? head : undefined;
	const missing = 8 - head.length - tail.length;
	return missing >= 1 ? [...head, ...Array<number>(missing).fill(0), ...tail] : undefined;
}

/** Groups of up to four hex digits; the last may be an IPv4 address. */
function groupsOf(text: string): number[] | undefined {
	if (text === '') return [];
	const words = text.split(':');
	const groups: number[] = [];
	for (const [i, word] of words.entries()) {
		const v4 = i === words.length - 1 && word.includes('.') ? parseIpv4(word) : undefined;
		if (v4) groups.push(v4[0]! * 256 + v4[1]!, v4[2]! * 256 + v4[3]!);
		else if (/^[0-9a-f]{1,4}$/i.test(word)) groups.push(parseInt(word, 16));
		else return undefined;
	}
	return groups;
}

/** The test for an address or a CIDR range; undefined for what is neither. */
export function ipRange(text: string): ((ip: Ip) => boolean) | undefined {
	const [address = '', prefix, ...rest] = text.split('/');
	const base = parseIp(address);
	if (!base || rest.length > 0) return undefined;
	const bitsOfGroup = base.length === 4 ? 8 : 16;
	const most = base.length * bitsOfGroup;
	if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return undefined;
	const length = prefix === undefined ? most : Number(prefix);
	if (length > most) return undefined;
	return (ip) =>
		ip.length === base.length &&
		base.every((group, i) => {
			const counted = Math.min(Math.max(length - i * bitsOfGroup, 0), bitsOfGroup);
			const shift = bitsOfGroup - counted;
			return group >> shift === ip[i]! >> shift;
		});
}
