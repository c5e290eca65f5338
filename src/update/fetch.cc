#include "update/fetch.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "base/file.h"
#include "update/address.h"
#include "update/sources.h"

namespace penumbra::update {
namespace {

namespace fs = std::filesystem;

struct CloseEasy {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using Easy = std::unique_ptr<CURL, CloseEasy>;
using HeaderList = std::unique_ptr<curl_slist, FreeList>;
using File = std::unique_ptr<std::FILE, CloseFile>;

constexpr std::size_t kMaxHeaderBytes = std::size_t{1} << 16;  // of one line
constexpr std::array<const char*, 5> kProxyVariables = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                                        "ALL_PROXY"};  // that libcurl looks at
constexpr std::uint64_t kMaxStateBytes = std::uint64_t{1} << 16;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

Error failed(ErrorCode code, const FetchRequest& request, std::string message, std::string fix) {
  Error error{code, std::move(message), {}, std::move(fix)};
  error.position.file = public_address(request.address);
  return error;
}

// One attempt: what came, and where it goes.
struct Transfer {
  const FetchRequest* request = nullptr;
  std::string part;
  std::uint64_t had = 0;  // bytes of the part that a Range asks to continue
  // Headers of the last answer.
  long status = 0;
  std::string at;  // the address that is asked, after the redirects so far
  // The farthest machine that was asked so far: none leads to a nearer one. By name until a connection shows it.
  Reach reach = Reach::kPublic;
  bool connected = false;
  bool proxied = false;  // then the proxy connects, and knows what it reaches
  Validators validators;
  std::string content_type;
  std::string content_encoding;
  std::string content_range;
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  // Body.
  File file;
  std::uint64_t written = 0;  // the whole file so far, continued bytes included
  bool began = false;
  bool stopped = false;
  std::optional<Error> fault;  // why the callback ended the transfer
};

Error leads_inside(const FetchRequest& request, const std::string& where) {
  return failed(ErrorCode::kUnexpectedStructure, request, "the server leads to " + where,
                "Give the address from which the file comes as a mirror, if it is meant");
}

// Whether the machine of an address is the source's own.
bool is_own_host(const FetchRequest& request, std::string_view address) {
  return host_of(address) == host_of(request.address);
}

// Before a redirect is followed: the request must not even reach a machine that the source does not name.
void follow(Transfer& transfer, std::string_view location) {
  const FetchRequest& request = *transfer.request;
  const auto next = resolve_link(transfer.at, location);
  // Neither from another machine to what listens on this one, nor from this one to an unprotected address elsewhere,
  // which the source could not name either. What cannot be told here is not followed: libcurl might read more into it.
  const bool here = is_this_machine(request.address);
  if (next && is_this_machine(*next) != here && (!here || !next->starts_with("https://"))) {
    transfer.fault =
        leads_inside(request, (here ? "an address without protection: " : "this machine: ") + public_address(*next));
    return;
  }
  // Nor from a machine to one that only those nearer to us can reach: a server outside must not make us ask machines of
  // the house. A source that is in the house itself may stay there.
  if (next && !is_own_host(request, *next) && !is_on(*next, request.hosts)) {
    const Reach to = reach_of(*next);
    if (to < transfer.reach) {
      transfer.fault = leads_inside(request, "a private network: " + public_address(*next));
      return;
    }
    if (transfer.proxied) transfer.reach = to;
  }
  if (next && request.hosts.empty() && request.headers.empty()) {
    transfer.at = *next;
    return;
  }
  const bool own = next && host_of(*next) == host_of(request.address);
  if (own || (next && request.headers.empty() && is_on(*next, request.hosts))) {
    transfer.at = *next;
    return;
  }
  transfer.fault =
      failed(ErrorCode::kUnexpectedStructure, request,
             "the server leads to " + (next ? host_of(*next) : std::string("another protocol or to no address")) +
                 ", from where the source's files do not come",
             "If the authority moved its files there, add it to hosts of the source");
}

void take_header(Transfer& transfer, std::string_view line) {
  if (line.starts_with("HTTP/")) {  // a further answer: after a redirect, or 100 Continue
    transfer.validators = {};
    transfer.content_type.clear();
    transfer.content_encoding.clear();
    transfer.content_range.clear();
    transfer.content_length.reset();
    transfer.chunked = false;
    transfer.status = 0;
    const std::size_t blank = line.find(' ');
    if (blank != std::string_view::npos) {
      std::from_chars(line.data() + blank + 1, line.data() + line.size(), transfer.status);
    }
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || line.size() > kMaxHeaderBytes) return;
  const std::string name = lower(trimmed(line.substr(0, colon)));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "location" && transfer.status >= 300 && transfer.status < 400) follow(transfer, value);
  if (name == "etag") transfer.validators.etag = value;
  if (name == "last-modified") transfer.validators.last_modified = value;
  if (name == "content-type") transfer.content_type = lower(trimmed(value.substr(0, value.find(';'))));
  if (name == "content-encoding") transfer.content_encoding = lower(value);
  if (name == "content-range") transfer.content_range = lower(value);
  if (name == "transfer-encoding" && lower(value).find("chunked") != std::string::npos) transfer.chunked = true;
  if (name == "content-length") {
    std::uint64_t length = 0;
    const auto [end, wrong] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (wrong == std::errc() && end == value.data() + value.size()) transfer.content_length = length;
  }
}

// Before a connection: a name may stand for any address.
curl_socket_t on_open(void* user, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  const FetchRequest& request = *transfer.request;
  if (!transfer.proxied) {
    const Reach to = reach_of(address->addr);
    const bool own = is_own_host(request, transfer.at);
    if (!own && to < transfer.reach && !is_on(transfer.at, request.hosts)) {
      transfer.fault = leads_inside(request, host_of(transfer.at) +
                                                 ", whose name stands for an address of a private "
                                                 "network or of this machine");
      return CURL_SOCKET_BAD;
    }
    transfer.reach = transfer.connected ? std::max(transfer.reach, to) : to;
    transfer.connected = true;
  }
  return ::socket(address->family, address->socktype, address->protocol);
}

// Whether a proxy may stand between: libcurl says so only afterwards, and no_proxy leaves it open for some.
bool may_use_proxy(const FetchRequest& request) {
  if (!request.proxy.empty()) return request.proxy != "none";
  return std::any_of(kProxyVariables.begin(), kProxyVariables.end(), [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  });
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  take_header(transfer, {data, size * count});
  return transfer.fault ? 0 : size * count;
}

// A strong validator, which proves that bytes are of the same file; "" if there is none (RFC 9110, 13.1.5). A
// Last-Modified counts only without an ETag: it has the grain of a second.
std::string strong(const Validators& validators) {
  if (!validators.etag.empty()) return validators.etag.starts_with("W/") ? std::string() : validators.etag;
  return validators.last_modified;
}

// Lines: address, strong validator. Written before the first byte, so that bytes without a known origin are never
// continued.
Status write_part_state(const Transfer& transfer) {
  const std::string validator = strong(transfer.validators);
  const std::string path = transfer.part + ".state";
  std::error_code ignored;
  fs::remove(path, ignored);
  if (validator.empty()) return {};
  return base::replace_file(path, transfer.request->address + "\n" + validator + "\n");
}

// The validator under which PATH.part may be continued; "" if it may not.
std::string resumable(const FetchRequest& request, const std::string& part) {
  std::error_code wrong;
  const std::uint64_t size = fs::is_regular_file(part, wrong) ? fs::file_size(part, wrong) : 0;
  if (wrong || size == 0 || size > request.limits.max_bytes) return "";
  const auto state = base::read_file(part + ".state", kMaxStateBytes);
  if (!state.ok()) return "";
  const std::size_t end = state->find('\n');
  if (end == std::string::npos || state->substr(0, end) != request.address) return "";
  return std::string(trimmed(std::string_view(*state).substr(end + 1)));
}

// Before the first byte: is this body one that is to be kept, and where does it begin?
bool begin_body(Transfer& transfer) {
  transfer.began = true;
  if (!transfer.content_encoding.empty() && transfer.content_encoding != "identity") {
    transfer.fault = failed(ErrorCode::kUnsupported, *transfer.request,
                            "the server sends compressed content that was not asked for", "Try another mirror");
    return false;
  }
  std::uint64_t from = 0;
  if (transfer.status == 206) {
    const std::string wanted = "bytes " + std::to_string(transfer.had) + "-";
    if (transfer.had == 0 || !transfer.content_range.starts_with(wanted)) {
      transfer.fault = failed(ErrorCode::kIo, *transfer.request, "the server continues at another place than asked for",
                              "Try again");
      std::error_code ignored;
      fs::remove(transfer.part + ".state", ignored);  // start anew next time
      return false;
    }
    from = transfer.had;
  }
  const std::uint64_t coming = transfer.content_length.value_or(0);
  if (from + coming > transfer.request->limits.max_bytes) {
    transfer.fault = failed(ErrorCode::kLimit, *transfer.request,
                            "the file has " + std::to_string(from + coming) +
                                " bytes, more than max_bytes = " + std::to_string(transfer.request->limits.max_bytes),
                            "If the list has really grown, raise max_bytes of the source");
    return false;
  }
  if (from == 0) {
    if (auto stated = write_part_state(transfer); !stated.ok()) {
      transfer.fault = stated.error();
      return false;
    }
  }
  transfer.file.reset(std::fopen(transfer.part.c_str(), from == 0 ? "wb" : "ab"));
  if (transfer.file == nullptr) {
    transfer.fault = Error{ErrorCode::kIo, "the quarantine file cannot be written", {transfer.part}, "Make room"};
    return false;
  }
  transfer.written = from;
  return true;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t bytes = size * count;
  if (transfer.status != 200 && transfer.status != 206) return bytes;  // the text of an error: not kept
  if (!transfer.began && !begin_body(transfer)) return 0;
  if (bytes > transfer.request->limits.max_bytes - transfer.written) {
    transfer.fault = failed(ErrorCode::kLimit, *transfer.request,
                            "the file goes on beyond max_bytes = " + std::to_string(transfer.request->limits.max_bytes),
                            "If the list has really grown, raise max_bytes of the source");
    return 0;
  }
  if (std::fwrite(data, 1, bytes, transfer.file.get()) != bytes) {
    transfer.fault = Error{ErrorCode::kIo, "the quarantine file cannot be written", {transfer.part}, "Make room"};
    return 0;
  }
  transfer.written += bytes;
  return bytes;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (!transfer.request->progress) return 0;
  const std::uint64_t from = transfer.status == 206 ? transfer.had : 0;
  const std::uint64_t total = transfer.content_length ? from + *transfer.content_length : 0;
  if (transfer.request->progress(transfer.written, total)) return 0;
  transfer.stopped = true;
  return 1;
}

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  // The options used here exist in every libcurl from 7.85 on; a refusal shows as a failed transfer.
  curl_easy_setopt(handle, option, value);
}

