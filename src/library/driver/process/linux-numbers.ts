'use machine inline';
// Numbers of the Linux x86-64 kernel interface that the process target uses. Layer: driver.
// From the kernel's uapi headers; a system call that is not here is not allowed after the lock-down either.

import type { i64, u32, u64 } from '../../machine/types.ts';

// System calls.
export const SYS_READ: i64 = 0;
export const SYS_WRITE: i64 = 1;
export const SYS_CLOSE: i64 = 3;
export const SYS_POLL: i64 = 7;
export const SYS_MMAP: i64 = 9;
export const SYS_MPROTECT: i64 = 10;
export const SYS_MUNMAP: i64 = 11;
export const SYS_RT_SIGACTION: i64 = 13;
export const SYS_RT_SIGRETURN: i64 = 15;
export const SYS_MADVISE: i64 = 28;
export const SYS_SETITIMER: i64 = 38;
export const SYS_GETPID: i64 = 39;
export const SYS_SOCKET: i64 = 41;
export const SYS_CONNECT: i64 = 42;
export const SYS_SENDTO: i64 = 44;
export const SYS_RECVFROM: i64 = 45;
export const SYS_SHUTDOWN: i64 = 48;
export const SYS_BIND: i64 = 49;
export const SYS_LISTEN: i64 = 50;
export const SYS_GETSOCKNAME: i64 = 51;
export const SYS_GETPEERNAME: i64 = 52;
export const SYS_SETSOCKOPT: i64 = 54;
export const SYS_GETSOCKOPT: i64 = 55;
export const SYS_SIGALTSTACK: i64 = 131;
export const SYS_PRCTL: i64 = 157;
export const SYS_CLOCK_GETTIME: i64 = 228;
export const SYS_EXIT_GROUP: i64 = 231;
export const SYS_EPOLL_CTL: i64 = 233;
export const SYS_OPENAT: i64 = 257;
export const SYS_EPOLL_PWAIT: i64 = 281;
export const SYS_ACCEPT4: i64 = 288;
export const SYS_EVENTFD2: i64 = 290;
export const SYS_EPOLL_CREATE1: i64 = 291;
export const SYS_SECCOMP: i64 = 317;
export const SYS_GETRANDOM: i64 = 318;

// Errors, as system calls return them.
export const EINTR: i64 = -4;
export const EAGAIN: i64 = -11;
export const EINVAL: i64 = -22;
export const ENOTSOCK: i64 = -88;

// Memory.
export const PROT_NONE: u64 = 0;
export const PROT_READ: u64 = 1;
export const PROT_READ_WRITE: u64 = 3;
/** MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE. */
export const MAP_LAZY: u64 = 0x4022;
export const MADV_DONTNEED: u64 = 4;

// Sockets.
export const AF_UNSPEC: u32 = 0;
export const AF_INET: u32 = 2;
export const AF_INET6: u32 = 10;
export const SOCK_STREAM: u32 = 1;
export const SOCK_DGRAM: u32 = 2;
/** SOCK_NONBLOCK | SOCK_CLOEXEC. */
export const SOCK_FLAGS: u32 = 0x80800;
export const SOL_SOCKET: u64 = 1;
export const SO_REUSEADDR: u64 = 2;
export const SO_ERROR: u64 = 4;
export const SO_BROADCAST: u64 = 6;
export const SO_SNDBUF: u64 = 7;
export const SO_RCVBUF: u64 = 8;
export const SO_KEEPALIVE: u64 = 9;
export const SO_LINGER: u64 = 13;
export const IPPROTO_TCP: u64 = 6;
export const TCP_NODELAY: u64 = 1;
export const TCP_KEEPIDLE: u64 = 4;
export const IPPROTO_IP: u64 = 0;
export const IP_TTL: u64 = 2;
export const IP_MULTICAST_IF: u64 = 32;
export const IP_MULTICAST_TTL: u64 = 33;
export const IP_MULTICAST_LOOP: u64 = 34;
export const IP_ADD_MEMBERSHIP: u64 = 35;
export const IP_DROP_MEMBERSHIP: u64 = 36;
export const IP_ADD_SOURCE_MEMBERSHIP: u64 = 39;
export const IP_DROP_SOURCE_MEMBERSHIP: u64 = 40;
export const MCAST_JOIN_SOURCE_GROUP: u64 = 46;
export const MCAST_LEAVE_SOURCE_GROUP: u64 = 47;
export const IPPROTO_IPV6: u64 = 41;
export const IPV6_UNICAST_HOPS: u64 = 16;
export const IPV6_MULTICAST_IF: u64 = 17;
export const IPV6_MULTICAST_HOPS: u64 = 18;
export const IPV6_MULTICAST_LOOP: u64 = 19;
export const IPV6_ADD_MEMBERSHIP: u64 = 20;
export const IPV6_DROP_MEMBERSHIP: u64 = 21;
export const IPV6_V6ONLY: u64 = 26;
export const MSG_NOSIGNAL: u64 = 0x4000;

// Readiness.
export const EPOLL_CTL_ADD: u64 = 1;
export const EPOLL_CTL_DEL: u64 = 2;
export const EPOLLIN: u32 = 1;
export const EPOLLOUT: u32 = 4;
export const EPOLLERR: u32 = 8;
export const EPOLLHUP: u32 = 16;
export const EPOLLRDHUP: u32 = 0x2000;
export const EPOLLET: u32 = 0x80000000;

// Signals.
export const SIGHUP: u32 = 1;
export const SIGINT: u32 = 2;
export const SIGILL: u32 = 4;
export const SIGTRAP: u32 = 5;
export const SIGBUS: u32 = 7;
export const SIGFPE: u32 = 8;
export const SIGUSR1: u32 = 10;
export const SIGSEGV: u32 = 11;
export const SIGUSR2: u32 = 12;
export const SIGPIPE: u32 = 13;
export const SIGALRM: u32 = 14;
export const SIGTERM: u32 = 15;
export const SIGSYS: u32 = 31;
