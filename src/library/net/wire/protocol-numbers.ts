// Protocol numbers of the IPv4 header's field and IPv6's next header. Layer: net, pure. IANA's registry.

export const PROTOCOL_HOP_BY_HOP = 0;
export const PROTOCOL_ICMPV4 = 1;
export const PROTOCOL_IGMP = 2;
export const PROTOCOL_TCP = 6;
export const PROTOCOL_UDP = 17;
export const PROTOCOL_ROUTING = 43;
export const PROTOCOL_FRAGMENT = 44;
export const PROTOCOL_ICMPV6 = 58;
export const PROTOCOL_NO_NEXT_HEADER = 59;
export const PROTOCOL_DESTINATION_OPTIONS = 60;