Status begin_library() {
  static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (begun == CURLE_OK) return {};
  return Error{ErrorCode::kIo, "the network library cannot be started", {}, "Check the installation of libcurl"};
}

// Options that every transfer shares.
void prepare(CURL* handle, Transfer& transfer) {
  const FetchRequest& request = *transfer.request;
  const FetchLimits& limits = request.limits;
  set(handle, CURLOPT_URL, request.address.c_str());
  set(handle, CURLOPT_USERAGENT, request.agent.c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  // From a protected address only to protected ones.
  set(handle, CURLOPT_REDIR_PROTOCOLS_STR, request.address.starts_with("https://") ? "https" : "http,https");
  set(handle, CURLOPT_FOLLOWLOCATION, 1L);
  set(handle, CURLOPT_MAXREDIRS, static_cast<long>(limits.max_redirects));
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  set(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect_seconds));
  set(handle, CURLOPT_TIMEOUT, static_cast<long>(limits.total_seconds));
  set(handle, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits.low_bytes));
  set(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.low_seconds));
  if (request.proxy == "none") {
    set(handle, CURLOPT_PROXY, "");
  } else if (!request.proxy.empty()) {
    set(handle, CURLOPT_PROXY, request.proxy.c_str());
  }
  set(handle, CURLOPT_OPENSOCKETFUNCTION, &on_open);
  set(handle, CURLOPT_OPENSOCKETDATA, &transfer);
  set(handle, CURLOPT_HEADERFUNCTION, &on_header);
  set(handle, CURLOPT_HEADERDATA, &transfer);
  set(handle, CURLOPT_WRITEFUNCTION, &on_body);
  set(handle, CURLOPT_WRITEDATA, &transfer);
  set(handle, CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(handle, CURLOPT_XFERINFODATA, &transfer);
  set(handle, CURLOPT_NOPROGRESS, 0L);
}

