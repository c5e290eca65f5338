// Addresses of the network: parts of them, and links resolved against the page on which they stand.
#ifndef PENUMBRA_UPDATE_ADDRESS_H_
#define PENUMBRA_UPDATE_ADDRESS_H_

#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::update {

// The machine that an address names, lower case, without user and port; "" when it names none.
std::string host_of(std::string_view address);

// Whether an address names this machine, where http:// is as good as https://: "localhost" and names below it, all
// addresses of the loopback (127.0.0.0/8, ::1), and those that systems take for it (0.0.0.0, ::). Asks no name server.
bool is_this_machine(std::string_view address);

// How far away the machine is that an address means, the nearest first.
enum class Reach : std::uint8_t {
  kThisMachine,  // as above
  kLink,     // only on this wire: 169.254.0.0/16 (where clouds keep their secrets), fe80::/10; multicast and reserved
  kPrivate,  // networks in the house: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, fc00::/7
  kPublic,   // everything else
};
// By the number in an address (also as 0x7f.1, 2130706433, ::ffff:10.0.0.1 and other forms of version 4 in version 6)
// or by its name: one without a dot and those below .local, .internal and .home.arpa are private. Asks no name server,
// so that any other name is public. kThisMachine for what names no machine.
Reach reach_of(std::string_view address);
// Of an address that a name server gave: AF_INET, AF_INET6; kThisMachine for other families.
Reach reach_of(const sockaddr& address);

// Whether the address's host is one of `hosts` (exactly; no part of a name stands for the rest).
bool is_on(std::string_view address, const std::vector<std::string>& hosts);

// A link as a browser would follow it from `page` (RFC 3986, section 5): relative paths, //host/path, ../, queries.
// Letters beyond ASCII and blanks are written as %XX of their UTF-8; a fragment is left out. Nothing when it cannot be
// an address of http or https (mailto:, javascript:, control characters).
std::optional<std::string> resolve_link(const std::string& page, std::string_view link);

// Path and query of an address, %XX written out where that gives UTF-8 without control characters.
std::string readable_path(std::string_view address);

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_ADDRESS_H_
