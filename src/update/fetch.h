// One file over HTTP(S), into a quarantine file: conditional, resumable, bounded. The only place of the program that
// opens a connection.
#ifndef PENUMBRA_UPDATE_FETCH_H_
#define PENUMBRA_UPDATE_FETCH_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "penumbra/result.h"

namespace penumbra::update {

struct FetchLimits {
  std::uint64_t max_bytes = std::uint64_t{1} << 30;  // of the body; more ends the transfer
  int connect_seconds = 30;
  // A transfer that moves fewer than `low_bytes` per second over `low_seconds` is given up.
  int low_bytes = 200;
  int low_seconds = 60;
  int total_seconds = 3600;
  int max_redirects = 5;
  int retries = 3;                    // after the first attempt; only for what may pass (connection, 408, 429, 5xx)
  int retry_ms = 2000;                // before the first repetition; doubles
  int max_retry_after_seconds = 300;  // a server that asks for more is given up
};

// What a server says about a file; tells it apart from another version of it. Empty: not said.
struct Validators {
  std::string etag;
  std::string last_modified;
  bool known() const { return !etag.empty() || !last_modified.empty(); }
  bool operator==(const Validators&) const = default;
};

struct FetchRequest {
  std::string address;  // http:// or https://, nothing else
  std::string path;     // the finished file; PATH.part and PATH.part.state hold what is not finished
  Validators known;     // with these a server may answer "unchanged"; nothing: send it whatever it is
  std::string proxy;    // "": as the environment says (https_proxy, no_proxy); "none"; or an address
  std::string agent = "penumbra-update";
  std::vector<std::string> headers;  // further lines, "x-api-key: VALUE"; sent to the address and to no other machine
  std::vector<std::string> hosts;    // machines to which a redirect may lead, besides its own; empty: anywhere
  FetchLimits limits;
  // Called about every second with bytes so far and in all (0: unknown); false stops. May be empty.
  std::function<bool(std::uint64_t, std::uint64_t)> progress;
  // Sleeps that many milliseconds; false stops. Empty: just sleeps.
  std::function<bool(std::int64_t)> wait;
};

struct FetchAnswer {
  bool unchanged = false;     // 304: nothing was written
  Validators validators;      // as the server states them now
  std::string content_type;   // lower case, without parameters; "" when not said
  std::uint64_t bytes = 0;    // of the whole file
  std::uint64_t resumed = 0;  // bytes of it that an earlier attempt had brought
  bool length_known = false;  // the end was stated (length or chunks), so that a cut transfer is noticed
  int attempts = 1;
  std::string final_address;  // after redirects, without its query
};

// Downloads a file to `path` (synced). An interrupted transfer leaves PATH.part, which the next call continues when the
// server confirms that the file is the same one (Range with If-Range). Errors name the address without its query:
// kNotFound (404, 410), kIo (connection, refused status, cut transfer, stopped), kLimit (size, redirects, time),
// kUnsupported (another protocol, compressed content). Safe from several threads with different paths.
Result<FetchAnswer> fetch(const FetchRequest& request);

// The validators of a file as the server states them now, by HEAD. Errors as for fetch().
Result<Validators> look(const FetchRequest& request);

}  // namespace penumbra::update

#endif  // PENUMBRA_UPDATE_FETCH_H_
