#include "update/address.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <memory>

#include "text/utf8.h"

namespace penumbra::update {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (lower(c) >= 'a' && lower(c) <= 'f') return lower(c) - 'a' + 10;
  return -1;
}

// IANA's registries of special addresses, version 4 (RFC 6890 and later) and 6. In the byte order of this machine.
Reach reach_of_four(std::uint32_t address) {
  const auto in = [address](std::uint32_t network, unsigned bits) { return (address ^ network) >> (32U - bits) == 0; };
  if (in(0x7F000000, 8) || in(0, 8)) return Reach::kThisMachine;  // 0.0.0.0: systems take it for this machine
  if (in(0xA9FE0000, 16) || in(0xE0000000, 3)) return Reach::kLink;
  const bool inside = in(0x0A000000, 8) || in(0xAC100000, 12) || in(0xC0A80000, 16) || in(0x64400000, 10) ||
                      in(0xC0000000, 24) || in(0xC6120000, 15);
  return inside ? Reach::kPrivate : Reach::kPublic;
}

Reach reach_of_six(const in6_addr& address) {
  const auto& bytes = address.s6_addr;
  const auto four_at = [&bytes](std::size_t i) {
    return static_cast<std::uint32_t>(bytes[i]) << 24U | static_cast<std::uint32_t>(bytes[i + 1]) << 16U |
           static_cast<std::uint32_t>(bytes[i + 2]) << 8U | bytes[i + 3];
  };
  const auto zero = [&bytes](std::size_t from, std::size_t to) {
    return std::all_of(std::begin(bytes) + from, std::begin(bytes) + to, [](unsigned char byte) { return byte == 0; });
  };
  if (zero(0, 15) && bytes[15] <= 1) return Reach::kThisMachine;
  // Version 4 in version 6: mapped, compatible (routed nowhere), translated (64:ff9b::/96), 6to4.
  if (zero(0, 10) && bytes[10] == 0xFF && bytes[11] == 0xFF) return reach_of_four(four_at(12));
  if (zero(0, 12)) return Reach::kPrivate;
  if (four_at(0) == 0x0064FF9B && zero(4, 12)) return reach_of_four(four_at(12));
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return reach_of_four(four_at(2));
  if (bytes[0] == 0xFF || (bytes[0] == 0xFE && (bytes[1] & 0xC0U) == 0x80U)) return Reach::kLink;
  const bool inside =
      (bytes[0] & 0xFEU) == 0xFCU || (bytes[0] == 0xFE && (bytes[1] & 0xC0U) == 0xC0U) || four_at(0) == 0x0064FF9B;
  return inside ? Reach::kPrivate : Reach::kPublic;
}

}  // namespace

std::string host_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  address.remove_prefix(scheme + 3);
  address = address.substr(0, address.find_first_of("/?#"));
  if (const std::size_t user = address.rfind('@'); user != std::string_view::npos) address.remove_prefix(user + 1);
  address = address.starts_with("[") ? address.substr(0, address.find(']') + 1) : address.substr(0, address.find(':'));
  std::string host(address);
  std::transform(host.begin(), host.end(), host.begin(), lower);
  return host;
}

Reach reach_of(std::string_view address) {
  std::string host = host_of(address);
  if (host.starts_with("[")) {
    host.erase(std::min(host.find_first_of("%]"), host.size()));  // a zone may follow
    in6_addr six{};
    return ::inet_pton(AF_INET6, host.c_str() + 1, &six) == 1 ? reach_of_six(six) : Reach::kThisMachine;
  }
  if (host.ends_with(".")) host.pop_back();
  if (host.empty() || host == "localhost" || host.ends_with(".localhost")) return Reach::kThisMachine;  // RFC 6761, 6.3
  in_addr four{};
  if (::inet_aton(host.c_str(), &four) != 0) return reach_of_four(ntohl(four.s_addr));
  const bool inside = host.find('.') == std::string::npos || host.ends_with(".local") || host.ends_with(".internal") ||
                      host.ends_with(".home.arpa");
  return inside ? Reach::kPrivate : Reach::kPublic;
}

Reach reach_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof four);
    return reach_of_four(ntohl(four.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 six{};
    std::memcpy(&six, &address, sizeof six);
    return reach_of_six(six.sin6_addr);
  }
  return Reach::kThisMachine;
}

bool is_this_machine(std::string_view address) {
  const std::string host = host_of(address);
  in6_addr six{};
  // What names no machine is none.
  if (host.empty() ||
      (host.starts_with("[") && ::inet_pton(AF_INET6, host.substr(1, host.find_first_of("%]") - 1).c_str(), &six) != 1))
    return false;
  return reach_of(address) == Reach::kThisMachine;
}

bool is_on(std::string_view address, const std::vector<std::string>& hosts) {
  const std::string host = host_of(address);
  return !host.empty() && std::find(hosts.begin(), hosts.end(), host) != hosts.end();
}

std::optional<std::string> resolve_link(const std::string& page, std::string_view link) {
  std::string plain;
  for (const char c : link) {  // as browsers do: line ends and tabs inside an address do not count
    if (c != '\t' && c != '\r' && c != '\n') plain += c;
  }
  while (!plain.empty() && plain.front() == ' ') plain.erase(0, 1);
  while (!plain.empty() && plain.back() == ' ') plain.pop_back();
  const auto control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; };
  if (plain.empty() || std::any_of(plain.begin(), plain.end(), control)) return std::nullopt;
  // A scheme other than those of the web: libcurl would take "mailto:x" for a relative path.
  const std::size_t colon = plain.find_first_of(":/?#");
  if (colon != std::string::npos && plain[colon] == ':') {
    std::string scheme = plain.substr(0, colon);
    std::transform(scheme.begin(), scheme.end(), scheme.begin(), lower);
    if (scheme != "http" && scheme != "https") return std::nullopt;
  }
  if (const std::size_t fragment = plain.find('#'); fragment != std::string::npos) plain.resize(fragment);
  std::string encoded;
  for (const char c : plain) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && c != ' ') {
      encoded += c;
    } else {
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
  if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, page.c_str(), 0) != CURLUE_OK) return std::nullopt;
  if (!encoded.empty() && curl_url_set(url.get(), CURLUPART_URL, encoded.c_str(), 0) != CURLUE_OK) return std::nullopt;
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  char* text = nullptr;
  if (curl_url_get(url.get(), CURLUPART_URL, &text, 0) != CURLUE_OK) return std::nullopt;
  std::string out(text);
  curl_free(text);
  const bool ascii = std::none_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (!ascii || (!out.starts_with("https://") && !out.starts_with("http://")) || host_of(out).empty()) {
    return std::nullopt;
  }
  return out;
}

std::string readable_path(std::string_view address) {
  const std::size_t scheme = address.find("://");
  const std::size_t path = address.find_first_of("/?", scheme == std::string_view::npos ? 0 : scheme + 3);
  if (path == std::string_view::npos) return "/";
  address.remove_prefix(path);
  std::string out;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const int high = address[i] == '%' && i + 2 < address.size() ? hex_digit(address[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(address[i + 2]) : -1;
    if (low < 0) {
      out += address[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  const auto control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; };
  return text::is_valid_utf8(out) && std::none_of(out.begin(), out.end(), control) ? out : std::string(address);
}

}  // namespace penumbra::update
