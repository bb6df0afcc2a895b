// Addresses: what is a numeric IP address. Layer: node (net.isIP and friends).

export function isIPv4(text: any): boolean {
  const parts = String(text).split('.');
  if (parts.length !== 4) return false;
  for (let i = 0; i < 4; i++) {
    const part = parts[i]!;
    if (part.length === 0 || part.length > 3) return false;
    for (let k = 0; k < part.length; k++) {
      const code = part.charCodeAt(k);
      if (code < 48 || code > 57) return false;
    }
    if (Number(part) > 255 || (part.length > 1 && part[0] === '0')) return false;
  }
  return true;
}

function isGroup(text: string): boolean {
  if (text.length === 0 || text.length > 4) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) | 32;
    if (!((code >= 48 && code <= 57) || (code >= 97 && code <= 102))) return false;
  }
  return true;
}

/** Groups in a part of an IPv6 address, or -1; the last one may be an IPv4 address and counts twice. */
function countGroups(text: string, mayEndInIPv4: boolean): number {
  if (text === '') return 0;
  const groups = text.split(':');
  let count = 0;
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i]!;
    if (isGroup(group)) count++;
    else if (mayEndInIPv4 && i === groups.length - 1 && isIPv4(group)) count += 2;
    else return -1;
  }
  return count;
}

export function isIPv6(value: any): boolean {
  let text = String(value);
  const zone = text.indexOf('%');
  if (zone >= 0) {
    if (zone === text.length - 1) return false;
    text = text.slice(0, zone);
  }
  const gap = text.indexOf('::');
  if (gap < 0) return countGroups(text, true) === 8;
  const before = countGroups(text.slice(0, gap), false);
  const after = countGroups(text.slice(gap + 2), true);
  return before >= 0 && after >= 0 && before + after <= 7;
}

export function isIP(text: any): number {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}