// How an attempt ended.
struct Attempt {
  std::optional<FetchAnswer> answer;
  Error error;
  bool again = false;                // another attempt may help
  std::int64_t retry_after_ms = -1;  // as the server asks; -1: not said
};

Error error_of(CURLcode code, const char* detail, const Transfer& transfer) {
  const FetchRequest& request = *transfer.request;
  if (transfer.fault) return *transfer.fault;
  if (transfer.stopped)
    return failed(ErrorCode::kIo, request, "the download was stopped", "Run it again: it continues");
  std::string what = detail != nullptr && *detail != '\0' ? detail : curl_easy_strerror(code);
  switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
      return failed(ErrorCode::kUnsupported, request, "the address leads to another protocol than allowed: " + what,
                    "Only http and https are followed, and from https only to https");
    case CURLE_TOO_MANY_REDIRECTS:
      return failed(
          ErrorCode::kLimit, request,
          "the address leads in circles: more than " + std::to_string(request.limits.max_redirects) + " redirects",
          "Look for the new address of the list");
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2_STREAM:
      return failed(ErrorCode::kIo, request,
                    "the transfer was cut after " + std::to_string(transfer.written) + " bytes: " + what,
                    "Run it again: it continues");
    case CURLE_OPERATION_TIMEDOUT:
      return failed(ErrorCode::kIo, request, "the server is too slow: " + what, "Run it again: it continues");
    case CURLE_PEER_FAILED_VERIFICATION:
      return failed(ErrorCode::kIo, request, "the server could not prove who it is: " + what,
                    "Check the clock and ca-certificates; a proxy that opens connections must be trusted explicitly");
    default:
      return failed(ErrorCode::kIo, request, what, "Check the network and the proxy");
  }
}

