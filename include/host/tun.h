/*
 * A network device whose other end is a descriptor: what the kernel sends
 * into it is read there, what is written there the kernel receives. All of
 * this acts on the network namespace of the calling thread. Linux only.
 */
#ifndef HOST_TUN_H
#define HOST_TUN_H

#include <stdbool.h>
#include <stdint.h>

#define TUN_NAME 16		/* IFNAMSIZ */

/*
 * The addresses of world number: 10.0.number.1 and its peer 10.0.number.2, or
 * fd00:number::1 and fd00:number::2; 4 octets or 16.
 */
void tun_address(uint8_t addr[16], bool ipv6, unsigned number, bool peer);

/* /dev/net/tun without a device yet, neither blocking nor inherited. -1 with errno. */
int tun_open(void);

/*
 * Make fd a device without a link layer, give it its address as number says,
 * an MTU that leaves room for an MSS of 1460, and a route to the peer on which
 * ACKs are not delayed; bring it up. It stays until tun_end or the end of the
 * namespace. False with errno; *step then says what
 * could not be done: "make a TUN device".
 */
bool tun_begin(int fd, bool ipv6, unsigned number, const char **step);

/* Close fd, and let its device go once nobody else has it open. */
void tun_end(int fd);

/* Shall ACKs to number's peer be delayed from now on? False with errno. */
bool tun_delay_acks(bool ipv6, unsigned number, bool delay);

#endif
