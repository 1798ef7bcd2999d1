/*
 * The device is made by an ioctl, as there is no other way; addresses and
 * routes by rtnetlink. The route to the peer is more special than the device's
 * own, so that it can carry RTAX_QUICKACK.
 */
#include "host/tun.h"

#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/if.h>
#include <linux/if_addr.h>
#include <linux/if_tun.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/i18n.h"

#define HEADERS_IPV4 40u
#define HEADERS_IPV6 60u
#define MSS 1460u

void
tun_address(uint8_t addr[16], bool ipv6, unsigned number, bool peer)
{
	memset(addr, 0, 16);
	if (ipv6) {
		addr[0] = 0xfd;
		addr[2] = (uint8_t)(number >> 8);
		addr[3] = (uint8_t)number;
		addr[15] = peer ? 2 : 1;
		return;
	}
	addr[0] = 10;
	addr[1] = (uint8_t)(number >> 8);
	addr[2] = (uint8_t)number;
	addr[3] = peer ? 2 : 1;
}

static void
tun_name(char name[TUN_NAME], unsigned number)
{
	snprintf(name, TUN_NAME, "tcptutor%u", number % 10000);
}

int
tun_open(void)
{
	return open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

/* Send a request of rtnetlink and read what came of it. False with errno. */
static bool
rtnetlink_do(struct nlmsghdr *header)
{
	_Alignas(long) char answer[4096];
	struct mnl_socket *netlink = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);

	if (netlink == NULL)
		return false;
	header->nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
	header->nlmsg_seq = 1;

	bool done = mnl_socket_bind(netlink, 0, MNL_SOCKET_AUTOPID) == 0 &&
	    mnl_socket_sendto(netlink, header, header->nlmsg_len) >= 0;

	if (done) {
		ssize_t n = mnl_socket_recvfrom(netlink, answer, sizeof(answer));

		done = n >= 0 && mnl_cb_run(answer, (size_t)n, 1,
		    mnl_socket_get_portid(netlink), NULL, NULL) != -1;
	}

	int error = errno;

	mnl_socket_close(netlink);
	errno = error;
	return done;
}

static bool
address_add(unsigned device, bool ipv6, unsigned number)
{
	_Alignas(long) char buf[512];
	uint8_t addr[16];
	struct nlmsghdr *header = mnl_nlmsg_put_header(buf);

	header->nlmsg_type = RTM_NEWADDR;
	header->nlmsg_flags = NLM_F_CREATE | NLM_F_REPLACE;

	struct ifaddrmsg *msg = mnl_nlmsg_put_extra_header(header, sizeof(*msg));

	msg->ifa_family = ipv6 ? AF_INET6 : AF_INET;
	msg->ifa_prefixlen = ipv6 ? 64 : 24;
	msg->ifa_flags = ipv6 ? IFA_F_NODAD : 0;
	msg->ifa_index = device;
	tun_address(addr, ipv6, number, false);
	mnl_attr_put(header, IFA_LOCAL, ipv6 ? 16 : 4, addr);
	mnl_attr_put(header, IFA_ADDRESS, ipv6 ? 16 : 4, addr);
	return rtnetlink_do(header);
}

/* The index of a device, or 0 with errno. */
static unsigned
device_index(const char *name)
{
	struct ifreq request = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd == -1)
		return 0;
	memcpy(request.ifr_name, name, TUN_NAME);

	bool found = ioctl(fd, SIOCGIFINDEX, &request) != -1;
	int error = errno;

	close(fd);
	errno = error;
	return found ? (unsigned)request.ifr_ifindex : 0;
}

/* A route to one address, without its attributes yet. */
static struct nlmsghdr *
route_begin(void *buf, unsigned device, bool ipv6, const uint8_t addr[16],
    const struct rtmsg *kind)
{
	struct nlmsghdr *header = mnl_nlmsg_put_header(buf);

	header->nlmsg_type = RTM_NEWROUTE;
	header->nlmsg_flags = NLM_F_CREATE | NLM_F_REPLACE;

	struct rtmsg *msg = mnl_nlmsg_put_extra_header(header, sizeof(*msg));

	*msg = *kind;
	msg->rtm_family = ipv6 ? AF_INET6 : AF_INET;
	msg->rtm_dst_len = ipv6 ? 128 : 32;
	msg->rtm_protocol = RTPROT_STATIC;
	mnl_attr_put(header, RTA_DST, ipv6 ? 16 : 4, addr);
	mnl_attr_put_u32(header, RTA_OIF, device);
	return header;
}