bool may_pass(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return true;
    default:
      return false;
  }
}

Error error_of_status(const Transfer& transfer) {
  const FetchRequest& request = *transfer.request;
  const std::string status = std::to_string(transfer.status);
  if (transfer.status == 404 || transfer.status == 410) {
    return failed(ErrorCode::kNotFound, request, "the server has no such file (" + status + ")",
                  "Look for the new address of the list and give it in a sources file");
  }
  if (transfer.status == 401 || transfer.status == 403) {
    return failed(ErrorCode::kIo, request, "the server refuses the download (" + status + ")",
                  "Check the token; some authorities refuse whole networks or proxies");
  }
  return failed(ErrorCode::kIo, request, "the server answers " + status, "Try again later");
}

Status finish(Transfer& transfer, const std::string& path) {
  std::FILE* file = transfer.file.get();
  if (std::fflush(file) != 0 || ::fsync(::fileno(file)) != 0) {
    return Error{ErrorCode::kIo, "the quarantine file cannot be written", {transfer.part}, "Make room"};
  }
  transfer.file.reset();
  std::error_code wrong;
  fs::rename(transfer.part, path, wrong);
  if (wrong) return Error{ErrorCode::kIo, "the quarantine file cannot be renamed", {path}, "Check the folder"};
  fs::remove(transfer.part + ".state", wrong);
  return {};
}

Attempt attempt(const FetchRequest& request, bool head) {
  Attempt out;
  Transfer transfer;
  transfer.request = &request;
  transfer.at = request.address;
  transfer.reach = reach_of(request.address);
  transfer.proxied = may_use_proxy(request);
  transfer.part = request.path + ".part";
  const Easy easy(curl_easy_init());
  if (easy == nullptr) {
    out.error = failed(ErrorCode::kIo, request, "the network library cannot be started", "Check its installation");
    return out;
  }
  CURL* handle = easy.get();
  prepare(handle, transfer);
  char detail[CURL_ERROR_SIZE] = {};
  set(handle, CURLOPT_ERRORBUFFER, detail);
  std::vector<std::string> lines = request.headers;
  if (head) {
    set(handle, CURLOPT_NOBODY, 1L);
  } else {
    const std::string validator = resumable(request, transfer.part);
    std::error_code ignored;
    if (!validator.empty()) {
      transfer.had = fs::file_size(transfer.part, ignored);
      lines.push_back("Range: bytes=" + std::to_string(transfer.had) + "-");
      lines.push_back("If-Range: " + validator);
    } else {
      if (!request.known.etag.empty()) lines.push_back("If-None-Match: " + request.known.etag);
      if (!request.known.last_modified.empty()) lines.push_back("If-Modified-Since: " + request.known.last_modified);
    }
  }
  HeaderList headers;
  for (const std::string& line : lines) {
    curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
    if (longer == nullptr) break;
    static_cast<void>(headers.release());
    headers.reset(longer);
  }
  if (headers != nullptr) set(handle, CURLOPT_HTTPHEADER, headers.get());

  const CURLcode code = curl_easy_perform(handle);
  curl_off_t after = 0;
  if (curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &after) == CURLE_OK && after > 0) {
    out.retry_after_ms = static_cast<std::int64_t>(after) * 1000;
  }
  if (code != CURLE_OK) {
    if (transfer.file != nullptr) std::fflush(transfer.file.get());
    out.error = error_of(code, detail, transfer);
    out.again = !transfer.fault && !transfer.stopped && may_pass(code);
    return out;
  }
  FetchAnswer answer;
  answer.validators = transfer.validators;
  answer.content_type = transfer.content_type;
  if (const char* final_address = nullptr;
      curl_easy_getinfo(handle, CURLINFO_EFFECTIVE_URL, &final_address) == CURLE_OK && final_address != nullptr) {
    answer.final_address = public_address(final_address);
  }
  if (transfer.status == 304 && !head && request.known.known()) {
    answer.unchanged = true;
    if (!answer.validators.known()) answer.validators = request.known;
    out.answer = std::move(answer);
    return out;
  }
  if (transfer.status == 416) {  // the file is shorter now than what is there: it is another one
    std::error_code ignored;
    fs::remove(transfer.part, ignored);
    fs::remove(transfer.part + ".state", ignored);
    out.error = failed(ErrorCode::kIo, request, "the server cannot continue the download", "Run it again");
    out.again = true;
    out.retry_after_ms = 0;
    return out;
  }
  if (transfer.status != 200 && (head || transfer.status != 206)) {
    out.error = error_of_status(transfer);
    out.again = transfer.status == 408 || transfer.status == 429 || transfer.status >= 500;
    return out;
  }
  if (!head) {
    if (!transfer.began && !begin_body(transfer)) {
      out.error = *transfer.fault;
      return out;
    }
    if (const auto done = finish(transfer, request.path); !done.ok()) {
      out.error = done.error();
      return out;
    }
  }
  answer.bytes = transfer.written;
  answer.resumed = transfer.status == 206 ? transfer.had : 0;
  answer.length_known = transfer.content_length.has_value() || transfer.chunked;
  out.answer = std::move(answer);
  return out;
}

bool pause(const FetchRequest& request, std::int64_t milliseconds) {
  if (request.wait) return request.wait(milliseconds);
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  return true;
}

Result<FetchAnswer> repeated(const FetchRequest& request, bool head) {
  PENUMBRA_RETURN_IF_ERROR(begin_library());
  std::int64_t backoff = request.limits.retry_ms;
  for (int tries = 1;; ++tries) {
    Attempt one = attempt(request, head);
    if (one.answer) {
      one.answer->attempts = tries;
      return *std::move(one.answer);
    }
    if (!one.again || tries > request.limits.retries) {
      if (tries > 1) one.error.message += " (" + std::to_string(tries) + " attempts)";
      return one.error;
    }
    std::int64_t wait = backoff;
    backoff *= 2;
    if (one.retry_after_ms >= 0) {
      if (one.retry_after_ms > std::int64_t{1000} * request.limits.max_retry_after_seconds) {
        one.error.message += "; it asks to wait " + std::to_string(one.retry_after_ms / 1000) + " s";
        return one.error;
      }
      wait = one.retry_after_ms;
    }
    if (!pause(request, wait)) {
      one.error.message += "; stopped while waiting";
      return one.error;
    }
  }
}

}  // namespace

Result<FetchAnswer> fetch(const FetchRequest& request) {
  return repeated(request, false);
}

Result<Validators> look(const FetchRequest& request) {
  PENUMBRA_ASSIGN_OR_RETURN(const FetchAnswer answer, repeated(request, true));
  return answer.validators;
}

}  // namespace penumbra::update