/*
 * Linux takes in what is for an IPv6 address only behind a work of its own
 * (addrconf_dad_work(), also where no address is asked for), which may come
 * after our first segment. The same route by hand is there at once.
 */
static bool
address_hears(unsigned device, unsigned number)
{
	_Alignas(long) char buf[512];
	uint8_t addr[16];

	tun_address(addr, true, number, false);
	return rtnetlink_do(route_begin(buf, device, true, addr, &(struct rtmsg){
	    .rtm_table = RT_TABLE_LOCAL, .rtm_type = RTN_LOCAL }));
}

bool
tun_delay_acks(bool ipv6, unsigned number, bool delay)
{
	_Alignas(long) char buf[512];
	char name[TUN_NAME] = { 0 };
	uint8_t peer[16];

	tun_name(name, number);

	unsigned device = device_index(name);

	if (device == 0)
		return false;
	tun_address(peer, ipv6, number, true);

	struct nlmsghdr *header = route_begin(buf, device, ipv6, peer, &(struct rtmsg){
	    .rtm_table = RT_TABLE_MAIN, .rtm_type = RTN_UNICAST,
	    .rtm_scope = ipv6 ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK });
	struct nlattr *metrics = mnl_attr_nest_start(header, RTA_METRICS);

	mnl_attr_put_u32(header, RTAX_QUICKACK, delay ? 0 : 1);
	mnl_attr_nest_end(header, metrics);
	return rtnetlink_do(header);
}

/* MTU and IFF_UP, by ioctl on any socket. */
static bool
device_up(const char *name, bool ipv6)
{
	struct ifreq request = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd == -1)
		return false;
	memcpy(request.ifr_name, name, TUN_NAME);
	request.ifr_mtu = (int)(MSS + (ipv6 ? HEADERS_IPV6 : HEADERS_IPV4));

	bool up = ioctl(fd, SIOCSIFMTU, &request) != -1 &&
	    ioctl(fd, SIOCGIFFLAGS, &request) != -1;

	request.ifr_flags |= IFF_UP;
	up = up && ioctl(fd, SIOCSIFFLAGS, &request) != -1;

	int error = errno;

	close(fd);
	errno = error;
	return up;
}

/* IPv6 where it is wanted, and there without asking whether an address is taken. */
static bool
device_ipv6(const char *name)
{
	static const struct {
		const char *setting;
		const char *value;
	} settings[] = {
		{ "accept_dad", "0" },
		{ "router_solicitations", "0" },
		{ "addr_gen_mode", "1" },
		{ "disable_ipv6", "0" }
	};

	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		char path[96];

		snprintf(path, sizeof(path), "/proc/sys/net/ipv6/conf/%s/%s", name,
		    settings[i].setting);

		int fd = open(path, O_WRONLY | O_CLOEXEC);

		if (fd == -1)
			return false;

		bool written = write(fd, settings[i].value, 1) == 1;

		close(fd);
		if (!written)
			return false;
	}
	return true;
}

bool
tun_begin(int fd, bool ipv6, unsigned number, const char **step)
{
	struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	char name[TUN_NAME] = { 0 };

	tun_name(name, number);
	memcpy(request.ifr_name, name, TUN_NAME);
	*step = _("make a TUN device");
	if (ioctl(fd, TUNSETIFF, &request) == -1 || ioctl(fd, TUNSETPERSIST, 1) == -1)
		return false;
	*step = _("switch IPv6 on");
	if (ipv6 && !device_ipv6(name))
		return false;
	*step = _("bring the TUN device up");
	if (!device_up(name, ipv6))
		return false;
	*step = _("give the TUN device an address");

	unsigned device = device_index(name);

	if (!address_add(device, ipv6, number) || (ipv6 && !address_hears(device, number)))
		return false;
	*step = _("set a route to the TUN device");
	return tun_delay_acks(ipv6, number, false);
}

void
tun_end(int fd)
{
	ioctl(fd, TUNSETPERSIST, 0);
	close(fd);
}
